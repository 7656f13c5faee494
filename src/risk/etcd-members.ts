/** Members of etcd as the rules of the control plane count them, and edits of where they are. */
import { compareText } from '#base/compare.ts'
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

/** The etcd clusters; where the plan names none and etcd is not apart, the masters carry `main`. */
export function listEtcd(plane: SelfManaged): readonly EtcdMembers[] {
  const listed = plane.etcd.clusters
    .map(({ name, members }, index) => ({ name, members, path: `etcd.clusters[${index}].members` }))
    .filter(({ members }) => members.length > 0)
  const isAssumed = plane.etcd.topology !== 'external' && plane.members.length > 0
  const hasMain = listed.some(({ name }) => name === 'main')
  return hasMain || !isAssumed
    ? listed
    : [{ name: 'main', members: plane.members, path: 'members' }, ...listed]
}

/** Members by zone; undefined where the zone of one is not known. */
export function countByZone(
  members: readonly Member[],
  zones: readonly string[],
): ReadonlyMap<string, number> | undefined {
  if (members.some(({ zone }) => zone === undefined)) return undefined
  return new Map(
    zones.map((zone) => [zone, members.filter((one) => one.zone === zone).length] as const),
  )
}

/**
 * The control plane with so many members, spread over the zones as evenly as they allow: members that
 * are too many leave the fullest zone, new ones join the emptiest, and no zone keeps two more than
 * another. Undefined where the zone of a member is not known.
 */
export function spreadMembers(
  plane: SelfManaged,
  { count, zones }: { readonly count: number; readonly zones: readonly string[] },
): SelfManaged | undefined {
  const isExternal = plane.etcd.topology === 'external'
  const lists = [...plane.members, ...plane.etcd.clusters.flatMap(({ members }) => members)]
  if (countByZone(lists, zones) === undefined) return undefined
  const [first] = plane.members
  // A new member is of the first one's type, and of no group yet: a group stays in its zone.
  const { instanceType } = first ?? {}
  const like = instanceType === undefined ? {} : { instanceType }
  const target = { count, zones }
  return {
    ...plane,
    members: isExternal
      ? plane.members
      : spreadList(plane.members, target, (name, zone) => ({ ...like, name, zone })),
    etcd: {
      ...plane.etcd,
      clusters: plane.etcd.clusters.map((one) => {
        const [model] = one.members
        if (model === undefined) return one
        const make = (name: string, zone: string) => ({ ...model, name, zone })
        return { ...one, members: spreadList(one.members, target, make) }
      }),
    },
  }
}

function spreadList<T extends Member>(
  members: readonly T[],
  { count, zones }: { readonly count: number; readonly zones: readonly string[] },
  make: (name: string, zone: string) => T,
): readonly T[] {
  let list = members
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
  const remove = (leaving: T | undefined) => list.filter((one) => one !== leaving)
  // Each turn ends with one member less, one more, or two zones nearer to each other: it ends.
  while (list.length > count) list = remove(findLast(findFullest()))
  while (list.length < count) {
    const zone = findEmptiest()
    list = [...list, make(findFreeName(zone, list), zone)]
  }
  while (sizeOf(findFullest()) - sizeOf(findEmptiest()) > 1) {
    const zone = findEmptiest()
    list = [...remove(findLast(findFullest())), make(findFreeName(zone, list), zone)]
  }
  return list
}

function findFreeName(zone: string, list: readonly Member[]): string {
  const names = list.map(({ name }) => name)
  const numbers = Array.from({ length: names.length + 1 }, (_, index) => index + 1)
  const free = numbers.find((number) => !names.includes(`${zone}-${number}`))
  return `${zone}-${free ?? numbers.length}`
}
