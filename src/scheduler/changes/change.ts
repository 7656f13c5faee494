import type { CompiledCluster } from '#cluster/compiled.ts'
import type { NodeState } from '../snapshot.ts'
import type { Situation } from '../read-plan-pod.ts'

/** One constraint that keeps a pod off nodes, and the pod or the cluster without it. */
export interface Change {
  /** Names it among the changes of one pod. */
  readonly key: string
  /** Plugins whose refusals it lifts; empty where no plugin's alone. */
  readonly plugins: readonly string[]
  /** What a person would do, as an order: `Tolerate dedicated=system:NoSchedule`. */
  readonly words: string
  /** What it touches, or what else there is to know; may be empty. */
  readonly note: string
  readonly apply: (situation: Situation) => Situation
  /**
   * The least that would do, once the whole constraint is known to be in the way.
   *
   * @param feasible nodes that take the pod without the constraint
   * @returns undefined where there is nothing between all and nothing
   */
  readonly narrow?: (
    situation: Situation,
    feasible: readonly NodeState[],
  ) => Pick<Change, 'words' | 'apply'> | undefined
  /** The node that it adds. */
  readonly addedNode?: string
  /** Without it no other change matters: it is part of each. */
  readonly isDemanded?: true
  /** It works by preemption, so that is tried however many nodes there are. */
  readonly mayPreempt?: true
}

/** What changes are looked for in. */
export interface ChangeContext extends Situation {
  readonly compiled: CompiledCluster
}

/** Changes of one kind. */
export interface ChangeFamily {
  readonly name: string
  readonly list: (context: ChangeContext) => readonly Change[]
}
