import type { LabelSelector } from '#kube/label-selector.ts'
import type { Taint } from '#plan/schema.ts'
import type { LaunchLabels } from './launch-labels.ts'

/**
 * The compiled model of one cluster: what the plan's raw objects mean, each thing with the path it
 * came from. `compile.ts` makes it; nothing else reads raw objects.
 *
 * Paths name Kubernetes objects by identity (`resources[StatefulSet monitoring/prometheus]`), so that
 * they hold in whatever order the documents came.
 */
export interface CompiledCluster {
  readonly path: string
  readonly name: string
  readonly region: string
  /** Minor version of Kubernetes, where known. */
  readonly minorVersion?: number
  /** In order of name. */
  readonly zones: readonly string[]
  readonly groups: readonly CompiledGroup[]
  /** In order of name. */
  readonly nodes: readonly CompiledNode[]
  /** In order of namespace and name; without DaemonSet, mirror and finished pods. */
  readonly pods: readonly CompiledPod[]
  /** DaemonSet and mirror pods that run: drawn, and counted as overhead. */
  readonly daemonPods: readonly CompiledDaemonPod[]
  readonly volumes: readonly CompiledVolume[]
  readonly clusterAutoscaler?: CompiledClusterAutoscaler
  readonly isKarpenterRunning: boolean
  /** What no single group or pod is to blame for: a cluster that is too unready, pods on nodes not imported. */
  readonly doubts: readonly GroupDoubt[]
}

/** Something that the files do not say, or that the model does not know. */
export interface ClusterDoubt {
  readonly reason: string
  readonly path: string
}

export interface CompiledClusterAutoscaler {
  /** `1.35` is 35; absent where the version is not known. */
  readonly minorVersion?: number
  readonly scaleDownEnabled: boolean
  /** 0: no limit. */
  readonly maxNodesTotal: number
  readonly expendablePriorityCutoff: number
}

export interface CompiledGroup {
  readonly name: string
  readonly path: string
  /** `ungrouped`: nodes seen that belong to no group of the plan. */
  readonly kind: 'asg' | 'eks-managed' | 'karpenter' | 'auto-mode' | 'fargate' | 'ungrouped'
  /** In listed order. */
  readonly zones: readonly string[]
  readonly areZonesKnown: boolean
  readonly min?: number
  readonly desired?: number
  readonly max?: number
  readonly scaler: 'none' | 'cluster-autoscaler' | 'karpenter'
  readonly rebalance: boolean
  readonly distribution: 'balanced-best-effort' | 'balanced-only'
  readonly offered: readonly string[]
  /** Labels of every node of the group, without zone and host name. */
  readonly labels: Readonly<Record<string, string>>
  /** Keys of labels in which the nodes seen differ: what selects by one cannot be told by group. */
  readonly variedLabels: ReadonlySet<string>
  readonly taints: readonly Taint[]
  /** What it leaves open of the labels of its next node. */
  readonly launch: LaunchLabels
  /** Labels that the provider's template carries when no node stands for the group (A7.2, A7.5). */
  readonly templateLabels: Readonly<Record<string, string>>
  /** What a running node can be: one for each instance type or kind of node seen; never empty unless in doubt. */
  readonly shapes: readonly NodeShape[]
  /** The provider's template, after the pods of A6.6. */
  readonly templateShape?: NodeShape
  readonly slotsInTemplate: boolean
  /** At or below this utilisation Cluster Autoscaler may remove a node; -1 where it never does. */
  readonly removableBelow: number
  /** Karpenter: what is left of the pool's limits beside the nodes that are there; absent where there is none. */
  readonly limitsLeft?: Readonly<Record<string, number>>
  readonly nodes: readonly number[]
  /** Matter to every pod whose cone holds this group. */
  readonly doubts: readonly GroupDoubt[]
}

export interface GroupDoubt extends ClusterDoubt {
  /** What stands in its place is the worst case for these theorems, so they decide without it. */
  readonly harmlessFor: readonly ('RT1' | 'RT2' | 'RT3' | 'RT4' | 'RT5' | 'RT6')[]
}

export interface NodeShape {
  /** `m5.large`. */
  readonly label: string
  /** What pods get, after DaemonSets and mirror pods: cpu in millicores, memory in bytes, pods, and the rest by name. */
  readonly capacity: Readonly<Record<string, number>>
  /** What DaemonSets and mirror pods use. */
  readonly overhead: Readonly<Record<string, number>>
  /** The instance itself, for a pool's limits. */
  readonly instance: Readonly<Record<string, number>>
  /** EBS attachments beside the root volume; absent: no limit. */
  readonly slots?: number
}

export interface CompiledNode {
  readonly name: string
  readonly path: string
  /** Index in `groups`. */
  readonly group: number
  readonly zone?: string
  readonly instanceType?: string
  readonly isReady: boolean
  readonly isSchedulable: boolean
  readonly labels: Readonly<Record<string, string>>
  readonly taints: readonly Taint[]
  readonly allocatable: Readonly<Record<string, number>>
  readonly slots?: number
  /** Seconds or more of age cannot be known; readiness is taken as settled. */
  readonly pods: readonly number[]
}

export interface CompiledPod {
  readonly namespace: string
  readonly name: string
  readonly path: string
  readonly owner: PodOwner
  /** A Pod object exists; else a replica that is wanted. */
  readonly isObserved: boolean
  readonly isTerminating: boolean
  /** Index in `nodes`; absent: pending. */
  readonly node?: number
  /** The same for pods that may share a class (XC3). */
  readonly specKey: string
  readonly rules: PodRules
  readonly claims: readonly CompiledClaim[]
  /** Ordinal that must run before this one is created: the name of its pod (OrderedReady, not yet existing). */
  readonly after?: string
  /** Scaled to zero it loses its claims, and gets new ones elsewhere (whenScaled: Delete). */
  readonly losesClaims: boolean
  readonly isEvictable: boolean
  readonly finishes: boolean
  /** The PodScheduled condition's message, as observed. */
  readonly observedMessage?: string
}

export interface PodOwner {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly path: string
}

/** A pod's scheduling specification, read once for each owner. */
export interface PodRules {
  readonly labels: Readonly<Record<string, string>>
  /** cpu in millicores, memory in bytes, the rest by name; without `pods`. */
  readonly requests: Readonly<Record<string, number>>
  readonly priority: number
  readonly preempts: boolean
  /** What selector and required node affinity say of zones; absent: nothing. */
  readonly zones?: readonly string[]
  /** Groups whose nodes it selects and tolerates: indices in `groups`, ascending. */
  readonly groups: readonly number[]
  /** Groups whose nodes it selects, tolerated or not: the domains of its spread (nodeTaintsPolicy Ignore). */
  readonly selectedGroups: readonly number[]
  /** Groups that it fits by their nodes' labels and not by those of the provider's template. */
  readonly strangersFromZero: readonly number[]
  /** Required anti-affinity by host, by zone, and required affinity by zone. */
  readonly hostApart: readonly PodTerm[]
  readonly zoneApart: readonly PodTerm[]
  readonly zoneWith: readonly PodTerm[]
  /** Hard spread over zones. */
  readonly zoneSpread: readonly ZoneSpread[]
  /** Ports of the host that it takes: `TCP/9100`. */
  readonly hostPorts: readonly string[]
  readonly doubts: readonly GroupDoubt[]
}

/** Pods in these namespaces whose labels the selector selects. */
export interface PodTerm {
  readonly namespaces: readonly string[] | 'all'
  readonly selector: LabelSelector
}

export interface ZoneSpread {
  readonly maxSkew: number
  readonly term: PodTerm
  /** nodeTaintsPolicy Honor: zones whose only nodes it does not tolerate are no domains. */
  readonly honoursTaints: boolean
}

export interface CompiledClaim {
  readonly name: string
  readonly path: string
  readonly state: ClaimState
  /** ReadWriteOncePod: one pod at a time uses it (V7). */
  readonly isExclusive: boolean
}

export type ClaimState =
  /** Bound to a volume in one zone; `slots` 1 where it is an EBS volume. */
  | {
      readonly kind: 'zonal'
      readonly zones: readonly string[]
      readonly isEbs: boolean
      /** Its affinity asks for `topology.ebs.csi.aws.com/zone`, which old templates lack (AT30). */
      readonly usesEbsKey: boolean
    }
  /** WaitForFirstConsumer, not created: may be created in these zones; absent: in any. */
  | { readonly kind: 'first-consumer'; readonly zones?: readonly string[]; readonly isEbs: boolean }
  /** Immediate, not created: the zones it can get; one where the provisioner's rule gives it (Z2). */
  | { readonly kind: 'immediate'; readonly zones: readonly string[]; readonly isEbs: boolean }
  /** EFS, FSx, NFS and the like; also an ephemeral claim, which is made anew with each pod. */
  | { readonly kind: 'anywhere'; readonly isEbs: boolean }
  /** Missing or Lost: the pod fits no node (V1). */
  | { readonly kind: 'never'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly doubt: ClusterDoubt }

export interface CompiledDaemonPod {
  readonly namespace: string
  readonly name: string
  readonly node: number
  readonly owner: PodOwner
  readonly requests: Readonly<Record<string, number>>
}

export interface CompiledVolume {
  readonly name: string
  readonly namespace: string
  readonly claim?: string
  readonly zone?: string
  readonly sizeGiB?: number
  readonly type?: string
  readonly state: 'attached' | 'detached' | 'not-created'
  /** Indices in `pods`. */
  readonly pods: readonly number[]
  readonly path: string
}
