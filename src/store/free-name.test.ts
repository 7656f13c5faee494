import { describe, expect, it } from 'vitest'
import { makeFreeName } from './free-name.ts'

describe('a name that is free', () => {
  it.each([
    { taken: [], free: 'shop' },
    { taken: ['shop'], free: 'shop 2' },
    { taken: ['shop', 'shop 2'], free: 'shop 3' },
    { taken: ['shop 2'], free: 'shop' },
  ])('$free', ({ taken, free }) => {
    expect(makeFreeName('shop', taken)).toBe(free)
  })
})
