import { changeCluster, removeGroup, setGroupZones } from './edit.ts'
import type { ClusterPlace } from './edit.ts'
import { findEtcdHosts } from './etcd-hosts.ts'
import type { Cluster, ControlPlane, Plan } from './schema.ts'

/**
 * Edits of a control plane: whose it is, its masters, its etcd members and where each stands. A member
 * of a stacked etcd cluster shares its master's machine, so that it comes, moves and goes with it
 * (import specification I6.1). As in `edit.ts`: a changed copy, or the plan itself where nothing changes.
 */
export type SelfManaged = Extract<ControlPlane, { readonly kind: 'self-managed' }>
export type Master = SelfManaged['members'][number]
export type EtcdCluster = SelfManaged['etcd']['clusters'][number]
export type EtcdClusterName = EtcdCluster['name']
export type EtcdMember = EtcdCluster['members'][number]
export type EtcdTopology = SelfManaged['etcd']['topology']
export type ApiEndpoint = NonNullable<SelfManaged['apiEndpoint']>

export const ETCD_TOPOLOGIES = ['stacked', 'external', 'unknown'] as const
export const ETCD_CLUSTER_NAMES = ['main', 'events'] as const
export const API_ENDPOINTS = ['load-balancer', 'dns', 'single-address'] as const

/** As many as a plan can hold (`plan/schema.ts`). */
export const MAX_MEMBERS = 15

export interface MemberPlace extends ClusterPlace {
  readonly member: string
}

export interface EtcdPlace extends ClusterPlace {
  readonly etcd: EtcdClusterName
}

export interface EtcdMemberPlace extends EtcdPlace {
  readonly member: string
}

/** The control plane of a cluster where it is self-managed. */
export function findSelfManaged(plan: Plan, place: ClusterPlace): SelfManaged | undefined {
  const plane = plan.designs[place.design]?.clusters[place.cluster]?.controlPlane
  return plane?.kind === 'self-managed' ? plane : undefined
}

/**
 * Managed, self-managed, or not known. Managed takes the masters away, and the node groups that hold
 * nothing but masters or etcd; self-managed begins with three stacked masters, one a zone as far as the
 * zones go.
 */
export function setControlPlaneKind(
  plan: Plan,
  place: ClusterPlace,
  kind: ControlPlane['kind'],
): Plan {
  return changeCluster(plan, place, (cluster) => {
    if (cluster.controlPlane.kind === kind) return cluster
    if (kind === 'self-managed') return { ...cluster, controlPlane: makeStacked(cluster) }
    if (kind === 'unknown') return { ...cluster, controlPlane: { kind } }
    return { ...withoutPlaneGroups(cluster), controlPlane: { kind } }
  })
}

/** The groups that `setControlPlaneKind` takes away with a control plane of one's own. */
export function listPlaneGroups(cluster: Cluster): readonly string[] {
  return cluster.nodeGroups
    .filter(({ role }) => role === 'control-plane' || role === 'etcd')
    .map(({ name }) => name)
}

/** The level of a managed control plane ("standard", "tier-xl"); `undefined`: not said. */
export function setControlPlaneTier(
  plan: Plan,
  place: ClusterPlace,
  tier: string | undefined,
): Plan {
  return changeCluster(plan, place, (cluster) => {
    const plane = cluster.controlPlane
    if (plane.kind !== 'managed' || plane.tier === tier) return cluster
    return {
      ...cluster,
      controlPlane: { kind: 'managed', ...(tier === undefined ? {} : { tier }) },
    }
  })
}

/**
 * Puts a whole self-managed control plane in the place of the present one: what a fix proposes, or a
 * shape a person chooses.
 */
export function setSelfManaged(plan: Plan, place: ClusterPlace, plane: SelfManaged): Plan {
  return changeCluster(plan, place, (cluster) => ({ ...cluster, controlPlane: plane }))
}

/** How the API is reached (CPL-009); `undefined`: not known. */
export function setApiEndpoint(
  plan: Plan,
  place: ClusterPlace,
  endpoint: ApiEndpoint | undefined,
): Plan {
  return changePlane(plan, place, (plane) => {
    if (plane.apiEndpoint === endpoint) return plane
    const { apiEndpoint: _left, ...others } = plane
    return endpoint === undefined ? others : { ...others, apiEndpoint: endpoint }
  })
}

/**
 * Adds a master. What is not given is taken from the first one: its type, and with stacked etcd the
 * volume of its members. It belongs to no group: a group of masters stays in its zone.
 */
export function addMember(
  plan: Plan,
  place: ClusterPlace,
  member: { readonly zone?: string; readonly name?: string; readonly instanceType?: string },
): Plan {
  return changePlane(plan, place, (plane) => {
    if (plane.members.length >= MAX_MEMBERS) return plane
    const name = member.name ?? findFreeMemberName(plane, member.zone)
    const type = member.instanceType ?? plane.members[0]?.instanceType
    const added: Master = {
      name,
      ...(member.zone === undefined ? {} : { zone: member.zone }),
      ...(type === undefined ? {} : { instanceType: type }),
    }
    const members = [...plane.members, added]
    if (plane.etcd.topology === 'external') return { ...plane, members }
    // A list that is empty stands for one member on every master: it stays so.
    return {
      ...plane,
      members,
      etcd: mapEtcd(plane, (one) =>
        one.members.length === 0
          ? one
          : { ...one, members: [...one.members, makeEtcdMember(one, name, member.zone)] },
      ),
    }
  })
}

/** Takes a master away, with the etcd members on it, and the group that held it alone. */
export function removeMember(plan: Plan, place: MemberPlace): Plan {
  const plane = findSelfManaged(plan, place)
  const member = plane?.members.find(({ name }) => name === place.member)
  if (plane === undefined || member === undefined) return plan
  const changed = changePlane(plan, place, () => ({
    ...plane,
    members: plane.members.filter((one) => one !== member),
    etcd: mapEtcd(plane, (one) => {
      const leaving = listOnMaster(plane, one, member)
      return leaving.length === 0
        ? one
        : { ...one, members: one.members.filter((each) => !leaving.includes(each)) }
    }),
  }))
  const group = findOwnGroup(plan, place, member)
  return group === undefined ? changed : removeGroup(changed, { ...place, group })
}

/**
 * Puts a master in another zone, with the etcd members on it and the group that holds it alone. What has
 * to be done for it is another thing: the master is replaced, since a volume can't change its zone (R32).
 */
export function moveMember(plan: Plan, place: MemberPlace, zone: string | undefined): Plan {
  const plane = findSelfManaged(plan, place)
  const member = plane?.members.find(({ name }) => name === place.member)
  if (plane === undefined || member === undefined || member.zone === zone) return plan
  const changed = changePlane(plan, place, () => ({
    ...plane,
    members: plane.members.map((one) => (one === member ? withZone(one, zone) : one)),
    etcd: mapEtcd(plane, (one) => {
      const moving = listOnMaster(plane, one, member)
      return moving.length === 0
        ? one
        : {
            ...one,
            members: one.members.map((each) =>
              moving.includes(each) && each.zone !== undefined ? withZone(each, zone) : each,
            ),
          }
    }),
  }))
  const group = findOwnGroup(plan, place, member)
  if (group === undefined || zone === undefined) return changed
  return setGroupZones(changed, { ...place, group }, [zone])
}

/** The type of a master's machine, of the etcd members on it, and of the group that holds it alone. */
export function setMemberType(
  plan: Plan,
  place: MemberPlace,
  instanceType: string | undefined,
): Plan {
  const plane = findSelfManaged(plan, place)
  const member = plane?.members.find(({ name }) => name === place.member)
  if (plane === undefined || member === undefined || member.instanceType === instanceType)
    return plan
  const changed = changePlane(plan, place, () => ({
    ...plane,
    members: plane.members.map((one) => (one === member ? withType(one, instanceType) : one)),
    etcd: mapEtcd(plane, (one) => {
      const changing = listOnMaster(plane, one, member).filter(
        (each) => each.instanceType !== undefined,
      )
      return changing.length === 0
        ? one
        : {
            ...one,
            members: one.members.map((each) =>
              changing.includes(each) ? withType(each, instanceType) : each,
            ),
          }
    }),
  }))
  const group = findOwnGroup(plan, place, member)
  if (group === undefined || instanceType === undefined) return changed
  return changeCluster(changed, place, (cluster) => ({
    ...cluster,
    nodeGroups: cluster.nodeGroups.map((one) =>
      one.name === group && one.instanceTypes !== undefined
        ? { ...one, instanceTypes: [instanceType] }
        : one,
    ),
  }))
}

/** Another name for a master; etcd members of its name take it too. */
export function renameMember(plan: Plan, place: MemberPlace, name: string): Plan {
  return changePlane(plan, place, (plane) => {
    if (name === place.member || !plane.members.some((one) => one.name === place.member)) {
      return plane
    }
    const rename = <T extends Master | EtcdMember>(one: T): T =>
      one.name === place.member ? { ...one, name } : one
    return {
      ...plane,
      members: plane.members.map(rename),
      etcd:
        plane.etcd.topology === 'external'
          ? plane.etcd
          : mapEtcd(plane, (one) =>
              one.members.some((each) => each.name === place.member)
                ? { ...one, members: one.members.map(rename) }
                : one,
            ),
    }
  })
}

/**
 * Where etcd runs. Stacked puts a member of each etcd cluster on every master; external keeps as many
 * members in the same zones on machines of their own, of the masters' type where they had none.
 */
export function setEtcdTopology(plan: Plan, place: ClusterPlace, topology: EtcdTopology): Plan {
  return changePlane(plan, place, (plane) => {
    if (plane.etcd.topology === topology) return plane
    if (topology === 'unknown') return { ...plane, etcd: { ...plane.etcd, topology } }
    const clusters: readonly EtcdCluster[] =
      plane.etcd.clusters.length > 0 ? plane.etcd.clusters : [{ name: 'main', members: [] }]
    const make = topology === 'stacked' ? stackEtcd : partEtcd
    return { ...plane, etcd: { topology, clusters: clusters.map((one) => make(plane, one)) } }
  })
}

/** Adds or takes away an etcd cluster; one that is added has as many members as the other, or as masters. */
export function setEtcdCluster(plan: Plan, place: EtcdPlace, isThere: boolean): Plan {
  return changePlane(plan, place, (plane) => {
    const { clusters } = plane.etcd
    const found = clusters.some(({ name }) => name === place.etcd)
    if (found === isThere) return plane
    if (!isThere) {
      const left = clusters.filter(({ name }) => name !== place.etcd)
      return { ...plane, etcd: { ...plane.etcd, clusters: left } }
    }
    const [model] = clusters
    const members = model?.members ?? plane.members.map((one) => toEtcdMember(one, undefined))
    const added: EtcdCluster = { name: place.etcd, members }
    // `main` stands first, as importers write it.
    const all = place.etcd === 'main' ? [added, ...clusters] : [...clusters, added]
    return { ...plane, etcd: { ...plane.etcd, clusters: all } }
  })
}

/** Adds a member to one etcd cluster; its type and volume are those of the cluster's first. */
export function addEtcdMember(
  plan: Plan,
  place: EtcdPlace,
  member: { readonly zone?: string; readonly name?: string },
): Plan {
  return changeEtcd(plan, place, (etcd) => {
    if (etcd.members.length >= MAX_MEMBERS) return etcd
    const name = member.name ?? findFreeName('etcd', etcd.members, member.zone)
    return { ...etcd, members: [...etcd.members, makeEtcdMember(etcd, name, member.zone)] }
  })
}

export function removeEtcdMember(plan: Plan, place: EtcdMemberPlace): Plan {
  return changeEtcd(plan, place, (etcd) => {
    const members = etcd.members.filter(({ name }) => name !== place.member)
    return members.length === etcd.members.length ? etcd : { ...etcd, members }
  })
}

/** Puts an etcd member in another zone. A stacked one takes its master along, since they share a machine. */
export function moveEtcdMember(plan: Plan, place: EtcdMemberPlace, zone: string | undefined): Plan {
  const plane = findSelfManaged(plan, place)
  const etcd = plane?.etcd.clusters.find(({ name }) => name === place.etcd)
  const index = etcd?.members.findIndex(({ name }) => name === place.member) ?? -1
  if (plane === undefined || etcd === undefined || index === -1) return plan
  if (plane.etcd.topology !== 'external') {
    const host = plane.members[findEtcdHosts(plane.members, etcd.members).get(index) ?? -1]
    if (host !== undefined) return moveMember(plan, { ...place, member: host.name }, zone)
  }
  return changeEtcd(plan, place, (one) => {
    const member = one.members[index]
    if (member === undefined || member.zone === zone) return one
    return { ...one, members: one.members.with(index, withZone(member, zone)) }
  })
}

/** The volume of an etcd member; `undefined`: not known. */
export function setEtcdVolume(
  plan: Plan,
  place: EtcdMemberPlace,
  volume: EtcdMember['volume'] | undefined,
): Plan {
  return changeEtcd(plan, place, (etcd) => ({
    ...etcd,
    members: etcd.members.map((member) => {
      if (member.name !== place.member) return member
      const { volume: _left, ...others } = member
      return volume === undefined ? others : { ...others, volume }
    }),
  }))
}

/** A name that no master has: "master-1a", "master-1a-2". */
export function findFreeMemberName(plane: SelfManaged, zone: string | undefined): string {
  return findFreeName('master', plane.members, zone)
}

function findFreeName(
  stem: string,
  members: readonly { readonly name: string }[],
  zone: string | undefined,
): string {
  const base = zone === undefined ? stem : `${stem}-${zone}`
  const isFree = (name: string) => members.every((member) => member.name !== name)
  if (isFree(base)) return base
  const number = members.findIndex((_member, index) => isFree(`${base}-${index + 2}`))
  return `${base}-${number + 2}`
}

function makeStacked({ zones, provisioner }: Cluster): SelfManaged {
  const names: Master[] = []
  for (const index of [0, 1, 2]) {
    const zone = zones[index % Math.max(zones.length, 1)]?.name
    names.push({
      name: findFreeName('master', names, zone),
      ...(zone === undefined ? {} : { zone }),
    })
  }
  const etcdMembers = names.map((one) => toEtcdMember(one, undefined))
  // kOps keeps the events of the API in an etcd cluster of their own; others have one.
  const clusters = provisioner === 'kops' ? ETCD_CLUSTER_NAMES : (['main'] as const)
  return {
    kind: 'self-managed',
    members: names,
    etcd: {
      topology: 'stacked',
      clusters: clusters.map((name) => ({ name, members: etcdMembers })),
    },
    apiEndpoint: 'load-balancer',
  }
}

function withoutPlaneGroups(cluster: Cluster): Cluster {
  const leaving = new Set(listPlaneGroups(cluster))
  if (leaving.size === 0) return cluster
  return {
    ...cluster,
    nodeGroups: cluster.nodeGroups.filter(({ name }) => !leaving.has(name)),
    autoscalers: cluster.autoscalers.map((one) =>
      one.owns === 'auto-discovery'
        ? one
        : { ...one, owns: one.owns.filter((name) => !leaving.has(name)) },
    ),
  }
}

function stackEtcd(plane: SelfManaged, etcd: EtcdCluster): EtcdCluster {
  const volume = etcd.members[0]?.volume
  return { ...etcd, members: plane.members.map((one) => toEtcdMember(one, volume)) }
}

function partEtcd(plane: SelfManaged, etcd: EtcdCluster): EtcdCluster {
  const hosts = findEtcdHosts(plane.members, etcd.members)
  const members =
    etcd.members.length > 0
      ? etcd.members.map((member, index) => {
          const host = plane.members[hosts.get(index) ?? -1]
          const zone = member.zone ?? host?.zone
          const instanceType = member.instanceType ?? host?.instanceType
          return {
            ...member,
            ...(zone === undefined ? {} : { zone }),
            ...(instanceType === undefined ? {} : { instanceType }),
          }
        })
      : plane.members.map((one) => toEtcdMember(one, undefined))
  // A machine of its own bears a name of its own: what is shared with a master would read as its host.
  const taken = new Set(plane.members.map(({ name }) => name))
  const named: EtcdMember[] = []
  for (const member of members) {
    const isTaken = taken.has(member.name)
    named.push(isTaken ? { ...member, name: findFreeName('etcd', named, member.zone) } : member)
  }
  return { ...etcd, members: named }
}

function toEtcdMember(
  { name, zone, instanceType }: Master,
  volume: EtcdMember['volume'],
): EtcdMember {
  return {
    name,
    ...(zone === undefined ? {} : { zone }),
    ...(instanceType === undefined ? {} : { instanceType }),
    ...(volume === undefined ? {} : { volume }),
  }
}

function makeEtcdMember(etcd: EtcdCluster, name: string, zone: string | undefined): EtcdMember {
  const [model] = etcd.members
  return withZone({ ...model, name }, zone)
}

/** The members of one etcd cluster that share the master's machine. */
function listOnMaster(
  plane: SelfManaged,
  etcd: EtcdCluster,
  master: Master,
): readonly EtcdMember[] {
  if (plane.etcd.topology === 'external') return []
  const hosts = findEtcdHosts(plane.members, etcd.members)
  const at = plane.members.indexOf(master)
  return etcd.members.filter((_member, index) => hosts.get(index) === at)
}

/** The group that holds this master and no other, in one zone: it goes where the master goes. */
function findOwnGroup(plan: Plan, place: ClusterPlace, member: Master): string | undefined {
  const cluster = plan.designs[place.design]?.clusters[place.cluster]
  const plane = cluster?.controlPlane
  if (cluster === undefined || plane?.kind !== 'self-managed') return undefined
  const group = cluster.nodeGroups.find(({ name }) => name === member.group)
  if (group?.role !== 'control-plane' || (group.zones?.length ?? 1) > 1) return undefined
  const sharers = plane.members.filter((one) => one.group === group.name)
  return sharers.length === 1 ? group.name : undefined
}

function withZone<T extends { readonly zone?: string | undefined }>(
  member: T,
  zone: string | undefined,
): T {
  const { zone: _left, ...others } = member
  // Only the optional zone is taken away or set.
  return (zone === undefined ? others : { ...others, zone }) as T
}

function withType<T extends { readonly instanceType?: string | undefined }>(
  member: T,
  instanceType: string | undefined,
): T {
  const { instanceType: _left, ...others } = member
  // Only the optional type is taken away or set.
  return (instanceType === undefined ? others : { ...others, instanceType }) as T
}

function mapEtcd(plane: SelfManaged, change: (etcd: EtcdCluster) => EtcdCluster) {
  return { ...plane.etcd, clusters: plane.etcd.clusters.map(change) }
}

function changeEtcd(
  plan: Plan,
  place: EtcdPlace,
  change: (etcd: EtcdCluster) => EtcdCluster,
): Plan {
  return changePlane(plan, place, (plane) => {
    const index = plane.etcd.clusters.findIndex(({ name }) => name === place.etcd)
    const etcd = plane.etcd.clusters[index]
    if (etcd === undefined) return plane
    const changed = change(etcd)
    if (changed === etcd) return plane
    return {
      ...plane,
      etcd: { ...plane.etcd, clusters: plane.etcd.clusters.with(index, changed) },
    }
  })
}

function changePlane(
  plan: Plan,
  place: ClusterPlace,
  change: (plane: SelfManaged) => SelfManaged,
): Plan {
  return changeCluster(plan, place, (cluster) => {
    const plane = cluster.controlPlane
    if (plane.kind !== 'self-managed') return cluster
    const changed = change(plane)
    return changed === plane ? cluster : { ...cluster, controlPlane: changed }
  })
}
