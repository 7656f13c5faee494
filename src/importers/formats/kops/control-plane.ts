import { compareText } from '#base/compare.ts'
import { hasObject, readList, readText, readWhole } from '#kube/field.ts'
import type { Cluster, ControlPlane } from '#plan/schema.ts'
import { decide, placeOf, report } from '../../import-context.ts'
import type { Draft, RawGroup } from './draft.ts'
import { findGroupZones, listGroupTypes } from './instance-group.ts'
import { makeVolume } from './volume.ts'

type SelfManaged = Extract<ControlPlane, { readonly kind: 'self-managed' }>
type EtcdCluster = SelfManaged['etcd']['clusters'][number]
type EtcdMember = EtcdCluster['members'][number]

/** Masters and the members of etcd with their volumes, each in the zone of its group (I6.1). */
export function mapControlPlane(
  draft: Draft,
  groups: Cluster['nodeGroups'],
): ControlPlane | undefined {
  const members = draft.groups
    .filter(({ role }) => role === 'control-plane')
    .flatMap((group) => listMembers(draft, group, groups))
  const clusters = mapEtcd(draft)
  if (members.length === 0 && clusters.length === 0) return undefined
  const etcdGroups = new Set(
    draft.groups.filter(({ role }) => role === 'etcd').map(({ name }) => name),
  )
  const usedGroups = readList(draft.spec, 'etcdClusters').flatMap((cluster) =>
    readList(cluster, 'etcdMembers').flatMap((member) => readText(member, 'instanceGroup') ?? []),
  )
  const isExternal = usedGroups.some((name) => etcdGroups.has(name))
  const apiEndpoint = hasObject(draft.spec, 'api', 'loadBalancer')
    ? 'load-balancer'
    : hasObject(draft.spec, 'api', 'dns')
      ? 'dns'
      : undefined
  return {
    kind: 'self-managed',
    members,
    etcd: {
      topology: clusters.length === 0 ? 'unknown' : isExternal ? 'external' : 'stacked',
      clusters,
    },
    ...(apiEndpoint === undefined ? {} : { apiEndpoint }),
  }
}

/** As many as the group wants: one is the rule, and then it bears the group's name. */
function listMembers(
  draft: Draft,
  group: RawGroup,
  groups: Cluster['nodeGroups'],
): SelfManaged['members'] {
  const count = groups.find(({ name }) => name === group.name)?.min ?? 1
  const zone = findSingleZone(draft, group)
  if (zone === undefined && count > 0) {
    const message = `masters of ${group.name} may stand in several zones; the zone of each is not known`
    report(
      draft.task.context,
      { code: 'kops-master-zone', severity: 'ambiguous', message },
      placeOf(group.document, 'spec.subnets'),
    )
  }
  const [instanceType] = listGroupTypes(group)
  return Array.from({ length: Math.min(count, MAX_MEMBERS) }, (_none, index) => ({
    name: count === 1 ? group.name : `${group.name}-${index + 1}`,
    ...(zone === undefined ? {} : { zone }),
    ...(instanceType === undefined ? {} : { instanceType }),
    group: group.name,
  }))
}

/** As many as a plan can hold. */
const MAX_MEMBERS = 15

function findSingleZone(draft: Draft, group: RawGroup): string | undefined {
  const found = findGroupZones(draft, group)
  return found?.unresolved.length === 0 && found.zones.length === 1 ? found.zones[0] : undefined
}

function mapEtcd(draft: Draft): readonly EtcdCluster[] {
  const defaultGiB = askDefaultSize(draft)
  const clusters = readList(draft.spec, 'etcdClusters').flatMap((raw, index): EtcdCluster[] => {
    const said = readText(raw, 'name')
    const name = (['main', 'events'] as const).find((known) => known === said)
    const path = `spec.etcdClusters[${index}]`
    if (name === undefined) {
      const message = `the etcd cluster "${(said ?? '').slice(0, 60)}" holds nothing of the API; a plan has main and events`
      tell(draft, { code: 'kops-etcd-cluster', severity: 'dropped', message }, path)
      return []
    }
    const members = readList(raw, 'etcdMembers').flatMap((member, at) =>
      mapMember(draft, member, { path: `${path}.etcdMembers[${at}]`, defaultGiB }),
    )
    reportPlacement(draft, { name, members }, path)
    return [{ name, members: members.toSorted((a, b) => compareText(a.name, b.name)) }]
  })
  return clusters
    .filter(({ name }, index) => clusters.findIndex((one) => one.name === name) === index)
    .toSorted((a, b) => -compareText(a.name, b.name))
}

function mapMember(
  draft: Draft,
  raw: unknown,
  at: { readonly path: string; readonly defaultGiB: number },
): EtcdMember[] {
  const groupName = readText(raw, 'instanceGroup')
  const name = readText(raw, 'name') ?? groupName
  if (name === undefined || name === '') return []
  const group = draft.groups.find((one) => one.name === groupName)
  const zone = group === undefined ? undefined : findSingleZone(draft, group)
  if (zone === undefined) {
    const message =
      group === undefined
        ? `the instance group ${groupName ?? ''} of etcd member ${name} is not in the import; its zone is not known`
        : `etcd member ${name}: ${group.name} has no single zone; that of the member is not known`
    tell(draft, { code: 'kops-etcd-zone', severity: 'ambiguous', message }, at.path)
  }
  const instanceType = group === undefined ? undefined : listGroupTypes(group)[0]
  return [
    {
      name,
      ...(zone === undefined ? {} : { zone }),
      ...(instanceType === undefined ? {} : { instanceType }),
      volume: mapVolume(raw, at.defaultGiB),
    },
  ]
}

const DEFAULT_GIB = 20
/** What a gp3 volume has where nobody asks for more. */
const GP3 = { iops: 3000, throughputMiBps: 125 }

/** Asked once for all members that do not say theirs. */
function askDefaultSize(draft: Draft): number {
  const silent = readList(draft.spec, 'etcdClusters').flatMap((cluster) =>
    readList(cluster, 'etcdMembers').filter(
      (member) => readWhole(member, 'volumeSize') === undefined,
    ),
  )
  if (silent.length === 0 || draft.document === undefined) return DEFAULT_GIB
  const answer = decide(
    draft.task.context,
    {
      id: `${draft.clusterName}.etcd.volumes`,
      code: 'kops-etcd-volume',
      subject: `volumes of etcd of ${draft.clusterName}`,
      message: `${silent.length} etcd ${silent.length === 1 ? 'member does' : 'members do'} not say the size of the volume: kOps’ default`,
      value: `${DEFAULT_GIB} GiB`,
      alternatives: [],
      free: true,
    },
    placeOf(draft.document, 'spec.etcdClusters'),
  )
  const size = Number(/^\s*(\d{1,5})/.exec(answer)?.[1])
  return size >= 1 && size <= 65_536 ? size : DEFAULT_GIB
}

/** The figures that nobody says are those of gp3; of another type only what is said counts. */
function mapVolume(raw: unknown, defaultGiB: number): ReturnType<typeof makeVolume> {
  const said = makeVolume({
    sizeGiB: readWhole(raw, 'volumeSize') ?? defaultGiB,
    type: readText(raw, 'volumeType'),
    iops: readWhole(raw, 'volumeIops') ?? readWhole(raw, 'volumeIOPS'),
    throughputMiBps: readWhole(raw, 'volumeThroughput'),
  })
  return said.type === 'gp3' ? { ...GP3, ...said } : said
}

/** I6.3: imported as it is, and told. */
function reportPlacement(draft: Draft, { name, members }: EtcdCluster, path: string): void {
  if (members.length % 2 === 0 && members.length > 0) {
    const message = `etcd ${name} has ${members.length} members: it bears no more losses than ${members.length - 1} would`
    tell(draft, { code: 'kops-etcd-even', severity: 'info', message }, path)
  }
  const zones = members.flatMap(({ zone }) => zone ?? [])
  const used = new Set(zones)
  const free = [...new Set([...draft.subnets.values()].flatMap(({ zone }) => zone ?? []))].filter(
    (zone) => !used.has(zone),
  )
  if (used.size === zones.length || free.length === 0) return
  const message = `members of etcd ${name} share a zone, while ${free.sort(compareText).join(', ')} ${free.length === 1 ? 'has' : 'have'} none`
  tell(draft, { code: 'kops-etcd-shared-zone', severity: 'info', message }, path)
}

function tell(draft: Draft, told: Parameters<typeof report>[1], path: string): void {
  if (draft.document === undefined) return
  report(draft.task.context, told, placeOf(draft.document, path))
}
