/** What a person chooses when a plan is drawn from nothing. Everything else follows from it. */
export interface PlanChoices {
  readonly name: string
  readonly region: string
  /** `1.36`. */
  readonly kubernetesVersion: string
  readonly provisioner: Provisioner
  /** In the order in which a group lists them. */
  readonly zones: readonly string[]
  /** Where letters mean another zone to each account: the zone id behind a name, as far as it is known. */
  readonly zoneIds?: Readonly<Record<string, string>>
  readonly groups: GroupChoices
  readonly controlPlane: ControlPlaneChoices
  /** Absent: a cluster without a workload yet. */
  readonly workload?: WorkloadChoices
}

export const PROVISIONERS = ['eks', 'kops', 'kubeadm'] as const
export type Provisioner = (typeof PROVISIONERS)[number]

export const GROUP_LAYOUTS = ['group-per-zone', 'karpenter', 'one-group'] as const
export type GroupLayout = (typeof GROUP_LAYOUTS)[number] | 'none'

export interface GroupChoices {
  readonly layout: GroupLayout
  readonly instanceType: string
  /** Of each group; a NodePool of Karpenter has no sizes. */
  readonly min: number
  readonly desired: number
  readonly max: number
  /** Whether Cluster Autoscaler scales the groups; with Karpenter it does not. */
  readonly isAutoscaled: boolean
}

export type ControlPlaneChoices =
  | { readonly kind: 'managed' }
  | {
      readonly kind: 'self-managed'
      readonly count: number
      /** Zones that the members stand in, one after the other. */
      readonly zones: readonly string[]
      readonly etcd: 'stacked' | 'external'
      readonly endpoint: 'load-balancer' | 'single-address'
    }

export interface WorkloadChoices {
  readonly name: string
  readonly replicas: number
  /** Quantities, as the manifest has them. */
  readonly cpu: string
  readonly memory: string
  readonly volumeGiB: number
  readonly binding: 'WaitForFirstConsumer' | 'Immediate'
  /** The zone that every volume lives in; absent: each where its pod first runs. */
  readonly volumeZone?: string
  /** `zones`: a topology spread constraint over the zones, one pod more or less at most. */
  readonly spread: 'none' | 'zones'
}
