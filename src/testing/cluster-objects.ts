import type { KubeObject } from '#kube/object.ts'
import type { Cluster, NodeGroup } from '#plan/schema.ts'

/**
 * Kubernetes objects for tests, as short as the reader of a test needs them: two vCPU nodes of
 * eu-west-1, pods of half a CPU. Whatever a test is about is passed in.
 */
const REGION = 'eu-west-1'

export function zoneName(letter: string): string {
  return `${REGION}${letter}`
}

export function makeCluster(parts: Partial<Cluster> = {}): Cluster {
  return {
    name: 'shop',
    region: REGION,
    provisioner: 'eks',
    kubernetesVersion: '1.35',
    zones: ['a', 'b', 'c'].map((letter) => ({ name: zoneName(letter) })),
    controlPlane: { kind: 'managed' },
    nodeGroups: [makeGroup()],
    autoscalers: [{ kind: 'cluster-autoscaler', version: 'v1.35.0', owns: ['workers'] }],
    resources: [],
    ...parts,
  }
}

export function makeGroup(parts: Partial<NodeGroup> = {}): NodeGroup {
  return {
    name: 'workers',
    kind: 'asg',
    zones: ['a', 'b', 'c'].map(zoneName),
    instanceTypes: ['m5.large'],
    min: 1,
    desired: 2,
    max: 5,
    ...parts,
  }
}

interface NodeParts {
  readonly group?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly spec?: Readonly<Record<string, unknown>>
  readonly isReady?: boolean
  readonly providerOnly?: boolean
}

export function makeNode(name: string, letter: string, parts: NodeParts = {}): KubeObject {
  const { group = 'workers', labels = {}, spec = {}, isReady = true, providerOnly = false } = parts
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        ...(providerOnly ? {} : { 'topology.kubernetes.io/zone': zoneName(letter) }),
        'alpha.eksctl.io/nodegroup-name': group,
        'node.kubernetes.io/instance-type': 'm5.large',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        ...labels,
      },
    },
    spec: { providerID: `aws:///${zoneName(letter)}/i-0a1b2c3d4e5f60001`, ...spec },
    status: {
      capacity: { cpu: '2', memory: '8Gi', pods: '29' },
      allocatable: { cpu: '2', memory: '7Gi', pods: '29' },
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
    },
  }
}

interface PodParts {
  readonly namespace?: string
  readonly nodeName?: string
  readonly owner?: { readonly kind: string; readonly name: string }
  readonly claims?: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
  readonly spec?: Readonly<Record<string, unknown>>
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly cpu?: string
}

/** The specification of a pod that asks for half a CPU. */
export function makePodSpec(
  parts: Pick<PodParts, 'claims' | 'spec' | 'cpu'> = {},
): Record<string, unknown> {
  return {
    containers: [{ name: 'main', resources: { requests: { cpu: parts.cpu ?? '500m' } } }],
    ...(parts.claims === undefined
      ? {}
      : {
          volumes: parts.claims.map((claimName, index) => ({
            name: `v${index}`,
            persistentVolumeClaim: { claimName },
          })),
        }),
    ...parts.spec,
  }
}

export function makePod(name: string, parts: PodParts = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: parts.namespace ?? 'default',
      labels: { app: parts.owner?.name ?? name, ...parts.labels },
      ...(parts.owner === undefined
        ? {}
        : {
            ownerReferences: [
              { apiVersion: 'apps/v1', ...parts.owner, uid: 'u', controller: true },
            ],
          }),
      ...parts.metadata,
    },
    spec: {
      ...makePodSpec(parts),
      ...(parts.nodeName === undefined ? {} : { nodeName: parts.nodeName }),
    },
    status: { phase: parts.nodeName === undefined ? 'Pending' : 'Running' },
  }
}

interface WorkloadParts {
  readonly replicas?: number
  readonly spec?: Readonly<Record<string, unknown>>
  readonly claimTemplate?: string
  readonly cpu?: string
  readonly fields?: Readonly<Record<string, unknown>>
}

export function makeWorkload(kind: string, name: string, parts: WorkloadParts = {}): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {
      ...(kind === 'DaemonSet' ? {} : { replicas: parts.replicas ?? 1 }),
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: makePodSpec(parts) },
      ...(parts.claimTemplate === undefined
        ? {}
        : {
            volumeClaimTemplates: [
              {
                metadata: { name: parts.claimTemplate },
                spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3' },
              },
            ],
          }),
      ...parts.fields,
    },
  }
}

/** A claim bound to a volume of its own in the zone. */
export function makeBoundClaim(name: string, letter: string): readonly KubeObject[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name, namespace: 'default' },
      spec: { storageClassName: 'gp3', volumeName: `pv-${name}`, accessModes: ['ReadWriteOnce'] },
      status: { phase: 'Bound' },
    },
    makeVolume(`pv-${name}`, letter),
  ]
}

export function makeVolume(name: string, letter: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage: '10Gi' },
      storageClassName: 'gp3',
      claimRef: { namespace: 'default', name: 'some' },
      csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                { key: 'topology.kubernetes.io/zone', operator: 'In', values: [zoneName(letter)] },
              ],
            },
          ],
        },
      },
    },
  }
}

export function makeUnboundClaim(name: string, className = 'gp3'): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default' },
    spec: { storageClassName: className, accessModes: ['ReadWriteOnce'] },
    status: { phase: 'Pending' },
  }
}

export function makeStorageClass(parts: Readonly<Record<string, unknown>> = {}): KubeObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'gp3' },
    provisioner: 'ebs.csi.aws.com',
    volumeBindingMode: 'WaitForFirstConsumer',
    ...parts,
  }
}
