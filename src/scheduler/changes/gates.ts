import { changeSpec } from './edit-situation.ts'
import { renderSome } from '../render-amount.ts'
import type { ChangeFamily } from './change.ts'

/** 10.4: gates keep a pod out of the queue, all of them together. */
export const gates: ChangeFamily = {
  name: 'gates',
  list: ({ pod }) => {
    const names = pod.spec.schedulingGates
    if (names.length === 0) return []
    return [
      {
        key: 'gates',
        plugins: [],
        isDemanded: true,
        words: `Remove the scheduling ${names.length === 1 ? 'gate' : 'gates'} ${renderSome(names)}`,
        note: 'whoever set it removes it',
        apply: (situation) => changeSpec(situation, () => ({ schedulingGates: [] })),
      },
    ]
  },
}
