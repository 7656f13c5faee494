import { describe, expect, it } from 'vitest'
import { INCIDENTS_KEPT, listSurplus } from './list-surplus.ts'

const lines = (count: number, isEdited: boolean | undefined) =>
  Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    changedAtMs: index,
    ...(isEdited === undefined ? {} : { isEdited }),
  }))

describe('plans that go', () => {
  it.each([
    { name: 'none that a person made, however many', kept: lines(60, true), open: 'p0', gone: [] },
    { name: 'none kept before edits were noted', kept: lines(60, undefined), open: 'p0', gone: [] },
    {
      name: 'the incidents opened longest ago that nobody edited',
      kept: lines(INCIDENTS_KEPT + 2, false),
      open: 'p9',
      gone: ['p0'],
    },
    { name: 'never the open one', kept: lines(INCIDENTS_KEPT + 1, false), open: 'p0', gone: [] },
  ])('$name', ({ kept, open, gone }) => {
    expect(listSurplus(kept, open)).toEqual(gone)
  })
})
