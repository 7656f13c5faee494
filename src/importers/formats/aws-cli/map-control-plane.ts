import { compareText } from '#base/compare.ts'
import { EBS_VOLUME_TYPES } from '#plan/schema.ts'
import type { ControlPlane } from '#plan/schema.ts'
import { readEtcdMembers } from '../../aws-tags.ts'
import type { ObservedNode } from '../../format-importer.ts'
import { decide, placeOf, report, type SourceDocument } from '../../import-context.ts'
import type { Strength } from '../../importer.ts'
import type { ClusterDraft, Mapping } from './draft.ts'
import type { Volume } from './inventory.ts'
import type { MappedGroup } from './map-group.ts'

type SelfManaged = Extract<ControlPlane, { readonly kind: 'self-managed' }>
type EtcdCluster = SelfManaged['etcd']['clusters'][number]
type EtcdMember = EtcdCluster['members'][number]
type Member = SelfManaged['members'][number]

/** As many as a plan can hold. */
const MAX_MEMBERS = 15

export interface PlaneTask {
  readonly mapping: Mapping
  readonly draft: ClusterDraft
  readonly groups: readonly MappedGroup[]
  readonly nodes: readonly ObservedNode[]
  readonly strengths: Map<string, Strength>
}

/** EKS hides its own; of others the masters by role, and etcd by the volumes that kOps tags (I12.6, I12.12, I12.13). */
export function mapControlPlane(task: PlaneTask): ControlPlane | undefined {
  const { draft, groups } = task
  if (draft.provisioner === 'eks') return { kind: 'managed' }
  const members = listMembers(task)
  const clusters = mapEtcd(task)
  if (members.length === 0 && clusters.length === 0) {
    const message = `control plane of ${draft.name} not seen: no instance has the role`
    tell(task, { code: 'aws-no-control-plane', severity: 'info', message })
    return undefined
  }
  if (members.length === 0) {
    const message = `masters of ${draft.name} not seen, only its volumes of etcd: control plane not seen`
    tell(task, { code: 'aws-no-control-plane', severity: 'info', message })
  }
  const etcdZones = listZones(groups, 'etcd')
  if (clusters.length > 0) {
    const masterZones = listZones(groups, 'control-plane')
    const isStacked = clusters
      .flatMap((cluster) => cluster.members)
      .every(({ zone }) => zone === undefined || (masterZones.has(zone) && !etcdZones.has(zone)))
    return {
      kind: 'self-managed',
      members,
      etcd: { topology: isStacked ? 'stacked' : 'external', clusters },
    }
  }
  return { kind: 'self-managed', members, etcd: guessEtcd(task, members) }
}

/**
 * Machines with an API server and a member of etcd; those with the API server alone are not among them.
 * The only one of its group bears the group's name, as a kOps file has it.
 */
function listMembers({ groups, nodes }: PlaneTask): readonly Member[] {
  const masters = groups.filter(
    ({ draft }) => draft.role === 'control-plane' && !draft.isApiServerOnly,
  )
  const nameOf = new Map(nodes.map(({ instanceId, object }) => [instanceId, object.metadata.name]))
  return masters
    .flatMap(({ draft, group }) =>
      draft.members.map((instance): Member => ({
        name: draft.members.length === 1 ? group.name : (nameOf.get(instance.id) ?? group.name),
        ...(instance.zone === undefined ? {} : { zone: instance.zone }),
        instanceType: instance.type,
        group: group.name,
      })),
    )
    .toSorted((a, b) => compareText(a.zone ?? '', b.zone ?? '') || compareText(a.name, b.name))
    .slice(0, MAX_MEMBERS)
}

function listZones(groups: readonly MappedGroup[], role: string): ReadonlySet<string> {
  const own = groups.filter(({ draft }) => draft.role === role)
  return new Set(
    own.flatMap(({ draft, group }) => [
      ...(group.zones ?? []),
      ...draft.members.flatMap(({ zone }) => zone ?? []),
    ]),
  )
}

interface Found extends EtcdMember {
  readonly expected: readonly string[]
  readonly document: SourceDocument
}

/** I12.12: members by the first part of the tag, those that must be there by the second. */
function mapEtcd(task: PlaneTask): readonly EtcdCluster[] {
  const found = new Map<string, Found[]>()
  for (const volume of task.draft.volumes) {
    for (const { cluster, member, expected } of readEtcdMembers(volume.tags)) {
      const one = { ...toMember(task, volume, member), expected, document: volume.document }
      found.set(cluster, [...(found.get(cluster) ?? []), one])
    }
  }
  return (['main', 'events'] as const)
    .flatMap((name): EtcdCluster[] => {
      const all = found.get(name) ?? []
      const members = all.filter(
        (one, index) => all.findIndex((other) => other.name === one.name) === index,
      )
      if (members.length === 0) return []
      reportMissing(task, name, members)
      const sorted = members.toSorted((a, b) => compareText(a.name, b.name)).slice(0, MAX_MEMBERS)
      return [
        {
          name,
          members: sorted.map(({ expected: _expected, document: _document, ...own }) => own),
        },
      ]
    })
    .concat(dropOthers(task, found))
}

function toMember({ draft }: PlaneTask, volume: Volume, name: string): EtcdMember {
  const [attachment] = volume.attachments
  const host = draft.instances.find(({ id }) => id === attachment?.instanceId)
  const type = EBS_VOLUME_TYPES.find((known) => known === volume.type)
  const { sizeGiB, iops, throughputMiBps } = volume
  return {
    name,
    ...(volume.zone === undefined ? {} : { zone: volume.zone }),
    ...(host === undefined ? {} : { instanceType: host.type }),
    volume: {
      ...(sizeGiB === undefined || sizeGiB < 1 ? {} : { sizeGiB }),
      ...(type === undefined ? {} : { type }),
      ...(iops === undefined ? {} : { iops }),
      ...(throughputMiBps === undefined ? {} : { throughputMiBps }),
    },
  }
}

/** E18. */
function reportMissing(task: PlaneTask, cluster: string, members: readonly Found[]): void {
  const names = new Set(members.map(({ name }) => name))
  const expected = new Set(members.flatMap((member) => member.expected))
  for (const name of [...expected].sort(compareText)) {
    if (names.has(name)) continue
    const message = `member ${name} of ${cluster} not found`
    const document = members[0]?.document
    report(
      task.mapping.task.context,
      { code: 'aws-etcd-member', severity: 'error', message },
      document === undefined ? { file: '' } : placeOf(document, 'Volumes'),
    )
  }
}

function dropOthers(
  task: PlaneTask,
  found: ReadonlyMap<string, readonly Found[]>,
): readonly never[] {
  const others = [...found.keys()].filter((name) => name !== 'main' && name !== 'events')
  for (const name of others.sort(compareText)) {
    const message = `the etcd cluster "${name.slice(0, 60)}" holds nothing of the API; a plan has main and events`
    tell(task, { code: 'aws-etcd-cluster', severity: 'dropped', message })
  }
  return []
}

/** I12.13: as many masters as a quorum is made of hold etcd themselves; machines of etcd hold it alone. */
function guessEtcd(task: PlaneTask, members: readonly Member[]): SelfManaged['etcd'] {
  const { draft, groups, mapping, strengths } = task
  const machines = groups.filter((group) => group.draft.role === 'etcd')
  if (machines.length > 0) {
    const external = machines.flatMap(({ draft: { members: own }, group }) =>
      own.map((instance, index): EtcdMember => ({
        name: `${group.name}-${index + 1}`,
        ...(instance.zone === undefined ? {} : { zone: instance.zone }),
        instanceType: instance.type,
      })),
    )
    return {
      topology: 'external',
      clusters: [{ name: 'main', members: external.slice(0, MAX_MEMBERS) }],
    }
  }
  if (![1, 3, 5, 7].includes(members.length)) {
    const message = `${members.length} masters of ${draft.name}: whether etcd runs on them is not known`
    tell(task, { code: 'aws-etcd-unknown', severity: 'ambiguous', message })
    return { topology: 'unknown', clusters: [] }
  }
  strengths.set('controlPlane', 'follows')
  const answer = decide(
    mapping.task.context,
    {
      id: `${draft.name}.etcd`,
      code: 'aws-etcd-stacked',
      subject: `etcd of ${draft.name}`,
      message: `nothing says where etcd of ${draft.name} runs: on its ${members.length} ${members.length === 1 ? 'master' : 'masters'}, as is usual`,
      value: 'stacked',
      label: 'on the masters',
      alternatives: [{ value: 'unknown', label: 'not known' }],
    },
    placeOf(placeDocument(task), ''),
  )
  if (answer !== 'stacked') return { topology: 'unknown', clusters: [] }
  const own = members.map(({ group: _group, ...member }) => member)
  return { topology: 'stacked', clusters: [{ name: 'main', members: own }] }
}

function placeDocument({ draft, mapping }: PlaneTask): SourceDocument {
  const item = draft.instances[0] ?? draft.volumes[0] ?? draft.scalingGroups[0]
  const [first] = mapping.task.documents
  if (item !== undefined) return item.document
  if (first === undefined) throw new Error('an inventory without documents has no clusters')
  return first
}

function tell(
  task: PlaneTask,
  told: {
    readonly code: string
    readonly severity: 'info' | 'ambiguous' | 'dropped'
    readonly message: string
  },
): void {
  report(task.mapping.task.context, told, placeOf(placeDocument(task), ''))
}
