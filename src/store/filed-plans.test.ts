import { describe, expect, it } from 'vitest'
import { SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { packPlan } from '#worker/packed-plan.ts'
import { countUnfiledChanges, noteFiled } from './filed-plans.ts'
import { EMPTY_HISTORY, recordChange, undoChange } from './history.ts'
import type { History } from './history.ts'
import type { OpenPlan } from './plan-store.ts'

function open(id: string): OpenPlan {
  return { id, packed: packPlan(SAMPLE_PLAN), origin: { kind: 'link', isOwn: false } }
}

function edit(history: History<OpenPlan>, times: number): History<OpenPlan> {
  return Array.from({ length: times }).reduce<History<OpenPlan>>((now) => {
    const { current } = now
    if (current === undefined) return now
    return recordChange(now, { ...current, packed: { ...current.packed } }, 'an edit')
  }, history)
}

describe('countUnfiledChanges (L6.1)', () => {
  const opened = recordChange<OpenPlan>(
    edit(recordChange<OpenPlan>(EMPTY_HISTORY, open('before'), 'opening'), 2),
    open('plan'),
    'opening',
  )

  it.each([
    { name: 'nothing open', history: EMPTY_HISTORY, count: 0 },
    { name: 'opened, as it came', history: opened, count: 0 },
    { name: 'edited three times', history: edit(opened, 3), count: 3 },
    { name: 'edited, one undone', history: undoChange(edit(opened, 3)), count: 2 },
    {
      name: 'restored from before',
      history: { ...EMPTY_HISTORY, current: open('kept') },
      count: 0,
    },
  ])('$name', ({ history, count }) => {
    expect(countUnfiledChanges(history)).toBe(count)
  })

  it('counts from the last file on', () => {
    const history = edit(opened, 2)
    if (history.current !== undefined) noteFiled(history.current.packed)
    expect(countUnfiledChanges(history)).toBe(0)
    expect(countUnfiledChanges(edit(history, 1))).toBe(1)
  })
})
