import type { CompiledCluster, CompiledGroup, CompiledPod } from '#cluster/compiled.ts'
import type { ClusterPlace } from '#plan/edit.ts'
import type { Cluster, NodeGroup, Plan } from '#plan/schema.ts'
import type { Model, ModelGroup, ModelPod } from '../model.ts'
import type { Cause } from '../verdict.ts'

/** What a recipe reads to find edits for one pod that can stay pending. */
export interface FixCase {
  readonly plan: Plan
  readonly place: ClusterPlace
  readonly cluster: Cluster
  readonly compiled: CompiledCluster
  /** The pod asked about, as it was understood, and as its class in the model. */
  readonly asked: CompiledPod
  readonly model: Model
  readonly pod: ModelPod
  /** Zones in which its volume is or can be, or in which its constraints let it run. */
  readonly zones: readonly string[]
  /** Groups of the plan whose nodes it selects and tolerates, those that reach its zones first. */
  readonly hosts: readonly Host[]
  /** Groups whose nodes its selector or a taint keeps from it, though they reach its zones. */
  readonly strangers: readonly Stranger[]
}

/** A group as the plan has it, and as it was understood. */
export interface Stranger {
  readonly group: NodeGroup
  readonly compiled: CompiledGroup
}

/** A group that may take the pod, also as the model has it. */
export interface Host extends Stranger {
  readonly model: ModelGroup
}

/** An edit that may help: a copy of the plan in which it was made. Groups, autoscalers and objects differ. */
export interface FixCandidate {
  /** "One group per zone". */
  readonly title: string
  /** What a person should know of it beside the edit. */
  readonly note?: string | undefined
  readonly plan: Plan
}

/** One family of edits (exploration specification, section 8). */
export interface FixRecipe {
  readonly id: string
  /** What it can take away (section 6): where more is found than can be tried, these come first. */
  readonly frees: readonly Cause[]
  readonly list: (at: FixCase) => readonly FixCandidate[]
}
