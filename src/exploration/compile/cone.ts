import type { CompiledCluster, CompiledGroup, CompiledPod } from '#cluster/compiled.ts'
import type { PodClass, PodClasses } from './classes.ts'

/**
 * What can touch a target (XC2): the groups it can land or is on, the classes that can land or are on those,
 * the classes that constraints name, the groups those can land on, to a fixed point.
 */
export interface Cone {
  /** Equal for equal cones. */
  readonly key: string
  /** Indices in `cluster.groups`, ascending. */
  readonly groups: readonly number[]
  /** Indices in `classes.list`, ascending. */
  readonly classes: readonly number[]
}

/** What cones of one cluster share: computed once. */
export interface ConeIndex {
  /** For each class the groups it can land on, and those whose nodes it runs on. */
  readonly groupsOfClass: readonly (readonly number[])[]
  readonly classesOfGroup: readonly (readonly number[])[]
  readonly related: readonly (readonly number[])[]
  readonly classesOfWorkload: ReadonlyMap<string, readonly number[]>
}

export function indexCones(cluster: CompiledCluster, classes: PodClasses): ConeIndex {
  const groupsOfClass = classes.list.map((one) =>
    one.sample.rules.groups.filter((index) => {
      const group = cluster.groups[index]
      return group !== undefined && canLandOn(one.sample, group)
    }),
  )
  const classesOfGroup = cluster.groups.map(() => new Set<number>())
  groupsOfClass.forEach((groups, index) => {
    for (const group of groups) classesOfGroup[group]?.add(index)
  })
  // A pod may run where it could not land any more: a taint came later, or the node is full.
  const hosts = groupsOfClass.map((groups) => new Set(groups))
  cluster.pods.forEach((pod, index) => {
    const node = pod.node === undefined ? undefined : cluster.nodes[pod.node]
    const classIndex = classes.ofPod[index]
    if (node === undefined || classIndex === undefined) return
    classesOfGroup[node.group]?.add(classIndex)
    hosts[classIndex]?.add(node.group)
  })
  return {
    groupsOfClass: hosts.map((groups) => [...groups].sort((a, b) => a - b)),
    classesOfGroup: classesOfGroup.map((set) => [...set].sort((a, b) => a - b)),
    related: relateClasses(classes.list),
    classesOfWorkload: groupByWorkload(classes.list),
  }
}

/**
 * The cone of a target that fits no group, with all groups as if it did: what keeps it out is seen only
 * where they stand in the model.
 */
export function findWideCone(
  index: ConeIndex,
  classes: PodClasses,
  target: number,
  groups: readonly number[],
): Cone {
  return spread(index, classes, target, groups)
}

export function findCone(index: ConeIndex, classes: PodClasses, target: number): Cone {
  return spread(index, classes, target, [])
}

function spread(
  index: ConeIndex,
  classes: PodClasses,
  target: number,
  seeds: readonly number[],
): Cone {
  const groups = new Set(seeds)
  const seen = new Set<number>()
  const open = [target, ...seeds.flatMap((group) => index.classesOfGroup[group] ?? [])]
  const workload = classes.list[target]?.workload
  for (const other of index.classesOfWorkload.get(workload ?? '') ?? []) open.push(other)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    for (const other of index.related[next] ?? []) if (!seen.has(other)) open.push(other)
    for (const group of index.groupsOfClass[next] ?? []) {
      if (groups.has(group)) continue
      groups.add(group)
      for (const other of index.classesOfGroup[group] ?? []) if (!seen.has(other)) open.push(other)
    }
  }
  const cone = {
    groups: [...groups].sort((a, b) => a - b),
    classes: [...seen].sort((a, b) => a - b),
  }
  return { key: `${cone.groups.join()} ${cone.classes.join()}`, ...cone }
}

function groupByWorkload(list: readonly PodClass[]): Map<string, number[]> {
  const byWorkload = new Map<string, number[]>()
  list.forEach((one, index) => {
    const known = byWorkload.get(one.workload)
    if (known === undefined) byWorkload.set(one.workload, [index])
    else known.push(index)
  })
  return byWorkload
}

/**
 * True when the pod fits an empty node of the group in some zone that both allow. Where the group's
 * capacity is not known it is taken to fit: a cone too wide is only slower.
 */
export function canLandOn(pod: CompiledPod, group: CompiledGroup): boolean {
  // V1: no node holds a pod whose claim is missing or lost.
  if (pod.claims.some(({ state }) => state.kind === 'never') || group.zones.length === 0)
    return false
  const zones = allowedZones(pod)
  const sharesZone = zones === undefined || group.zones.some((zone) => zones.has(zone))
  if (!sharesZone && group.areZonesKnown) return false
  if (group.shapes.length === 0) return true
  const volumes = countVolumes(pod)
  return group.shapes.some(
    (shape) =>
      Object.entries(pod.rules.requests).every(
        ([resource, amount]) => amount === 0 || amount <= (shape.capacity[resource] ?? 0),
      ) &&
      1 <= (shape.capacity['pods'] ?? 0) &&
      (volumes === 0 || shape.slots === undefined || volumes <= shape.slots),
  )
}

/** Zones that claims, selector and affinity leave; absent: all. */
export function allowedZones(pod: CompiledPod): Set<string> | undefined {
  let zones = pod.rules.zones === undefined ? undefined : new Set(pod.rules.zones)
  for (const claim of pod.claims) {
    const { state } = claim
    const own = 'zones' in state ? state.zones : undefined
    if (own === undefined) continue
    const before = zones
    zones = new Set(before === undefined ? own : own.filter((zone) => before.has(zone)))
  }
  return zones
}

/** EBS volumes it attaches. */
export function countVolumes(pod: CompiledPod): number {
  return pod.claims.filter(({ state }) => 'isEbs' in state && state.isEbs).length
}

/** Classes that name each other in a constraint, both ways where the rule reads both ways. */
function relateClasses(list: readonly PodClass[]): number[][] {
  const related = list.map(() => new Set<number>())
  list.forEach((one, index) => {
    for (const other of [...one.hostApart, ...one.zoneApart]) {
      related[index]?.add(other)
      related[other]?.add(index)
    }
    for (const other of one.zoneWith.flat()) related[index]?.add(other)
    for (const other of one.spreads.flatMap((spread) => spread.with)) related[index]?.add(other)
    if (one.after !== undefined) related[index]?.add(one.after)
  })
  return related.map((set) => [...set])
}
