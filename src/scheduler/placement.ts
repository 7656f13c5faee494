import type { SchedulerVersion } from './version.ts'

/**
 * One attempt at one pod, as the page shows it: every node in the place where it was decided, nodes with an
 * identical outcome together. Plain data; nodes are indices in `nodes`.
 */
export interface Placement {
  readonly version: SchedulerVersion
  /** In the order in which the scheduler looks at them (NT-3). */
  readonly nodes: readonly PlacementNode[]
  /** The node that it runs on now: it was placed again without itself. Absent: it waits. */
  readonly runsOn?: string
  readonly outcome: PlacementOutcome
  /** Plugins that looked at nodes, in their order; they name the columns. */
  readonly filters: readonly string[]
  /** Plugins that gave points, in their order; empty where there was no choice. */
  readonly scores: readonly ScoreColumn[]
  /** Plugins that had nothing to say of this pod. */
  readonly quiet: readonly QuietPlugin[]
  /** Feasible nodes first, the best of them first; then the others, the largest group first. */
  readonly groups: readonly OutcomeGroup[]
  readonly sampling: PlacementSampling
}

export interface PlacementNode {
  readonly name: string
  readonly zone?: string
}

export type PlacementOutcome =
  | {
      readonly kind: 'scheduled'
      readonly winner: number
      /** As good as the winner, which is among them. */
      readonly equals: readonly number[]
      /** The event on the pod (8.3). */
      readonly event: string
      /** What the message would begin with, had none of the feasible nodes been there; empty: none refused. */
      readonly otherwise: string
      readonly tie?: TieMeaning
    }
  | {
      readonly kind: 'unschedulable'
      /** Of the condition `PodScheduled`, to the letter, in parts (8.2, 8.4). */
      readonly message: readonly MessagePart[]
      /** True where the event's note is cut (8.3). */
      readonly isEventCut: boolean
      readonly preemption: PreemptionSummary
      /** What makes the scheduler try again, by each plugin that turned the pod away somewhere (10.3). */
      readonly retries: readonly { readonly plugin: string; readonly when: string }[]
    }
  | { readonly kind: 'gated' | 'skipped' | 'error'; readonly message: string }
  /** Not this scheduler's to place. */
  | { readonly kind: 'static' | 'finished' }
  | { readonly kind: 'other-scheduler'; readonly schedulerName: string }

/** A piece of a message; the pieces put together are the message. */
export interface MessagePart {
  readonly text: string
  /** The nodes that this piece counts; absent: it counts none. */
  readonly nodes?: readonly number[]
  /** Names the piece within its message. */
  readonly key?: string
}

export type PreemptionSummary =
  /** 8.4: PreFilter turned the pod away. */
  | { readonly kind: 'not-run' }
  | { readonly kind: 'not-eligible'; readonly message: string }
  | { readonly kind: 'no-candidate'; readonly dryRuns: number }
  | {
      readonly kind: 'nominated'
      readonly node: number
      readonly victims: readonly { readonly key: string; readonly priority: number }[]
      /** Victims whose budget has no room left. */
      readonly violations: number
      /** Nodes as good by PE-6; the nominated one is among them. */
      readonly equals: readonly number[]
      /** Nodes on which evicting pods would make room, the best first. */
      readonly candidates: readonly PreemptionCandidate[]
    }

export interface PreemptionCandidate {
  readonly node: number
  readonly victims: number
  readonly violations: number
  /** Of its most important victim. */
  readonly highestPriority: number
}

export interface ScoreColumn {
  readonly plugin: string
  readonly weight: number
}

export interface QuietPlugin {
  readonly plugin: string
  readonly point: 'filter' | 'score'
  readonly why: string
}

export type OutcomeGroup =
  | {
      readonly kind: 'feasible'
      readonly nodes: readonly number[]
      /** Parallel to the score columns. */
      readonly points: readonly NodePoints[]
      /** Absent: it was the only one, so nothing was scored (SC-1). */
      readonly total?: number
      readonly isBest: boolean
    }
  | {
      readonly kind: 'refused'
      readonly nodes: readonly number[]
      readonly plugin: string
      readonly reasons: readonly string[]
      /** False: taking pods off these nodes would not help. */
      readonly isResolvable: boolean
      /** In our words, of all of them. */
      readonly detail: string
      /** In our words, of each. */
      readonly details: readonly string[]
    }
  /** PreFilter left them out: of all nodes, or of those that the pod does not name (PF-2, PF-4). */
  | {
      readonly kind: 'ruled-out'
      readonly nodes: readonly number[]
      readonly plugin: string
      readonly reasons: readonly string[]
    }
  /** Never asked: enough feasible nodes were found before, or the node that was promised will do. */
  | { readonly kind: 'unvisited'; readonly nodes: readonly number[] }

export interface NodePoints {
  readonly raw: number
  /** Absent: the plugin does not normalize. */
  readonly normalized?: number
  readonly weighted: number
}

export interface PlacementSampling {
  /** Where it began to look, and where the next attempt would (FL-6). */
  readonly startIndex: number
  readonly nextIndex: number
  /** How many feasible nodes end the search (4.3). */
  readonly target: number
  readonly visited: number
  /** The node that was promised to it was asked first (FL-1). */
  readonly nominated?: string
}

/** What hangs on which of the equals wins. */
export interface TieMeaning {
  /** Zones of the equals, in order. */
  readonly zones: readonly string[]
  /** Claims that are bound with the pod: their volumes stay in the winner's zone. */
  readonly openClaims: readonly string[]
  /** 1.34: any of the equals, by chance (TB-1); since 1.35 the first of a heap (TB-2). */
  readonly isByChance: boolean
}
