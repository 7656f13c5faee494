import type { CompiledCluster, CompiledGroup } from '#cluster/compiled.ts'
import type { ClusterPlace } from '#plan/edit.ts'
import type { Cluster, NodeGroup, Plan } from '#plan/schema.ts'
import type { Model, ModelGroup, ModelPod } from '../model.ts'

/** What a recipe reads to find edits for one pod that can stay pending. */
export interface FixCase {
  readonly plan: Plan
  readonly place: ClusterPlace
  readonly cluster: Cluster
  readonly compiled: CompiledCluster
  readonly model: Model
  readonly pod: ModelPod
  /** Zones in which its volume is or can be, or in which its constraints let it run. */
  readonly zones: readonly string[]
  /** Groups of the plan whose nodes it selects and tolerates, those that reach its zones first. */
  readonly hosts: readonly Host[]
}

/** A group as the plan has it, as it was understood, and as the model has it. */
export interface Host {
  readonly group: NodeGroup
  readonly compiled: CompiledGroup
  readonly model: ModelGroup
}

/** An edit that may help: a copy of the plan in which it was made. Only groups and autoscalers differ. */
export interface FixCandidate {
  /** "One group per zone". */
  readonly title: string
  /** What a person should know of it beside the edit. */
  readonly note?: string
  readonly plan: Plan
}

/** One family of edits (exploration specification, section 8). */
export interface FixRecipe {
  readonly id: string
  readonly list: (at: FixCase) => readonly FixCandidate[]
}
