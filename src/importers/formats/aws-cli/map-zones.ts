import { compareText } from '#base/compare.ts'
import type { Zone } from '#plan/schema.ts'
import { listSubnetClusters } from '../../aws-tags.ts'
import { placeOf, report } from '../../import-context.ts'
import type { ClusterDraft, Mapping } from './draft.ts'
import type { Subnet } from './inventory.ts'
import type { MappedGroup } from './map-group.ts'

/**
 * Zones of a cluster: those of its groups, machines, volumes and control plane, and of the subnets that
 * its tags give it; with the subnets of each and their free addresses (I12.10, E19).
 */
export function mapZones(
  mapping: Mapping,
  draft: ClusterDraft,
  groups: readonly MappedGroup[],
): readonly Zone[] {
  const { inventory } = mapping
  const subnets = listSubnets(mapping, draft, groups)
  reportAddresses(mapping, draft, groups)
  const names = new Set([
    ...groups.flatMap(({ group, draft: { members } }) => [
      ...(group.zones ?? []),
      ...members.flatMap(({ zone }) => zone ?? []),
    ]),
    ...draft.volumes.flatMap(({ zone }) => zone ?? []),
    ...draft.interfaces.flatMap(({ zone }) => zone ?? []),
    ...subnets.flatMap(({ zone }) => zone ?? []),
  ])
  const ids = new Map(
    [
      ...inventory.instances.map(({ zone, zoneId }) => [zone, zoneId] as const),
      ...[...inventory.subnets.values()].map(({ zone, zoneId }) => [zone, zoneId] as const),
      ...inventory.zones.map(({ name, zoneId }) => [name, zoneId] as const),
    ].filter(([, zoneId]) => zoneId !== undefined),
  )
  return [...names].sort(compareText).map((name): Zone => {
    const zoneId = ids.get(name)
    const own = subnets.filter(({ zone }) => zone === name)
    return {
      name,
      ...(zoneId === undefined ? {} : { zoneId }),
      ...(own.length === 0 ? {} : { subnets: own.map((subnet) => toPlanSubnet(mapping, subnet)) }),
    }
  })
}

function toPlanSubnet({ names }: Mapping, { id, prefix, freeIPs }: Subnet) {
  return {
    ...(names === 'ids' ? { id } : {}),
    ...(prefix === undefined ? {} : { cidr: prefix }),
    ...(freeIPs === undefined || freeIPs > 100_000 ? {} : { freeIPs }),
  }
}

/** Subnets of its groups, of its control plane, and those that its tags give it. */
function listSubnets(
  { inventory }: Mapping,
  draft: ClusterDraft,
  groups: readonly MappedGroup[],
): readonly Subnet[] {
  const ids = new Set([
    ...groups.flatMap(({ subnets }) => subnets.map(({ id }) => id)),
    ...draft.interfaces.flatMap(({ subnetId }) => subnetId ?? []),
    ...(draft.eksCluster?.subnetIds ?? []),
    ...draft.instances.flatMap(({ subnetId }) => subnetId ?? []),
  ])
  return [...inventory.subnets.values()]
    .filter(({ id, tags }) => ids.has(id) || listSubnetClusters(tags).includes(draft.name))
    .toSorted((a, b) => compareText(a.zone ?? '', b.zone ?? '') || compareText(a.id, b.id))
}

/** I12.10: free addresses by zone, when they were read, and which groups share a subnet. */
function reportAddresses(
  { task }: Mapping,
  draft: ClusterDraft,
  groups: readonly MappedGroup[],
): void {
  const bySubnet = new Map<string, { readonly subnet: Subnet; readonly names: string[] }>()
  for (const { group, subnets } of groups) {
    for (const subnet of subnets) {
      const known = bySubnet.get(subnet.id)
      if (known === undefined) bySubnet.set(subnet.id, { subnet, names: [group.name] })
      else known.names.push(group.name)
    }
  }
  const known = [...bySubnet.values()].filter(({ subnet }) => subnet.freeIPs !== undefined)
  const [first] = known
  if (first === undefined) return
  const byZone = new Map<string, number>()
  for (const { subnet } of known) {
    const zone = subnet.zone ?? 'an unknown zone'
    byZone.set(zone, (byZone.get(zone) ?? 0) + (subnet.freeIPs ?? 0))
  }
  const times = known.flatMap(({ subnet }) => subnet.at ?? []).toSorted(compareText)
  const when = times[0] === undefined ? 'at a time that the file does not say' : `at ${times[0]}`
  const list = [...byZone]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([zone, count]) => `${zone} ${count.toLocaleString('en-US')}`)
  const shared = new Set(
    [...bySubnet.values()].flatMap(({ names }) =>
      names.length > 1 ? [names.toSorted(compareText).slice(0, 5).join(', ')] : [],
    ),
  )
  const together =
    shared.size === 0
      ? ''
      : `; ${[...shared].toSorted(compareText).slice(0, 3).join('; and ')} share subnets, and so these addresses`
  const message = `free addresses in the subnets of ${draft.name}, read ${when}: ${list.join(', ')}${together}`
  report(
    task.context,
    { code: 'aws-free-addresses', severity: 'info', message },
    placeOf(first.subnet.document, 'Subnets'),
  )
}
