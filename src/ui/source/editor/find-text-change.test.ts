import { describe, expect, it } from 'vitest'
import { findTextChange } from './find-text-change.ts'

describe('the piece that differs', () => {
  it.each([
    { before: 'min: 1\nmax: 5', after: 'min: 2\nmax: 5', change: { from: 5, to: 6, insert: '2' } },
    { before: 'aa', after: 'aaa', change: { from: 2, to: 2, insert: 'a' } },
    { before: 'aaa', after: 'aa', change: { from: 2, to: 3, insert: '' } },
    { before: '', after: 'a', change: { from: 0, to: 0, insert: 'a' } },
    { before: 'same', after: 'same', change: undefined },
  ])('$before, then $after', ({ before, after, change }) => {
    expect(findTextChange(before, after)).toEqual(change)
  })
})
