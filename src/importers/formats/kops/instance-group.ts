import { SUSPENDABLE_PROCESSES } from '#plan/schema.ts'
import { readField, readText, readTextMap, readTexts, readWhole } from '#kube/field.ts'
import { parseUnits } from '#kube/quantity.ts'
import { parseTaint } from '#kube/taint.ts'
import type { NodeGroup, Requirement, Taint } from '#plan/schema.ts'
import { placeOf, report } from '../../import-context.ts'
import type { Draft, RawGroup, Role } from './draft.ts'
import { makeVolume } from './volume.ts'

/** An InstanceGroup as a node group, with kOps' own defaults for what it does not say. */
export function mapGroup(draft: Draft, group: RawGroup): NodeGroup {
  const { name, spec, role } = group
  const isPool = isKarpenter(group)
  const labels = mapLabels(draft, group)
  const taints = mapTaints(draft, group)
  const suspended = mapSuspended(draft, group)
  reportWarmPool(draft, group)
  return {
    name,
    kind: isPool ? 'karpenter' : 'asg',
    role: role === 'api-server' ? 'control-plane' : role,
    ...(isPool ? mapPoolSizes(draft, group) : mapSizes(draft, group)),
    ...mapGroupZones(draft, group),
    ...mapTypes(draft, group),
    ...mapPurchase(spec),
    labels: isPool ? { ...labels, 'kops.k8s.io/instancegroup': name } : labels,
    taints,
    ...(isPool ? {} : { tags: mapTags(draft, group, labels, taints) }),
    ...(suspended.length === 0 ? {} : { suspendedProcesses: suspended }),
    ...mapRootVolume(draft, group),
    ...mapKubelet(draft, group),
  }
}

function isKarpenter({ spec }: RawGroup): boolean {
  return readText(spec, 'manager') === 'Karpenter'
}

function guess(
  draft: Draft,
  group: RawGroup,
  field: string,
  told: { readonly code: string; readonly message: string },
): void {
  draft.guesses.set(`nodeGroups/${group.name}/${field}`, {
    ...told,
    place: placeOf(group.document, 'spec'),
  })
}

const SIZES: Readonly<Record<Role, number>> = {
  'control-plane': 1,
  'api-server': 2,
  worker: 2,
  etcd: 2,
  bastion: 1,
}

/** The group wants its least: kOps has no field for how many are wanted (I6.1). */
function mapSizes(draft: Draft, group: RawGroup): Partial<NodeGroup> {
  const { spec, name, role } = group
  const said = { min: readWhole(spec, 'minSize'), max: readWhole(spec, 'maxSize') }
  const size = SIZES[role]
  const min = said.min ?? Math.min(size, said.max ?? size)
  const max = said.max ?? Math.max(size, min)
  const path = `nodeGroups/${name}`
  if (min > max) {
    const message = `sizes of ${name} cannot be: minSize ${min}, maxSize ${max}; they count as not known`
    report(
      draft.task.context,
      { code: 'kops-sizes', severity: 'error', message },
      placeOf(group.document, 'spec'),
    )
    return {}
  }
  if (said.min === undefined) draft.strengths.set(`${path}/min`, 'default')
  if (said.max === undefined) draft.strengths.set(`${path}/max`, 'default')
  draft.strengths.set(`${path}/desired`, 'follows')
  if (said.min === undefined || said.max === undefined) {
    const missing = [
      ...(said.min === undefined ? ['minSize'] : []),
      ...(said.max === undefined ? ['maxSize'] : []),
    ]
    const message = `no ${missing.join(', ')}: kOps’ default`
    guess(draft, group, 'sizes', { code: 'kops-default-size', message })
  } else if (min < max) {
    const message = 'kOps does not say how many nodes are wanted: the least, minSize, is taken'
    guess(draft, group, 'sizes', { code: 'kops-desired', message })
  }
  return { min, desired: min, max }
}

/** E7. */
function mapPoolSizes(draft: Draft, { name, spec, document }: RawGroup): Partial<NodeGroup> {
  const isSized = ['minSize', 'maxSize'].some((field) => readWhole(spec, field) !== undefined)
  if (isSized) {
    const message = `Karpenter manages ${name}: its minSize and maxSize say nothing`
    report(
      draft.task.context,
      { code: 'kops-karpenter-sizes', severity: 'info', message },
      placeOf(document, 'spec'),
    )
  }
  return { min: 0 }
}

/** Zones of a group by the names of its subnets; names are never taken for zones (E5). */
export function findGroupZones(
  draft: Draft,
  { spec, role }: RawGroup,
): { readonly zones: readonly string[]; readonly unresolved: readonly string[] } | undefined {
  const names = readTexts(spec, 'subnets')
  if (names.length === 0) {
    const zones = readTexts(spec, 'zones')
    return zones.length === 0 ? undefined : { zones: [...new Set(zones)], unresolved: [] }
  }
  const zones: string[] = []
  const unresolved: string[] = []
  for (const name of names) {
    const subnet = draft.subnets.get(name)
    const hostsGroup = subnet?.isUtility !== true || role === 'bastion'
    if (subnet?.zone !== undefined && hostsGroup) zones.push(subnet.zone)
    else unresolved.push(name)
  }
  return { zones: [...new Set(zones)], unresolved }
}

function mapGroupZones(draft: Draft, group: RawGroup): Partial<NodeGroup> {
  const found = findGroupZones(draft, group)
  if (found === undefined) {
    const message = 'no subnets and no zones: kOps uses all zones of the cluster'
    guess(draft, group, 'zones', { code: 'kops-group-zones', message })
    draft.strengths.set(`nodeGroups/${group.name}/zones`, 'follows')
    return {}
  }
  for (const subnet of found.unresolved) {
    const why =
      draft.document === undefined
        ? 'the Cluster that lists it is not in the import'
        : draft.subnets.get(subnet)?.isUtility === true && group.role !== 'bastion'
          ? 'a utility subnet, in which nodes never are'
          : draft.subnets.has(subnet)
            ? 'the cluster does not say its zone'
            : 'it is not a subnet of the cluster'
    const message = `zone of subnet ${subnet.slice(0, 80)}: ${why}; zones of ${group.name} are not known`
    report(
      draft.task.context,
      { code: 'kops-group-subnet', severity: 'ambiguous', message },
      placeOf(group.document, 'spec.subnets'),
    )
  }
  return found.unresolved.length === 0 && found.zones.length > 0 ? { zones: found.zones } : {}
}

/** Types in order: those of the policy, else the group's own; Karpenter's may be a list. */
export function listGroupTypes({ spec }: RawGroup): readonly string[] {
  const mixed = readTexts(spec, 'mixedInstancesPolicy', 'instances')
  if (mixed.length > 0) return [...new Set(mixed)]
  const names = (readText(spec, 'machineType') ?? '').split(',').map((name) => name.trim())
  return [...new Set(names.filter((name) => name !== ''))]
}

function mapTypes(draft: Draft, group: RawGroup): Partial<NodeGroup> {
  const listed = listGroupTypes(group)
  if (isKarpenter(group)) {
    const key = 'node.kubernetes.io/instance-type'
    const types: Requirement[] =
      listed.length === 0 ? [] : [{ key, operator: 'In', values: listed }]
    if (listed.length === 0) {
      const message = `${group.name} names no machineType: any type of the catalogue is taken`
      report(
        draft.task.context,
        { code: 'kops-karpenter-types', severity: 'ambiguous', message },
        placeOf(group.document, 'spec'),
      )
    }
    return { requirements: [...types, ...readAttributes(draft, group)] }
  }
  const attributes = readAttributes(draft, group)
  const hasOnlyAttributes =
    attributes.length > 0 && readTexts(group.spec, 'mixedInstancesPolicy', 'instances').length === 0
  if (hasOnlyAttributes) return { requirements: attributes }
  if (listed.length > 0) return { instanceTypes: listed }
  draft.strengths.set(`nodeGroups/${group.name}/instanceTypes`, 'default')
  const message = 'no machineType: kOps’ default'
  guess(draft, group, 'instanceTypes', { code: 'kops-default-type', message })
  return { instanceTypes: [group.role === 'bastion' ? 't3.micro' : 't3.medium'] }
}

/** `instanceRequirements`: bounds on processors and on memory, a quantity that is here told in MiB. */
function readAttributes(draft: Draft, { spec, document }: RawGroup): readonly Requirement[] {
  const raw = readField(spec, 'mixedInstancesPolicy', 'instanceRequirements')
  const bounds = [
    { field: 'cpu', key: 'karpenter.k8s.aws/instance-cpu', unit: 1 },
    { field: 'memory', key: 'karpenter.k8s.aws/instance-memory', unit: 2 ** 20 },
  ] as const
  return bounds.flatMap(({ field, key, unit }) =>
    (['min', 'max'] as const).flatMap((side): Requirement[] => {
      const text = readText(raw, field, side)
      if (text === undefined) return []
      const value = parseUnits(text, field)
      if (value.kind === 'ok') {
        const operator = side === 'min' ? 'Gte' : 'Lte'
        return [{ key, operator, values: [String(Math.ceil(value.value / unit))] }]
      }
      const message = `"${text.slice(0, 60)}" is not a quantity; this bound is left out`
      report(
        draft.task.context,
        { code: 'kops-instance-requirement', severity: 'error', message },
        placeOf(document, 'spec.mixedInstancesPolicy.instanceRequirements'),
      )
      return []
    }),
  )
}

function mapPurchase(spec: unknown): Partial<NodeGroup> {
  const base = readWhole(spec, 'mixedInstancesPolicy', 'onDemandBase')
  const above = readWhole(spec, 'mixedInstancesPolicy', 'onDemandAboveBase')
  if (base !== undefined || above !== undefined) {
    return { purchase: { onDemandBase: base ?? 0, onDemandPercentageAboveBase: above ?? 100 } }
  }
  const isSpot = (readText(spec, 'maxPrice') ?? '') !== ''
  return isSpot ? { purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 } } : {}
}

const ROLE_LABELS: Readonly<Record<Role, Readonly<Record<string, string>>>> = {
  'control-plane': {
    'node-role.kubernetes.io/control-plane': '',
    'node.kubernetes.io/exclude-from-external-load-balancers': '',
  },
  'api-server': { 'node-role.kubernetes.io/api-server': '' },
  worker: { 'node-role.kubernetes.io/node': '' },
  etcd: {},
  bastion: {},
}

/** What the role says, then the kubelet's labels, then the group's own. */
function mapLabels(draft: Draft, group: RawGroup): Readonly<Record<string, string>> {
  return {
    ...readTextMap(getClusterKubelet(draft, group.role), 'nodeLabels'),
    ...readTextMap(group.spec, 'kubelet', 'nodeLabels'),
    ...ROLE_LABELS[group.role],
    ...readTextMap(group.spec, 'nodeLabels'),
  }
}

const ROLE_TAINTS: Partial<Readonly<Record<Role, Taint>>> = {
  'control-plane': { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
  'api-server': { key: 'node-role.kubernetes.io/api-server', effect: 'NoSchedule' },
}

/** Those listed; a control plane that lists none keeps ordinary pods away. */
function mapTaints(draft: Draft, { spec, role, document }: RawGroup): readonly Taint[] {
  const listed = readTexts(spec, 'taints')
  const own = ROLE_TAINTS[role]
  if (listed.length === 0) return own === undefined ? [] : [own]
  return listed.flatMap((text): Taint[] => {
    const parsed = parseTaint(text, 'spec.taints')
    if (parsed.kind === 'ok') {
      const { key, value, effect } = parsed.value
      return [value === undefined || value === '' ? { key, effect } : { key, value, effect }]
    }
    for (const { message } of parsed.problems) {
      report(
        draft.task.context,
        { code: 'kops-taint', severity: 'error', message },
        placeOf(document, 'spec.taints'),
      )
    }
    return []
  })
}

const TEMPLATE_TAG = 'k8s.io/cluster-autoscaler/node-template'

/** Tags of the Auto Scaling group, as kOps sets them: its node's labels and taints among them. */
function mapTags(
  draft: Draft,
  { spec, name }: RawGroup,
  labels: Readonly<Record<string, string>>,
  taints: readonly Taint[],
): Readonly<Record<string, string>> {
  const listed = readTexts(spec, 'taints').length > 0 ? taints : []
  const templates = [
    ...Object.entries(labels).map(([key, value]) => [`${TEMPLATE_TAG}/label/${key}`, value]),
    ...listed.map(({ key, value, effect }) => [
      `${TEMPLATE_TAG}/taint/${key}`,
      `${value ?? ''}:${effect}`,
    ]),
  ]
  return {
    ...readTextMap(draft.spec, 'cloudLabels'),
    ...readTextMap(spec, 'cloudLabels'),
    ...Object.fromEntries(templates),
    'kops.k8s.io/instancegroup': name,
  }
}

function mapSuspended(draft: Draft, group: RawGroup): (typeof SUSPENDABLE_PROCESSES)[number][] {
  return readTexts(group.spec, 'suspendProcesses').flatMap((name) => {
    const known = SUSPENDABLE_PROCESSES.find((process) => process === name)
    if (known !== undefined) return [known]
    const message = `"${name.slice(0, 60)}" is not a process of an Auto Scaling group (${SUSPENDABLE_PROCESSES.join(', ')})`
    report(
      draft.task.context,
      { code: 'kops-process', severity: 'error', message },
      placeOf(group.document, 'spec.suspendProcesses'),
    )
    return []
  })
}

const ROOT_GIB: Readonly<Record<Role, number>> = {
  'control-plane': 64,
  'api-server': 128,
  worker: 128,
  etcd: 64,
  bastion: 32,
}

function mapRootVolume(draft: Draft, group: RawGroup): Partial<NodeGroup> {
  const { spec, name, role } = group
  const sizeGiB = readWhole(spec, 'rootVolumeSize') ?? readWhole(spec, 'rootVolume', 'size')
  if (sizeGiB === undefined) {
    draft.strengths.set(`nodeGroups/${name}/rootVolume`, 'default')
    const message = 'no size of the root volume: kOps’ default'
    guess(draft, group, 'rootVolume', { code: 'kops-default-volume', message })
  }
  const type = readText(spec, 'rootVolumeType') ?? readText(spec, 'rootVolume', 'type')
  return {
    rootVolume: makeVolume({
      sizeGiB: sizeGiB ?? ROOT_GIB[role],
      type,
      iops: readWhole(spec, 'rootVolumeIops') ?? readWhole(spec, 'rootVolume', 'iops'),
      throughputMiBps:
        readWhole(spec, 'rootVolumeThroughput') ?? readWhole(spec, 'rootVolume', 'throughput'),
    }),
  }
}

/** The group's values win over the cluster's. */
function mapKubelet(draft: Draft, group: RawGroup): Partial<NodeGroup> {
  const sources = [
    readField(group.spec, 'kubelet'),
    getClusterKubelet(draft, group.role),
    readField(draft.spec, 'kubelet'),
  ]
  const maxPods = sources.map((one) => readWhole(one, 'maxPods')).find((one) => one !== undefined)
  const find = (read: (source: unknown) => Readonly<Record<string, string>>) =>
    sources.map(read).find((map) => Object.keys(map).length > 0)
  const kubeReserved = find((source) => readTextMap(source, 'kubeReserved'))
  const systemReserved = find((source) => readTextMap(source, 'systemReserved'))
  const evictionHard = find((source) => readEviction(readText(source, 'evictionHard')))
  const kubelet = {
    ...(kubeReserved === undefined ? {} : { kubeReserved }),
    ...(systemReserved === undefined ? {} : { systemReserved }),
    ...(evictionHard === undefined ? {} : { evictionHard }),
  }
  return {
    ...(maxPods === undefined ? {} : { maxPods }),
    ...(Object.keys(kubelet).length === 0 ? {} : { kubelet }),
  }
}

function getClusterKubelet({ spec }: Draft, role: Role): unknown {
  if (role !== 'control-plane') return readField(spec, 'kubelet')
  return readField(spec, 'controlPlaneKubelet') ?? readField(spec, 'masterKubelet')
}

/** `memory.available<100Mi,nodefs.available<10%`. */
function readEviction(text: string | undefined): Readonly<Record<string, string>> {
  const pairs = [...(text ?? '').matchAll(/([a-zA-Z.]+)\s*<\s*([^,\s]+)/g)]
  return Object.fromEntries(pairs.map(([, signal = '', bound = '']) => [signal, bound]))
}

function reportWarmPool(draft: Draft, { name, spec, role, document }: RawGroup): void {
  const own = readField(spec, 'warmPool')
  const ofCluster = role === 'worker' ? readField(draft.spec, 'warmPool') : undefined
  if ((own ?? ofCluster) === undefined) return
  const message = `${name} has a warm pool; a plan has none, its nodes count as launched when wanted`
  report(
    draft.task.context,
    { code: 'kops-warm-pool', severity: 'info', message },
    placeOf(document, own === undefined ? 'spec' : 'spec.warmPool'),
  )
}
