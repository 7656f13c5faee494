import { compareText } from '#base/compare.ts'
import { EBS_VOLUME_TYPES, SUSPENDABLE_PROCESSES } from '#plan/schema.ts'
import type { NodeGroup, Taint } from '#plan/schema.ts'
import { isGroupTagKept, readTaggedTemplate } from '../../aws-tags.ts'
import type { Mapping } from './draft.ts'
import type { GroupDraft } from './find-groups.ts'
import { guess, tell, type GroupTask } from './group-task.ts'
import type { Subnet, TemplateDisk, TemplateVersion } from './inventory.ts'
import { mapSizes } from './map-sizes.ts'
import { mapTypes } from './map-types.ts'

export interface MappedGroup {
  readonly group: NodeGroup
  readonly draft: GroupDraft
  readonly subnets: readonly Subnet[]
  /** True where nothing tells its labels (I12.11). */
  readonly areLabelsUnknown: boolean
  readonly hasTaggedLabels: boolean
}

/** A node group from what AWS says of its Auto Scaling group, and else from its instances (I12.7 to I12.11). */
export function mapGroup(task: GroupTask): MappedGroup {
  const { group } = task
  const { zones, subnets } = mapZones(task)
  const described = describeNodes(task)
  const isWindows =
    group.members.some((instance) => instance.isWindows) || group.eksGroup?.isWindows === true
  const tags = group.scalingGroup?.tags
  const rootVolume = mapRootVolume(task)
  task.strengths.set(`nodeGroups/${group.name}/tags`, 'seen')
  const types = mapTypes(task)
  const offeredZones = findOfferedZones(task, zones, types.instanceTypes)
  reportState(task)
  return {
    draft: group,
    subnets,
    areLabelsUnknown: described.areUnknown,
    hasTaggedLabels: described.areTagged,
    group: {
      name: group.name,
      kind: group.kind,
      ...(group.role === 'worker' ? {} : { role: group.role }),
      ...mapSizes(task),
      ...(zones === undefined ? {} : { zones }),
      ...types,
      ...(offeredZones === undefined ? {} : { offeredZones }),
      ...mapPurchase(task),
      ...described.fields,
      ...(tags === undefined
        ? {}
        : {
            tags: Object.fromEntries([...tags].filter(([key]) => isGroupTagKept(key)).toSorted()),
          }),
      ...mapProcesses(task),
      ...(rootVolume === undefined ? {} : { rootVolume }),
      ...(isWindows ? { os: 'windows' } : {}),
    },
  }
}

/** The version that the group launches: `$Default` and `$Latest` by the answer (I12.8). */
export function findTemplate(mapping: Mapping, group: GroupDraft): TemplateVersion | undefined {
  const ref = group.scalingGroup?.template
  if (ref === undefined) return undefined
  const versions = mapping.inventory.templates.filter(
    ({ id, name, region }) =>
      // The command line says no Region of a template.
      (region === undefined || region === group.scalingGroup?.region) &&
      (ref.id === undefined || id === undefined ? name === ref.name : id === ref.id),
  )
  if (ref.version === '$Default') return versions.find(({ isDefault }) => isDefault)
  if (ref.version === '$Latest') {
    return versions.reduce<TemplateVersion | undefined>(
      (latest, one) => (latest === undefined || one.version > latest.version ? one : latest),
      undefined,
    )
  }
  return versions.find(({ version }) => String(version) === ref.version)
}

/** I12.10: zones of its subnets, in the order of the answer, whose first is the template's (A7.1). */
function mapZones(task: GroupTask): {
  readonly zones: readonly string[] | undefined
  readonly subnets: readonly Subnet[]
} {
  const { group, inventory } = task
  const ids = group.scalingGroup?.subnetIds ?? group.eksGroup?.subnetIds ?? []
  const found = ids.map((id) => inventory.subnets.get(id))
  const subnets = found.filter((subnet) => subnet !== undefined)
  const listed = group.scalingGroup?.zones ?? []
  const resolved = [...new Set(subnets.flatMap(({ zone }) => zone ?? []))]
  if (subnets.length < ids.length && inventory.answered.has('Subnets')) {
    const missing = ids.length - subnets.length
    const known =
      listed.length > 0
        ? 'its zones are those that Auto Scaling lists'
        : 'zones of it are not known'
    const message = `${missing} of ${ids.length} subnets of ${group.name} ${missing === 1 ? 'is' : 'are'} not in the answer: ${known}, and their free addresses are not known`
    tell(task, { code: 'aws-subnet-not-seen', severity: 'ambiguous', message })
  }
  const isWhole =
    ids.length > 0 &&
    subnets.length === ids.length &&
    subnets.every(({ zone }) => zone !== undefined)
  if (isWhole) {
    const inOrder = listed.filter((zone) => resolved.includes(zone))
    return { zones: [...inOrder, ...resolved.filter((zone) => !inOrder.includes(zone))], subnets }
  }
  if (listed.length > 0) return { zones: listed, subnets }
  const seen = [...new Set(group.members.flatMap(({ zone }) => zone ?? []))].toSorted(compareText)
  if (seen.length === 0) return { zones: undefined, subnets }
  const count = group.members.length
  guess(task, 'zones', {
    code: 'group-zones-seen',
    severity: 'ambiguous',
    strength: 'seen',
    message: `nothing says the zones of ${group.name}: where its ${count} ${count === 1 ? 'instance runs' : 'instances run'} now is not all of them for sure`,
  })
  return { zones: seen, subnets }
}

/** Zones of the group in which one of its types can be had, where the account was asked (I13.1). */
function findOfferedZones(
  { inventory, group }: GroupTask,
  zones: readonly string[] | undefined,
  types: readonly string[] | undefined,
): readonly string[] | undefined {
  const places = types?.flatMap((type) => inventory.offerings.get(type) ?? [])
  if (zones === undefined || places === undefined || places.length === 0) return undefined
  if (places.length < (types?.length ?? 0)) return undefined
  const ids = new Map<string, string | undefined>([
    ...inventory.zones.map(({ name, zoneId }) => [name, zoneId] as const),
    ...[...inventory.subnets.values()].map(({ zone = '', zoneId }) => [zone, zoneId] as const),
    ...group.members.map(({ zone = '', zoneId }) => [zone, zoneId] as const),
  ])
  const isById = places.some((own) => [...own].some((place) => /-az\d+$/.test(place)))
  // An id says nothing of a zone whose own is not known.
  if (isById && zones.some((zone) => ids.get(zone) === undefined)) return undefined
  return zones.filter((zone) => places.some((own) => own.has(zone) || own.has(ids.get(zone) ?? '')))
}

/** I12.9, cross-checked with what its instances are. */
function mapPurchase(task: GroupTask): Partial<NodeGroup> {
  const { group, template } = task
  const spot = group.members.filter(({ isSpot }) => isSpot === true).length
  const onDemand = group.members.filter(({ isSpot }) => isSpot === false).length
  const isAllSpot = group.members.length > 0 && spot === group.members.length
  const said =
    group.scalingGroup?.distribution ??
    (group.eksGroup?.isSpot === true || template?.isSpot === true ? ALL_SPOT : undefined)
  const isTold = group.scalingGroup !== undefined && (said !== undefined || template !== undefined)
  if (!isTold && said === undefined) {
    if (!isAllSpot) return {}
    task.strengths.set(`nodeGroups/${group.name}/purchase`, 'seen')
    return { purchase: ALL_SPOT }
  }
  const isOnDemandOnly = said === undefined || said.onDemandPercentageAboveBase === 100
  const isSpotOnly = said?.onDemandPercentageAboveBase === 0 && said.onDemandBase === 0
  const odd = isOnDemandOnly ? spot : isSpotOnly ? onDemand : 0
  if (odd > 0) {
    const told = isOnDemandOnly ? 'on demand' : 'spot'
    const message = `${group.name} asks for ${told} instances only, and ${odd} of ${group.members.length} ${odd === 1 ? 'is' : 'are'} not; what it asks for is taken`
    tell(task, { code: 'aws-lifecycle-differs', severity: 'ambiguous', message })
  }
  return said === undefined ? {} : { purchase: said }
}

const ALL_SPOT = { onDemandBase: 0, onDemandPercentageAboveBase: 0 }
const CONTROL_PLANE: Taint = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }

/** Labels and taints by EKS' word, else by the autoscaler's tags, which only describe (I12.11). */
function describeNodes(task: GroupTask): {
  readonly fields: Pick<NodeGroup, 'labels' | 'taints'>
  readonly areUnknown: boolean
  readonly areTagged: boolean
} {
  const { group, strengths } = task
  const template = readTaggedTemplate(group.scalingGroup?.tags ?? new Map())
  for (const { key, message } of template.problems) {
    tell(task, {
      code: 'aws-template-tag',
      severity: 'error',
      message: `tag ${key} of ${group.name}: ${message}`,
    })
  }
  const labels = { ...template.labels, ...withoutUnsafe(group.eksGroup?.labels ?? {}) }
  const said = group.eksGroup?.taints ?? template.taints
  const isMaster = group.role === 'control-plane' && !group.isApiServerOnly
  const role = isMaster ? { 'node-role.kubernetes.io/control-plane': '' } : {}
  const taints = isMaster && said.length === 0 ? [CONTROL_PLANE] : withoutTwins(said)
  const areTagged = Object.keys(template.labels).length > 0 || template.taints.length > 0
  const areUnknown = !areTagged && group.eksGroup === undefined
  if (group.eksGroup === undefined) {
    strengths.set(`nodeGroups/${group.name}/taints`, 'follows')
    strengths.set(`nodeGroups/${group.name}/labels`, 'follows')
  }
  const isSilent = areUnknown && !isMaster
  return {
    areUnknown,
    areTagged,
    fields: isSilent ? {} : { labels: { ...role, ...labels }, taints },
  }
}

function withoutUnsafe(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(labels).filter(
      ([key, value]) => !UNSAFE_KEYS.includes(key) && key.length <= 317 && value.length <= 1024,
    ),
  )
}

const UNSAFE_KEYS: readonly string[] = ['__proto__', 'prototype', 'constructor']

function withoutTwins(taints: readonly Taint[]): readonly Taint[] {
  return taints.filter(
    ({ key, effect }, index) =>
      taints.findIndex((other) => other.key === key && other.effect === effect) === index,
  )
}

function mapProcesses(task: GroupTask): Partial<NodeGroup> {
  const { scalingGroup } = task.group
  if (scalingGroup === undefined) return {}
  const suspended = SUSPENDABLE_PROCESSES.filter((name) => scalingGroup.suspended.includes(name))
  const distribution = STRATEGIES.find((known) => known === scalingGroup.zoneStrategy)
  return {
    ...(suspended.length === 0 ? {} : { suspendedProcesses: suspended }),
    ...(distribution === undefined ? {} : { distribution }),
  }
}

const STRATEGIES = ['balanced-best-effort', 'balanced-only'] as const

function mapRootVolume(task: GroupTask): NodeGroup['rootVolume'] {
  const { group, template, inventory, strengths } = task
  const root = group.members.find(({ rootDevice }) => rootDevice !== undefined)?.rootDevice
  const disks = template?.disks ?? []
  const disk = disks.find(({ device }) => device === root) ?? disks[0]
  if (disk?.sizeGiB !== undefined) return toVolume(disk)
  if (group.eksGroup?.diskGiB !== undefined) return toVolume({ sizeGiB: group.eksGroup.diskGiB })
  const volumes = group.members.flatMap(({ disks: own, rootDevice }) => {
    const volumeId = own.find(({ device }) => device === rootDevice)?.volumeId
    return inventory.volumes.get(volumeId ?? '') ?? []
  })
  const seen = new Set(volumes.map(({ sizeGiB, type }) => `${sizeGiB ?? ''} ${type ?? ''}`))
  const [first] = volumes
  if (first === undefined || seen.size !== 1) return undefined
  strengths.set(`nodeGroups/${group.name}/rootVolume`, 'seen')
  return toVolume(first)
}

function toVolume(
  disk: Partial<Pick<TemplateDisk, 'sizeGiB' | 'type' | 'iops' | 'throughputMiBps'>>,
): NodeGroup['rootVolume'] {
  const type = EBS_VOLUME_TYPES.find((known) => known === disk.type)
  if (disk.sizeGiB === undefined || disk.sizeGiB < 1) return undefined
  return {
    sizeGiB: disk.sizeGiB,
    ...(type === undefined ? {} : { type }),
    ...(disk.iops === undefined ? {} : { iops: disk.iops }),
    ...(disk.throughputMiBps === undefined ? {} : { throughputMiBps: disk.throughputMiBps }),
  }
}

function reportState(task: GroupTask): void {
  const { group } = task
  const { scalingGroup } = group
  if (scalingGroup?.hasWarmPool === true) {
    const message = `${group.name} has a warm pool: its stopped instances are not counted, and a plan does not hold it`
    tell(task, { code: 'aws-warm-pool', severity: 'info', message })
  }
  if (scalingGroup?.isBeingDeleted === true) {
    const message = `${group.name} is being deleted; it is imported as it is now`
    tell(task, { code: 'aws-group-deleted', severity: 'ambiguous', message })
  }
  if (group.evidence === 'type') {
    const count = group.members.length
    const message = `${count} ${count === 1 ? 'instance is' : 'instances are'} of no group (${group.name}): whether something replaces ${count === 1 ? 'it' : 'them'} is not known`
    tell(task, { code: 'aws-ungrouped', severity: 'ambiguous', message })
  }
}
