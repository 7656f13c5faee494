import type { Requirement } from '#plan/schema.ts'
import type { AwsTags } from '../../aws-tags.ts'
import type { SourceDocument } from '../../import-context.ts'

/**
 * What is kept of the answers of AWS: the members of the allow-list and nothing else (import
 * specification I11.2). Addresses, keys, user data and foreign tags never get this far.
 */
export interface Inventory {
  readonly instances: readonly Instance[]
  /** In order of their ids. */
  readonly volumes: ReadonlyMap<string, Volume>
  readonly subnets: ReadonlyMap<string, Subnet>
  readonly zones: readonly InventoryZone[]
  readonly scalingGroups: readonly ScalingGroup[]
  readonly templates: readonly TemplateVersion[]
  readonly interfaces: readonly PlaneInterface[]
  readonly types: ReadonlyMap<string, TypeFacts>
  /** Zones, by name or id, in which each type is offered; a type that was not asked for is absent. */
  readonly offerings: ReadonlyMap<string, ReadonlySet<string>>
  readonly eksClusters: readonly EksCluster[]
  readonly eksGroups: readonly EksGroup[]
  /** Lists that some answer has, empty or not. */
  readonly answered: ReadonlySet<ListName>
}

export type ListName =
  | 'Reservations'
  | 'Volumes'
  | 'Subnets'
  | 'AvailabilityZones'
  | 'AutoScalingGroups'
  | 'LaunchTemplateVersions'
  | 'NetworkInterfaces'
  | 'InstanceTypes'
  | 'cluster'
  | 'nodegroup'

/** Where a thing stands, and when it was asked for. */
interface Item {
  readonly document: SourceDocument
  readonly region: string | undefined
  /** ISO time of the answer. */
  readonly at: string | undefined
}

export interface Instance extends Item {
  readonly id: string
  readonly type: string
  readonly state: 'pending' | 'running' | 'stopping' | 'stopped'
  readonly zone: string | undefined
  readonly zoneId: string | undefined
  readonly subnetId: string | undefined
  /** Absent: not told. */
  readonly isSpot: boolean | undefined
  readonly arch: 'amd64' | 'arm64' | undefined
  readonly isWindows: boolean
  readonly launchTime: string | undefined
  readonly rootDevice: string | undefined
  readonly disks: readonly Disk[]
  /** Managed by EKS Auto Mode; `other`: by another service. */
  readonly manager: 'eks' | 'other' | undefined
  readonly tags: AwsTags
}

export interface Disk {
  readonly device: string
  readonly volumeId: string
  readonly goesWithInstance: boolean
}

export interface Volume extends Item {
  readonly id: string
  readonly zone: string | undefined
  readonly sizeGiB: number | undefined
  readonly type: string | undefined
  readonly iops: number | undefined
  readonly throughputMiBps: number | undefined
  readonly isMultiAttach: boolean
  readonly attachments: readonly Attachment[]
  readonly tags: AwsTags
}

export interface Attachment {
  readonly instanceId: string
  readonly device: string
}

export interface Subnet extends Item {
  readonly id: string
  readonly zone: string | undefined
  readonly zoneId: string | undefined
  readonly freeIPs: number | undefined
  /** `/24`: how large, and never where. */
  readonly prefix: string | undefined
  readonly tags: AwsTags
}

export interface InventoryZone {
  readonly name: string
  readonly zoneId: string | undefined
}

export interface ScalingGroup extends Item {
  readonly name: string
  readonly min: number | undefined
  readonly max: number | undefined
  readonly desired: number | undefined
  /** True where sizes count vCPUs or MiB. */
  readonly countsUnits: boolean
  /** In the order of the answer: the first is the template's (A7.1). */
  readonly zones: readonly string[]
  readonly subnetIds: readonly string[]
  readonly template: TemplateRef | undefined
  readonly overrides: readonly Override[]
  readonly distribution:
    { readonly onDemandBase: number; readonly onDemandPercentageAboveBase: number } | undefined
  readonly members: readonly Member[]
  readonly suspended: readonly string[]
  readonly hasWarmPool: boolean
  readonly zoneStrategy: string | undefined
  readonly isBeingDeleted: boolean
  readonly tags: AwsTags
}

export interface TemplateRef {
  readonly id: string | undefined
  readonly name: string | undefined
  readonly version: string
}

export interface Override {
  readonly type: string | undefined
  readonly weight: number | undefined
  readonly requirements: readonly Requirement[] | undefined
}

export interface Member {
  readonly instanceId: string
  readonly type: string | undefined
  readonly zone: string | undefined
  readonly lifecycle: string
}

export interface TemplateVersion extends Item {
  readonly id: string | undefined
  readonly name: string | undefined
  readonly version: number
  readonly isDefault: boolean
  readonly type: string | undefined
  readonly requirements: readonly Requirement[] | undefined
  readonly isSpot: boolean
  readonly disks: readonly TemplateDisk[]
  /** Tags that its instances get. */
  readonly tags: AwsTags
}

export interface TemplateDisk {
  readonly device: string
  readonly sizeGiB: number | undefined
  readonly type: string | undefined
  readonly iops: number | undefined
  readonly throughputMiBps: number | undefined
}

/** An interface of the control plane that EKS puts into the account's subnets (I12.4). */
export interface PlaneInterface extends Item {
  readonly clusterName: string
  readonly subnetId: string | undefined
  readonly zone: string | undefined
}

/** What the bundled catalogue lacks of a type (I12.15). */
export interface TypeFacts {
  readonly name: string
  readonly vcpu: number
  readonly memoryMiB: number
  readonly arch: 'amd64' | 'arm64'
  readonly interfaces: number
  readonly ipv4PerInterface: number
}

export interface EksCluster extends Item {
  readonly name: string
  readonly version: string | undefined
  readonly subnetIds: readonly string[]
  readonly isAutoMode: boolean
  readonly pools: readonly string[]
}

export interface EksGroup extends Item {
  readonly name: string
  readonly clusterName: string | undefined
  readonly min: number | undefined
  readonly max: number | undefined
  readonly desired: number | undefined
  readonly isSpot: boolean | undefined
  readonly types: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly taints: readonly {
    readonly key: string
    readonly value?: string
    readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'
  }[]
  readonly subnetIds: readonly string[]
  readonly diskGiB: number | undefined
  readonly isWindows: boolean
  readonly scalingGroupNames: readonly string[]
}
