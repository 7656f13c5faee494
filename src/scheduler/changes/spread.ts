import { changeSpec } from './edit-situation.ts'
import { filterNodes } from '../cycle.ts'
import type { Change, ChangeFamily } from './change.ts'
import type { Situation } from '../read-plan-pod.ts'
import type { TopologySpreadConstraint } from '#kube/topology-spread.ts'

/** A skew that is tried, at most above the one that is asked for. */
const MOST_SKEWS = 12

/** PTS-1 to PTS-8: a constraint at a time. */
export const spread: ChangeFamily = {
  name: 'spread',
  list: ({ pod }) =>
    pod.spec.topologySpread.flatMap((constraint, index) =>
      constraint.whenUnsatisfiable === 'DoNotSchedule' ? [loosen(constraint, index)] : [],
    ),
}

function loosen(constraint: TopologySpreadConstraint, index: number): Change {
  const { topologyKey, maxSkew } = constraint
  return {
    key: `spread ${index}`,
    plugins: ['PodTopologySpread'],
    words: `Make the spread over ${topologyKey} a preference: ScheduleAnyway`,
    note: `maxSkew is ${maxSkew}`,
    apply: (situation) => setSpread(situation, index, { whenUnsatisfiable: 'ScheduleAnyway' }),
    narrow: (situation) => {
      const skews = Array.from({ length: MOST_SKEWS }, (_, step) => maxSkew + 1 + step)
      const least = skews.find((skew) => {
        const strict = { whenUnsatisfiable: 'DoNotSchedule', maxSkew: skew } as const
        const { pod, snapshot } = setSpread(situation, index, strict)
        const result = filterNodes(pod, snapshot, { kind: 'all' })
        return result.kind === 'filtered' && result.feasibleNodes.length > 0
      })
      if (least === undefined) return undefined
      const wider = { whenUnsatisfiable: 'DoNotSchedule', maxSkew: least } as const
      return {
        words: `Raise maxSkew over ${topologyKey} to ${least}, or make the spread a preference`,
        apply: (other) => setSpread(other, index, wider),
      }
    },
  }
}

function setSpread(
  situation: Situation,
  index: number,
  change: Partial<TopologySpreadConstraint>,
): Situation {
  return changeSpec(situation, ({ topologySpread }) => ({
    topologySpread: topologySpread.map((one, at) => (at === index ? { ...one, ...change } : one)),
  }))
}
