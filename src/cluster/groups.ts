import { compareText } from '#base/compare.ts'
import { matchInstanceTypes } from '#aws/instance-requirement.ts'
import { findInstanceType, type InstanceType } from '#aws/instance-type.ts'
import { findOffering, listOfferedZoneIds } from '#aws/offering.ts'
import { INSTANCE_TYPE_LABEL, REGION_LABEL, ZONE_KEYS, type Labels } from '#kube/labels.ts'
import type { Node } from '#kube/node.ts'
import { parseMilliCpu, parseUnits } from '#kube/quantity.ts'
import { isStateTaint, renderTaint, type Taint } from '#kube/taint.ts'
import type { Cluster, NodeGroup } from '#plan/schema.ts'
import type { CompiledGroup, GroupDoubt, NodeShape } from './compiled.ts'
import { mostOf, readOverhead } from './daemons.ts'
import { readLaunchLabels } from './launch-labels.ts'
import { configuredTaints, haveEqualTaints, sharedLabels, variedLabels } from './nodes.ts'
import type { ClusterObjects } from './objects.ts'
import { decideOwnership, findRunningClusterAutoscaler, type Ownership } from './ownership.ts'
import { addAmounts, readObservedShapes, readTemplateShape, shapeOfType } from './shapes.ts'

/** What groups are compiled against. */
export interface GroupsContext {
  readonly cluster: Cluster
  readonly path: string
  readonly objects: ClusterObjects
  readonly mirrorPods: ReadonlyMap<string, Readonly<Record<string, number>>>
}

const EVERY_THEOREM = ['RT1', 'RT2', 'RT3', 'RT4', 'RT5', 'RT6'] as const

/** A group of the plan with the nodes seen of it. `nodeIndices` are those of the compiled nodes. */
export function compileGroup(
  context: GroupsContext,
  group: NodeGroup,
  index: number,
  nodes: readonly Node[],
  nodeIndices: readonly number[],
): CompiledGroup {
  const path = `${context.path}.nodeGroups[${index}]`
  const { cluster } = context
  const ownership = decideOwnership(cluster, group, path)
  const zones = listZones(cluster, group, nodes)
  const taints = readTaints(group, nodes)
  const types = listTypes(cluster, group, nodes)
  const labels = readLabels(cluster, group, nodes, types)
  const isKarpenter = ownership.scaler === 'karpenter'
  const overhead = readOverhead(
    context.objects,
    { zones, labels, taints },
    mostOf(context.mirrorPods, nodes),
  )
  const shapes = listShapes(context, group, nodes, types, overhead.onNodes, isKarpenter)
  const first = types[0]
  const template =
    first === undefined ? undefined : readTemplateShape(first, group, overhead.onTemplate)
  const offered = readOffered(cluster, group, zones, types, path)
  const flags = findRunningClusterAutoscaler(cluster)?.flags
  return {
    name: group.name,
    path,
    kind: group.kind,
    zones,
    areZonesKnown: group.zones !== undefined || isDescribedPool(group),
    ...readSizes(group, ownership),
    scaler: ownership.scaler,
    rebalance: !isKarpenter && !(group.suspendedProcesses ?? []).includes('AZRebalance'),
    distribution: group.distribution ?? 'balanced-best-effort',
    offered: offered.zones,
    labels,
    variedLabels: variedLabels(nodes),
    taints,
    launch: readLaunchLabels(group, types),
    templateLabels: readTemplateLabels(cluster, group, first),
    shapes,
    ...(template === undefined || ownership.scaler !== 'cluster-autoscaler'
      ? {}
      : { templateShape: template }),
    slotsInTemplate: flags?.enableCsiNodeAwareScheduling === true,
    removableBelow: readRemovableBelow(group, flags),
    ...readLimitsLeft(group, nodes),
    nodes: nodeIndices,
    doubts: [
      ...ownership.doubts,
      ...offered.doubts,
      ...doubtGroup(group, path, nodes, ownership, shapes),
      ...doubtOldTaints(group, path, nodes),
      ...doubtNodes(context, nodes),
    ],
  }
}

/** Nodes that belong to no group of the plan: they stay what they are, and none comes back. */
export function compileUngrouped(
  context: GroupsContext,
  name: string,
  nodes: readonly Node[],
  nodeIndices: readonly number[],
): CompiledGroup {
  const zones = [...new Set(nodes.flatMap((node) => node.zone ?? []))].sort(compareText)
  const labels = sharedLabels(nodes)
  const taints = configuredTaints(nodes)
  const overhead = readOverhead(
    context.objects,
    { zones, labels, taints },
    mostOf(context.mirrorPods, nodes),
  )
  const path = `${context.path}.resources[Node ${nodes[0]?.name ?? ''}]`
  return {
    name,
    path,
    kind: 'ungrouped',
    zones,
    areZonesKnown: true,
    min: nodes.length,
    desired: nodes.length,
    max: nodes.length,
    scaler: 'none',
    rebalance: false,
    distribution: 'balanced-best-effort',
    offered: [],
    labels,
    variedLabels: new Set(),
    taints,
    launch: { types: [], isPool: false, values: new Map() },
    templateLabels: {},
    shapes: readObservedShapes(context.objects, nodes, overhead.onNodes),
    slotsInTemplate: false,
    removableBelow: -1,
    nodes: nodeIndices,
    doubts: [
      {
        reason: `node ${nodes[0]?.name ?? ''} belongs to no node group of the plan: whether it is replaced when it goes is not known`,
        path: `${path}.metadata.labels`,
        harmlessFor: EVERY_THEOREM.filter((id) => id !== 'RT4'),
      },
      ...doubtNodes(context, nodes),
    ],
  }
}

/** In listed order; where the plan does not know them, those of the nodes seen, else all of the cluster's. */
function listZones(cluster: Cluster, group: NodeGroup, nodes: readonly Node[]): readonly string[] {
  if (group.kind === 'fargate') return []
  const all = cluster.zones.map((zone) => zone.name)
  if (isPool(group)) return (group.zones ?? all).filter((zone) => allowsZone(group, zone))
  if (group.zones !== undefined) return group.zones
  const seen = [...new Set(nodes.flatMap((node) => node.zone ?? []))].sort(compareText)
  return seen.length > 0 ? seen : all
}

/** False where a requirement of the pool leaves the zone out. */
function allowsZone(group: NodeGroup, zone: string): boolean {
  return (group.requirements ?? [])
    .filter(({ key }) => ZONE_KEYS.includes(key))
    .every(({ operator, values = [] }) =>
      operator === 'In'
        ? values.includes(zone)
        : operator === 'NotIn'
          ? !values.includes(zone)
          : operator !== 'DoesNotExist',
    )
}

/**
 * Taints of the nodes seen, without those they start with; else what the plan says. A NodePool's own
 * are those of every node it launches, whatever its older nodes have.
 */
function readTaints(group: NodeGroup, nodes: readonly Node[]): readonly Taint[] {
  if (nodes.length === 0 || isPool(group)) return group.taints ?? []
  const starting = new Set((group.startupTaints ?? []).map((taint) => taint.key))
  return configuredTaints(nodes).filter((taint) => !starting.has(taint.key))
}

/** Instance types in order; of a group that chooses by requirements, all that match. */
function listTypes(
  cluster: Cluster,
  group: NodeGroup,
  nodes: readonly Node[],
): readonly InstanceType[] {
  if (group.instanceTypes !== undefined)
    return group.instanceTypes.flatMap((name) => findInstanceType(name) ?? [])
  if (
    group.requirements !== undefined ||
    group.kind === 'karpenter' ||
    group.kind === 'auto-mode'
  ) {
    return matchInstanceTypes(group.requirements ?? [], { region: cluster.region })
  }
  const seen = [...new Set(nodes.flatMap((node) => node.instanceType ?? []))].sort(compareText)
  return seen.flatMap((name) => findInstanceType(name) ?? [])
}

function readLabels(
  cluster: Cluster,
  group: NodeGroup,
  nodes: readonly Node[],
  types: readonly InstanceType[],
): Labels {
  return { ...wellKnownLabels(cluster, group, types), ...group.labels, ...sharedLabels(nodes) }
}

function wellKnownLabels(
  cluster: Cluster,
  group: NodeGroup,
  types: readonly InstanceType[],
): Labels {
  const archs = new Set(types.map((type) => type.arch))
  const [onlyArch] = archs.size === 1 ? [...archs] : []
  const [onlyType] = types.length === 1 ? types : []
  const os = (group.os ?? '').toLowerCase().startsWith('windows') ? 'windows' : 'linux'
  return {
    [REGION_LABEL]: cluster.region,
    'kubernetes.io/os': os,
    'beta.kubernetes.io/os': os,
    ...(onlyArch === undefined
      ? {}
      : { 'kubernetes.io/arch': onlyArch, 'beta.kubernetes.io/arch': onlyArch }),
    ...(onlyType === undefined
      ? {}
      : {
          [INSTANCE_TYPE_LABEL]: onlyType.name,
          'beta.kubernetes.io/instance-type': onlyType.name,
        }),
    ...groupLabels(cluster, group),
  }
}

function groupLabels(cluster: Cluster, group: NodeGroup): Labels {
  const isSpot =
    group.purchase?.onDemandPercentageAboveBase === 0 && group.purchase.onDemandBase === 0
  switch (group.kind) {
    case 'eks-managed':
      return {
        'eks.amazonaws.com/nodegroup': group.name,
        'eks.amazonaws.com/capacityType': isSpot ? 'SPOT' : 'ON_DEMAND',
      }
    case 'karpenter':
    case 'auto-mode':
      return {
        ...(group.kind === 'auto-mode' ? { 'eks.amazonaws.com/compute-type': 'auto' } : {}),
        'karpenter.sh/nodepool': group.name,
        'karpenter.sh/registered': 'true',
        'karpenter.sh/initialized': 'true',
      }
    case 'asg':
      return cluster.provisioner === 'kops' ? { 'kops.k8s.io/instancegroup': group.name } : {}
    case 'fargate':
      return { 'eks.amazonaws.com/compute-type': 'fargate' }
  }
}

const LABEL_TAG = 'k8s.io/cluster-autoscaler/node-template/label/'

/** A7.2, A7.5: what the autoscaler believes of a node it has not seen. */
function readTemplateLabels(
  cluster: Cluster,
  group: NodeGroup,
  type: InstanceType | undefined,
): Labels {
  const tags = Object.entries(group.tags ?? {}).flatMap(([key, value]) =>
    key.startsWith(LABEL_TAG) ? [[key.slice(LABEL_TAG.length), value] as const] : [],
  )
  const base = wellKnownLabels(cluster, { ...group, kind: 'asg' }, type === undefined ? [] : [type])
  const managed =
    group.kind === 'eks-managed' ? { ...groupLabels(cluster, group), ...group.labels } : {}
  return { ...base, ...Object.fromEntries(tags), ...managed }
}

function listShapes(
  context: GroupsContext,
  group: NodeGroup,
  nodes: readonly Node[],
  types: readonly InstanceType[],
  overhead: Readonly<Record<string, number>>,
  isKarpenter: boolean,
): readonly NodeShape[] {
  if (group.kind === 'fargate') return []
  // A pool launches what the target needs (XC10): the catalogue's types, whatever runs there now.
  const observed = isKarpenter ? [] : readObservedShapes(context.objects, nodes, overhead)
  const seen = new Set(observed.map((shape) => shape.label))
  const others = types
    .filter((type) => !seen.has(type.name))
    .flatMap((type) => shapeOfType(type.name, group, overhead))
  return [...observed, ...others]
}

function readSizes(
  group: NodeGroup,
  ownership: Ownership,
): { min?: number; desired?: number; max?: number } {
  // `--nodes` narrows what the group itself allows.
  const min = ownership.min === undefined ? group.min : Math.max(ownership.min, group.min ?? 0)
  const max =
    ownership.max === undefined ? group.max : Math.min(ownership.max, group.max ?? ownership.max)
  return {
    ...(min === undefined ? {} : { min }),
    ...(group.desired === undefined ? {} : { desired: group.desired }),
    ...(max === undefined ? {} : { max }),
  }
}

function readOffered(
  cluster: Cluster,
  group: NodeGroup,
  zones: readonly string[],
  types: readonly InstanceType[],
  path: string,
): { readonly zones: readonly string[]; readonly doubts: readonly GroupDoubt[] } {
  if ((group.suspendedProcesses ?? []).includes('Launch')) return { zones: [], doubts: [] }
  if (group.offeredZones !== undefined) {
    const given = group.offeredZones
    return { zones: zones.filter((zone) => given.includes(zone)), doubts: [] }
  }
  const offered: string[] = []
  const doubts: GroupDoubt[] = []
  for (const zone of zones) {
    const zoneId = cluster.zones.find((one) => one.name === zone)?.zoneId
    const place = { region: cluster.region, zone, zoneId }
    const answers = types.map((type) => findOffering({ ...place, instanceType: type.name }))
    const isRefused = answers.length > 0 && answers.every((answer) => answer === false)
    if (!isRefused) offered.push(zone)
    const dependsOnId = types.every((type, position) => {
      const ids = listOfferedZoneIds(cluster.region, type.name)
      return answers[position] !== true && ids !== undefined && ids.length > 0
    })
    if (types.length > 0 && !isRefused && dependsOnId) {
      doubts.push({
        reason: `whether ${types
          .map((type) => type.name)
          .slice(0, 3)
          .join(', ')} can be had in ${zone} depends on the zone's id, which is not given`,
        path: `${path}.offeredZones`,
        harmlessFor: ['RT4'],
      })
    }
  }
  return { zones: offered, doubts }
}

const THRESHOLD_TAG =
  'k8s.io/cluster-autoscaler/node-template/autoscaling-options/scaledownutilizationthreshold'

/** A15.4, A7.7: the group's tag, else the flag, else 0.5; never where scale-down is off. */
function readRemovableBelow(
  group: NodeGroup,
  flags:
    | {
        readonly scaleDownEnabled?: boolean | undefined
        readonly scaleDownUtilizationThreshold?: number | undefined
      }
    | undefined,
): number {
  if (flags?.scaleDownEnabled === false) return -1
  const tag = Number(group.tags?.[THRESHOLD_TAG] ?? Number.NaN)
  return Number.isFinite(tag) ? tag : (flags?.scaleDownUtilizationThreshold ?? 0.5)
}

/** XC10: the pool's limits less what its nodes use. */
function readLimitsLeft(
  group: NodeGroup,
  nodes: readonly Node[],
): { limitsLeft?: Readonly<Record<string, number>> } {
  if (group.limits === undefined) return {}
  const used = addAmounts(nodes.map((node) => node.capacity))
  const left = Object.entries(group.limits).flatMap(([name, text]) => {
    const value = name === 'cpu' ? parseMilliCpu(text, name) : parseUnits(text, name)
    if (value.kind === 'failed') return []
    return [[name, value.value - (name === 'nodes' ? nodes.length : (used[name] ?? 0))] as const]
  })
  return { limitsLeft: Object.fromEntries(left) }
}

function isPool(group: NodeGroup): boolean {
  return group.kind === 'karpenter' || group.kind === 'auto-mode'
}

/** A NodePool among the files, or one of EKS' own: zones that it does not name are all of the cluster's (XC10). */
function isDescribedPool(group: NodeGroup): boolean {
  return (
    group.kind === 'auto-mode' || (group.kind === 'karpenter' && group.requirements !== undefined)
  )
}

/** Nodes of a pool that were launched before its taints changed. */
function doubtOldTaints(group: NodeGroup, path: string, nodes: readonly Node[]): GroupDoubt[] {
  const starting = new Set((group.startupTaints ?? []).map((taint) => taint.key))
  const own = renderTaints(group.taints ?? [])
  const odd = nodes.find(
    (node) => renderTaints(node.configuredTaints.filter(({ key }) => !starting.has(key))) !== own,
  )
  if (!isPool(group) || odd === undefined) return []
  return [
    {
      reason: `node ${odd.name} has other taints than NodePool ${group.name} gives`,
      path: `${path}.taints`,
      harmlessFor: [],
    },
  ]
}

function renderTaints(taints: readonly Taint[]): string {
  const repelling = taints.filter((taint) => taint.effect !== 'PreferNoSchedule')
  return repelling.map(renderTaint).sort(compareText).join()
}

function doubtGroup(
  group: NodeGroup,
  path: string,
  nodes: readonly Node[],
  ownership: Ownership,
  shapes: readonly NodeShape[],
): GroupDoubt[] {
  if (group.kind === 'fargate') return []
  const doubts: GroupDoubt[] = []
  const isSized = group.kind === 'asg' || group.kind === 'eks-managed'
  // What stands in place of a size is the worst for every theorem: min 0, max what is there now.
  const unknown = (field: 'min' | 'desired' | 'max') =>
    doubts.push({
      reason: `${field} of group ${group.name} is not known`,
      path: `${path}.${field}`,
      harmlessFor: EVERY_THEOREM,
    })
  if (isSized && ownership.scaler === 'cluster-autoscaler') {
    if (group.min === undefined && ownership.min === undefined) unknown('min')
    if (group.max === undefined && ownership.max === undefined) unknown('max')
  }
  if (isSized && group.desired === undefined && nodes.length === 0) unknown('desired')
  if (isPool(group) && (group.min ?? 0) > 0) {
    doubts.push({
      reason: `NodePool ${group.name} is static: it keeps its ${group.min} nodes whatever pods wait (AT19)`,
      path: `${path}.min`,
      harmlessFor: ['RT4'],
    })
  }
  if (group.zones === undefined && !isDescribedPool(group)) {
    doubts.push({
      reason: `the zones of group ${group.name} are not known`,
      path: `${path}.zones`,
      harmlessFor: [],
    })
  }
  if (shapes.length === 0) {
    const types = group.instanceTypes ?? []
    doubts.push({
      reason:
        types.length === 0
          ? `the instance types of group ${group.name} are not known`
          : `what a node of ${types.join(', ')} gives to pods is not known`,
      path: `${path}.instanceTypes`,
      harmlessFor: [],
    })
  }
  if (group.zonalShift === true) {
    doubts.push({
      reason: `a zonal shift may move group ${group.name} out of a zone`,
      path: `${path}.zonalShift`,
      harmlessFor: ['RT4'],
    })
  }
  const suspended = (group.suspendedProcesses ?? []).find((name) =>
    ['Terminate', 'HealthCheck', 'ReplaceUnhealthy'].includes(name),
  )
  if (suspended !== undefined) {
    doubts.push({
      reason: `${suspended} of group ${group.name} is suspended, which is outside the model`,
      path: `${path}.suspendedProcesses`,
      harmlessFor: ['RT4'],
    })
  }
  if (!isPool(group) && !haveEqualTaints(nodes)) {
    doubts.push({
      reason: `the nodes of group ${group.name} have different taints`,
      path: `${path}.taints`,
      harmlessFor: [],
    })
  }
  return doubts
}

/** Nodes that take no pods now, and nodes whose zone no field gives. */
function doubtNodes(context: GroupsContext, nodes: readonly Node[]): GroupDoubt[] {
  return nodes.flatMap((node): GroupDoubt[] => {
    const path = `${context.path}.resources[Node ${node.name}]`
    const doubts: GroupDoubt[] = []
    if (node.zone === undefined) {
      doubts.push({
        reason: `the zone of node ${node.name} is not given`,
        path: `${path}.metadata.labels[topology.kubernetes.io/zone]`,
        harmlessFor: [],
      })
    }
    if (!node.isSchedulable) {
      doubts.push({
        reason: `node ${node.name} is cordoned`,
        path: `${path}.spec.unschedulable`,
        harmlessFor: ['RT3', 'RT4'],
      })
    }
    const state = node.taints.find(
      (taint) =>
        taint.effect !== 'PreferNoSchedule' &&
        isStateTaint(taint) &&
        taint.key !== 'node.kubernetes.io/unschedulable',
    )
    if (state !== undefined && node.isReady !== false) {
      doubts.push({
        reason: `node ${node.name} has the taint ${state.key} and takes no pods while it has`,
        path: `${path}.spec.taints`,
        harmlessFor: ['RT3', 'RT4'],
      })
    }
    if (node.isReady === false) {
      doubts.push({
        reason: `node ${node.name} is not Ready`,
        path: `${path}.status.conditions`,
        harmlessFor: ['RT3', 'RT4'],
      })
    }
    return doubts
  })
}
