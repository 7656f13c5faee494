/** A plan's control plane as what availability asks of it: who is where, and what is not known. */
import { findEtcdHosts } from '#plan/etcd-hosts.ts'
import type { Cluster, ControlPlane } from '#plan/schema.ts'
import type { Placement } from './downtime.ts'
import { MAX_ZONES } from './quorum.ts'

/** What must be asked before there is a figure, and where the plan would say it. */
export interface Question {
  readonly path: string
  readonly question: string
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
      return unknown([
        { path: at, question: 'Is the control plane managed, or whose are its members?' },
      ])
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
  const main = etcd.clusters.find(({ name }) => name === 'main')?.members ?? []
  if (members.length === 0) {
    return unknown([{ path: `${path}.members`, question: 'Which members does it have?' }])
  }
  if (isExternal && main.length === 0) {
    return unknown([{ path: `${path}.etcd.clusters`, question: 'Which members has etcd?' }])
  }
  const questions: Question[] = []
  const place = (name: string, zone: string | undefined, at: string): readonly PlacedMember[] => {
    if (zone !== undefined) return [{ name, zone }]
    questions.push({ path: `${at}.zone`, question: `In which zone is ${name}?` })
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
    zones: cluster.zones.map(({ name }) => name),
  }
  if (countZones(layout) > MAX_ZONES) {
    return unknown([{ path, question: `Which ${MAX_ZONES} zones at most hold its members?` }])
  }
  return { kind: 'self-managed', layout, questions: listDoubts(plane, path) }
}

function listDoubts({ etcd }: SelfManaged, path: string): readonly Question[] {
  const hasMain = etcd.clusters.some(({ name, members }) => name === 'main' && members.length > 0)
  if (etcd.topology === 'unknown') {
    const question = 'Is etcd on the masters? The figures take it so.'
    return [{ path: `${path}.etcd.topology`, question }]
  }
  if (hasMain) return []
  const question = 'Has etcd a member on every master? The figures take it so.'
  return [{ path: `${path}.etcd.clusters`, question }]
}

function countZones({ etcd, apiServers }: ControlPlaneLayout): number {
  const members = [...etcd.flatMap((one) => one.members), ...apiServers]
  return new Set(members.map(({ zone }) => zone)).size
}

function unknown(questions: readonly Question[]): LayoutReading {
  return { kind: 'unknown', questions }
}
