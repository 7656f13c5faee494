import { EBS_VOLUME_TYPES, SUSPENDABLE_PROCESSES } from '#plan/schema.ts'
import { matchInstanceTypes } from '#aws/instance-requirement.ts'
import { readField, readList, readText, readTextMap, readTexts, readWhole } from '#kube/field.ts'
import { parseTaint, readTaints } from '#kube/taint.ts'
import type { NodeGroup, Taint } from '#plan/schema.ts'
import { placeOf, report } from '../../import-context.ts'
import type { Draft } from './draft.ts'
import { isZoneName } from './zones.ts'

/** Unmanaged and managed node groups, with eksctl's defaults for what they do not say. */
export function mapGroups(
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

export function reportManagedTags(draft: Draft): void {
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

function mapSuspended(draft: Draft, group: RawGroup): (typeof SUSPENDABLE_PROCESSES)[number][] {
  return readTexts(group.raw, 'asgSuspendProcesses').flatMap((name) => {
    const known = SUSPENDABLE_PROCESSES.find((process) => process === name)
    if (known !== undefined) return [known]
    const message = `"${name.slice(0, 60)}" is not a process of an Auto Scaling group (${SUSPENDABLE_PROCESSES.join(', ')})`
    report(
      draft.task.context,
      { code: 'eksctl-process', severity: 'error', message },
      placeOf(draft.document, `${group.path}.asgSuspendProcesses`),
    )
    return []
  })
}

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
  const type = EBS_VOLUME_TYPES.find((known) => known === readText(raw, 'volumeType')) ?? 'gp3'
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
