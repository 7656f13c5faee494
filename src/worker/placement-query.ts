import type { ClusterPlace } from '#plan/edit.ts'
import type { Placement } from '#scheduler/placement.ts'
import type { TriedChange } from '#scheduler/try-changes.ts'
import type { SchedulerVersion } from '#scheduler/version.ts'
import type { PackedPlan } from './packed-plan.ts'

/** A pod of a plan, and the scheduler that is asked about it. */
export interface PlacementQuery {
  readonly packed: PackedPlan
  readonly place: ClusterPlace
  /** `namespace/name`. */
  readonly key: string
  readonly version: SchedulerVersion
  /** Where it begins to look (FL-6). */
  readonly startIndex: number
}

export interface PlacementAnswer {
  readonly placement: Placement
  /** What the pod asks for and has, for its head. */
  readonly facts: PlacementFacts
  /** What the plan does not say, and what is taken in its place. */
  readonly unknowns: readonly string[]
  /** The attempt alone. */
  readonly attemptMs: number
}

export interface PlacementFacts {
  readonly owner: string
  readonly milliCpu: number
  readonly memoryBytes: number
  /** Other resources by name, `nvidia.com/gpu 1`. */
  readonly others: readonly string[]
  readonly claims: readonly string[]
  readonly priority: number
  /** By index in `placement.nodes`: what is left of it, before the pod. */
  readonly unrequested: readonly { readonly milliCpu: number; readonly memoryBytes: number }[]
}

export interface ChangesProgress {
  readonly tried: readonly TriedChange[]
  readonly done: number
  readonly total: number
}
