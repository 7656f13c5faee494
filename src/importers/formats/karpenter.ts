import { EBS_VOLUME_TYPES } from '#plan/schema.ts'
import { matchInstanceTypes } from '#aws/instance-requirement.ts'
import { readField, readList, readText, readTextMap, readTexts, readWhole } from '#kube/field.ts'
import type { KubeObject } from '#kube/object.ts'
import { parseUnits } from '#kube/quantity.ts'
import { readTaints } from '#kube/taint.ts'
import type { NodeGroup, Requirement, Taint } from '#plan/schema.ts'
import type { FormatImporter, FoundItem, ImportedObject, MapTask } from '../format-importer.ts'
import { placeOf, report, type SourceDocument } from '../import-context.ts'
import type { Fragment, PendingGuess, Strength } from '../importer.ts'
import { readKubeObject } from '../kube-object.ts'
import { makeKindShape } from '../kubernetes-shapes.ts'
import {
  BOOLEAN,
  listOf,
  objectOf,
  QUANTITIES,
  TEXT,
  TEXTS,
  TREE,
  WHOLE,
  type ObjectShape,
} from '../shape.ts'

/**
 * Karpenter's NodePool and EC2NodeClass (import specification section 7). They stay among the resources
 * as the objects they are, and each pool gives a node group.
 */
export const karpenterImporter: FormatImporter = {
  id: 'karpenter',
  format: 'karpenter',
  map: mapKarpenter,
}

const TAINTS = listOf(objectOf({ key: TEXT, value: TEXT, effect: TEXT }))
const REQUIREMENTS = listOf(
  objectOf({ key: TEXT, operator: TEXT, values: listOf(TEXT), minValues: WHOLE }),
)
const KUBELET = objectOf(
  {
    maxPods: WHOLE,
    podsPerCore: WHOLE,
    kubeReserved: TEXTS,
    systemReserved: TEXTS,
    evictionHard: TEXTS,
  },
  [
    'clusterDNS',
    'evictionSoft',
    'evictionSoftGracePeriod',
    'evictionMaxPodGracePeriod',
    'imageGCHighThresholdPercent',
    'imageGCLowThresholdPercent',
    'cpuCFSQuota',
  ],
)
const CLASS_REF = objectOf({ group: TEXT, kind: TEXT, name: TEXT, apiVersion: TEXT })
const CLAIM_SPEC = {
  requirements: REQUIREMENTS,
  taints: TAINTS,
  startupTaints: TAINTS,
  expireAfter: TEXT,
  terminationGracePeriod: TEXT,
  nodeClassRef: CLASS_REF,
  kubelet: KUBELET,
  resources: TREE,
}

const SHAPES: ReadonlyMap<string, ObjectShape> = new Map([
  [
    'NodePool',
    makeKindShape({
      spec: objectOf({
        template: objectOf({
          metadata: objectOf({ labels: TEXTS }, ['annotations']),
          spec: objectOf(CLAIM_SPEC),
        }),
        limits: QUANTITIES,
        weight: WHOLE,
        replicas: WHOLE,
        disruption: TREE,
      }),
    }),
  ],
  ['NodeClaim', makeKindShape({ spec: objectOf(CLAIM_SPEC) })],
  [
    'EC2NodeClass',
    makeKindShape({
      spec: objectOf(
        {
          subnetSelectorTerms: listOf(objectOf({ tags: TEXTS, id: TEXT, zone: TEXT })),
          blockDeviceMappings: listOf(
            objectOf(
              {
                rootVolume: BOOLEAN,
                ebs: objectOf(
                  { volumeSize: TEXT, volumeType: TEXT, iops: WHOLE, throughput: WHOLE },
                  ['encrypted', 'kmsKeyID', 'deleteOnTermination', 'snapshotID'],
                ),
              },
              ['deviceName'],
            ),
          ),
          kubelet: KUBELET,
          instanceStorePolicy: TEXT,
          amiFamily: TEXT,
          amiSelectorTerms: listOf(
            objectOf({ alias: TEXT }, ['id', 'name', 'owner', 'tags', 'ssmParameter']),
          ),
        },
        [
          'role',
          'instanceProfile',
          'userData',
          'tags',
          'securityGroupSelectorTerms',
          'metadataOptions',
          'detailedMonitoring',
          'associatePublicIPAddress',
          'context',
        ],
      ),
      status: objectOf({ subnets: listOf(objectOf({ id: TEXT, zone: TEXT, zoneID: TEXT })) }, [
        'amis',
        'securityGroups',
        'conditions',
        'instanceProfile',
        'capacityReservations',
      ]),
    }),
  ],
])

function mapKarpenter(task: MapTask): ReturnType<FormatImporter['map']> {
  const objects: ImportedObject[] = []
  const found: FoundItem[] = []
  for (const document of task.documents) {
    const kind = String(document.value['kind'])
    const shape = SHAPES.get(kind)
    if (shape === undefined) {
      const message = `Karpenter's kind ${kind.slice(0, 60)} is not used by a plan; not stored`
      report(
        task.context,
        { code: 'unknown-kind', severity: 'unknown', message },
        placeOf(document, ''),
      )
      continue
    }
    found.push({ file: document.file, format: 'Karpenter', kind })
    const object = readKubeObject({ ...task, document, kind }, shape)
    if (object !== undefined) objects.push({ object, document })
  }
  const classes = new Map(
    objects
      .filter(({ object }) => object.kind === 'EC2NodeClass')
      .map(({ object }) => [object.metadata.name, object]),
  )
  const pools = objects.filter(({ object }) => object.kind === 'NodePool')
  const fragments = pools.map((pool) => mapNodePool(task, pool, classes))
  return { fragments, objects, found }
}

function mapNodePool(
  task: MapTask,
  { object: pool, document }: ImportedObject,
  classes: ReadonlyMap<string, KubeObject>,
): Fragment {
  const { name } = pool.metadata
  const strengths = new Map<string, Strength>()
  const guesses = new Map<string, PendingGuess>()
  const template = readField(pool, 'spec', 'template', 'spec')
  const className = readText(template, 'nodeClassRef', 'name')
  const nodeClass = className === undefined ? undefined : classes.get(className)
  const requirements = readRequirements(task, document, template)
  const zones = findZones(requirements, nodeClass)
  if (zones === undefined) {
    const why =
      nodeClass === undefined
        ? `the EC2NodeClass ${className ?? ''} is not in the import`
        : `the subnets of EC2NodeClass ${nodeClass.metadata.name} are chosen by tags, which only AWS knows`
    strengths.set(`nodeGroups/${name}/zones`, 'follows')
    guesses.set(`nodeGroups/${name}/zones`, {
      code: nodeClass === undefined ? 'karpenter-no-class' : 'karpenter-subnets',
      message: `${why}: all zones of the cluster are taken`,
      place: placeOf(document, 'spec.template.spec.nodeClassRef'),
    })
  }
  reportCandidates(task, document, requirements)
  const kubelet = readField(nodeClass, 'spec', 'kubelet') ?? readField(template, 'kubelet')
  const group: NodeGroup = {
    name,
    // EKS Auto Mode runs pools of its own class by itself.
    kind: className !== undefined && isAutoMode(template) ? 'auto-mode' : 'karpenter',
    // A static pool keeps this many nodes and launches none for pods (AT19).
    min: readWhole(pool, 'spec', 'replicas') ?? 0,
    ...(zones === undefined ? {} : { zones }),
    requirements,
    ...mapPurchase(requirements),
    labels: readTextMap(pool, 'spec', 'template', 'metadata', 'labels'),
    taints: readTaints(readField(template, 'taints')).map(toPlanTaint),
    startupTaints: readTaints(readField(template, 'startupTaints')).map(toPlanTaint),
    ...mapLimits(pool),
    ...mapWeight(pool),
    ...mapDisruption(pool),
    ...mapRootVolume(nodeClass),
    ...mapKubelet(kubelet),
    ...(isWindows(nodeClass) ? { os: 'windows' } : {}),
  }
  return {
    precedence: 20,
    source: document.file,
    cluster: {
      nodeGroups: [group],
      autoscalers: [{ kind: 'karpenter', owns: 'auto-discovery' }],
    },
    strengths,
    guesses,
  }
}

function isAutoMode(template: unknown): boolean {
  return readText(template, 'nodeClassRef', 'group') === 'eks.amazonaws.com'
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', 'Gte', 'Lte'] as const

function readRequirements(
  task: MapTask,
  document: SourceDocument,
  template: unknown,
): readonly Requirement[] {
  return readList(template, 'requirements').flatMap((raw, index) => {
    const key = readText(raw, 'key')
    const said = readText(raw, 'operator')
    const operator = OPERATORS.find((known) => known === said)
    const values = readTexts(raw, 'values')
    const minValues = readWhole(raw, 'minValues')
    if (key === undefined || key === '' || operator === undefined) {
      const message = `a requirement needs a key and one of the operators ${OPERATORS.join(', ')}; "${said ?? ''}" is left out`
      report(
        task.context,
        { code: 'karpenter-requirement', severity: 'error', message },
        placeOf(document, `spec.template.spec.requirements[${index}]`),
      )
      return []
    }
    return [
      {
        key,
        operator,
        ...(values.length === 0 ? {} : { values }),
        ...(minValues === undefined ? {} : { minValues }),
      },
    ]
  })
}

const ZONE_KEY = 'topology.kubernetes.io/zone'
const CAPACITY_KEY = 'karpenter.sh/capacity-type'

/** Zones of the pool's requirements and of the class' subnets, as far as either says. */
function findZones(
  requirements: readonly Requirement[],
  nodeClass: KubeObject | undefined,
): readonly string[] | undefined {
  const own = requirements.filter(({ key, operator }) => key === ZONE_KEY && operator === 'In')
  const subnets = readList(nodeClass, 'status', 'subnets').flatMap(
    (subnet) => readText(subnet, 'zone') ?? [],
  )
  const lists = [...own.map(({ values }) => values ?? []), ...(subnets.length > 0 ? [subnets] : [])]
  const [first, ...others] = lists
  if (first === undefined) return undefined
  const excluded = requirements
    .filter(({ key, operator }) => key === ZONE_KEY && operator === 'NotIn')
    .flatMap(({ values }) => values ?? [])
  const zones = [...new Set(first)].filter(
    (zone) => others.every((list) => list.includes(zone)) && !excluded.includes(zone),
  )
  return zones.length === 0 ? undefined : zones
}

function mapPurchase(requirements: readonly Requirement[]): Partial<NodeGroup> {
  const allowsSpot = requirements.some(
    ({ key, operator, values }) =>
      key === CAPACITY_KEY && operator === 'In' && (values ?? []).includes('spot'),
  )
  return allowsSpot ? { purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 } } : {}
}

/** E8: how many types of the catalogue the requirements leave. */
function reportCandidates(
  task: MapTask,
  document: SourceDocument,
  requirements: readonly Requirement[],
): void {
  // The system comes from the image, not from the type.
  const ofTypes = requirements.filter(({ key }) => key !== 'kubernetes.io/os')
  const types = matchInstanceTypes(ofTypes, {})
  const shown = types
    .slice(0, 5)
    .map((type) => type.name)
    .join(', ')
  const told =
    types.length === 0
      ? 'no instance type of the catalogue satisfies the requirements'
      : `${types.length} instance types of the catalogue satisfy the requirements (${shown}${types.length > 5 ? ', …' : ''})`
  report(
    task.context,
    { code: 'karpenter-types', severity: types.length === 0 ? 'error' : 'info', message: told },
    placeOf(document, 'spec.template.spec.requirements'),
  )
}

function toPlanTaint(taint: {
  readonly key: string
  readonly value?: string | undefined
  readonly effect: Taint['effect']
}): Taint {
  const { key, value, effect } = taint
  return value === undefined ? { key, effect } : { key, value, effect }
}

function mapLimits(pool: KubeObject): Partial<NodeGroup> {
  const raw = readField(pool, 'spec', 'limits')
  if (typeof raw !== 'object' || raw === null) return {}
  const limits = Object.fromEntries(
    Object.entries(raw).map(([resource, quantity]) => [resource, String(quantity)]),
  )
  return Object.keys(limits).length === 0 ? {} : { limits }
}

function mapWeight(pool: KubeObject): Partial<NodeGroup> {
  const weight = readWhole(pool, 'spec', 'weight')
  return weight === undefined || weight < 0 || weight > 100 ? {} : { weight }
}

function mapDisruption(pool: KubeObject): Partial<NodeGroup> {
  const policy = readText(pool, 'spec', 'disruption', 'consolidationPolicy')
  const after = readText(pool, 'spec', 'disruption', 'consolidateAfter')
  const consolidationPolicy =
    policy === 'WhenEmpty'
      ? 'WhenEmpty'
      : policy === 'WhenUnderutilized' || policy === 'WhenEmptyOrUnderutilized'
        ? 'WhenEmptyOrUnderutilized'
        : undefined
  if (consolidationPolicy === undefined && after === undefined) return {}
  return {
    disruption: {
      ...(consolidationPolicy === undefined ? {} : { consolidationPolicy }),
      ...(after === undefined ? {} : { consolidateAfter: after }),
    },
  }
}

const GIB = 1_073_741_824

function mapRootVolume(nodeClass: KubeObject | undefined): Partial<NodeGroup> {
  const mappings = readList(nodeClass, 'spec', 'blockDeviceMappings')
  const root = mappings.find((mapping) => readField(mapping, 'rootVolume') === true) ?? mappings[0]
  const size = parseUnits(readField(root, 'ebs', 'volumeSize'), 'volumeSize')
  if (size.kind === 'failed' || size.value <= 0) return {}
  const type = EBS_VOLUME_TYPES.find((known) => known === readText(root, 'ebs', 'volumeType'))
  const iops = readWhole(root, 'ebs', 'iops')
  const throughputMiBps = readWhole(root, 'ebs', 'throughput')
  return {
    rootVolume: {
      sizeGiB: Math.max(1, Math.ceil(size.value / GIB)),
      ...(type === undefined ? {} : { type }),
      ...(iops === undefined ? {} : { iops }),
      ...(throughputMiBps === undefined ? {} : { throughputMiBps }),
    },
  }
}

function mapKubelet(raw: unknown): Partial<NodeGroup> {
  const maxPods = readWhole(raw, 'maxPods')
  const podsPerCore = readWhole(raw, 'podsPerCore')
  const maps = (['kubeReserved', 'systemReserved', 'evictionHard'] as const).flatMap((field) => {
    const map = readTextMap(raw, field)
    return Object.keys(map).length === 0 ? [] : [[field, map] as const]
  })
  const kubelet = {
    ...Object.fromEntries(maps),
    ...(podsPerCore === undefined ? {} : { podsPerCore }),
  }
  return {
    ...(maxPods === undefined ? {} : { maxPods }),
    ...(Object.keys(kubelet).length === 0 ? {} : { kubelet }),
  }
}

function isWindows(nodeClass: KubeObject | undefined): boolean {
  const family = readText(nodeClass, 'spec', 'amiFamily') ?? ''
  const aliases = readList(nodeClass, 'spec', 'amiSelectorTerms').map(
    (term) => readText(term, 'alias') ?? '',
  )
  return [family, ...aliases].some((text) => /^windows/i.test(text))
}
