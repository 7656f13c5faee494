import { assert } from '#base/assert.ts'
import { compareText } from '#base/compare.ts'
import type { CompiledCluster, CompiledGroup, CompiledNode, NodeShape } from '#cluster/compiled.ts'
import { EBS_ZONE_LABEL } from '#kube/labels.ts'
import {
  MARKER_PREFIX,
  type Amounts,
  type Model,
  type ModelGroup,
  type ModelNode,
  type ModelPod,
} from '../model.ts'
import type { ClassPointer, ModelPointers } from '../target.ts'
import type { PodClass, PodClasses } from './classes.ts'
import { countVolumes, type Cone } from './cone.ts'

/** How much of a resource that only stands for a yes or no a group has: never the bound. */
const PLENTY = 1_000_000

/** Which of several shapes a launched node takes (XC6), and where an unprovisioned claim comes up (XC7). */
export interface Reading {
  readonly shape: 'smallest' | 'largest'
  /** Zone of the target's unprovisioned Immediate claims. */
  readonly zone?: string
}

/** One cone as a model, with the way back to the plan (XC13). */
export interface BuiltModel {
  readonly model: Model
  readonly pointers: ModelPointers
}

export type ModelBuilder = (cone: Cone, target: number, reading: Reading) => BuiltModel

/**
 * Builds models, and builds what targets share once: those of one cone have the same model but for the
 * target, for what a NodePool would launch for it, and for where its own claim comes up.
 */
export function startModels(cluster: CompiledCluster, classes: PodClasses): ModelBuilder {
  const shared = new Map<string, BuiltModel>()
  return (cone, target, reading) => {
    const targetClass = classes.list[target]
    assert(targetClass !== undefined, 'a target without a class')
    const hasPool = cone.groups.some((index) => cluster.groups[index]?.scaler === 'karpenter')
    const { rules } = targetClass.sample
    const need = hasPool ? JSON.stringify([rules.requests, countVolumes(targetClass.sample)]) : ''
    const own = reading.zone === undefined ? '' : `${reading.zone} ${target}`
    const key = [cone.key, reading.shape, need, own].join('\n')
    const known = shared.get(key)
    if (known !== undefined) {
      return { model: { ...known.model, target: targetClass.name }, pointers: known.pointers }
    }
    const built = buildModel(cluster, classes, cone, target, reading)
    shared.set(key, built)
    return built
  }
}

function buildModel(
  cluster: CompiledCluster,
  classes: PodClasses,
  cone: Cone,
  target: number,
  reading: Reading,
): BuiltModel {
  const groups = cone.groups.flatMap((index) => cluster.groups[index] ?? [])
  const members = cone.classes.flatMap((index) => classes.list[index] ?? [])
  const targetClass = classes.list[target]
  assert(targetClass !== undefined, 'a target without a class')
  const markers = collectMarkers(cluster, cone, members)
  const resources = collectResources(members)
  const nodes = listNodes(cluster, classes, cone)
  const modelPods = members.map((one) =>
    buildPod(cluster, classes, cone, one, { markers, reading, isTarget: one === targetClass }),
  )
  const nodeCounts = new Map<string, number>()
  for (const { group } of nodes) nodeCounts.set(group, (nodeCounts.get(group) ?? 0) + 1)
  const modelGroups = groups.map((group) =>
    buildGroup(group, {
      markers,
      reading,
      resources,
      members,
      target: targetClass,
      nodes,
      nodeCounts,
    }),
  )
  return {
    model: {
      zones: collectZones(modelGroups, modelPods),
      groups: modelGroups,
      pods: modelPods,
      nodes: nodes.map(({ group, zone, pods }) => ({ group, zone, pods })),
      target: targetClass.name,
      budget: {},
    },
    pointers: {
      groups: Object.fromEntries(groups.map((group) => [group.name, group.path])),
      classes: Object.fromEntries(members.map((one) => [one.name, pointTo(one)])),
      nodes: nodes.map(({ name }) => name),
    },
  }
}

function pointTo(one: PodClass): ClassPointer {
  return {
    path: one.sample.owner.path,
    namespace: one.sample.namespace,
    workload: one.sample.owner.name,
    pods: one.pods.map((pod) => pod.name),
  }
}

interface NamedNode extends ModelNode {
  readonly name: string
}

/** Nodes of the cone's groups whose zone is known, with the pods that are classes of the cone (XC4). */
function listNodes(cluster: CompiledCluster, classes: PodClasses, cone: Cone): NamedNode[] {
  const inCone = new Set(cone.classes)
  return cone.groups
    .flatMap((index) => cluster.groups[index]?.nodes ?? [])
    .flatMap((index) => cluster.nodes[index] ?? [])
    .flatMap((node) => buildNode(cluster, classes, inCone, node))
    .sort((a, b) => compareText(a.name, b.name))
}

function buildNode(
  cluster: CompiledCluster,
  classes: PodClasses,
  inCone: ReadonlySet<number>,
  node: CompiledNode,
): NamedNode[] {
  if (node.zone === undefined) return []
  const pods = node.pods
    .map((pod) => classes.ofPod[pod] ?? -1)
    .filter((index) => inCone.has(index))
    .map((index) => classes.list[index]?.name ?? '')
    .sort(compareText)
  return [{ name: node.name, group: cluster.groups[node.group]?.name ?? '', zone: node.zone, pods }]
}

/**
 * Yes-or-no facts between a class and a group that the model has no field for, as resources of which
 * the class asks for one: a group that is only a domain of its spread (its taint is not tolerated, and
 * nodeTaintsPolicy is Ignore), and a provider's template that lacks a label the nodes carry (A7.2).
 */
interface Marker {
  readonly resource: string
  readonly class: PodClass
  /** Groups without it on nodes, and on the provider's template. */
  readonly missingOnNodes: ReadonlySet<string>
  readonly missingFromZero: ReadonlySet<string>
}

function collectMarkers(
  cluster: CompiledCluster,
  cone: Cone,
  members: readonly PodClass[],
): Marker[] {
  const nameOf = (index: number) => cluster.groups[index]?.name ?? ''
  const inCone = new Set(cone.groups)
  return members.flatMap((one) => {
    const { rules } = one.sample
    const tolerated = new Set(rules.groups)
    const onlyDomains = hasTaintBlindSpread(one)
      ? rules.selectedGroups.filter((index) => inCone.has(index) && !tolerated.has(index))
      : []
    const strangers = listStrangers(cluster, one).filter((index) => inCone.has(index))
    if (onlyDomains.length === 0 && strangers.length === 0) return []
    return [
      {
        resource: `${MARKER_PREFIX}${one.name}`,
        class: one,
        missingOnNodes: new Set(onlyDomains.map(nameOf)),
        missingFromZero: new Set([...onlyDomains, ...strangers].map(nameOf)),
      },
    ]
  })
}

/**
 * Groups whose provider's template does not take the class though their nodes do: for want of a label
 * (A7.2), or of the old zone label that the volume asks for (XC12: before 1.29), which only a tag of the
 * group can give (AT30).
 */
function listStrangers(cluster: CompiledCluster, one: PodClass): readonly number[] {
  const minor = cluster.clusterAutoscaler?.minorVersion
  const { claims, rules } = one.sample
  const asked = claims.flatMap(({ state }) =>
    state.kind === 'zonal' && state.usesEbsKey ? [state.zones] : [],
  )
  if (asked.length === 0 || minor === undefined || minor >= 29) return rules.strangersFromZero
  const isGiven = (tag: string | undefined) =>
    tag !== undefined && asked.every((zones) => zones.includes(tag))
  return cluster.groups.flatMap((group, index) => {
    if (group.scaler !== 'cluster-autoscaler') return []
    const isStranger = !isGiven(group.templateLabels[EBS_ZONE_LABEL])
    return isStranger || rules.strangersFromZero.includes(index) ? [index] : []
  })
}

function hasTaintBlindSpread(one: PodClass): boolean {
  return one.spreads.some((spread) => !spread.honoursTaints)
}

/** Resources that some pod of the cone asks for; `pods` always. In order of name. */
function collectResources(members: readonly PodClass[]): string[] {
  const names = new Set(['pods'])
  for (const one of members) {
    for (const [name, amount] of Object.entries(one.sample.rules.requests))
      if (amount > 0) names.add(name)
  }
  return [...names].sort(compareText)
}

function collectZones(groups: readonly ModelGroup[], pods: readonly ModelPod[]): string[] {
  const zones = new Set<string>()
  for (const group of groups) for (const zone of group.zones) zones.add(zone)
  for (const pod of pods) {
    if (pod.zone !== undefined) zones.add(pod.zone)
    for (const zone of [...(pod.binds ?? []), ...(pod.zones ?? [])]) zones.add(zone)
  }
  return [...zones].sort(compareText)
}

interface GroupContext {
  readonly markers: readonly Marker[]
  readonly reading: Reading
  readonly resources: readonly string[]
  readonly members: readonly PodClass[]
  readonly target: PodClass
  readonly nodes: readonly NamedNode[]
  readonly nodeCounts: ReadonlyMap<string, number>
}

function buildGroup(group: CompiledGroup, context: GroupContext): ModelGroup {
  const count = context.nodeCounts.get(group.name) ?? 0
  const isKarpenter = group.scaler === 'karpenter'
  const shape = isKarpenter
    ? chooseSmallestFitting(group, context.target)
    : combineShapes(group.shapes, context.reading.shape)
  const addMarkers = (
    amounts: Record<string, number>,
    side: 'missingOnNodes' | 'missingFromZero',
  ) => {
    for (const marker of context.markers) {
      if (!marker[side].has(group.name)) amounts[marker.resource] = PLENTY
    }
    return amounts
  }
  const capacity = addMarkers(pick(shape?.capacity ?? {}, context.resources), 'missingOnNodes')
  const fromZero = group.templateShape?.capacity ?? shape?.capacity ?? {}
  const templateCapacity = addMarkers(pick(fromZero, context.resources), 'missingFromZero')
  const sizes = isKarpenter
    ? { min: 0, desired: 0, max: count + countLaunches(group, shape, context) }
    : readSizes(group, count)
  return {
    name: group.name,
    zones: listZones(group, context.nodes),
    ...sizes,
    scaler: group.scaler,
    ...(group.rebalance && !isKarpenter ? { rebalance: true } : {}),
    ...(group.distribution === 'balanced-only' ? { distribution: group.distribution } : {}),
    ...(group.offered.length === group.zones.length ? {} : { offered: group.offered }),
    capacity,
    ...(group.scaler === 'cluster-autoscaler' ? { templateCapacity } : {}),
    ...(shape?.slots === undefined ? {} : { slots: shape.slots }),
    ...(group.slotsInTemplate ? { slotsInTemplate: true } : {}),
    overhead: pick(
      shape?.overhead ?? {},
      ['cpu', 'memory'].filter((name) => name in capacity),
    ),
    removableBelow: group.removableBelow,
  }
}

/** The group's zones as listed; zones of its nodes that are not among them come last. */
function listZones(group: CompiledGroup, nodes: readonly NamedNode[]): string[] {
  const zones = [...group.zones]
  for (const node of nodes) {
    if (node.group === group.name && !zones.includes(node.zone)) zones.push(node.zone)
  }
  return zones
}

/** XC4: more nodes than desired or max raise it. Sizes that are not known stand at their worst case. */
function readSizes(group: CompiledGroup, count: number) {
  const min = group.min ?? 0
  const desired = Math.max(group.desired ?? Math.max(count, min), count, min)
  const max = Math.max(group.max ?? Math.max(desired, 1), desired)
  return { min, desired, max }
}

/** Component by component over the shapes (XC6). */
export function combineShapes(
  shapes: readonly NodeShape[],
  which: 'smallest' | 'largest',
): NodeShape | undefined {
  const [only, ...others] = shapes
  if (only === undefined || others.length === 0) return only
  const choose = which === 'smallest' ? Math.min : Math.max
  const merge = (key: 'capacity' | 'overhead' | 'instance'): Record<string, number> => {
    const names = new Set(shapes.flatMap((shape) => Object.keys(shape[key])))
    return Object.fromEntries(
      [...names].map((name) => [name, choose(...shapes.map((shape) => shape[key][name] ?? 0))]),
    )
  }
  const slots = shapes.map((shape) => shape.slots ?? Number.POSITIVE_INFINITY)
  const chosen = choose(...slots)
  return {
    label: shapes.map((shape) => shape.label).join(', '),
    capacity: merge('capacity'),
    overhead: merge('overhead'),
    instance: merge('instance'),
    ...(Number.isFinite(chosen) ? { slots: chosen } : {}),
  }
}

/** XC10: the smallest type of the pool that holds the target beside the DaemonSets. */
function chooseSmallestFitting(group: CompiledGroup, target: PodClass): NodeShape | undefined {
  const { requests } = target.sample.rules
  const volumes = countVolumes(target.sample)
  const fitting = group.shapes.filter(
    (shape) =>
      Object.entries(requests).every(([name, amount]) => amount <= (shape.capacity[name] ?? 0)) &&
      1 <= (shape.capacity['pods'] ?? 0) &&
      (shape.slots === undefined || volumes <= shape.slots),
  )
  return [...(fitting.length === 0 ? group.shapes : fitting)].sort(
    (a, b) =>
      (a.instance['cpu'] ?? 0) - (b.instance['cpu'] ?? 0) ||
      (a.instance['memory'] ?? 0) - (b.instance['memory'] ?? 0) ||
      compareText(a.label, b.label),
  )[0]
}

/** How many nodes more the pool's limits allow; without limits one for each pod of the cone and one over. */
function countLaunches(
  group: CompiledGroup,
  shape: NodeShape | undefined,
  context: GroupContext,
): number {
  const pods = context.members.reduce((sum, one) => sum + one.pods.length, 0)
  const unlimited = pods + 1
  if (shape === undefined) return 0
  const left = Object.entries(group.limitsLeft ?? {}).map(([name, amount]) => {
    const each = name === 'nodes' ? 1 : (shape.instance[name] ?? 0)
    return each === 0 ? unlimited : Math.max(0, Math.floor(amount / each))
  })
  return Math.min(unlimited, ...left)
}

function pick(amounts: Amounts, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const amount = amounts[name]
      return amount === undefined ? [] : [[name, Math.max(0, amount)]]
    }),
  )
}

interface PodContext {
  readonly markers: readonly Marker[]
  readonly reading: Reading
  readonly isTarget: boolean
}

function buildPod(
  cluster: CompiledCluster,
  classes: PodClasses,
  cone: Cone,
  one: PodClass,
  context: PodContext,
): ModelPod {
  const { sample } = one
  const { rules } = sample
  const nameOf = (index: number) => classes.list[index]?.name ?? ''
  const names = (indices: readonly number[]) => indices.map(nameOf).sort(compareText)
  const markers = context.markers.filter((marker) => marker.class === one)
  const selected = hasTaintBlindSpread(one) ? rules.selectedGroups : rules.groups
  const groups = cone.groups.filter((index) => selected.includes(index))
  const spread = one.spreads[0]
  const zoneWith = one.zoneWith[0]
  const volumeZones = buildVolumeZones(cluster, one, context)
  return {
    name: one.name,
    ...(one.workload === one.name ? {} : { workload: one.workload }),
    ...(one.pods.length === 1 ? {} : { count: one.pods.length }),
    requests: {
      ...Object.fromEntries(
        Object.entries(rules.requests)
          .filter(([, amount]) => amount > 0)
          .sort(([a], [b]) => compareText(a, b)),
      ),
      pods: 1,
      ...Object.fromEntries(markers.map((marker) => [marker.resource, 1])),
    },
    ...(countVolumes(sample) === 0 ? {} : { volumes: countVolumes(sample) }),
    ...volumeZones,
    ...buildZones(one, volumeZones.zone),
    ...(groups.length === cone.groups.length
      ? {}
      : { groups: groups.map((index) => cluster.groups[index]?.name ?? '') }),
    ...(one.hostApart.length === 0 ? {} : { apartFrom: names(one.hostApart) }),
    ...(one.zoneApart.length === 0 ? {} : { zoneApart: names(one.zoneApart) }),
    ...(zoneWith === undefined ? {} : { zoneWith: names(zoneWith) }),
    ...(spread === undefined
      ? {}
      : { spread: { maxSkew: spread.maxSkew, with: names(spread.with) } }),
    ...(rules.priority === 0 ? {} : { priority: rules.priority }),
    ...(one.after === undefined ? {} : { after: nameOf(one.after) }),
    ...(sample.isEvictable ? {} : { evictable: false }),
    ...(sample.finishes ? { finishes: true } : {}),
  }
}

/**
 * Zones of its own selector and affinity, and of a bound volume that spans several. None where its claims
 * leave none: one is missing or lost (V1), or they contradict each other (AT1).
 */
function buildZones(one: PodClass, volumeZone: string | undefined): { zones?: readonly string[] } {
  const isRefused = one.sample.claims.some(
    ({ state }) =>
      state.kind === 'never' ||
      (volumeZone !== undefined &&
        'zones' in state &&
        state.zones !== undefined &&
        !state.zones.includes(volumeZone)),
  )
  if (isRefused) return { zones: [] }
  const spanning = one.sample.claims.flatMap(({ state }) =>
    state.kind === 'zonal' && state.zones.length > 1 ? [state.zones] : [],
  )
  const lists = [
    ...(one.sample.rules.zones === undefined ? [] : [one.sample.rules.zones]),
    ...spanning,
  ]
  const [head, ...tail] = lists
  if (head === undefined) return {}
  const zones = head.filter((zone) => tail.every((list) => list.includes(zone)))
  return { zones: [...zones].sort(compareText) }
}

/** XC7. Where a claim is bound the unbound ones follow it; `binds` is the zones that all of them allow. */
function buildVolumeZones(
  cluster: CompiledCluster,
  one: PodClass,
  context: PodContext,
): { zone?: string; binds?: readonly string[] } {
  const states = one.sample.claims.map((claim) => claim.state)
  const bound = states.find((state) => state.kind === 'zonal' && state.zones.length === 1)
  if (bound?.kind === 'zonal' && bound.zones[0] !== undefined) return { zone: bound.zones[0] }
  const immediate = states.find((state) => state.kind === 'immediate')
  if (immediate?.kind === 'immediate') {
    const zone = (context.isTarget ? context.reading.zone : undefined) ?? immediate.zones[0]
    return zone === undefined ? {} : { zone }
  }
  const waiting = states.flatMap((state) => (state.kind === 'first-consumer' ? [state.zones] : []))
  if (waiting.length === 0) return {}
  const binds = cluster.zones.filter((zone) =>
    waiting.every((zones) => zones === undefined || zones.includes(zone)),
  )
  return { binds: [...binds].sort(compareText) }
}
