import type { NodeState, SchedulerPod, Snapshot } from './snapshot.ts'
import type { SchedulerVersion } from './version.ts'

/** A plugin's answer (scheduler specification, 8.1). Unresolvable: preemption would not help. */
export type Status =
  | { readonly code: 'Success' }
  | {
      /** `Error`: the attempt ends with an internal error. */
      readonly code: 'Unschedulable' | 'UnschedulableAndUnresolvable' | 'Error'
      /** Upstream's texts, in upstream's order. */
      readonly reasons: readonly string[]
    }

export type Rejection = Exclude<Status, { readonly code: 'Success' }>

/** A scheduler plugin of the default profile, with the extension points at which it decides something. */
export interface Plugin {
  readonly name: string
  /** The first release whose profile has it; absent: all that are covered. */
  readonly since?: SchedulerVersion
  /** What can make it think better of a pod that it turned away (10.3); absent: nothing that pods do. */
  readonly wakesOn?: readonly ClusterEvent[]
  /** Looks at the pod and the whole cluster once, before any node. */
  preFilter?(pod: SchedulerPod, snapshot: Snapshot): PreFilterResult
  /** What of the cluster makes it try a pod again that it turned away (10.3), in our words. */
  readonly retriesWhen?: string
  /** Why its filter has nothing to say of a pod that it skips, in our words; absent: it skips none. */
  readonly skipsFilter?: string
  /** How it tells good nodes from better ones. */
  readonly scoring?: PluginScoring
}

/** What placing pods changes in a cluster. */
export type ClusterEvent = 'pod-bound' | 'pod-deleted' | 'volume-changed'

export interface PluginScoring {
  /** How often a point of it counts (3.1). */
  readonly weight: number
  /** Looks at the pod and its feasible nodes once, before any score (SC-2). */
  preScore(
    pod: SchedulerPod,
    feasibleNodes: readonly NodeState[],
    snapshot: Snapshot,
  ): PreScoreResult
  /** Why it adds nothing to a pod that it skips, in our words; absent: it skips none. */
  readonly skips?: string
}

export type PreScoreResult =
  /** The plugin adds nothing to any node. */
  | { readonly kind: 'skip' }
  /** The attempt ends with an internal error. */
  | { readonly kind: 'error'; readonly message: string }
  | {
      readonly kind: 'run'
      /** A whole number; 0 to 100 where the plugin does not normalize. */
      score(nodeState: NodeState): number
      /** Scores of the feasible nodes, brought to 0 to 100; absent: they are that already. */
      normalize?(raw: readonly number[]): readonly number[]
    }

export type PreFilterResult =
  /** The plugin has nothing to check for this pod (PF-1). */
  | { readonly kind: 'skip' }
  /** No node can take the pod (PF-2). */
  | { readonly kind: 'rejected'; readonly status: Rejection }
  | {
      readonly kind: 'run'
      readonly check: NodeCheck
      /** The only nodes worth looking at (PF-4); absent: all. */
      readonly nodeNames?: ReadonlySet<string> | undefined
    }

/** What a plugin keeps of its PreFilter: the test of a node. */
export interface NodeCheck {
  filter(nodeState: NodeState): Status
  /**
   * What of these nodes made the test fail, in our words, beside upstream's reason; they failed for the same
   * reasons. Absent or empty: nothing to add.
   */
  explain?(nodeStates: readonly NodeState[]): string
  /** The same test after one pod more or less on a node; absent: the test reads it off the node itself. */
  withChange?(change: PodChange): NodeCheck
}

/** AddPod and RemovePod of upstream. */
export interface PodChange {
  readonly kind: 'add' | 'remove'
  readonly pod: SchedulerPod
  readonly nodeState: NodeState
}

export const SUCCESS: Status = { code: 'Success' }

/** A rejection that preemption may lift. */
export function rejectNode(...reasons: readonly string[]): Rejection {
  return { code: 'Unschedulable', reasons }
}

/** What ends the whole attempt. */
export function failAttempt(message: string): Rejection {
  return { code: 'Error', reasons: [message] }
}

/** A rejection that preemption cannot lift. */
export function rejectForGood(...reasons: readonly string[]): Rejection {
  return { code: 'UnschedulableAndUnresolvable', reasons }
}
