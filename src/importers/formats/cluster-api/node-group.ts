import { compareText } from '#base/compare.ts'
import { readField, readList, readText, readTextMap, readTexts, readWhole } from '#kube/field.ts'
import { SUSPENDABLE_PROCESSES } from '#plan/schema.ts'
import type { NodeGroup } from '#plan/schema.ts'
import { placeOf, report } from '../../import-context.ts'
import { pickNodeLabels, readRegistration, readTaintList, toPlanTaint } from './bootstrap.ts'
import type { Draft, GroupPart, Part } from './draft.ts'
import { ALL_SPOT, isSpot, mapRootVolume } from './machine.ts'
import { mapSizes } from './sizes.ts'

/** A MachineDeployment or MachinePool as a node group; undefined where its machines are none of AWS. */
export function mapGroup(draft: Draft, group: GroupPart): NodeGroup | undefined {
  const { infrastructureKind, infrastructure } = group
  if (infrastructureKind !== undefined && !infrastructureKind.startsWith('AWS')) {
    reportForeign(draft, group, infrastructureKind)
    return undefined
  }
  if (infrastructure === undefined) reportMissing(draft, group)
  switch (infrastructureKind) {
    case 'AWSManagedMachinePool':
      return mapManagedPool(draft, {
        ...group,
        name: readText(infrastructure?.spec, 'eksNodegroupName') ?? group.name,
      })
    case 'AWSMachinePool':
      return mapMachinePool(draft, group)
    default:
      return mapDeployment(draft, group)
  }
}

function tell(
  draft: Draft,
  { document, path }: Pick<Part, 'document' | 'path'>,
  told: Parameters<typeof report>[1],
): void {
  report(draft.task.context, told, placeOf(document, path))
}

function reportForeign(draft: Draft, group: GroupPart, kind: string): void {
  const message = kind.startsWith('ROSA')
    ? `${group.name}: Red Hat OpenShift on AWS is not supported; left out`
    : `${group.name} gets its machines from ${kind.slice(0, 60)}, which is none of AWS; left out`
  tell(draft, group, { code: 'capi-provider', severity: 'error', message })
}

function reportMissing(draft: Draft, group: GroupPart): void {
  const kind = group.infrastructureKind ?? 'the object that makes its machines'
  const message = `${kind} of ${group.name} is not in the import: its types and disks are not known`
  tell(draft, group, { code: 'capi-no-machine', severity: 'ambiguous', message })
}

/** Labels and taints from everything that tells a node of them. */
function mapNode(draft: Draft, group: GroupPart): Partial<NodeGroup> {
  const registration = readRegistration(draft, group.bootstrap)
  const own =
    readList(group.taints).length === 0
      ? []
      : readTaintList(draft, { ...group, spec: {} }, group.taints)
  return {
    labels: { ...registration.labels, ...pickNodeLabels(group.labels) },
    taints: [...registration.taints, ...own].map(toPlanTaint),
    ...registration.kubelet,
  }
}

function mapTypes(spec: unknown): Pick<NodeGroup, 'instanceTypes'> {
  const type = readText(spec, 'instanceType')
  return type === undefined || type === '' ? {} : { instanceTypes: [type] }
}

/** Every machine of a MachineDeployment stands in one zone. */
function mapDeployment(draft: Draft, group: GroupPart): NodeGroup {
  const spec = group.infrastructure?.spec
  reportMoreVolumes(draft, group, spec)
  return {
    name: group.name,
    kind: 'asg',
    ...mapSizes(draft, group, undefined),
    ...mapDeploymentZone(draft, group),
    ...mapTypes(spec),
    ...(isSpot(spec) ? { purchase: ALL_SPOT } : {}),
    ...mapNode(draft, group),
    ...mapRootVolume(spec),
  }
}

function mapDeploymentZone(draft: Draft, group: GroupPart): Pick<NodeGroup, 'zones'> {
  const { infrastructure, name } = group
  const subnet = readField(infrastructure?.spec, 'subnet')
  if (subnet !== undefined) {
    const id = readText(subnet, 'id')
    const zone = id === undefined ? undefined : draft.network.subnetZones.get(id)
    if (zone !== undefined) return { zones: [zone] }
    const [domain] = group.failureDomains
    if (domain !== undefined) return { zones: [domain] }
    const how =
      id === undefined
        ? 'chosen by filters, which only AWS knows'
        : `${id.slice(0, 80)}, whose zone no file says`
    const message = `the subnet of ${name} is ${how}; its zone is not known`
    tell(draft, infrastructure ?? group, {
      code: 'capi-group-subnet',
      severity: 'ambiguous',
      message,
    })
    return {}
  }
  const said = group.failureDomains[0] ?? readText(infrastructure?.spec, 'failureDomain')
  if (said !== undefined && said !== '') return { zones: [said] }
  const running = draft.parts.machines
    .filter(({ deployment }) => deployment === name)
    .flatMap(({ zone }) => zone ?? [])
  if (running.length > 0) return { zones: sortNames(running) }
  const [first, ...others] = draft.network.machineZones
  const message =
    'no failureDomain: all machines of a MachineDeployment stand in the zone of the first private subnet'
  if (first === undefined) {
    tell(draft, group, { code: 'capi-one-zone', severity: 'ambiguous', message })
    return {}
  }
  draft.strengths.set(`nodeGroups/${name}/zones`, 'follows')
  draft.guesses.set(`nodeGroups/${name}/zones`, {
    code: 'capi-one-zone',
    message,
    place: placeOf(group.document, group.path),
    alternatives: others.map((zone) => ({ value: zone, label: zone })),
  })
  return { zones: [first] }
}

function reportMoreVolumes(draft: Draft, group: GroupPart, spec: unknown): void {
  const count = readList(spec, 'nonRootVolumes').length
  if (count === 0) return
  const message = `${group.name} has ${count} more ${count === 1 ? 'disk' : 'disks'} beside the root disk; a plan holds the root disk`
  tell(draft, group.infrastructure ?? group, { code: 'capi-more-disks', severity: 'info', message })
}

function mapMachinePool(draft: Draft, group: GroupPart): NodeGroup {
  const spec = group.infrastructure?.spec
  const template = readField(spec, 'awsLaunchTemplate')
  const policy = readField(spec, 'mixedInstancesPolicy')
  const overrides = readList(policy, 'overrides').flatMap(
    (one) => readText(one, 'instanceType') ?? [],
  )
  reportMoreVolumes(draft, group, template)
  const suspended = listSuspended(readField(spec, 'suspendProcesses'))
  return {
    name: group.name,
    kind: 'asg',
    ...mapSizes(draft, group, {
      min: readWhole(spec, 'minSize') ?? 1,
      max: readWhole(spec, 'maxSize') ?? 1,
      isMinSaid: readWhole(spec, 'minSize') !== undefined,
      isMaxSaid: readWhole(spec, 'maxSize') !== undefined,
    }),
    ...mapPoolZones(draft, group),
    ...(overrides.length > 0 ? { instanceTypes: [...new Set(overrides)] } : mapTypes(template)),
    ...mapPurchase(policy, template),
    ...mapNode(draft, group),
    ...(suspended.length === 0 ? {} : { suspendedProcesses: suspended }),
    ...mapRootVolume(template),
  }
}

/** As Auto Scaling has it: nothing on demand as a base, and all on demand above it. */
function mapPurchase(policy: unknown, template: unknown): Pick<NodeGroup, 'purchase'> {
  const distribution = readField(policy, 'instancesDistribution')
  const base = readWhole(distribution, 'onDemandBaseCapacity')
  const above = readWhole(distribution, 'onDemandPercentageAboveBaseCapacity')
  if (base !== undefined || above !== undefined) {
    return { purchase: { onDemandBase: base ?? 0, onDemandPercentageAboveBase: above ?? 100 } }
  }
  return isSpot(template) ? { purchase: ALL_SPOT } : {}
}

function listSuspended(raw: unknown): readonly (typeof SUSPENDABLE_PROCESSES)[number][] {
  if (readField(raw, 'all') === true) return SUSPENDABLE_PROCESSES
  return SUSPENDABLE_PROCESSES.filter((process) => {
    const name = process.charAt(0).toLowerCase() + process.slice(1)
    const field = process === 'AZRebalance' ? 'azRebalance' : name
    return readField(raw, 'processes', field) === true
  })
}

/** A pool spreads over its zones or subnets, else over all of the cluster. */
function mapPoolZones(draft: Draft, group: GroupPart): Pick<NodeGroup, 'zones'> {
  const spec = group.infrastructure?.spec
  const { name } = group
  const listed = readTexts(spec, 'availabilityZones').filter((zone) => zone !== '')
  if (listed.length > 0) return { zones: sortNames(listed) }
  const ids = [
    ...readTexts(spec, 'subnetIDs'),
    ...readList(spec, 'subnets').map((one) => readText(one, 'id')),
  ]
  if (ids.length > 0) return mapSubnetIds(draft, group, ids)
  if (group.failureDomains.length > 0) return { zones: sortNames(group.failureDomains) }
  draft.strengths.set(`nodeGroups/${name}/zones`, 'follows')
  draft.guesses.set(`nodeGroups/${name}/zones`, {
    code: 'capi-pool-zones',
    message: 'no zones and no subnets: the pool uses all zones of the cluster',
    place: placeOf(group.document, group.path),
  })
  return {}
}

/** An Auto Scaling group has its zones by name, however they are listed. */
function sortNames(names: readonly string[]): string[] {
  return [...new Set(names)].sort(compareText)
}

function mapSubnetIds(
  draft: Draft,
  group: GroupPart,
  ids: readonly (string | undefined)[],
): Pick<NodeGroup, 'zones'> {
  const zones = ids.flatMap((id) => {
    const zone = id === undefined ? undefined : draft.network.subnetZones.get(id)
    if (zone !== undefined) return [zone]
    const how =
      id === undefined
        ? 'a subnet is chosen by filters, which only AWS knows'
        : `the zone of subnet ${id.slice(0, 80)} is not told`
    const message = `${how}; zones of ${group.name} are not known`
    tell(draft, group.infrastructure ?? group, {
      code: 'capi-group-subnet',
      severity: 'ambiguous',
      message,
    })
    return []
  })
  return zones.length === ids.length ? { zones: sortNames(zones) } : {}
}

/** EKS' own default where neither the pool nor its launch template names a type. */
const EKS_TYPE = 't3.medium'

function mapManagedPool(draft: Draft, group: GroupPart): NodeGroup {
  const { infrastructure, name } = group
  const spec = infrastructure?.spec
  const template = readField(spec, 'awsLaunchTemplate')
  const path = `nodeGroups/${name}`
  const place = placeOf((infrastructure ?? group).document, (infrastructure ?? group).path)
  const own = mapTypes(spec).instanceTypes ?? mapTypes(template).instanceTypes
  if (own === undefined && infrastructure !== undefined) {
    draft.strengths.set(`${path}/instanceTypes`, 'default')
    const message = 'no instanceType: EKS’ default'
    draft.guesses.set(`${path}/instanceTypes`, { code: 'eks-default-type', message, place })
  }
  const types = own ?? (infrastructure === undefined ? undefined : [EKS_TYPE])
  const node = mapNode(draft, group)
  const disk = readWhole(spec, 'diskSize')
  const scaling = readField(spec, 'scaling')
  const isAllSpot = readText(spec, 'capacityType')?.toLowerCase() === 'spot' || isSpot(template)
  return {
    name,
    kind: 'eks-managed',
    ...mapSizes(
      draft,
      group,
      scaling === undefined
        ? undefined
        : {
            min: readWhole(scaling, 'minSize') ?? 1,
            max: readWhole(scaling, 'maxSize') ?? 1,
            isMinSaid: readWhole(scaling, 'minSize') !== undefined,
            isMaxSaid: readWhole(scaling, 'maxSize') !== undefined,
          },
    ),
    ...mapPoolZones(draft, group),
    ...(types === undefined ? {} : { instanceTypes: types }),
    ...(isAllSpot ? { purchase: ALL_SPOT } : {}),
    ...node,
    labels: { ...node.labels, ...readTextMap(spec, 'labels') },
    taints: [
      ...(node.taints ?? []),
      ...(infrastructure === undefined
        ? []
        : readTaintList(draft, infrastructure, readField(spec, 'taints'))),
    ],
    ...(disk === undefined ? mapRootVolume(template) : { rootVolume: { sizeGiB: disk } }),
    ...(/windows/i.test(readText(spec, 'amiType') ?? '') ? { os: 'windows' } : {}),
  }
}
