/** All tables that decide about one pod. */
import type { PlacementTable, ScoreColumn } from './placement-tables.ts'
import type { ResourceTable } from './resource-tables.ts'
import type { SocialTable } from './social-tables.ts'
import type { VolumePlan } from './volume-tables.ts'

export interface PodPlan {
  readonly placement: PlacementTable
  /** Nodes that no answer refuses which never changes, in scan order. */
  readonly passing: Int32Array
  /** Undefined: the pod wants no port. */
  readonly ports: Uint8Array | undefined
  readonly resources: ResourceTable
  /** Undefined: the pod has no volumes that nodes are asked about. */
  readonly volumes: VolumePlan | undefined
  readonly social: SocialTable
  readonly taints: ScoreColumn
  /** Undefined: the pod prefers no node. */
  readonly preferences: ScoreColumn | undefined
  readonly images: ScoreColumn
}
