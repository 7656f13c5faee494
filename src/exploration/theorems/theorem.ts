import type { ModelGroup } from '../model.ts'
import type { TheoremId } from '../verdict.ts'
import type { Ground } from './ground.ts'

/**
 * A theorem of risks specification, 2.3.6, as it is used here: from every state of the ground, moves
 * that the system is allowed to make give the group so many nodes in the ground's zones at the same
 * time, without taking a placed pod off any of them afterwards. Lemma H does the rest.
 */
export interface Theorem {
  readonly id: TheoremId
  /** 0: it says nothing of this group. The group is one that the pod is feasible on. */
  readonly countNodes: (ground: Ground, group: ModelGroup) => number
  /** The figures it rests on, beside group, zone and need. */
  readonly listFigures: (group: ModelGroup) => Readonly<Record<string, number>>
}
