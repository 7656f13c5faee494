import type { ModelGroup } from '../model.ts'
import { listStanding } from '../theorems/ground.ts'
import { countNeeded } from '../theorems/need.ts'
import type { FixCase } from './candidate.ts'

/** need(g, P) of Lemma H for the pod: nodes of the group that cannot all refuse it; may be `Infinity`. */
export function countNodesNeeded({ model, pod, zones }: FixCase, group: ModelGroup): number {
  return countNeeded({ model, pod, zones, standing: listStanding(model) }, group)
}
