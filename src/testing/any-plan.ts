import fc from 'fast-check'
import { getAt } from '#base/assert.ts'
import { parsePlan } from '#plan/validate.ts'
import type { NodeGroup, Plan } from '#plan/schema.ts'
import { makePlan } from './sample-plan.ts'

/** Valid plans from few names, and texts of every kind where a person may type. */
const NAMES = [
  'api',
  'db',
  'ip-10-0-1-2.ec2.internal',
  'data-db-0',
  'constructor',
  'toString',
  'é',
  'é',
]
const KEYS = ['app', 'tier', 'topology.kubernetes.io/zone', 'example.org/owner', 'a']
const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']

const anyName = fc.constantFrom(...NAMES)
const anyText = fc.oneof(anyName, fc.string({ maxLength: 20, unit: 'binary' }))
const anyLabels = fc.dictionary(
  fc.constantFrom(...KEYS),
  fc.oneof(anyName, fc.string({ maxLength: 9 })),
)
const anyQuantity = fc.constantFrom('100m', '1', 2, 0.5, '1Gi', 'lots', '')

const given = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const anyGroup = fc.record(
  {
    name: fc.string({ minLength: 1, maxLength: 8 }),
    kind: fc.constantFrom('asg' as const, 'eks-managed' as const),
    zones: fc.shuffledSubarray(ZONES, { minLength: 1 }),
    instanceTypes: fc.constantFrom(['m5.large'], ['m5.large', 'c6i.xlarge']),
    labels: anyLabels,
    tags: anyLabels,
    taints: fc.array(
      fc.record({ key: fc.constantFrom(...KEYS), effect: fc.constant('NoSchedule' as const) }),
      { maxLength: 2 },
    ),
    desired: fc.constant(1),
    min: fc.constantFrom(0, 1),
    max: fc.constantFrom(1, 5_000),
  },
  { requiredKeys: ['name', 'kind'] },
)

const anyContainer = fc.record({
  name: anyName,
  image: fc.constant('registry.example.org/secret:1'),
  resources: fc.record({
    requests: fc.dictionary(fc.constantFrom('cpu', 'memory'), anyQuantity),
    limits: fc.dictionary(fc.constantFrom('cpu', 'memory', 'example.org/gpu'), anyQuantity),
  }),
})

const anyPodSpec = fc.record(
  {
    containers: fc.array(anyContainer, { maxLength: 2 }),
    nodeName: anyName,
    nodeSelector: anyLabels,
    hostNetwork: fc.boolean(),
    priority: fc.integer(),
    volumes: fc.constantFrom([], [{ name: 'x', emptyDir: {} }], [{ name: 'y', configMap: {} }]),
    topologySpreadConstraints: fc.constantFrom(
      [],
      [{ maxSkew: 1, topologyKey: 'tier', labelSelector: { matchLabels: { app: 'db' } } }],
    ),
  },
  { requiredKeys: ['containers'] },
)

const anyObject = fc
  .record({
    kind: fc.constantFrom(
      'Pod',
      'Deployment',
      'Node',
      'PersistentVolume',
      'PersistentVolumeClaim',
      'StatefulSet',
      'PodDisruptionBudget',
      'CSINode',
      'Namespace',
      'Other',
    ),
    apiVersion: fc.constantFrom('v1', 'apps/v1', 'example.org/v2'),
    name: anyName,
    namespace: given(anyName),
    labels: anyLabels,
    uid: anyName,
    deletionTimestamp: given(anyText),
    spec: anyPodSpec,
    handle: anyText,
    replicas: fc.constantFrom(1, '2', 3.5, 5_000),
  })
  .map(
    ({
      kind,
      apiVersion,
      name,
      namespace,
      labels,
      uid,
      deletionTimestamp,
      spec,
      handle,
      replicas,
    }) => ({
      apiVersion,
      kind,
      metadata: {
        name,
        ...(namespace === undefined ? {} : { namespace }),
        labels,
        uid,
        annotations: { 'example.org/note': handle, 'pv.kubernetes.io/bind-completed': 'yes' },
        ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
      },
      spec: makeSpec({ kind, name, namespace, labels, spec, handle, replicas }),
    }),
  )

interface SpecParts {
  readonly kind: string
  readonly name: string
  readonly namespace: string | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly spec: object
  readonly handle: string
  readonly replicas: number | string
}

/** A part of what a kind may have; what is not its own stays behind. */
function makeSpec({ kind, name, namespace, labels, spec, handle, replicas }: SpecParts): object {
  const size = { requests: { storage: `${String(replicas)}Gi` } }
  switch (kind) {
    case 'Deployment':
      return { replicas, template: { metadata: { labels }, spec } }
    case 'StatefulSet':
      return {
        replicas,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: size } }],
      }
    case 'PersistentVolumeClaim':
      return { storageClassName: 'gp3', volumeName: handle, resources: size }
    case 'PodDisruptionBudget':
      return { maxUnavailable: replicas, selector: { matchLabels: labels } }
    case 'CSINode':
      return { drivers: [{ name: 'ebs.csi.aws.com', allocatable: { count: 25 } }] }
    default:
      return {
        ...spec,
        csi: { driver: 'ebs.csi.aws.com', volumeHandle: handle },
        claimRef: { name, namespace, uid: handle },
      }
  }
}

/** Every plan drawn is valid: group names are made different, and what is not valid is drawn again. */
export const anyPlan: fc.Arbitrary<Plan> = fc
  .record({
    name: fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }),
    notes: given(fc.string({ maxLength: 40, unit: 'binary' })),
    nodeGroups: fc.uniqueArray(anyGroup, { maxLength: 3, selector: ({ name }) => name }),
    resources: fc.array(anyObject, { maxLength: 8 }),
    // A second design has some of the first one's objects, and others.
    others: given(fc.array(anyObject, { maxLength: 4 })),
    kept: fc.nat(8),
  })
  .map(({ name, notes, nodeGroups, resources, others, kept }): unknown => {
    const plan = makePlan({
      nodeGroups: nodeGroups.map(dropMissing),
      autoscalers: [{ kind: 'cluster-autoscaler', owns: 'auto-discovery' }],
    })
    const design = getAt(plan.designs, 0)
    const cluster = getAt(design.clusters, 0)
    const makeDesign = (id: string, objects: readonly unknown[]) => ({
      ...design,
      id,
      clusters: [{ ...cluster, resources: objects }],
    })
    const second =
      others === undefined ? [] : [makeDesign('b', [...others, ...resources.slice(kept)])]
    return {
      ...plan,
      name,
      ...(notes === undefined ? {} : { notes }),
      designs: [makeDesign('a', resources), ...second],
    }
  })
  .map((value) => parsePlan(value))
  .filter((parsed) => parsed.kind === 'ok')
  .map((parsed) => parsed.value)

/** A group without any number has none, rather than some of them. */
function dropMissing(group: Partial<NodeGroup> & Pick<NodeGroup, 'name' | 'kind'>): NodeGroup {
  const { min, desired, max, ...rest } = group
  return min === undefined || desired === undefined || max === undefined
    ? rest
    : { ...rest, min, desired, max }
}
