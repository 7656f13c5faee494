import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_HISTORY, recordChange, redoChange, undoChange } from './history.ts'
import type { History } from './history.ts'

const record = (history: History<string>, value: string) =>
  recordChange(history, value, `to ${value}`)

describe('undo and redo', () => {
  it('brings back what stood before the change, and then the change', () => {
    const changed = record(record(EMPTY_HISTORY, 'a'), 'b')
    expect(undoChange(changed).current).toBe('a')
    expect(redoChange(undoChange(changed))).toEqual(changed)
  })

  it('names each change on both sides', () => {
    const undone = undoChange(record(record(EMPTY_HISTORY, 'a'), 'b'))
    expect([undone.past.at(-1)?.label, undone.future[0]?.label]).toEqual(['to a', 'to b'])
  })

  it('forgets what was undone once something else is done', () => {
    const other = record(undoChange(record(record(EMPTY_HISTORY, 'a'), 'b')), 'c')
    expect(redoChange(other)).toBe(other)
  })

  it('takes no step for a change that changes nothing', () => {
    const history = record(EMPTY_HISTORY, 'a')
    expect(record(history, 'a')).toBe(history)
  })

  it('keeps 200 steps', () => {
    const values = Array.from({ length: 250 }, (_each, index) => String(index))
    expect(values.reduce(record, EMPTY_HISTORY).past).toHaveLength(200)
  })

  it('undoes any run of changes back to the first', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 20 }), (values) => {
        const done = values.reduce(record, EMPTY_HISTORY as History<string>)
        const undone = values.reduce((history) => undoChange(history), done)
        expect(undone.current).toBeUndefined()
        expect(values.reduce((history) => redoChange(history), undone)).toEqual(done)
      }),
    )
  })
})
