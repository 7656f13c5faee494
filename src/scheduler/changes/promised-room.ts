import { isSamePod } from '../snapshot.ts'
import { renderSome } from '../render-amount.ts'
import type { ChangeFamily } from './change.ts'

/** 4.5: room that is kept for pods of the same or a higher priority which were promised a node. */
export const promisedRoom: ChangeFamily = {
  name: 'promised-room',
  list: ({ pod, snapshot }) => {
    const others = snapshot.nominated.filter(
      (other) => other.priority >= pod.priority && !isSamePod(other, pod),
    )
    if (others.length === 0) return []
    const names = others.map(({ namespace, name }) => `${namespace}/${name}`)
    return [
      {
        key: 'promised room',
        plugins: [],
        words: `Have ${renderSome(names)} run, or wait no more`,
        note: 'room is kept where it was promised',
        apply: ({ pod: same, snapshot: before }) => ({
          pod: same,
          snapshot: { ...before, nominated: [] },
        }),
      },
    ]
  },
}
