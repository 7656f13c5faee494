/**
 * What the board draws of one cluster: everything in order, nothing to decide. Made from the plan in
 * the worker; a frame of a trace lies over it. Pods are columns, so that 50,000 of them cross to the
 * page at once.
 */
export interface Picture {
  readonly clusterName: string
  readonly region: string
  readonly kubernetesVersion?: string
  readonly autoscalers: readonly {
    readonly kind: string
    readonly version?: string
    readonly running: boolean
  }[]
  readonly zones: readonly PictureZone[]
  readonly controlPlane: PictureControlPlane
  readonly groups: readonly PictureGroup[]
  readonly nodes: readonly PictureNode[]
  readonly pods: PicturePods
  /** Indices of pods without a node, in order of namespace and name. */
  readonly pending: readonly PicturePending[]
  readonly volumes: readonly PictureVolume[]
}

export interface PictureZone {
  readonly name: string
  /** The last letter of the name: `a`. */
  readonly letter: string
  readonly zoneId?: string
  readonly nodeCount: number
}

export type PictureControlPlane =
  | { readonly kind: 'managed'; readonly tier?: string }
  | {
      readonly kind: 'self-managed'
      readonly etcd: 'stacked' | 'external' | 'unknown'
      readonly members: readonly {
        readonly name: string
        readonly zone?: string
        readonly instanceType?: string
        /** `main`, `events`: the etcd clusters with a member on this host. */
        readonly etcd: readonly string[]
      }[]
      /** Members on hosts of their own, when external. */
      readonly external: readonly {
        readonly cluster: string
        readonly name: string
        readonly zone?: string
      }[]
    }
  | { readonly kind: 'unknown' }

export interface PictureGroup {
  readonly name: string
  /** Index in `cluster.nodeGroups`, or -1 for nodes that belong to no group of the plan. */
  readonly index: number
  readonly kind: string
  readonly zones: readonly string[]
  readonly zonesKnown: boolean
  readonly instanceTypes: readonly string[]
  readonly purchase: 'on-demand' | 'spot' | 'mixed'
  readonly min?: number
  readonly desired?: number
  readonly max?: number
  readonly rebalance: boolean
  readonly scaler: 'none' | 'cluster-autoscaler' | 'karpenter'
  readonly taints: readonly string[]
  readonly nodeCount: number
  /** What a new node of it would have for pods and DaemonSets, of its first type; absent: not known. */
  readonly allocatable?: { readonly milliCpu: number; readonly memoryBytes: number }
  /** Zones of the template the autoscaler would use now; empty where no autoscaler owns the group. */
  readonly believedZones: readonly string[]
  /** Zones in which the next instance would be launched now (XM3). */
  readonly actualZones: readonly string[]
}

export interface PictureNode {
  readonly name: string
  /** Index in `groups`. */
  readonly group: number
  readonly zone?: string
  readonly instanceType?: string
  readonly isReady: boolean
  readonly isSchedulable: boolean
  /** Allocatable; 0 where not known. */
  readonly milliCpu: number
  readonly memoryBytes: number
  readonly podLimit: number
  readonly taints: readonly string[]
}

/** One entry a pod, all columns of one length; sorted by node, then by tone (zonal, plain, daemon), then by name. */
export interface PicturePods {
  readonly names: readonly string[]
  readonly namespaces: readonly string[]
  /** Index in `nodes`; -1 for a pod without one. */
  readonly node: Int32Array
  readonly milliCpu: Float64Array
  readonly memoryBytes: Float64Array
  /** 0 a pod with a zonal volume, 1 a pod, 2 a DaemonSet or mirror pod. */
  readonly tone: Uint8Array
  /** `StatefulSet prometheus`. */
  readonly owners: readonly string[]
}

export interface PicturePending {
  /** Index in `pods`. */
  readonly pod: number
  /** Zones in which it may run by its volumes, selector and affinity. */
  readonly zones: readonly string[]
  /** Indices of the groups whose nodes it selects and tolerates. Absent: not worked out. */
  readonly groups?: readonly number[]
  /** The scheduler's message, to the letter for the plan's version. */
  readonly message: string
  /** The parts of the message counted: how many nodes, why in our words, which groups. */
  readonly reasons: readonly {
    readonly count: number
    readonly reason: string
    readonly detail: string
  }[]
}

export interface PictureVolume {
  /** Claim name, or the volume's. */
  readonly name: string
  readonly namespace: string
  readonly claim?: string
  readonly zone?: string
  readonly sizeGiB?: number
  readonly type?: string
  readonly state: 'attached' | 'detached' | 'not-created'
  /** Pods that use it: indices in `pods`. */
  readonly pods: readonly number[]
  /** Path of the plan object it came from. */
  readonly path: string
}
