/** Small clusters and pods in which every rule of the scheduler meets every other: few names, tight capacities. */
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import type { KubeObject } from '#kube/object.ts'
import { VERSIONS } from '#scheduler/version.ts'
import type { SchedulerVersion } from '#scheduler/version.ts'

/** What happens to a cluster between two attempts, or an attempt. */
export type WorldStep =
  | { readonly kind: 'attempt'; readonly pod: KubeObject }
  /** A running pod goes, or begins to go; the number says which. */
  | { readonly kind: 'remove' | 'terminate'; readonly pod: number }

export interface SchedulerWorld {
  readonly version: SchedulerVersion
  readonly objects: readonly KubeObject[]
  readonly steps: readonly WorldStep[]
}

const ZONE = 'topology.kubernetes.io/zone'
const HOSTNAME = 'kubernetes.io/hostname'
const EBS_ZONE = 'topology.ebs.csi.aws.com/zone'
const DRIVER = 'ebs.csi.aws.com'

/** One of these, the first more often than the others. */
function anyOf<T>(usual: T, ...others: readonly T[]): Arbitrary<T> {
  return fc.oneof(
    { weight: others.length + 1, arbitrary: fc.constant(usual) },
    ...others.map((other) => ({ weight: 1, arbitrary: fc.constant(other) })),
  )
}

function anyNode(name: string): Arbitrary<readonly KubeObject[]> {
  return fc
    .record({
      zone: anyOf<string | undefined>('a', 'b', 'c', undefined),
      disk: anyOf<string | undefined>(undefined, 'ssd'),
      hasHostname: anyOf(true, true, false),
      taints: anyOf<readonly object[]>(
        [],
        [{ key: 'k', value: 'v', effect: 'NoSchedule' }],
        [{ key: 'soft', effect: 'PreferNoSchedule' }],
      ),
      unschedulable: anyOf(false, false, true),
      cpu: anyOf('4', '1', '2'),
      memory: anyOf('8Gi', '2Gi', '0'),
      pods: anyOf('10', '2', '3'),
      gpu: anyOf('0', '1'),
      images: anyOf<readonly object[]>([], [{ names: ['app:v1'], sizeBytes: 500_000_000 }]),
      features: anyOf<readonly string[]>([], ['RestartAllContainersOnContainerExits']),
      limit: anyOf<number | undefined>(25, 1, 2, undefined),
    })
    .map((node) => [
      {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: {
          name,
          labels: {
            ...(node.hasHostname ? { [HOSTNAME]: name } : {}),
            ...(node.zone === undefined ? {} : { [ZONE]: node.zone, [EBS_ZONE]: node.zone }),
            ...(node.disk === undefined ? {} : { disk: node.disk }),
          },
        },
        spec: { taints: node.taints, unschedulable: node.unschedulable },
        status: {
          allocatable: {
            cpu: node.cpu,
            memory: node.memory,
            pods: node.pods,
            'example.com/gpu': node.gpu,
          },
          images: node.images,
          declaredFeatures: node.features,
        },
      },
      ...(node.limit === undefined
        ? []
        : [
            {
              apiVersion: 'storage.k8s.io/v1',
              kind: 'CSINode',
              metadata: { name },
              spec: {
                drivers: [{ name: DRIVER, nodeID: name, allocatable: { count: node.limit } }],
              },
            },
          ]),
    ])
}

const anySelector = anyOf<object | undefined>(
  { matchLabels: { app: 'web' } },
  { matchLabels: { app: 'db' } },
  { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['db'] }] },
  { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'db'] }] },
  { matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
  {},
  undefined,
)

const anyTerm = fc
  .record({
    topologyKey: anyOf(ZONE, HOSTNAME, 'disk'),
    labelSelector: anySelector,
    namespaces: anyOf<readonly string[] | undefined>(undefined, ['default', 'other']),
    namespaceSelector: anyOf<object | undefined>(
      undefined,
      {},
      { matchLabels: { team: 'x' } },
      { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['x'] }] },
    ),
  })
  .map(withoutUndefined)

const anyWeightedTerm = fc.record({
  weight: fc.integer({ min: 1, max: 100 }),
  podAffinityTerm: anyTerm,
})

/** One or two, or mostly none. @param none how often none for each time that there are some */
function anyFew<T>(any: Arbitrary<T>, none: number): Arbitrary<readonly T[]> {
  return fc.oneof(
    { weight: none, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(any, { minLength: 1, maxLength: 2 }) },
  )
}

/** What the pods of a world are mostly about: of everything a little, each other, or volumes. */
type Flavour = 'mixed' | 'social' | 'volumes'

const anyConstraint = fc
  .record({
    topologyKey: anyOf(ZONE, HOSTNAME, 'disk'),
    maxSkew: anyOf(1, 2),
    whenUnsatisfiable: anyOf('DoNotSchedule', 'ScheduleAnyway'),
    labelSelector: anySelector,
    minDomains: anyOf<number | undefined>(undefined, 3),
    nodeAffinityPolicy: anyOf<string | undefined>(undefined, 'Ignore'),
    nodeTaintsPolicy: anyOf<string | undefined>(undefined, 'Honor'),
  })
  .map((one) =>
    withoutUndefined(
      one.whenUnsatisfiable === 'DoNotSchedule' ? one : { ...one, minDomains: undefined },
    ),
  )

const anyNodeAffinity = anyOf<object | undefined>(
  undefined,
  undefined,
  undefined,
  requireNode({ matchExpressions: [{ key: 'disk', operator: 'Exists' }] }),
  requireNode({ matchExpressions: [{ key: ZONE, operator: 'In', values: ['a', 'b'] }] }),
  requireNode({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }),
  requireNode(
    { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n0'] }] },
    { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['gone'] }] },
  ),
  {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 30,
        preference: { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] },
      },
    ],
  },
)

const CLAIMS = ['bound-a', 'bound-b', 'open', 'open-too', 'static', 'immediate', 'only-one', 'gone']

function anyVolumes(flavour: Flavour): Arbitrary<readonly object[]> {
  const names = flavour === 'volumes' ? CLAIMS.slice(0, 4) : CLAIMS
  const claims = fc
    .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 })
    .map((list) =>
      list.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })),
    )
  const disk = { name: 'disk', awsElasticBlockStore: { volumeID: 'vol-1' } }
  return fc.oneof(
    { weight: flavour === 'volumes' ? 1 : 4, arbitrary: fc.constant([]) },
    { weight: flavour === 'social' ? 0 : 3, arbitrary: claims },
    { weight: flavour === 'mixed' ? 1 : 0, arbitrary: fc.constant([disk]) },
  )
}

/** A pod of this name; on the node, where one is given. */
function anyPod(name: string, flavour: Flavour, nodeName?: string): Arbitrary<KubeObject> {
  const isMixed = flavour === 'mixed'
  const none = flavour === 'social' ? 1 : isMixed ? 4 : 30
  // What keeps a pod off most nodes hides the rest.
  const rarely = <T>(usual: T, ...others: readonly T[]): Arbitrary<T> =>
    isMixed ? anyOf(usual, ...others) : fc.constant(usual)
  return fc
    .record({
      namespace: anyOf('default', 'other'),
      labels: anyOf<Readonly<Record<string, string>>>(
        { app: 'web' },
        { app: 'db' },
        { app: 'web', tier: 'front' },
        {},
      ),
      isOwned: fc.boolean(),
      cpu: rarely<string | undefined>('500m', '1', '2', '0', undefined),
      memory: rarely<string | undefined>('500Mi', '1Gi', undefined),
      gpu: rarely<string | undefined>(undefined, undefined, undefined, '1'),
      image: anyOf('app:v1', 'other'),
      restartRule: rarely(false, false, false, true),
      hostPort: rarely<number | undefined>(undefined, undefined, undefined, 80),
      hostIP: anyOf<string | undefined>(undefined, '10.0.0.1'),
      priority: rarely(0, 0, 5),
      preemptionPolicy: anyOf<string | undefined>(undefined, 'Never'),
      nodeSelector: rarely<Readonly<Record<string, string>>>({}, {}, {}, { disk: 'ssd' }),
      nodeAffinity: isMixed ? anyNodeAffinity : fc.constant(undefined),
      tolerations: anyOf<readonly object[]>([], [{ key: 'k', operator: 'Exists' }]),
      required: anyFew(anyTerm, 4 * none),
      requiredAnti: anyFew(anyTerm, none),
      preferred: anyFew(anyWeightedTerm, none),
      preferredAnti: anyFew(anyWeightedTerm, none),
      topologySpreadConstraints: anyFew(anyConstraint, none),
      volumes: anyVolumes(flavour),
    })
    .map((pod): KubeObject => {
      const { required, requiredAnti, preferred, preferredAnti } = pod
      const requests = withoutUndefined({
        cpu: pod.cpu,
        memory: pod.memory,
        'example.com/gpu': pod.gpu,
      })
      const ports =
        pod.hostPort === undefined
          ? []
          : [{ containerPort: 80, ...withoutUndefined({ hostPort: 80, hostIP: pod.hostIP }) }]
      const rules = pod.restartRule ? [{ action: 'RestartAllContainers' }] : []
      return {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name,
          namespace: pod.namespace,
          labels: pod.labels,
          ...(pod.isOwned
            ? {
                ownerReferences: [
                  { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', controller: true },
                ],
              }
            : {}),
        },
        spec: {
          containers: [
            {
              name: 'c',
              image: pod.image,
              resources: { requests },
              ports,
              restartPolicyRules: rules,
            },
          ],
          priority: pod.priority,
          nodeSelector: pod.nodeSelector,
          tolerations: pod.tolerations,
          volumes: pod.volumes,
          topologySpreadConstraints: pod.topologySpreadConstraints,
          affinity: withoutUndefined({
            nodeAffinity: pod.nodeAffinity,
            podAffinity: makeAffinity(required, preferred),
            podAntiAffinity: makeAffinity(requiredAnti, preferredAnti),
          }),
          ...withoutUndefined({ preemptionPolicy: pod.preemptionPolicy, nodeName }),
        },
        status:
          nodeName === undefined
            ? { phase: 'Pending' }
            : { phase: 'Running', startTime: `2026-01-01T00:00:${name.slice(-2)}Z` },
      }
    })
}

/** @param nodeCounts how many nodes; more than 100 make the scheduler look at a part of them */
export function anySchedulerWorld(nodeCounts: {
  readonly min: number
  readonly max: number
}): Arbitrary<SchedulerWorld> {
  return fc
    .record({
      count: fc.integer(nodeCounts),
      running: fc.integer({ min: 0, max: 12 }),
      flavour: fc.constantFrom<Flavour>('mixed', 'social', 'volumes'),
    })
    .chain(({ count, running, flavour }) =>
      fc.record({
        version: fc.constantFrom(...VERSIONS),
        nodes: anyNodes(count),
        running: fc.tuple(
          ...Array.from({ length: running }, (_, index) =>
            anyPod(`r${10 + index}`, flavour, `n${index % (count + 1)}`),
          ),
        ),
        others: anyOthers,
        steps: fc
          .integer({ min: 1, max: 14 })
          .chain((length) =>
            fc.tuple(...Array.from({ length }, (_, index) => anyStep(index, flavour))),
          ),
      }),
    )
    .map(({ version, nodes, running, others, steps }) => ({
      version,
      objects: [...nodes, ...others, ...STORAGE, ...running],
      steps,
    }))
}

/** Of many nodes only a few are drawn, and used again. */
function anyNodes(count: number): Arbitrary<readonly KubeObject[]> {
  const drawn = Math.min(count, 8)
  return fc
    .tuple(...Array.from({ length: drawn }, (_, index) => anyNode(`n${index}`)))
    .map((nodes) =>
      Array.from({ length: count }, (_, index) =>
        (nodes[index % drawn] ?? []).map((object) => renameNode(object, `n${index}`)),
      ).flat(),
    )
}

function renameNode(object: KubeObject, name: string): KubeObject {
  const { labels } = object.metadata
  const hasHostname = labels !== undefined && HOSTNAME in labels
  return {
    ...object,
    metadata: {
      name,
      ...(labels === undefined
        ? {}
        : { labels: hasHostname ? { ...labels, [HOSTNAME]: name } : labels }),
    },
  }
}

function anyStep(index: number, flavour: Flavour): Arbitrary<WorldStep> {
  return fc.oneof(
    {
      weight: 6,
      arbitrary: anyPod(`p${10 + index}`, flavour).map((pod) => ({
        kind: 'attempt' as const,
        pod,
      })),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('remove' as const, 'terminate' as const),
        pod: fc.nat({ max: 20 }),
      }),
    },
  )
}

const anyOthers: Arbitrary<readonly KubeObject[]> = fc.subarray<KubeObject>([
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', labels: { team: 'x' } } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other', labels: { team: 'y' } } },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { app: 'web' } },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'web' } } },
  },
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'web' } } },
    status: { disruptionsAllowed: 0 },
  },
  { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: DRIVER }, spec: {} },
])

const STORAGE: readonly KubeObject[] = [
  makeClass('wait', 'WaitForFirstConsumer'),
  makeClass('static', 'WaitForFirstConsumer'),
  makeClass('now', 'Immediate'),
  ...makeBound('bound-a', { zone: 'a', mode: 'ReadWriteOnce' }),
  ...makeBound('bound-b', { zone: 'b', mode: 'ReadWriteOnce' }),
  ...makeBound('only-one', { zone: undefined, mode: 'ReadWriteOncePod' }),
  makeClaim('open', 'wait'),
  makeClaim('open-too', 'wait'),
  makeClaim('static', 'static'),
  makeClaim('immediate', 'now'),
  makeVolume('free', { zone: 'a', mode: 'ReadWriteOnce', className: 'static' }),
]

function makeClass(name: string, volumeBindingMode: string): KubeObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: DRIVER,
    volumeBindingMode,
  }
}

function makeClaim(name: string, storageClassName: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default' },
    spec: {
      storageClassName,
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '5Gi' } },
    },
    status: { phase: 'Pending' },
  }
}

interface VolumeParts {
  readonly zone: string | undefined
  readonly mode: string
  readonly className?: string
  readonly claimName?: string
}

function makeVolume(name: string, parts: VolumeParts): KubeObject {
  const { zone, mode, className = 'wait', claimName } = parts
  const terms = [{ matchExpressions: [{ key: EBS_ZONE, operator: 'In', values: [zone] }] }]
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      storageClassName: className,
      accessModes: [mode],
      capacity: { storage: '10Gi' },
      csi: { driver: DRIVER, volumeHandle: `vol-${name}` },
      ...(zone === undefined ? {} : { nodeAffinity: { required: { nodeSelectorTerms: terms } } }),
      ...(claimName === undefined ? {} : { claimRef: { namespace: 'default', name: claimName } }),
    },
    status: { phase: claimName === undefined ? 'Available' : 'Bound' },
  }
}

function makeBound(name: string, parts: VolumeParts): readonly KubeObject[] {
  return [
    makeVolume(`pv-${name}`, { ...parts, claimName: name }),
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name,
        namespace: 'default',
        annotations: { 'pv.kubernetes.io/bind-completed': 'yes' },
      },
      spec: {
        storageClassName: 'wait',
        accessModes: [parts.mode],
        volumeName: `pv-${name}`,
        resources: { requests: { storage: '5Gi' } },
      },
      status: { phase: 'Bound' },
    },
  ]
}

function requireNode(...nodeSelectorTerms: readonly object[]): object {
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } }
}

function makeAffinity(required: readonly object[], preferred: readonly object[]): object {
  return {
    requiredDuringSchedulingIgnoredDuringExecution: required,
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
  }
}

function withoutUndefined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
