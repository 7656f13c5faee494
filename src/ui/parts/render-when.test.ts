import { describe, expect, it } from 'vitest'
import { renderWhen } from './render-when.ts'

const NOW = new Date(2026, 10, 24, 12, 0).getTime()

describe('when a plan was changed', () => {
  it.each([
    { at: new Date(2026, 10, 24, 9, 5), words: 'today 09:05' },
    { at: new Date(2026, 10, 23, 23, 59), words: 'yesterday' },
    { at: new Date(2026, 2, 1), words: '1 March' },
    { at: new Date(2025, 11, 31), words: '31 December 2025' },
  ])('$words', ({ at, words }) => {
    expect(renderWhen(at.getTime(), NOW)).toBe(words)
  })
})
