/** A plan's control plane as what availability asks of it: who is where, and what is not known. */
import { findEtcdHosts } from '#plan/etcd-hosts.ts'
import type { Cluster, ControlPlane } from '#plan/schema.ts'
import type { Placement } from './downtime.ts'
import { MAX_ZONES } from './quorum.ts'

/** What must be asked before there is a figure, and where the plan would say it. */
export interface Question {
  readonly path: string
  readonly question: string
  /** What the plan may say there; empty: only a person can write it. */
  readonly answers: readonly Answer[]
}

/** A value for the question's path, in words to choose it by. */
export interface Answer {
  readonly label: string
  readonly value:
    string | boolean | ControlPlane | readonly PlacedMember[] | SelfManaged['etcd']['clusters']
}

export interface PlacedMember {
  readonly name: string
  readonly zone: string
}

export interface EtcdCluster {
  readonly name: 'main' | 'events'
  readonly members: readonly PlacedMember[]
}

/** A control plane of one's own, every member in a known zone. */
export interface ControlPlaneLayout {
  readonly isExternal: boolean
  /** `main` first; the API needs its quorum. `events` where the plan has it. */
  readonly etcd: readonly [EtcdCluster, ...EtcdCluster[]]
  readonly apiServers: readonly PlacedMember[]
  /** All zones of the cluster. */
  readonly zones: readonly string[]
}

export type LayoutReading =
  | { readonly kind: 'managed'; readonly tier?: string }
  | { readonly kind: 'unknown'; readonly questions: readonly Question[] }
  | {
      readonly kind: 'self-managed'
      readonly layout: ControlPlaneLayout
      /** What the plan leaves open and the figures do not turn on. */
      readonly questions: readonly Question[]
    }

type SelfManaged = Extract<ControlPlane, { readonly kind: 'self-managed' }>

/** Reads the members and their zones; a member without a zone makes the answer unknown, never a pass (2.1). */
export function readLayout(cluster: Cluster, path: string): LayoutReading {
  const { controlPlane } = cluster
  const at = `${path}.controlPlane`
  switch (controlPlane.kind) {
    case 'managed':
      return {
        kind: 'managed',
        ...(controlPlane.tier === undefined ? {} : { tier: controlPlane.tier }),
      }
    case 'unknown':
      return unknown([askKind(at)])
    case 'self-managed':
      return readSelfManaged(controlPlane, { cluster, path: at })
  }
}

/** The zones alone, as the enumeration of 3.2 asks for them. */
export function toPlacement(layout: ControlPlaneLayout): Placement {
  const zonesOf = (members: readonly PlacedMember[]) => members.map(({ zone }) => zone)
  return {
    etcd: zonesOf(layout.etcd[0].members),
    ...(layout.isExternal ? { apiServers: zonesOf(layout.apiServers) } : {}),
    zones: layout.zones,
  }
}

function readSelfManaged(
  plane: SelfManaged,
  { cluster, path }: { readonly cluster: Cluster; readonly path: string },
): LayoutReading {
  const { etcd, members } = plane
  const isExternal = etcd.topology === 'external'
  const listed = cluster.zones.map(({ name }) => name)
  const open = askMembers(plane, path, listed)
  if (open.length > 0) return unknown(open)
  const questions: Question[] = []
  const strays: Question[] = []
  const place = (name: string, zone: string | undefined, at: string): readonly PlacedMember[] => {
    if (zone !== undefined) {
      if (!listed.includes(zone)) strays.push(askStray({ name, zone }, at, listed))
      return [{ name, zone }]
    }
    questions.push(askZone(name, at, listed))
    return []
  }
  const apiServers = members.flatMap((one, index) =>
    place(one.name, one.zone, `${path}.members[${index}]`),
  )
  const clusters = etcd.clusters.map((one, at): EtcdCluster => {
    // A stacked member goes with its master, whatever its own name is: `a` on `master-eu-west-1a`.
    const hosts = isExternal ? new Map<number, number>() : findEtcdHosts(members, one.members)
    return {
      name: one.name,
      members: one.members.flatMap((member, index) => {
        const host = members[hosts.get(index) ?? -1]
        const name = host?.name ?? member.name
        const zone = member.zone ?? host?.zone
        return place(name, zone, `${path}.etcd.clusters[${at}].members[${index}]`)
      }),
    }
  })
  if (questions.length > 0) return unknown(questions)
  const events = clusters.filter((one) => one.name === 'events' && one.members.length > 0)
  const mainMembers = clusters.find((one) => one.name === 'main')?.members ?? []
  const layout: ControlPlaneLayout = {
    isExternal,
    etcd: [
      { name: 'main', members: mainMembers.length === 0 ? apiServers : mainMembers },
      ...events,
    ],
    apiServers,
    zones: listed,
  }
  // A zone that the plan does not list fails as any other does.
  const zones = [...new Set([...listed, ...listMemberZones(layout)])]
  if (listMemberZones(layout).length > MAX_ZONES) {
    const question = `Which ${MAX_ZONES} zones at most hold its members?`
    return unknown([{ path, question, answers: [] }])
  }
  return { kind: 'self-managed', layout: { ...layout, zones }, questions: strays }
}

/** Whose the control plane is, where no file says it. */
export function askKind(path: string): Question {
  const etcd = { topology: 'unknown', clusters: [] } as const
  return {
    path,
    question: 'Is the control plane managed, or whose are its members?',
    answers: [
      { label: 'managed by EKS', value: { kind: 'managed' } },
      { label: 'members of its own', value: { kind: 'self-managed', members: [], etcd } },
    ],
  }
}

/** Which members there are and where etcd runs, as far as the plan leaves it open. */
export function askMembers(
  { members, etcd }: SelfManaged,
  path: string,
  zones: readonly string[],
): readonly Question[] {
  if (members.length === 0) {
    const question = 'Which members does it have?'
    return [{ path: `${path}.members`, question, answers: listSpreads('master', zones) }]
  }
  if (etcd.topology === 'unknown') {
    const question = 'Is etcd on the masters, or on machines of its own?'
    const answers = [
      { label: 'on the masters (stacked)', value: 'stacked' },
      { label: 'on machines of its own (external)', value: 'external' },
    ]
    return [{ path: `${path}.etcd.topology`, question, answers }]
  }
  const main = etcd.clusters.find(({ name }) => name === 'main')?.members ?? []
  if (etcd.topology !== 'external' || main.length > 0) return []
  const others = etcd.clusters.filter(({ name }) => name !== 'main')
  const answers = listSpreads('etcd', zones).map(({ label, value }) => ({
    label,
    value: [{ name: 'main', members: value } as const, ...others],
  }))
  return [{ path: `${path}.etcd.clusters`, question: 'Which members has etcd?', answers }]
}

export function askZone(name: string, path: string, zones: readonly string[]): Question {
  const answers = zones.map((zone) => ({ label: zone, value: zone }))
  return { path: `${path}.zone`, question: `In which zone is ${name}?`, answers }
}

function askStray({ name, zone }: PlacedMember, path: string, zones: readonly string[]): Question {
  return {
    ...askZone(name, path, zones),
    question: `${zone} is not a zone of the plan: in which zone is ${name}?`,
  }
}

/** Three members, one a zone, where there are so many; or one. */
function listSpreads(
  stem: string,
  zones: readonly string[],
): readonly { readonly label: string; readonly value: readonly PlacedMember[] }[] {
  const [first] = zones
  if (first === undefined) return []
  const spread = zones.slice(0, 3)
  const make = (zone: string) => ({ name: `${stem}-${zone}`, zone })
  const one = { label: `one, in ${first}`, value: [make(first)] }
  if (spread.length < 3) return [one]
  return [{ label: `three, in ${spread.join(', ')}`, value: spread.map(make) }, one]
}

function listMemberZones({ etcd, apiServers }: ControlPlaneLayout): readonly string[] {
  const members = [...etcd.flatMap((one) => one.members), ...apiServers]
  return [...new Set(members.map(({ zone }) => zone))]
}

function unknown(questions: readonly Question[]): LayoutReading {
  return { kind: 'unknown', questions }
}
