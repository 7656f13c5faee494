import { compareText } from '#base/compare.ts'
import { readText, readWhole } from '#kube/field.ts'
import { EBS_VOLUME_TYPES } from '#plan/schema.ts'
import type { ControlPlane, NodeGroup } from '#plan/schema.ts'
import { readEtcdMembers } from '../../aws-tags.ts'
import { placeOf, report } from '../../import-context.ts'
import type { Draft } from './draft.ts'
import type { Resource } from './read-resources.ts'
import { readZone } from './zones.ts'

type SelfManaged = Extract<ControlPlane, { readonly kind: 'self-managed' }>
type EtcdCluster = SelfManaged['etcd']['clusters'][number]

/** Managed by EKS, or the machines whose tags say so with the members of etcd by their volumes (I12.12, I12.13). */
export function mapControlPlane(
  draft: Draft,
  groups: readonly NodeGroup[],
  machines: SelfManaged['members'],
): ControlPlane | undefined {
  if (draft.eksCluster !== undefined || draft.eksGroups.length > 0 || draft.profiles.length > 0) {
    return { kind: 'managed' }
  }
  const apiServers = new Set(draft.apiServerGroups)
  const planeGroups = groups.filter(
    ({ role, name }) => role === 'control-plane' && !apiServers.has(name),
  )
  const members = [...planeGroups.flatMap(listMembers), ...machines].slice(0, MAX_MEMBERS)
  const clusters = mapEtcd(
    draft,
    groups.filter(({ name }) => !apiServers.has(name)),
  )
  if (members.length === 0 && clusters.length === 0) return undefined
  const etcdZones = new Set(
    groups.filter(({ role }) => role === 'etcd').flatMap(({ zones }) => zones ?? []),
  )
  const isExternal = clusters.some(({ members: own }) =>
    own.some(({ zone }) => zone !== undefined && etcdZones.has(zone)),
  )
  if (clusters.length > 0) {
    const topology = isExternal ? 'external' : 'stacked'
    return { kind: 'self-managed', members, etcd: { topology, clusters } }
  }
  const hasEtcdGroup = groups.some(({ role }) => role === 'etcd')
  // I12.13: an odd handful of masters without an etcd of its own.
  const isStacked = [1, 3, 5, 7].includes(members.length) && !hasEtcdGroup
  if (!isStacked) {
    return { kind: 'self-managed', members, etcd: { topology: 'unknown', clusters: [] } }
  }
  reportStacked(draft, members.length)
  const etcd = members.map(({ group: _group, ...member }) => member)
  return {
    kind: 'self-managed',
    members,
    etcd: { topology: 'stacked', clusters: [{ name: 'main', members: etcd }] },
  }
}

/** As many as a plan can hold. */
const MAX_MEMBERS = 15

/** As many as the group has at least; alone it bears the group's name. */
function listMembers(group: NodeGroup): SelfManaged['members'] {
  const count = Math.min(group.min ?? 1, MAX_MEMBERS)
  const [zone] = group.zones?.length === 1 ? group.zones : []
  const [instanceType] = group.instanceTypes ?? []
  return Array.from({ length: count }, (_none, index) => ({
    name: count === 1 ? group.name : `${group.name}-${index + 1}`,
    ...(zone === undefined ? {} : { zone }),
    ...(instanceType === undefined ? {} : { instanceType }),
    group: group.name,
  }))
}

function reportStacked(draft: Draft, count: number): void {
  const resource = draft.scalingGroups[0] ?? draft.instances[0]
  if (resource === undefined) return
  const message = `nothing tells of etcd: it is taken to stand on the ${count} ${count === 1 ? 'machine' : 'machines'} of the control plane`
  report(
    draft.world.task.context,
    { code: 'tf-etcd-stacked', severity: 'assumed', message },
    placeOf(resource.document, ''),
  )
}

interface FoundMember {
  readonly cluster: string
  readonly member: EtcdCluster['members'][number]
  readonly expected: readonly string[]
  readonly resource: Resource
}

function mapEtcd(draft: Draft, groups: readonly NodeGroup[]): readonly EtcdCluster[] {
  const found = draft.volumes.flatMap((resource): FoundMember[] =>
    readEtcdMembers(resource.tags).map(({ cluster, member, expected }) => ({
      cluster,
      expected,
      resource,
      member: mapMember(resource, member, groups),
    })),
  )
  const names = [...new Set(found.map(({ cluster }) => cluster))]
  return names
    .flatMap((said): EtcdCluster[] => {
      const own = found.filter(({ cluster }) => cluster === said)
      const name = (['main', 'events'] as const).find((known) => known === said)
      const [first] = own
      if (first === undefined) return []
      if (name === undefined) {
        const message = `the etcd cluster "${said.slice(0, 60)}" holds nothing of the API; a plan has main and events`
        tell(draft, first.resource, { code: 'tf-etcd-cluster', severity: 'dropped', message })
        return []
      }
      reportMissing(draft, name, own)
      const members = own.map(({ member }) => member)
      return [{ name, members: members.toSorted((a, b) => compareText(a.name, b.name)) }]
    })
    .toSorted((a, b) => -compareText(a.name, b.name))
}

/** Its type is that of the control plane's or etcd's group in its zone. */
function mapMember(
  resource: Resource,
  name: string,
  groups: readonly NodeGroup[],
): EtcdCluster['members'][number] {
  const zone = readZone(resource)
  const hosts = groups.filter(
    ({ role, zones }) =>
      (role === 'control-plane' || role === 'etcd') && zones?.length === 1 && zones[0] === zone,
  )
  const host = hosts.find(({ role }) => role === 'etcd') ?? hosts[0]
  const [instanceType] = host?.instanceTypes ?? []
  const { copy } = resource
  const sizeGiB = readWhole(copy, 'size')
  const type = EBS_VOLUME_TYPES.find((known) => known === readText(copy, 'type'))
  const iops = readWhole(copy, 'iops')
  const throughputMiBps = readWhole(copy, 'throughput')
  return {
    name,
    ...(zone === undefined ? {} : { zone }),
    ...(instanceType === undefined ? {} : { instanceType }),
    ...(sizeGiB === undefined
      ? {}
      : {
          volume: {
            sizeGiB,
            ...(type === undefined ? {} : { type }),
            ...(iops === undefined || iops === 0 ? {} : { iops }),
            ...(throughputMiBps === undefined || throughputMiBps === 0 ? {} : { throughputMiBps }),
          },
        }),
  }
}

function reportMissing(draft: Draft, name: string, own: readonly FoundMember[]): void {
  const here = new Set(own.map(({ member }) => member.name))
  const missing = new Set(own.flatMap(({ expected }) => expected).filter((one) => !here.has(one)))
  for (const member of [...missing].sort(compareText)) {
    const [first] = own
    if (first === undefined) return
    const message = `member ${member.slice(0, 60)} of ${name} not found`
    tell(draft, first.resource, { code: 'tf-etcd-member', severity: 'error', message })
  }
}

function tell(draft: Draft, { document }: Resource, told: Parameters<typeof report>[1]): void {
  report(draft.world.task.context, told, placeOf(document, 'tags'))
}
