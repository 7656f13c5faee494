/** What the loss of one member or one zone does to the API, and what stops and keeps running then. */
import { compareText } from '#base/compare.ts'
import type { ControlPlaneLayout, EtcdCluster, PlacedMember } from './control-plane-layout.ts'
import { quorumSize } from './quorum.ts'

export interface Loss {
  readonly kind: 'member' | 'zone'
  readonly name: string
  readonly etcd: readonly {
    readonly name: EtcdCluster['name']
    readonly left: number
    readonly of: number
    readonly quorum: number
  }[]
  readonly apiServersLeft: number
  /** `main` has its quorum and an API server is left. */
  readonly isApiUp: boolean
}

/** What a control plane withstands (3.2: a zone is survived if none holds more than n − q members). */
export interface Tolerance {
  /** Members, whichever, that may be down at once. */
  readonly members: number
  /** Zones whose loss ends the API; empty: any one zone may go. */
  readonly zonesThatEndIt: readonly string[]
}

/** 3.1: lost API means that nothing is decided any more; what runs, runs on. */
export const STOPS_WITHOUT_API = ['scheduling', 'scaling', 'healing', 'deploys'] as const
/** 3.1. */
export const KEEPS_RUNNING_WITHOUT_API = [
  'running pods',
  'Services as last known',
  'traffic through load balancers',
] as const

/** The loss of each machine, then of each zone, one at a time. */
export function listLosses(layout: ControlPlaneLayout): readonly Loss[] {
  const api = listNames(layout.apiServers)
  const etcd = listNames(layout.etcd.flatMap(({ members }) => members))
  const loseMember = (name: string, layers: readonly Layer[]) =>
    describeLoss(layout, { kind: 'member', name }, (member, layer) => {
      return layers.includes(layer) && member.name === name
    })
  // Apart, a member of etcd is another machine than an API server of the same name.
  const machines = layout.isExternal
    ? [
        ...api.map((name) => loseMember(name, ['api'])),
        ...etcd.map((name) => loseMember(name, ['etcd'])),
      ]
    : [...new Set([...api, ...etcd])].sort(compareText).map((name) => loseMember(name, BOTH))
  const zones = layout.zones.map((name) =>
    describeLoss(layout, { kind: 'zone', name }, ({ zone }) => zone === name),
  )
  return [...machines, ...zones]
}

type Layer = 'api' | 'etcd'
const BOTH: readonly Layer[] = ['api', 'etcd']

function describeLoss(
  layout: ControlPlaneLayout,
  lost: Pick<Loss, 'kind' | 'name'>,
  goes: (member: PlacedMember, layer: Layer) => boolean,
): Loss {
  const etcd = layout.etcd.map(({ name, members }) => ({
    name,
    left: members.filter((member) => !goes(member, 'etcd')).length,
    of: members.length,
    quorum: quorumSize(members.length),
  }))
  const apiServersLeft = layout.apiServers.filter((member) => !goes(member, 'api')).length
  const [main] = etcd
  const isApiUp = main !== undefined && main.left >= main.quorum && apiServersLeft > 0
  return { ...lost, etcd, apiServersLeft, isApiUp }
}

function listNames(members: readonly PlacedMember[]): readonly string[] {
  return [...new Set(members.map(({ name }) => name))].sort(compareText)
}

/** What it withstands, from the losses (3.2, the rule of the vector). */
export function findTolerance(layout: ControlPlaneLayout): Tolerance {
  const { length } = layout.etcd[0].members
  const spare = length - quorumSize(length)
  return {
    members: layout.isExternal ? Math.min(spare, layout.apiServers.length - 1) : spare,
    zonesThatEndIt: listLosses(layout)
      .filter(({ kind, isApiUp }) => kind === 'zone' && !isApiUp)
      .map(({ name }) => name),
  }
}
