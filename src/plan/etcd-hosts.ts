import type { ControlPlane } from './schema.ts'

type SelfManaged = Extract<ControlPlane, { readonly kind: 'self-managed' }>
type Master = SelfManaged['members'][number]
type EtcdMember = SelfManaged['etcd']['clusters'][number]['members'][number]

/**
 * On which master each member of one stacked etcd cluster runs, one on each: the master of the member's
 * name or of a name that ends in it, as `master-eu-west-1a` of `eu-west-1a`, else one of its zone that is
 * free. By index: of the member, of the master; a member that fits none is left out.
 */
export function findEtcdHosts(
  masters: readonly Master[],
  members: readonly EtcdMember[],
): ReadonlyMap<number, number> {
  const hosts = new Map<number, number>()
  for (const fits of WAYS_TO_FIT) {
    for (const [index, member] of members.entries()) {
      if (hosts.has(index)) continue
      const taken = new Set(hosts.values())
      const host = masters.findIndex(
        (master, at) => !taken.has(at) && mayShareZone(member, master) && fits(member, master),
      )
      if (host >= 0) hosts.set(index, host)
    }
  }
  return hosts
}

/** From sure to weak. */
const WAYS_TO_FIT: readonly ((member: EtcdMember, master: Master) => boolean)[] = [
  (member, master) => member.name === master.name || member.name === master.group,
  (member, master) =>
    [master.name, master.group ?? ''].some((name) => name.endsWith(`-${member.name}`)),
  (member, master) => member.zone !== undefined && member.zone === master.zone,
]

function mayShareZone(member: EtcdMember, master: Master): boolean {
  return member.zone === undefined || master.zone === undefined || member.zone === master.zone
}
