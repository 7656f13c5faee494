import type { Autoscaler, Cluster, Design, NodeGroup, Plan, Taint, Zone } from './schema.ts'
import { compareResources } from './compare-resources.ts'

/**
 * Edits of a plan. Each returns a changed copy that shares what did not change, so that a caller sees
 * by identity what did; an edit that changes nothing returns the plan itself. Edits do not judge: what
 * a person may not enter is told by `plan/validate.ts`.
 */

/** A cluster's place in a plan. */
export interface ClusterPlace {
  readonly design: number
  readonly cluster: number
}

export interface GroupPlace extends ClusterPlace {
  readonly group: string
}

export type KubeResource = Cluster['resources'][number]

export interface ResourceId {
  readonly apiVersion?: string
  readonly kind: string
  readonly namespace?: string
  readonly name: string
}

/** Sets the given sizes and leaves the others; `undefined` makes a size "not known". */
export function setGroupSize(
  plan: Plan,
  place: GroupPlace,
  size: {
    readonly min?: number | undefined
    readonly desired?: number | undefined
    readonly max?: number | undefined
  },
): Plan {
  return changeGroup(plan, place, (group) =>
    (['min', 'desired', 'max'] as const).reduce(
      (changed, field) => (field in size ? withField(changed, field, size[field]) : changed),
      group,
    ),
  )
}

/** Zones in the order given: the first is the zone of the provider's template (A7.1). */
export function setGroupZones(plan: Plan, place: GroupPlace, zones: readonly string[]): Plan {
  return changeGroup(plan, place, (group) => {
    const changed = withField(group, 'zones', zones.length === 0 ? undefined : zones)
    const offered = group.offeredZones?.filter((zone) => zones.includes(zone))
    return offered === undefined ? changed : withField(changed, 'offeredZones', offered)
  })
}

/** Any other field of a group; `undefined` takes it away. */
export function setGroupField<Field extends keyof NodeGroup>(
  plan: Plan,
  place: GroupPlace,
  change: { readonly field: Field; readonly value: NodeGroup[Field] | undefined },
): Plan {
  return changeGroup(plan, place, (group) => withField(group, change.field, change.value))
}

/** Zone rebalancing of a group (B5), which is the process `AZRebalance` not being suspended. */
export function setRebalance(plan: Plan, place: GroupPlace, isOn: boolean): Plan {
  return changeGroup(plan, place, (group) => {
    const others = (group.suspendedProcesses ?? []).filter((name) => name !== 'AZRebalance')
    const suspended = isOn ? others : [...others, 'AZRebalance' as const]
    return withField(group, 'suspendedProcesses', suspended.length === 0 ? undefined : suspended)
  })
}

export function setGroupTaints(plan: Plan, place: GroupPlace, taints: readonly Taint[]): Plan {
  return changeGroup(plan, place, (group) =>
    withField(group, 'taints', taints.length === 0 ? undefined : taints),
  )
}

export function addGroup(plan: Plan, place: ClusterPlace, group: NodeGroup): Plan {
  return changeCluster(plan, place, (cluster) => ({
    ...cluster,
    nodeGroups: [...cluster.nodeGroups, group],
  }))
}

/** Takes a group away, also from the lists of what autoscalers own. Its Node objects stay. */
export function removeGroup(plan: Plan, place: GroupPlace): Plan {
  return changeCluster(plan, place, (cluster) => {
    const nodeGroups = cluster.nodeGroups.filter((group) => group.name !== place.group)
    if (nodeGroups.length === cluster.nodeGroups.length) return cluster
    const autoscalers = renameOwned(cluster.autoscalers, place.group, undefined)
    return { ...cluster, nodeGroups, autoscalers }
  })
}

/** Gives a group another name, also where autoscalers and control plane members name it. */
export function renameGroup(plan: Plan, place: GroupPlace, name: string): Plan {
  return changeCluster(plan, place, (cluster) => {
    if (name === place.group || !cluster.nodeGroups.some((group) => group.name === place.group)) {
      return cluster
    }
    const plane = cluster.controlPlane
    const controlPlane =
      plane.kind === 'self-managed'
        ? {
            ...plane,
            members: plane.members.map((member) =>
              member.group === place.group ? { ...member, group: name } : member,
            ),
          }
        : plane
    return {
      ...cluster,
      controlPlane,
      nodeGroups: cluster.nodeGroups.map((group) =>
        group.name === place.group ? { ...group, name } : group,
      ),
      autoscalers: renameOwned(cluster.autoscalers, place.group, name),
    }
  })
}

export function addZone(plan: Plan, place: ClusterPlace, zone: Zone): Plan {
  return changeCluster(plan, place, (cluster) =>
    cluster.zones.some((known) => known.name === zone.name)
      ? cluster
      : { ...cluster, zones: [...cluster.zones, zone] },
  )
}

/**
 * Takes a zone from the cluster and from its groups. A group that had only this zone keeps it, and the
 * plan is then told to be wrong: which zone it should have instead is the person's to say.
 */
export function removeZone(plan: Plan, place: ClusterPlace, zone: string): Plan {
  return changeCluster(plan, place, (cluster) => {
    if (!cluster.zones.some((known) => known.name === zone)) return cluster
    return {
      ...cluster,
      zones: cluster.zones.filter((known) => known.name !== zone),
      nodeGroups: cluster.nodeGroups.map((group) => removeGroupZone(group, zone)),
    }
  })
}

/** Puts the autoscaler in place of the one of its kind, or beside the others. */
export function setAutoscaler(plan: Plan, place: ClusterPlace, autoscaler: Autoscaler): Plan {
  return changeCluster(plan, place, (cluster) => {
    const others = cluster.autoscalers.filter((known) => known.kind !== autoscaler.kind)
    return { ...cluster, autoscalers: [...others, autoscaler] }
  })
}

export function removeAutoscaler(plan: Plan, place: ClusterPlace, kind: Autoscaler['kind']): Plan {
  return changeCluster(plan, place, (cluster) => {
    const autoscalers = cluster.autoscalers.filter((known) => known.kind !== kind)
    return autoscalers.length === cluster.autoscalers.length ? cluster : { ...cluster, autoscalers }
  })
}

/** Puts the object in place of the one with its kind, namespace and name, or adds it in order. */
export function upsertResource(plan: Plan, place: ClusterPlace, object: KubeResource): Plan {
  return changeCluster(plan, place, (cluster) => {
    const id = toResourceId(object)
    const index = cluster.resources.findIndex((known) => isResource(known, id))
    if (index !== -1) return { ...cluster, resources: cluster.resources.with(index, object) }
    const at = cluster.resources.findIndex((known) => compareResources(known, object) > 0)
    const position = at === -1 ? cluster.resources.length : at
    return { ...cluster, resources: cluster.resources.toSpliced(position, 0, object) }
  })
}

export function removeResource(plan: Plan, place: ClusterPlace, id: ResourceId): Plan {
  return changeCluster(plan, place, (cluster) => {
    const resources = cluster.resources.filter((known) => !isResource(known, id))
    return resources.length === cluster.resources.length ? cluster : { ...cluster, resources }
  })
}

export function renamePlan(plan: Plan, name: string): Plan {
  return plan.name === name ? plan : { ...plan, name }
}

/** Puts another cluster in the place of one. */
export function replaceCluster(plan: Plan, place: ClusterPlace, cluster: Cluster): Plan {
  return changeCluster(plan, place, () => cluster)
}

/**
 * Sets the value at any path (`['designs', 0, 'name']`); `undefined` takes an optional member or an
 * item away. A path that does not lead anywhere changes nothing. The result is a plan only if
 * `parsePlan` says so.
 */
export function setAtPath(plan: Plan, path: readonly (string | number)[], value: unknown): unknown {
  return setIn(plan, path, value)
}

function setIn(target: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(target)) {
    const list: readonly unknown[] = target
    if (typeof key !== 'number' || key < 0 || key > list.length) return target
    if (rest.length === 0 && value === undefined) return list.toSpliced(key, 1)
    const changed = setIn(list[key], rest, value)
    if (key === list.length) return rest.length === 0 ? [...list, changed] : target
    return changed === list[key] ? target : list.with(key, changed)
  }
  if (typeof target !== 'object' || target === null || typeof key !== 'string') return target
  if (key === '__proto__') return target
  const map = target as Readonly<Record<string, unknown>>
  const old = Object.hasOwn(map, key) ? map[key] : undefined
  if (rest.length > 0 && old === undefined) return target
  const changed = setIn(old, rest, value)
  if (changed === old) return target
  const { [key]: _left, ...others } = map
  return changed === undefined ? others : { ...map, [key]: changed }
}

function changeGroup(plan: Plan, place: GroupPlace, change: (group: NodeGroup) => NodeGroup): Plan {
  return changeCluster(plan, place, (cluster) => {
    const index = cluster.nodeGroups.findIndex((group) => group.name === place.group)
    const group = cluster.nodeGroups[index]
    if (group === undefined) return cluster
    const changed = change(group)
    if (changed === group) return cluster
    return { ...cluster, nodeGroups: cluster.nodeGroups.with(index, changed) }
  })
}

/** Changes one cluster; the plan itself where `change` gives the cluster back. */
export function changeCluster(
  plan: Plan,
  place: ClusterPlace,
  change: (cluster: Cluster) => Cluster,
): Plan {
  const design: Design | undefined = plan.designs[place.design]
  const cluster = design?.clusters[place.cluster]
  if (design === undefined || cluster === undefined) return plan
  const changed = change(cluster)
  if (changed === cluster) return plan
  const clusters = design.clusters.with(place.cluster, changed)
  return { ...plan, designs: plan.designs.with(place.design, { ...design, clusters }) }
}

function withField<Value extends object, Field extends keyof Value>(
  value: Value,
  field: Field,
  member: Value[Field] | undefined,
): Value {
  if (isSame(value[field], member)) return value
  if (member !== undefined) return { ...value, [field]: member }
  const { [field]: _left, ...others } = value
  // Only optional fields are ever taken away.
  return others as Value
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
  return a.every((item, index) => item === b[index])
}

function removeGroupZone(group: NodeGroup, zone: string): NodeGroup {
  const zones = group.zones?.filter((name) => name !== zone)
  if (zones === undefined || zones.length === 0 || zones.length === group.zones?.length)
    return group
  const offered = group.offeredZones?.filter((name) => name !== zone)
  return offered === undefined ? { ...group, zones } : { ...group, zones, offeredZones: offered }
}

function renameOwned(
  autoscalers: readonly Autoscaler[],
  from: string,
  to: string | undefined,
): readonly Autoscaler[] {
  return autoscalers.map((autoscaler) => {
    if (autoscaler.owns === 'auto-discovery' || !autoscaler.owns.includes(from)) return autoscaler
    const owns = autoscaler.owns.flatMap((name) =>
      name !== from ? [name] : to === undefined ? [] : [to],
    )
    return { ...autoscaler, owns }
  })
}

function toResourceId(object: KubeResource): ResourceId {
  const { name, namespace } = object.metadata
  const id = { apiVersion: object.apiVersion, kind: object.kind, name }
  return namespace === undefined ? id : { ...id, namespace }
}

function isResource(object: KubeResource, id: ResourceId): boolean {
  return (
    object.kind === id.kind &&
    object.metadata.name === id.name &&
    object.metadata.namespace === id.namespace &&
    (id.apiVersion === undefined || object.apiVersion === id.apiVersion)
  )
}
