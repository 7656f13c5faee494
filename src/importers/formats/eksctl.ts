import { listRegionZones, type RegionZone } from '#aws/zone.ts'
import { matchInstanceTypes } from '#aws/instance-requirement.ts'
import { readField, readList, readText, readTextMap, readTexts, readWhole } from '#kube/field.ts'
import { parseTaint, readTaints } from '#kube/taint.ts'
import type { Autoscaler, Cluster, NodeGroup, Taint, Zone } from '#plan/schema.ts'
import { placeOf, report, type SourceDocument } from '../import-context.ts'
import type { FormatImporter, FoundItem, MapTask } from '../format-importer.ts'
import type { Fragment, PendingGuess, Strength } from '../importer.ts'
import {
  BOOLEAN,
  copyByShape,
  listOf,
  objectOf,
  TEXT,
  TEXTS,
  TREE,
  WHOLE,
  WHOLE_OR_TEXT,
} from '../shape.ts'

/** eksctl's `ClusterConfig`, with eksctl's own defaults, each told (import specification section 5). */
export const eksctlImporter: FormatImporter = { id: 'eksctl', format: 'eksctl', map: mapEksctl }

const GROUP_FIELDS = {
  name: TEXT,
  minSize: WHOLE,
  maxSize: WHOLE,
  desiredCapacity: WHOLE,
  instanceType: TEXT,
  instanceTypes: listOf(TEXT),
  spot: BOOLEAN,
  instancesDistribution: objectOf(
    {
      instanceTypes: listOf(TEXT),
      onDemandBaseCapacity: WHOLE,
      onDemandPercentageAboveBaseCapacity: WHOLE,
    },
    ['maxPrice', 'spotInstancePools', 'spotAllocationStrategy', 'capacityRebalance'],
  ),
  instanceSelector: objectOf({
    vCPUs: WHOLE,
    memory: WHOLE_OR_TEXT,
    gpus: WHOLE,
    cpuArchitecture: TEXT,
    allow: TEXT,
    deny: TEXT,
  }),
  availabilityZones: listOf(TEXT),
  localZones: listOf(TEXT),
  subnets: listOf(TEXT),
  labels: TEXTS,
  taints: TREE,
  tags: TEXTS,
  volumeSize: WHOLE,
  volumeType: TEXT,
  volumeIOPS: WHOLE,
  volumeThroughput: WHOLE,
  maxPodsPerNode: WHOLE,
  kubeletExtraConfig: objectOf({
    kubeReserved: TEXTS,
    systemReserved: TEXTS,
    evictionHard: TEXTS,
    maxPods: WHOLE,
  }),
  amiFamily: TEXT,
  launchTemplate: objectOf({ id: TEXT }, ['version']),
  asgSuspendProcesses: listOf(TEXT),
  iam: objectOf(
    {
      withAddonPolicies: objectOf({ autoScaler: BOOLEAN }, [
        'albIngress',
        'appMesh',
        'appMeshPreview',
        'awsLoadBalancerController',
        'certManager',
        'cloudWatch',
        'ebs',
        'efs',
        'externalDNS',
        'fsx',
        'imageBuilder',
        'xRay',
      ]),
    },
    [
      'attachPolicy',
      'attachPolicyARNs',
      'instanceProfileARN',
      'instanceRoleARN',
      'instanceRoleName',
      'instanceRolePermissionsBoundary',
    ],
  ),
} as const

const GROUP = objectOf(GROUP_FIELDS, [
  'ssh',
  'preBootstrapCommands',
  'overrideBootstrapCommand',
  'securityGroups',
  'privateNetworking',
  'bottlerocket',
  'instanceName',
  'instancePrefix',
  'ami',
])

const SUBNETS = TREE

const CLUSTER_CONFIG = objectOf(
  {
    apiVersion: TEXT,
    kind: TEXT,
    metadata: objectOf({ name: TEXT, region: TEXT, version: TEXT }, ['tags', 'annotations']),
    availabilityZones: listOf(TEXT),
    localZones: listOf(TEXT),
    vpc: objectOf({ cidr: TEXT, subnets: objectOf({ public: SUBNETS, private: SUBNETS }) }, [
      'id',
      'securityGroup',
      'sharedNodeSecurityGroup',
      'clusterEndpoints',
      'publicAccessCIDRs',
      'nat',
    ]),
    nodeGroups: listOf(GROUP),
    managedNodeGroups: listOf(GROUP),
    fargateProfiles: listOf(
      objectOf(
        {
          name: TEXT,
          selectors: listOf(objectOf({ namespace: TEXT, labels: TEXTS })),
          subnets: listOf(TEXT),
        },
        ['podExecutionRoleARN', 'tags', 'status'],
      ),
    ),
    autoModeConfig: objectOf({ enabled: BOOLEAN, nodePools: listOf(TEXT) }, ['nodeRoleARN']),
    karpenter: objectOf({ version: TEXT }, [
      'createServiceAccount',
      'defaultInstanceProfile',
      'withSpotInterruptionQueue',
    ]),
    zonalShiftConfig: objectOf({ enabled: BOOLEAN }),
  },
  ['outpost', 'remoteNetworkConfig', 'iam', 'secretsEncryption', 'iamIdentityMappings', 'gitops'],
)

function mapEksctl(task: MapTask): ReturnType<FormatImporter['map']> {
  const fragments: Fragment[] = []
  const found: FoundItem[] = []
  for (const document of task.documents) {
    const fragment = mapClusterConfig(task, document)
    if (fragment === undefined) continue
    fragments.push(fragment)
    const item = { file: document.file, format: 'eksctl ClusterConfig' }
    found.push({ ...item, kind: 'cluster' })
    for (const _group of fragment.cluster.nodeGroups ?? []) {
      found.push({ ...item, kind: 'node group' })
    }
  }
  return { fragments, found }
}

/** What one document gives, gathered while its groups are read. */
interface Draft {
  readonly task: MapTask
  readonly document: SourceDocument
  readonly config: Readonly<Record<string, unknown>>
  readonly clusterName: string
  readonly strengths: Map<string, Strength>
  readonly guesses: Map<string, PendingGuess>
  readonly subnetZones: ReadonlyMap<string, string>
}

function mapClusterConfig(task: MapTask, document: SourceDocument): Fragment | undefined {
  const { context } = task
  if (document.value['kind'] !== 'ClusterConfig') {
    const message = `eksctl's kind ${JSON.stringify(document.value['kind'])} is not known; ClusterConfig is`
    report(context, { code: 'eksctl-kind', severity: 'error', message }, placeOf(document, 'kind'))
    return undefined
  }
  const config = copyByShape({ ...task, document, kind: 'ClusterConfig' }, CLUSTER_CONFIG)
  reportDropped(task, document)
  const clusterName = readText(config, 'metadata', 'name')
  const region = readText(config, 'metadata', 'region')
  if (clusterName === undefined || region === undefined) {
    const missing = clusterName === undefined ? 'name' : 'region'
    const message = `metadata.${missing} is missing; eksctl requires it, and the cluster cannot be used without`
    report(
      context,
      { code: `eksctl-no-${missing}`, severity: 'error', message },
      placeOf(document, 'metadata'),
    )
    if (clusterName === undefined && region === undefined) return undefined
  }
  const draft: Draft = {
    task,
    document,
    config,
    clusterName: clusterName ?? '',
    strengths: new Map(),
    guesses: new Map(),
    subnetZones: mapSubnets(config),
  }
  const nodeGroups = [
    ...mapGroups(draft, 'nodeGroups', 'asg'),
    ...mapGroups(draft, 'managedNodeGroups', 'eks-managed'),
    ...mapFargate(draft),
    ...mapAutoMode(draft),
  ]
  reportManagedTags(draft)
  const version = readText(config, 'metadata', 'version')
  const cidr = readText(config, 'vpc', 'cidr')
  const cluster: Partial<Cluster> = {
    provisioner: 'eks',
    controlPlane: { kind: 'managed' },
    ...(region === undefined ? {} : { region }),
    ...(version === undefined ? {} : { kubernetesVersion: version.replace(/^v/, '') }),
    ...(cidr === undefined ? {} : { network: { vpcCidr: cidr } }),
    zones: mapZones(draft, region),
    nodeGroups,
    autoscalers: mapAutoscalers(config),
  }
  return {
    ...(clusterName === undefined ? {} : { clusterName }),
    precedence: 10,
    source: document.file,
    cluster,
    strengths: draft.strengths,
    guesses: draft.guesses,
  }
}

function reportDropped(task: MapTask, document: SourceDocument): void {
  const told: Readonly<Record<string, string>> = {
    outpost: 'nodes on Outposts are not part of a plan',
    remoteNetworkConfig: 'hybrid nodes are not part of a plan',
  }
  for (const [field, message] of Object.entries(told)) {
    if (!Object.hasOwn(document.value, field)) continue
    report(
      task.context,
      { code: `eksctl-${field}`, severity: 'dropped', message },
      placeOf(document, field),
    )
  }
}

/** Zone by subnet key and by subnet id; a key that is no zone and has no `az` is left out. */
function mapSubnets(config: unknown): ReadonlyMap<string, string> {
  const zones = new Map<string, string>()
  for (const { key, zone, id } of listSubnets(config)) {
    if (zone === undefined) continue
    zones.set(key, zone)
    if (id !== undefined) zones.set(id, zone)
  }
  return zones
}

function listSubnets(config: unknown): readonly {
  readonly key: string
  readonly zone: string | undefined
  readonly id: string | undefined
  readonly cidr: string | undefined
}[] {
  return ['public', 'private'].flatMap((side) => {
    const subnets = readField(config, 'vpc', 'subnets', side)
    if (typeof subnets !== 'object' || subnets === null) return []
    return Object.entries(subnets).map(([key, subnet]) => ({
      key,
      zone: readText(subnet, 'az') ?? (isZoneName(key) ? key : undefined),
      id: readText(subnet, 'id'),
      cidr: readText(subnet, 'cidr'),
    }))
  })
}

function isZoneName(text: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]+)+-\d+[a-z]$/.test(text)
}

/** Zone ids that eksctl never picks by itself. */
const AVOIDED_ZONE_IDS: readonly string[] = ['use1-az3', 'usw1-az2', 'cac1-az3']

function mapZones(draft: Draft, region: string | undefined): Zone[] {
  const { config, document } = draft
  const listed = [...readTexts(config, 'availabilityZones'), ...readTexts(config, 'localZones')]
  const subnets = listSubnets(config)
  const fromSubnets = subnets.flatMap(({ zone }) => (zone === undefined ? [] : [zone]))
  const said = [...new Set(listed.length > 0 ? listed : fromSubnets)]
  if (said.length > 0) {
    return said.map((name) => {
      const own = subnets.filter(({ zone }) => zone === name)
      return own.length === 0 ? { name } : { name, subnets: own.map(toSubnet) }
    })
  }
  if (region === undefined) return []
  const count = region === 'us-east-1' ? 2 : 3
  const known: readonly RegionZone[] =
    listRegionZones(region) ?? ['a', 'b', 'c'].map((letter) => ({ name: region + letter }))
  const zones = known
    .filter(({ zoneId }) => !AVOIDED_ZONE_IDS.includes(zoneId ?? ''))
    .slice(0, count)
    .map(({ name }) => ({ name }))
  draft.strengths.set('zones', 'default')
  draft.guesses.set('zones', {
    code: 'eksctl-random-zones',
    message: `no availabilityZones: eksctl picks ${count === 2 ? 'two' : 'three'} zones of ${region} at random`,
    place: placeOf(document, 'metadata.region'),
  })
  return zones
}

function toSubnet(subnet: {
  readonly id: string | undefined
  readonly cidr: string | undefined
}): NonNullable<Zone['subnets']>[number] {
  return {
    ...(subnet.id === undefined ? {} : { id: subnet.id }),
    ...(subnet.cidr === undefined ? {} : { cidr: subnet.cidr }),
  }
}

function mapAutoscalers(config: unknown): Autoscaler[] {
  const version = readText(config, 'karpenter', 'version')
  const isAuto = readField(config, 'autoModeConfig', 'enabled') === true
  if (version === undefined && !isAuto) return []
  const owns = 'auto-discovery'
  return version === undefined
    ? [{ kind: 'karpenter', owns }]
    : [{ kind: 'karpenter', version: version.replace(/^v/, ''), owns }]
}

function mapGroups(
  draft: Draft,
  field: 'nodeGroups' | 'managedNodeGroups',
  kind: 'asg' | 'eks-managed',
): NodeGroup[] {
  return readList(draft.config, field).flatMap((raw, index) => {
    const name = readText(raw, 'name')
    const path = `${field}[${index}]`
    if (name !== undefined) return [mapGroup(draft, { raw, name, path, kind })]
    const message =
      'a node group without a name; eksctl requires one, and it cannot be used without'
    report(
      draft.task.context,
      { code: 'eksctl-no-group-name', severity: 'error', message },
      placeOf(draft.document, path),
    )
    return []
  })
}

interface RawGroup {
  readonly raw: unknown
  readonly name: string
  readonly path: string
  readonly kind: 'asg' | 'eks-managed'
}

function mapGroup(draft: Draft, group: RawGroup): NodeGroup {
  const { raw, name, kind } = group
  const maxPods =
    readWhole(raw, 'maxPodsPerNode') ?? readWhole(raw, 'kubeletExtraConfig', 'maxPods')
  const kubelet = mapKubelet(raw)
  const isWindows = /windows/i.test(readText(raw, 'amiFamily') ?? '')
  const suspended = mapSuspended(draft, group)
  const taints = mapTaints(draft, group)
  return {
    name,
    kind,
    ...mapSizes(draft, group),
    ...mapGroupZones(draft, group),
    ...mapTypes(draft, group),
    ...mapPurchase(raw),
    labels: {
      ...readTextMap(raw, 'labels'),
      'alpha.eksctl.io/cluster-name': draft.clusterName,
      'alpha.eksctl.io/nodegroup-name': name,
    },
    taints,
    tags: mapTags(draft, group),
    ...(suspended.length === 0 ? {} : { suspendedProcesses: suspended }),
    ...mapRootVolume(draft, group),
    ...(maxPods === undefined ? {} : { maxPods }),
    ...(kubelet === undefined ? {} : { kubelet }),
    ...(isWindows ? { os: 'windows' } : {}),
    ...(readField(draft.config, 'zonalShiftConfig', 'enabled') === true
      ? { zonalShift: true }
      : {}),
  }
}

function guess(
  draft: Draft,
  group: RawGroup,
  field: string,
  told: { readonly code: string; readonly message: string },
): void {
  draft.guesses.set(`nodeGroups/${group.name}/${field}`, {
    ...told,
    place: placeOf(draft.document, group.path),
  })
}

/** eksctl's own order: min from desired, else 2; max from desired, else min; desired from min. */
function mapSizes(draft: Draft, group: RawGroup): Partial<NodeGroup> {
  const { raw, name } = group
  const said = {
    min: readWhole(raw, 'minSize'),
    max: readWhole(raw, 'maxSize'),
    desired: readWhole(raw, 'desiredCapacity'),
  }
  const min = said.min ?? said.desired ?? 2
  const max = Math.max(said.max ?? said.desired ?? min, 1)
  const desired = said.desired ?? min
  const fields = ['min', 'desired', 'max'] as const
  const missing = fields.filter((field) => said[field] === undefined)
  for (const field of missing) draft.strengths.set(`nodeGroups/${name}/${field}`, 'default')
  if (min > max || desired < min || desired > max) {
    const message = `sizes of ${name} cannot be: minSize ${min}, desiredCapacity ${desired}, maxSize ${max}; they count as not known`
    report(
      draft.task.context,
      { code: 'eksctl-sizes', severity: 'error', message },
      placeOf(draft.document, group.path),
    )
    return {}
  }
  if (missing.length > 0) {
    const names = { min: 'minSize', desired: 'desiredCapacity', max: 'maxSize' }
    const message = `no ${missing.map((field) => names[field]).join(', ')}: eksctl's default`
    guess(draft, group, 'sizes', { code: 'eksctl-default-size', message })
  }
  return { min, desired, max }
}

function mapGroupZones(draft: Draft, group: RawGroup): Partial<NodeGroup> {
  const { raw, name, path } = group
  const listed = [...readTexts(raw, 'availabilityZones'), ...readTexts(raw, 'localZones')]
  if (listed.length > 0) return { zones: [...new Set(listed)] }
  const subnets = readTexts(raw, 'subnets')
  if (subnets.length === 0) {
    const message = 'no availabilityZones: eksctl uses all zones of the cluster'
    guess(draft, group, 'zones', { code: 'eksctl-group-zones', message })
    draft.strengths.set(`nodeGroups/${name}/zones`, 'follows')
    return {}
  }
  const zones = subnets.flatMap((key) => {
    const zone = draft.subnetZones.get(key) ?? (isZoneName(key) ? key : undefined)
    if (zone !== undefined) return [zone]
    const message = `the zone of subnet ${key} is not told in vpc.subnets; zones of ${name} may be incomplete`
    report(
      draft.task.context,
      { code: 'eksctl-subnet-zone', severity: 'ambiguous', message },
      placeOf(draft.document, `${path}.subnets`),
    )
    return []
  })
  return zones.length === subnets.length ? { zones: [...new Set(zones)] } : {}
}

function mapTypes(draft: Draft, group: RawGroup): Partial<NodeGroup> {
  const { raw, name } = group
  const distribution = readTexts(raw, 'instancesDistribution', 'instanceTypes')
  const listed = distribution.length > 0 ? distribution : readTexts(raw, 'instanceTypes')
  if (listed.length > 0) return { instanceTypes: [...new Set(listed)] }
  const one = readText(raw, 'instanceType')
  if (one !== undefined && one !== 'mixed') return { instanceTypes: [one] }
  const selected = selectTypes(draft, group)
  if (selected !== undefined) return { instanceTypes: selected }
  const template = readText(raw, 'launchTemplate', 'id')
  if (template !== undefined) {
    const message = `types and disks of ${name} may come from the launch template ${template}, which no file here shows`
    report(
      draft.task.context,
      { code: 'eksctl-launch-template', severity: 'ambiguous', message },
      placeOf(draft.document, `${group.path}.launchTemplate`),
    )
  }
  draft.strengths.set(`nodeGroups/${name}/instanceTypes`, 'default')
  guess(draft, group, 'instanceTypes', {
    code: 'eksctl-default-type',
    message: "no instanceType: eksctl's default",
  })
  return { instanceTypes: ['m5.large'] }
}

/** More types than the selector itself gives to a group. */
const MAX_SELECTED_TYPES = 20

function selectTypes(draft: Draft, group: RawGroup): readonly string[] | undefined {
  const selector = readField(group.raw, 'instanceSelector')
  if (selector === undefined) return undefined
  const vcpu = readWhole(selector, 'vCPUs')
  const gpus = readWhole(selector, 'gpus')
  const memory = /^(\d+)(?:\.\d+)?(?:\s*Gi?B?)?$/i.exec(
    String(readField(selector, 'memory') ?? ''),
  )?.[1]
  const arch = { x86_64: 'amd64', arm64: 'arm64' }[
    readText(selector, 'cpuArchitecture') ?? 'x86_64'
  ]
  const allow = toPattern(readText(selector, 'allow'))
  const deny = toPattern(readText(selector, 'deny'))
  const region = readText(draft.config, 'metadata', 'region')
  const types = matchInstanceTypes([], { region }).filter(
    (type) =>
      (vcpu === undefined || type.vcpu === vcpu) &&
      (memory === undefined || type.memoryMiB === Number(memory) * 1024) &&
      (gpus === undefined ? true : (type.gpu?.count ?? 0) === gpus) &&
      (arch === undefined || type.arch === arch) &&
      (allow === undefined || allow.test(type.name)) &&
      (deny === undefined || !deny.test(type.name)),
  )
  const names = types.map((type) => type.name).slice(0, MAX_SELECTED_TYPES)
  if (names.length === 0) return undefined
  draft.strengths.set(`nodeGroups/${group.name}/instanceTypes`, 'follows')
  guess(draft, group, 'instanceTypes', {
    code: 'eksctl-instance-selector',
    message: `${types.length} types of the catalogue satisfy the instanceSelector`,
  })
  return names
}

/** The selector's own patterns are regular expressions; only plain ones are taken. */
function toPattern(text: string | undefined): RegExp | undefined {
  return text !== undefined && /^[\w.^$|*-]{1,100}$/.test(text) && !/\*.*\*.*\*/.test(text)
    ? new RegExp(text)
    : undefined
}

function mapPurchase(raw: unknown): Partial<NodeGroup> {
  if (readField(raw, 'spot') === true) {
    return { purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 } }
  }
  if (readField(raw, 'instancesDistribution') === undefined) return {}
  return {
    purchase: {
      onDemandBase: readWhole(raw, 'instancesDistribution', 'onDemandBaseCapacity') ?? 0,
      onDemandPercentageAboveBase:
        readWhole(raw, 'instancesDistribution', 'onDemandPercentageAboveBaseCapacity') ?? 100,
    },
  }
}

/** Both forms: a list of `{key, value, effect}`, or a map `key: "value:Effect"`. */
function mapTaints(draft: Draft, group: RawGroup): readonly Taint[] {
  const raw = readField(group.raw, 'taints')
  if (Array.isArray(raw)) return readTaints(raw).map(toPlanTaint)
  if (typeof raw !== 'object' || raw === null) return []
  return Object.entries(raw).flatMap(([key, value]) => {
    const text = `${key}=${String(value)}`
    const parsed = parseTaint(text, `${group.path}.taints`)
    if (parsed.kind === 'ok') return [toPlanTaint(parsed.value)]
    for (const problem of parsed.problems) {
      report(
        draft.task.context,
        { code: 'eksctl-taint', severity: 'error', message: problem.message },
        placeOf(draft.document, `${group.path}.taints`),
      )
    }
    return []
  })
}

function toPlanTaint(taint: {
  readonly key: string
  readonly value?: string | undefined
  readonly effect: Taint['effect']
}): Taint {
  const { key, value, effect } = taint
  return value === undefined ? { key, effect } : { key, value, effect }
}

/**
 * Tags of the Auto Scaling group. EKS tags those of managed groups for Cluster Autoscaler by itself, and
 * eksctl does so where the group has the autoscaler's policy.
 */
function mapTags(draft: Draft, group: RawGroup): Readonly<Record<string, string>> {
  const said = readTextMap(group.raw, 'tags')
  const hasPolicy = readField(group.raw, 'iam', 'withAddonPolicies', 'autoScaler') === true
  if (group.kind === 'asg' && !hasPolicy) return said
  const own = {
    'k8s.io/cluster-autoscaler/enabled': 'true',
    [`k8s.io/cluster-autoscaler/${draft.clusterName}`]: 'owned',
  }
  return { ...own, ...said }
}

function reportManagedTags(draft: Draft): void {
  const untold = readList(draft.config, 'managedNodeGroups').filter(
    (raw) => !Object.hasOwn(readTextMap(raw, 'tags'), 'k8s.io/cluster-autoscaler/enabled'),
  )
  if (untold.length === 0) return
  const message = `EKS itself tags the Auto Scaling groups of ${untold.length} managed node ${untold.length === 1 ? 'group' : 'groups'} for Cluster Autoscaler's auto-discovery`
  report(
    draft.task.context,
    { code: 'eks-managed-tags', severity: 'info', message },
    placeOf(draft.document, 'managedNodeGroups'),
  )
}

const PROCESSES = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
] as const

function mapSuspended(draft: Draft, group: RawGroup): (typeof PROCESSES)[number][] {
  return readTexts(group.raw, 'asgSuspendProcesses').flatMap((name) => {
    const known = PROCESSES.find((process) => process === name)
    if (known !== undefined) return [known]
    const message = `"${name.slice(0, 60)}" is not a process of an Auto Scaling group (${PROCESSES.join(', ')})`
    report(
      draft.task.context,
      { code: 'eksctl-process', severity: 'error', message },
      placeOf(draft.document, `${group.path}.asgSuspendProcesses`),
    )
    return []
  })
}

const VOLUME_TYPES = ['gp2', 'gp3', 'io1', 'io2', 'st1', 'sc1', 'standard'] as const

function mapRootVolume(draft: Draft, group: RawGroup): Partial<NodeGroup> {
  const { raw, name } = group
  const said = readWhole(raw, 'volumeSize')
  if (said === undefined && readField(raw, 'launchTemplate') !== undefined) return {}
  if (said === undefined) {
    draft.strengths.set(`nodeGroups/${name}/rootVolume`, 'default')
    guess(draft, group, 'rootVolume', {
      code: 'eksctl-default-volume',
      message: "no volumeSize: eksctl's default",
    })
  }
  const type = VOLUME_TYPES.find((known) => known === readText(raw, 'volumeType')) ?? 'gp3'
  const iops = readWhole(raw, 'volumeIOPS')
  const throughputMiBps = readWhole(raw, 'volumeThroughput')
  return {
    rootVolume: {
      sizeGiB: said ?? 80,
      type,
      ...(iops === undefined ? {} : { iops }),
      ...(throughputMiBps === undefined ? {} : { throughputMiBps }),
    },
  }
}

function mapKubelet(raw: unknown): NodeGroup['kubelet'] {
  const parts = (['kubeReserved', 'systemReserved', 'evictionHard'] as const).flatMap((field) => {
    const map = readTextMap(raw, 'kubeletExtraConfig', field)
    return Object.keys(map).length === 0 ? [] : [[field, map] as const]
  })
  return parts.length === 0 ? undefined : Object.fromEntries(parts)
}

function mapFargate(draft: Draft): NodeGroup[] {
  return readList(draft.config, 'fargateProfiles').flatMap((raw) => {
    const name = readText(raw, 'name')
    if (name === undefined) return []
    const selectors = readList(raw, 'selectors').flatMap((selector) => {
      const namespace = readText(selector, 'namespace')
      if (namespace === undefined) return []
      const labels = readTextMap(selector, 'labels')
      return [Object.keys(labels).length === 0 ? { namespace } : { namespace, labels }]
    })
    return [{ name, kind: 'fargate' as const, selectors }]
  })
}

function mapAutoMode(draft: Draft): NodeGroup[] {
  if (readField(draft.config, 'autoModeConfig', 'enabled') !== true) return []
  const pools = readField(draft.config, 'autoModeConfig', 'nodePools')
  const names = Array.isArray(pools) ? readTexts(pools) : ['general-purpose', 'system']
  return names.map((name) => ({ name, kind: 'auto-mode' as const }))
}
