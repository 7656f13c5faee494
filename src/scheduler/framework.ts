import type { NodeState, SchedulerPod, Snapshot } from './snapshot.ts'

/** A plugin's answer (scheduler specification, 8.1). Unresolvable: preemption would not help. */
export type Status =
  | { readonly code: 'Success' }
  | {
      readonly code: 'Unschedulable' | 'UnschedulableAndUnresolvable'
      /** Upstream's texts, in upstream's order. */
      readonly reasons: readonly string[]
    }

export type Rejection = Exclude<Status, { readonly code: 'Success' }>

/** A scheduler plugin as far as it can turn a pod away. */
export interface Plugin {
  readonly name: string
  /** Looks at the pod and the whole cluster once, before any node. */
  preFilter(pod: SchedulerPod, snapshot: Snapshot): PreFilterResult
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

/** A rejection that preemption cannot lift. */
export function rejectForGood(...reasons: readonly string[]): Rejection {
  return { code: 'UnschedulableAndUnresolvable', reasons }
}
