import { attemptPod } from '../attempt.ts'
import type { ChangeFamily } from './change.ts'
import type { Situation } from '../read-plan-pod.ts'

/** The greatest priority that a PriorityClass of a user may have. */
const MOST = 1_000_000_000

/** PE-1 to PE-6: a priority that lets preemption make room; the least that does. */
export const priority: ChangeFamily = {
  name: 'priority',
  list: ({ pod }) => {
    if (pod.priority >= MOST && pod.preemptionPolicy !== 'Never') return []
    const never = pod.preemptionPolicy === 'Never' ? ', and may preempt' : ''
    return [
      {
        key: 'priority',
        plugins: [],
        words: `Give it a greater priority${never}`,
        note: `its priority is ${pod.priority}`,
        mayPreempt: true,
        apply: (situation) => setPriority(situation, MOST),
        narrow: (situation) => {
          const raised = setPriority(situation, MOST)
          const attempt = attemptPod(raised.pod, raised.snapshot, 0)
          if (attempt.kind !== 'unschedulable') return undefined
          if (attempt.preemption?.kind !== 'nominated') return undefined
          const highest = attempt.preemption.candidate.victims[0]?.priority ?? MOST
          const least = Math.max(pod.priority, highest + 1)
          return {
            words: `Give it a priority of ${least} or more${never}`,
            apply: (other) => setPriority(other, least),
          }
        },
      },
    ]
  },
}

function setPriority({ pod, snapshot }: Situation, value: number): Situation {
  return {
    pod: { ...pod, priority: value, preemptionPolicy: 'PreemptLowerPriority' },
    snapshot,
  }
}
