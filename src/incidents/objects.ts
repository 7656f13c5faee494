import type { Cluster } from '#plan/schema.ts'

/** Kubernetes objects of the incidents, as `kubectl` prints them but for what no verdict reads. */
export type KubeResource = Cluster['resources'][number]

export interface NodeSketch {
  readonly name: string
  readonly zone: string
  readonly group: string
  /** The label that names the group; absent: that of managed groups of EKS. */
  readonly groupLabel?: string
  readonly instanceType: string
  /** Absent: amd64. */
  readonly arch?: string
  readonly taints?: readonly {
    readonly key: string
    readonly value: string
    readonly effect: string
  }[]
  readonly allocatable: Readonly<Record<string, string>>
  /** EBS volumes that it may attach, of the driver's CSINode object. */
  readonly volumes: number
}

/** A Node that is ready, and its CSINode. */
export function makeNode(sketch: NodeSketch): readonly KubeResource[] {
  const { name, zone, group, instanceType, taints, allocatable, volumes } = sketch
  const { groupLabel = 'eks.amazonaws.com/nodegroup', arch = 'amd64' } = sketch
  return [
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        labels: {
          [groupLabel]: group,
          'kubernetes.io/arch': arch,
          'kubernetes.io/hostname': name,
          'kubernetes.io/os': 'linux',
          'node.kubernetes.io/instance-type': instanceType,
          'topology.ebs.csi.aws.com/zone': zone,
          'topology.kubernetes.io/region': zone.slice(0, -1),
          'topology.kubernetes.io/zone': zone,
        },
      },
      spec: taints === undefined ? {} : { taints },
      status: {
        allocatable,
        capacity: allocatable,
        conditions: [{ type: 'Ready', status: 'True' }],
      },
    },
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSINode',
      metadata: { name },
      spec: {
        drivers: [
          {
            name: 'ebs.csi.aws.com',
            nodeID: name,
            topologyKeys: ['kubernetes.io/os', 'topology.ebs.csi.aws.com/zone'],
            allocatable: { count: volumes },
          },
        ],
      },
    },
  ]
}

/** A class that creates volumes where their pod is placed. */
export const GP3_CLASS: KubeResource = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'gp3' },
  provisioner: 'ebs.csi.aws.com',
  parameters: { type: 'gp3' },
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'WaitForFirstConsumer',
}

/** The same class, of one that creates volumes before it knows their pod. */
export const GP3_IMMEDIATE_CLASS: KubeResource = {
  ...GP3_CLASS,
  volumeBindingMode: 'Immediate',
}

/** What EKS leaves to pods of an m5.large. */
export const M5_LARGE = {
  cpu: '1930m',
  memory: '7220184Ki',
  'ephemeral-storage': '76224326324',
  pods: '29',
} as const

export interface VolumeSketch {
  readonly namespace: string
  readonly claim: string
  readonly volume: string
  readonly sizeGiB: number
  readonly zone: string
}

/** An EBS volume in its zone, and the claim bound to it. */
export function makeVolume(sketch: VolumeSketch): readonly KubeResource[] {
  const { namespace, claim, volume, sizeGiB, zone } = sketch
  const storage = `${sizeGiB}Gi`
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: claim, namespace },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage } },
        storageClassName: 'gp3',
        volumeMode: 'Filesystem',
        volumeName: volume,
      },
      status: { phase: 'Bound', capacity: { storage } },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: volume },
      spec: {
        accessModes: ['ReadWriteOnce'],
        capacity: { storage },
        claimRef: { kind: 'PersistentVolumeClaim', namespace, name: claim },
        csi: { driver: 'ebs.csi.aws.com', fsType: 'ext4', volumeHandle: volume },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: 'topology.ebs.csi.aws.com/zone', operator: 'In', values: [zone] },
                ],
              },
            ],
          },
        },
        persistentVolumeReclaimPolicy: 'Delete',
        storageClassName: 'gp3',
        volumeMode: 'Filesystem',
      },
      status: { phase: 'Bound' },
    },
  ]
}

export interface WorkloadSketch {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet'
  readonly namespace: string
  readonly name: string
  readonly cpu: string
  readonly memory?: string
  /** Names of the nodes that its pods run on, one a pod; `undefined` for one that is pending. */
  readonly runsOn: readonly (string | undefined)[]
  /** Of a StatefulSet: the template of its claims. Of a Deployment: the claim that its pod uses. */
  readonly claim?: string
  /** Of the template of its claims; absent: 10. */
  readonly claimSizeGiB?: number
  /** `affinity`, `topologySpreadConstraints`: what ties its pods to zones or to each other. */
  readonly constraints?: Readonly<Record<string, unknown>>
  readonly nodeSelector?: Readonly<Record<string, string>>
  readonly tolerations?: readonly Readonly<Record<string, string>>[]
  readonly priorityClassName?: string
  /** What the scheduler said of the pod that is pending. */
  readonly message?: string
}

/** A workload and its pods as they run. */
export function makeWorkload(sketch: WorkloadSketch): readonly KubeResource[] {
  const { kind, namespace, name, runsOn } = sketch
  const podSpec = makePodSpec(sketch)
  const isStateful = kind === 'StatefulSet'
  const owner: KubeResource = {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      ...(kind === 'DaemonSet' ? {} : { replicas: runsOn.length }),
      ...(isStateful ? { serviceName: name, podManagementPolicy: 'OrderedReady' } : {}),
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: podSpec },
      ...(isStateful && sketch.claim !== undefined
        ? { volumeClaimTemplates: [makeClaimTemplate(sketch.claim, sketch.claimSizeGiB ?? 10)] }
        : {}),
    },
  }
  // Deployments own their pods through a ReplicaSet.
  const setName = `${name}-${HASH}`
  const replicaSet: KubeResource = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: setName,
      namespace,
      labels: { app: name },
      ownerReferences: [{ apiVersion: 'apps/v1', kind, name, controller: true }],
    },
    spec: { replicas: runsOn.length, selector: { matchLabels: { app: name } }, template: {} },
  }
  const isDeployment = kind === 'Deployment'
  const pods = runsOn.map((node, index): KubeResource => {
    const suffix = isStateful
      ? String(index)
      : `${isDeployment ? `${HASH}-` : ''}${SUFFIXES[index] ?? index}`
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${name}-${suffix}`,
        namespace,
        labels: { app: name },
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: isDeployment ? 'ReplicaSet' : kind,
            name: isDeployment ? setName : name,
            controller: true,
          },
        ],
      },
      spec: {
        ...podSpec,
        ...(node === undefined ? {} : { nodeName: node }),
        ...(isStateful && sketch.claim !== undefined
          ? { volumes: [makeVolumeUse(`${sketch.claim}-${name}-${index}`)] }
          : {}),
      },
      status: makePodStatus(node, sketch.message),
    }
  })
  return isDeployment ? [owner, replicaSet, ...pods] : [owner, ...pods]
}

const HASH = '6d4c9f7b58'
const SUFFIXES = [
  'x2k9d',
  'b7wqz',
  'h4tnc',
  'm8vrl',
  'p5sgj',
  'c9fdn',
  'q6zkt',
  'w4jhx',
  'z8mpb',
] as const

function makePodSpec(sketch: WorkloadSketch): Readonly<Record<string, unknown>> {
  const { kind, name, cpu, memory, claim, nodeSelector, tolerations, priorityClassName } = sketch
  const requests = { cpu, ...(memory === undefined ? {} : { memory }) }
  return {
    containers: [{ name, resources: { requests } }],
    ...sketch.constraints,
    ...(nodeSelector === undefined ? {} : { nodeSelector }),
    ...(kind === 'DaemonSet'
      ? { tolerations: [{ operator: 'Exists' }] }
      : tolerations === undefined
        ? {}
        : { tolerations }),
    ...(priorityClassName === undefined ? {} : { priorityClassName }),
    ...(kind === 'Deployment' && claim !== undefined ? { volumes: [makeVolumeUse(claim)] } : {}),
  }
}

function makeVolumeUse(claimName: string): Readonly<Record<string, unknown>> {
  return { name: 'data', persistentVolumeClaim: { claimName } }
}

function makeClaimTemplate(name: string, sizeGiB: number): Readonly<Record<string, unknown>> {
  return {
    metadata: { name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: `${sizeGiB}Gi` } },
      storageClassName: 'gp3',
    },
  }
}

function makePodStatus(
  node: string | undefined,
  message: string | undefined,
): Readonly<Record<string, unknown>> {
  if (node !== undefined) return { phase: 'Running' }
  const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }
  return {
    phase: 'Pending',
    conditions: [message === undefined ? condition : { ...condition, message }],
  }
}

/** What EKS runs on every node: 180m of cpu and 120 MiB with the exporter of node metrics aside. */
export function makeNodeAgents(nodes: readonly string[]): readonly KubeResource[] {
  const agent = (name: string, cpu: string, memory?: string) =>
    makeWorkload({
      kind: 'DaemonSet',
      namespace: 'kube-system',
      name,
      cpu,
      ...(memory === undefined ? {} : { memory }),
      runsOn: nodes,
      priorityClassName: 'system-node-critical',
    })
  return [
    ...agent('aws-node', '50m'),
    ...agent('kube-proxy', '100m'),
    ...agent('ebs-csi-node', '30m', '120Mi'),
  ]
}
