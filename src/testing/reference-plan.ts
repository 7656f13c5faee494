import { getAt } from '#base/assert.ts'
import type { Cluster, NodeGroup, Plan } from '#plan/schema.ts'

/**
 * A plan as a team of platform engineers has it, to measure links by: 12 node groups, each over 3 zones, 30
 * workloads and 40 volumes, with the labels, requests, rules of placement, budgets and names of real ones.
 */
type KubeResource = Cluster['resources'][number]

const CLUSTER = 'prod-eu-west-1'
const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']

interface GroupRow {
  readonly name: string
  readonly types: readonly string[]
  readonly sizes: readonly [min: number, desired: number, max: number]
  readonly isSpot?: boolean
  /** Value of the label and the taint `workload`; absent: anybody's. */
  readonly workload?: string
}

const GROUPS: readonly GroupRow[] = [
  { name: 'system', types: ['m6i.large'], sizes: [3, 3, 6], workload: 'system' },
  { name: 'general', types: ['m6i.2xlarge'], sizes: [6, 9, 30] },
  {
    name: 'general-spot',
    types: ['m6i.2xlarge', 'm5.2xlarge', 'm6a.2xlarge'],
    sizes: [0, 6, 40],
    isSpot: true,
  },
  { name: 'ingress', types: ['c6in.xlarge'], sizes: [3, 3, 9], workload: 'ingress' },
  { name: 'kafka', types: ['r6i.xlarge'], sizes: [3, 5, 9], workload: 'kafka' },
  { name: 'elasticsearch', types: ['r6i.2xlarge'], sizes: [3, 6, 9], workload: 'elasticsearch' },
  { name: 'postgres', types: ['r6i.2xlarge'], sizes: [3, 3, 6], workload: 'postgres' },
  { name: 'cassandra', types: ['i4i.xlarge'], sizes: [3, 3, 6], workload: 'cassandra' },
  { name: 'monitoring', types: ['r6i.xlarge'], sizes: [2, 3, 6], workload: 'monitoring' },
  {
    name: 'ci-runners',
    types: ['c6i.4xlarge', 'c5.4xlarge'],
    sizes: [0, 2, 25],
    isSpot: true,
    workload: 'ci',
  },
  { name: 'ml-batch', types: ['g5.2xlarge'], sizes: [0, 0, 8], workload: 'gpu' },
  { name: 'arm-web', types: ['m7g.xlarge'], sizes: [3, 4, 18] },
]

interface WorkloadRow {
  readonly name: string
  readonly namespace: string
  readonly kind?: 'StatefulSet' | 'DaemonSet'
  readonly replicas?: number
  readonly cpu: string
  readonly memory: string
  /** The group of its own that it runs on. */
  readonly workload?: string
  readonly spread?: 'zone' | 'hostname'
  readonly budget?: number
  readonly priority?: string
  /** Name and size of the claim that each replica has. */
  readonly claim?: readonly [name: string, size: string]
  readonly claimClass?: string
  readonly sidecar?: readonly [name: string, cpu: string, memory: string]
}

const WORKLOADS: readonly WorkloadRow[] = [
  {
    name: 'checkout-api',
    namespace: 'shop',
    replicas: 6,
    cpu: '500m',
    memory: '768Mi',
    spread: 'zone',
    budget: 1,
  },
  {
    name: 'cart',
    namespace: 'shop',
    replicas: 4,
    cpu: '300m',
    memory: '512Mi',
    spread: 'zone',
    budget: 1,
  },
  {
    name: 'catalog-search',
    namespace: 'shop',
    replicas: 5,
    cpu: '750m',
    memory: '1536Mi',
    spread: 'zone',
    budget: 1,
  },
  {
    name: 'pricing-engine',
    namespace: 'shop',
    replicas: 3,
    cpu: '1',
    memory: '2Gi',
    spread: 'zone',
  },
  {
    name: 'storefront',
    namespace: 'shop',
    replicas: 8,
    cpu: '250m',
    memory: '384Mi',
    spread: 'zone',
    budget: 2,
  },
  {
    name: 'order-processor',
    namespace: 'orders',
    replicas: 4,
    cpu: '500m',
    memory: '1Gi',
    spread: 'hostname',
  },
  { name: 'shipment-tracker', namespace: 'orders', replicas: 2, cpu: '200m', memory: '256Mi' },
  { name: 'invoice-renderer', namespace: 'orders', replicas: 2, cpu: '1', memory: '1Gi' },
  {
    name: 'payment-gateway',
    namespace: 'payments',
    replicas: 4,
    cpu: '500m',
    memory: '512Mi',
    spread: 'zone',
    budget: 1,
    priority: 'business-critical',
  },
  {
    name: 'fraud-scoring',
    namespace: 'payments',
    replicas: 3,
    cpu: '2',
    memory: '4Gi',
    spread: 'zone',
  },
  {
    name: 'ledger-writer',
    namespace: 'payments',
    replicas: 2,
    cpu: '250m',
    memory: '512Mi',
    priority: 'business-critical',
  },
  {
    name: 'ingress-nginx-controller',
    namespace: 'ingress-nginx',
    replicas: 3,
    cpu: '1',
    memory: '1Gi',
    workload: 'ingress',
    spread: 'zone',
    budget: 1,
  },
  {
    name: 'cert-manager',
    namespace: 'cert-manager',
    replicas: 1,
    cpu: '50m',
    memory: '128Mi',
    workload: 'system',
  },
  {
    name: 'cluster-autoscaler',
    namespace: 'kube-system',
    replicas: 1,
    cpu: '100m',
    memory: '600Mi',
    workload: 'system',
    priority: 'system-cluster-critical',
  },
  {
    name: 'coredns',
    namespace: 'kube-system',
    replicas: 3,
    cpu: '100m',
    memory: '170Mi',
    workload: 'system',
    spread: 'zone',
    budget: 1,
    priority: 'system-cluster-critical',
  },
  {
    name: 'metrics-server',
    namespace: 'kube-system',
    replicas: 2,
    cpu: '100m',
    memory: '200Mi',
    workload: 'system',
  },
  { name: 'fluent-bit', namespace: 'logging', kind: 'DaemonSet', cpu: '100m', memory: '128Mi' },
  { name: 'node-exporter', namespace: 'monitoring', kind: 'DaemonSet', cpu: '50m', memory: '64Mi' },
  {
    name: 'kafka',
    namespace: 'streaming',
    kind: 'StatefulSet',
    replicas: 5,
    cpu: '2',
    memory: '12Gi',
    workload: 'kafka',
    spread: 'zone',
    budget: 1,
    claim: ['data', '500Gi'],
    claimClass: 'gp3-throughput',
  },
  {
    name: 'zookeeper',
    namespace: 'streaming',
    kind: 'StatefulSet',
    replicas: 3,
    cpu: '500m',
    memory: '2Gi',
    workload: 'kafka',
    spread: 'zone',
    budget: 1,
    claim: ['data', '20Gi'],
  },
  {
    name: 'elasticsearch-data',
    namespace: 'logging',
    kind: 'StatefulSet',
    replicas: 6,
    cpu: '3',
    memory: '28Gi',
    workload: 'elasticsearch',
    spread: 'zone',
    budget: 1,
    claim: ['elasticsearch-data', '1Ti'],
    claimClass: 'gp3-throughput',
  },
  {
    name: 'elasticsearch-master',
    namespace: 'logging',
    kind: 'StatefulSet',
    replicas: 3,
    cpu: '1',
    memory: '4Gi',
    workload: 'elasticsearch',
    spread: 'zone',
    budget: 1,
    claim: ['elasticsearch-data', '30Gi'],
  },
  {
    name: 'orders-db',
    namespace: 'orders',
    kind: 'StatefulSet',
    replicas: 3,
    cpu: '4',
    memory: '24Gi',
    workload: 'postgres',
    spread: 'zone',
    budget: 1,
    priority: 'business-critical',
    claim: ['pgdata', '300Gi'],
    sidecar: ['exporter', '50m', '64Mi'],
  },
  {
    name: 'ledger-db',
    namespace: 'payments',
    kind: 'StatefulSet',
    replicas: 3,
    cpu: '4',
    memory: '24Gi',
    workload: 'postgres',
    spread: 'zone',
    budget: 1,
    priority: 'business-critical',
    claim: ['pgdata', '200Gi'],
    sidecar: ['exporter', '50m', '64Mi'],
  },
  {
    name: 'session-store',
    namespace: 'shop',
    kind: 'StatefulSet',
    replicas: 3,
    cpu: '500m',
    memory: '6Gi',
    spread: 'hostname',
    budget: 1,
    claim: ['redis-data', '16Gi'],
    sidecar: ['sentinel', '50m', '64Mi'],
  },
  {
    name: 'recommendations',
    namespace: 'shop',
    kind: 'StatefulSet',
    replicas: 6,
    cpu: '3',
    memory: '24Gi',
    workload: 'cassandra',
    spread: 'zone',
    budget: 1,
    claim: ['commitlog', '150Gi'],
  },
  {
    name: 'prometheus',
    namespace: 'monitoring',
    kind: 'StatefulSet',
    replicas: 2,
    cpu: '2',
    memory: '14Gi',
    workload: 'monitoring',
    spread: 'zone',
    claim: ['prometheus-db', '250Gi'],
    sidecar: ['config-reloader', '10m', '32Mi'],
  },
  {
    name: 'loki',
    namespace: 'monitoring',
    kind: 'StatefulSet',
    replicas: 3,
    cpu: '1',
    memory: '4Gi',
    workload: 'monitoring',
    spread: 'zone',
    claim: ['storage', '100Gi'],
  },
  {
    name: 'alertmanager',
    namespace: 'monitoring',
    kind: 'StatefulSet',
    replicas: 2,
    cpu: '100m',
    memory: '256Mi',
    workload: 'monitoring',
    spread: 'hostname',
    claim: ['alertmanager-db', '10Gi'],
  },
  {
    name: 'grafana',
    namespace: 'monitoring',
    kind: 'StatefulSet',
    replicas: 1,
    cpu: '250m',
    memory: '512Mi',
    workload: 'monitoring',
    claim: ['storage', '10Gi'],
  },
]

/** A zone for each volume, as a scheduler that went round for some years left them. */
const VOLUME_ZONES = 'abcabcbacabccabacbbcabacabcabcbaccabbacb'

export function makeReferencePlan(): Plan {
  const claims = WORKLOADS.flatMap(listClaims)
  const cluster: Cluster = {
    name: CLUSTER,
    region: 'eu-west-1',
    provisioner: 'eks',
    kubernetesVersion: '1.35',
    zones: [
      { name: 'eu-west-1a', zoneId: 'euw1-az3', subnets: [{ freeIPs: 3_871 }] },
      { name: 'eu-west-1b', zoneId: 'euw1-az1', subnets: [{ freeIPs: 3_640 }] },
      { name: 'eu-west-1c', zoneId: 'euw1-az2', subnets: [{ freeIPs: 2_954 }] },
    ],
    controlPlane: { kind: 'managed' },
    nodeGroups: GROUPS.map(makeGroup),
    autoscalers: [
      {
        kind: 'cluster-autoscaler',
        version: '1.35.0',
        flags: {
          nodeGroupAutoDiscovery: [
            `asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/${CLUSTER}`,
          ],
          expander: 'least-waste',
          balanceSimilarNodeGroups: true,
          skipNodesWithSystemPods: false,
        },
        owns: 'auto-discovery',
      },
    ],
    resources: [
      ...[...new Set(WORKLOADS.map(({ namespace }) => namespace))].map(makeNamespace),
      makeStorageClass('gp3', { 'storageclass.kubernetes.io/is-default-class': 'true' }),
      makeStorageClass('gp3-throughput', {}),
      makePriorityClass(),
      ...WORKLOADS.map(makeWorkload),
      ...WORKLOADS.flatMap(makeBudget),
      ...claims.flatMap(makeBoundClaim),
    ],
  }
  return {
    apiVersion: 'neverpending/v1',
    kind: 'Plan',
    name: CLUSTER,
    notes: 'State of the quarterly review; the kafka move to its own subnets is not in yet.',
    designs: [{ id: 'a', name: 'As it is', clusters: [cluster] }],
  }
}

function makeGroup({ name, types, sizes, isSpot, workload }: GroupRow): NodeGroup {
  const [min, desired, max] = sizes
  const own = workload === undefined ? {} : { workload }
  return {
    name,
    kind: 'eks-managed',
    zones: ZONES,
    instanceTypes: types,
    ...(isSpot === true ? { purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 } } : {}),
    min,
    desired,
    max,
    labels: { ...own, team: 'platform' },
    ...(workload === undefined
      ? {}
      : { taints: [{ key: 'workload', value: workload, effect: 'NoSchedule' }] }),
    tags: {
      'k8s.io/cluster-autoscaler/enabled': 'true',
      [`k8s.io/cluster-autoscaler/${CLUSTER}`]: 'owned',
      ...(workload === undefined
        ? {}
        : { 'k8s.io/cluster-autoscaler/node-template/label/workload': workload }),
    },
    rootVolume: { sizeGiB: 100, type: 'gp3' },
  }
}

function makeNamespace(name: string): KubeResource {
  const labels = { 'kubernetes.io/metadata.name': name }
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }
}

function makeStorageClass(
  name: string,
  annotations: Readonly<Record<string, string>>,
): KubeResource {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, annotations },
    provisioner: 'ebs.csi.aws.com',
    parameters: { type: 'gp3', encrypted: 'true' },
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
  }
}

function makePriorityClass(): KubeResource {
  return {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'business-critical' },
    value: 100_000,
    description: 'Orders and money',
  }
}

function labelsOf({ name, namespace }: WorkloadRow): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': namespace }
}

function makeWorkload(row: WorkloadRow): KubeResource {
  const { name, namespace, kind = 'Deployment', replicas, claim } = row
  const matchLabels = { 'app.kubernetes.io/name': name }
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace, labels: labelsOf(row) },
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      selector: { matchLabels },
      ...(kind === 'StatefulSet' ? { serviceName: `${name}-headless` } : {}),
      template: { metadata: { labels: labelsOf(row) }, spec: makePodSpec(row) },
      ...(claim === undefined ? {} : { volumeClaimTemplates: [makeTemplate(row, claim)] }),
    },
  }
}

function makePodSpec(row: WorkloadRow): object {
  const { name, workload, spread, priority, sidecar, kind, cpu, memory } = row
  const labelSelector = { matchLabels: { 'app.kubernetes.io/name': name } }
  return {
    containers: [
      makeContainer(name, cpu, memory),
      ...(sidecar === undefined ? [] : [makeContainer(...sidecar)]),
    ],
    ...(workload === undefined ? {} : { nodeSelector: { workload } }),
    ...(kind === 'DaemonSet' ? { tolerations: [{ operator: 'Exists' }] } : {}),
    ...(workload === undefined
      ? {}
      : {
          tolerations: [
            { key: 'workload', operator: 'Equal', value: workload, effect: 'NoSchedule' },
          ],
        }),
    ...(spread === 'zone'
      ? {
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'topology.kubernetes.io/zone',
              whenUnsatisfiable: 'DoNotSchedule',
              labelSelector,
            },
          ],
        }
      : {}),
    ...(spread === 'hostname'
      ? {
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { topologyKey: 'kubernetes.io/hostname', labelSelector },
              ],
            },
          },
        }
      : {}),
    ...(priority === undefined ? {} : { priorityClassName: priority }),
  }
}

function makeContainer(name: string, cpu: string, memory: string): object {
  return {
    name,
    image: `registry.example.org/platform/${name}:2026.10.3`,
    env: [{ name: 'LOG_LEVEL', value: 'info' }],
    resources: { requests: { cpu, memory }, limits: { memory } },
  }
}

function makeTemplate(
  { claimClass = 'gp3' }: WorkloadRow,
  claim: readonly [string, string],
): object {
  const [name, size] = claim
  return {
    metadata: { name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: claimClass,
      resources: { requests: { storage: size } },
    },
  }
}

function makeBudget({ name, namespace, budget }: WorkloadRow): readonly KubeResource[] {
  if (budget === undefined) return []
  return [
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name, namespace },
      spec: {
        maxUnavailable: budget,
        selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      },
    },
  ]
}

interface Claim {
  readonly name: string
  readonly namespace: string
  readonly className: string
  readonly size: string
}

function listClaims(row: WorkloadRow): readonly Claim[] {
  const { name, namespace, claim, claimClass = 'gp3', replicas = 1 } = row
  if (claim === undefined) return []
  const [template, size] = claim
  return Array.from({ length: replicas }, (_, at) => ({
    name: `${template}-${name}-${at}`,
    namespace,
    className: claimClass,
    size,
  }))
}

function makeBoundClaim(claim: Claim, at: number): readonly KubeResource[] {
  const { name, namespace, className, size } = claim
  const uid = makeUid(at)
  const volumeName = `pvc-${uid}`
  const zone = `eu-west-1${VOLUME_ZONES.charAt(at)}`
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name, namespace, uid },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: className,
        volumeMode: 'Filesystem',
        volumeName,
        resources: { requests: { storage: size } },
      },
      status: { phase: 'Bound' },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: volumeName },
      spec: {
        capacity: { storage: size },
        accessModes: ['ReadWriteOnce'],
        storageClassName: className,
        volumeMode: 'Filesystem',
        persistentVolumeReclaimPolicy: 'Delete',
        claimRef: { namespace, name, uid },
        csi: { driver: 'ebs.csi.aws.com', volumeHandle: `vol-0${makeDigits(at + 100, 16)}` },
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
      },
      status: { phase: 'Bound' },
    },
  ]
}

function makeUid(seed: number): string {
  const digits = makeDigits(seed, 32)
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`]
  return [...parts, `a${digits.slice(17, 20)}`, digits.slice(20)].join('-')
}

/** Reproducible hexadecimal digits: xorshift. */
function makeDigits(seed: number, count: number): string {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1
  return Array.from({ length: count }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return getAt([...'0123456789abcdef'], (state >>> 8) & 15)
  }).join('')
}
