import type { Cluster } from '#plan/schema.ts'
import type { MapTask } from '../../format-importer.ts'
import type {
  EksCluster,
  EksGroup,
  Instance,
  Inventory,
  PlaneInterface,
  ScalingGroup,
  Volume,
} from './inventory.ts'
import type { LocalLabels } from './local-labels.ts'

/** What of the inventory belongs to one cluster (I12.2 to I12.4, I12.14). */
export interface ClusterDraft {
  /** Empty: the cluster of the Kubernetes objects of the same import. */
  readonly name: string
  readonly region: string | undefined
  readonly provisioner: Cluster['provisioner']
  readonly instances: readonly Instance[]
  readonly scalingGroups: readonly ScalingGroup[]
  readonly volumes: readonly Volume[]
  readonly interfaces: readonly PlaneInterface[]
  readonly eksCluster: EksCluster | undefined
  readonly eksGroups: readonly EksGroup[]
}

/** What all clusters of an import are mapped with. */
export interface Mapping {
  readonly task: MapTask
  readonly inventory: Inventory
  /** By the instances that it lists, and by the tag that they bear. */
  readonly groupOfInstance: ReadonlyMap<string, ScalingGroup>
  /** By their name as it came and in their Region: what a plan calls it. */
  readonly names: NameMode
  readonly labels: LocalLabels
}

/** Local labels, the tag `Name`, or the ids of AWS (I11.4). */
export type NameMode = 'labels' | 'names' | 'ids'
