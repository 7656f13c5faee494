/** Members of etcd as the rules of the control plane count them, and edits of where they are. */
import { compareText } from '#base/compare.ts'
import { findEtcdHosts } from '#plan/etcd-hosts.ts'
import type { ControlPlane } from '#plan/schema.ts'

export type SelfManaged = Extract<ControlPlane, { readonly kind: 'self-managed' }>

export interface EtcdMembers {
  readonly name: 'main' | 'events'
  readonly members: readonly Member[]
  /** Of the list in the plan, below the control plane. */
  readonly path: string
}

export interface Member {
  readonly name: string
  readonly zone?: string | undefined
}

/**
 * The etcd clusters whose members are known. A stacked member is where its master is; where the plan
 * lists no `main` and etcd is stacked, every master carries one.
 */
export function listEtcd(plane: SelfManaged): readonly EtcdMembers[] {
  const listed = placeOnHosts(plane)
    .etcd.clusters.map(({ name, members }, index) => ({
      name,
      members,
      path: `etcd.clusters[${index}].members`,
    }))
    .filter(({ members }) => members.length > 0)
  const hasMain = listed.some(({ name }) => name === 'main')
  return hasMain || plane.etcd.topology !== 'stacked'
    ? listed
    : [{ name: 'main', members: plane.members, path: 'members' }, ...listed]
}

/** Members by zone, in order of the zones; members without one are not counted. */
export function countByZone(members: readonly Member[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { zone } of members) {
    if (zone !== undefined) counts.set(zone, (counts.get(zone) ?? 0) + 1)
  }
  return new Map([...counts].sort(([a], [b]) => compareText(a, b)))
}

export interface Spread {
  /** Zones of the plan, in its order. */
  readonly zones: readonly string[]
  /** How many members an etcd cluster of so many is to have. */
  readonly etcdCount: (now: number) => number
  /** The same of the API servers, where etcd is apart from them. */
  readonly apiCount: (now: number) => number
}

/**
 * The control plane with so many members, spread over the zones as evenly as they allow: members that
 * are too many leave the fullest zone, new ones join the emptiest, and no zone keeps two more than
 * another. Stacked members of etcd leave with their masters. Undefined where a zone is not known.
 */
export function spreadMembers(
  original: SelfManaged,
  { zones, etcdCount, apiCount }: Spread,
): SelfManaged | undefined {
  const plane = placeOnHosts(original)
  const { members, etcd } = plane
  const lists = [...members, ...etcd.clusters.flatMap((one) => one.members)]
  if (etcd.topology === 'unknown' || lists.some(({ zone }) => zone === undefined)) return undefined
  const isExternal = etcd.topology === 'external'
  const counts = listEtcd(plane).map((one) => ({
    name: one.name,
    now: one.members.length,
    wanted: etcdCount(one.members.length),
  }))
  const main = counts.find(({ name }) => name === 'main')
  const hasOneEach = main?.now === members.length
  const count = isExternal
    ? apiCount(members.length)
    : Math.max(hasOneEach ? 0 : members.length, ...counts.map(({ wanted }) => wanted))
  // A new member is of the first one's type, and of no group yet: a group stays in its zone.
  const instanceType = members[0]?.instanceType
  const like = instanceType === undefined ? {} : { instanceType }
  const kept =
    isExternal && count === members.length
      ? members
      : spreadList(members, { count, zones }, (name, zone) => ({ ...like, name, zone }))
  return {
    ...plane,
    members: kept,
    etcd: {
      ...etcd,
      clusters: etcd.clusters.map((one) => {
        const [model] = one.members
        if (model === undefined) return one
        const hosts = isExternal ? undefined : findEtcdHosts(members, one.members)
        const stays = (index: number): boolean => {
          const host = members[hosts?.get(index) ?? -1]
          return host === undefined || kept.includes(host)
        }
        const wanted = etcdCount(one.members.length)
        const leaving = one.members.filter((_, index) => !stays(index))
        const make = (name: string, zone: string) => ({ ...model, name, zone })
        return { ...one, members: spreadList(one.members, { count: wanted, zones, leaving }, make) }
      }),
    },
  }
}

/** An odd number of members that is no more than advised: what there is, or 3 or 5 (CPL-002). */
export function findOddCount(count: number): number {
  if (count % 2 === 1 && count <= MAX_ADVISED_MEMBERS) return count
  return count <= 4 ? 3 : 5
}

/** The advised ceiling (CPL-002). */
export const MAX_ADVISED_MEMBERS = 7

/** Every stacked member of etcd in the zone of its master, where its own is not said. */
function placeOnHosts(plane: SelfManaged): SelfManaged {
  if (plane.etcd.topology === 'external') return plane
  const clusters = plane.etcd.clusters.map((one) => {
    const hosts = findEtcdHosts(plane.members, one.members)
    const members = one.members.map((member, index) => {
      const zone = member.zone ?? plane.members[hosts.get(index) ?? -1]?.zone
      return zone === undefined || zone === member.zone ? member : { ...member, zone }
    })
    return { ...one, members }
  })
  return { ...plane, etcd: { ...plane.etcd, clusters } }
}

interface ListSpread<T> {
  readonly count: number
  readonly zones: readonly string[]
  /** Those that go first. */
  readonly leaving?: readonly T[]
}

function spreadList<T extends Member>(
  members: readonly T[],
  { count, zones, leaving = [] }: ListSpread<T>,
  make: (name: string, zone: string) => T,
): readonly T[] {
  // A zone that the plan does not list is no place to be.
  let list = members.filter((one) => zones.includes(one.zone ?? '') && !leaving.includes(one))
  const sizeOf = (zone: string) => list.filter((one) => one.zone === zone).length
  const [firstZone = ''] = zones
  const findEmptiest = () =>
    zones.reduce((best, zone) => (sizeOf(zone) < sizeOf(best) ? zone : best), firstZone)
  const findFullest = () =>
    zones.reduce((best, zone) => (sizeOf(zone) > sizeOf(best) ? zone : best), firstZone)
  const findLast = (zone: string) =>
    list
      .filter((one) => one.zone === zone)
      .sort((a, b) => compareText(a.name, b.name))
      .at(-1)
  const remove = (one: T | undefined) => list.filter((each) => each !== one)
  const add = (zone: string, others: readonly T[]) => [
    ...others,
    make(findFreeName(zone, [...others, ...members]), zone),
  ]
  // Each turn ends with one member less, one more, or two zones nearer to each other: it ends.
  while (list.length > count) list = remove(findLast(findFullest()))
  while (list.length < count) list = add(findEmptiest(), list)
  while (sizeOf(findFullest()) - sizeOf(findEmptiest()) > 1) {
    list = add(findEmptiest(), remove(findLast(findFullest())))
  }
  return list
}

function findFreeName(zone: string, list: readonly Member[]): string {
  const names = list.map(({ name }) => name)
  const numbers = Array.from({ length: names.length + 1 }, (_, index) => index + 1)
  const free = numbers.find((number) => !names.includes(`${zone}-${number}`))
  return `${zone}-${free ?? numbers.length}`
}
