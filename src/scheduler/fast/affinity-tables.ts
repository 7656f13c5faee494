/** Affinity and anti-affinity of a pod against counts that are kept while pods come and go (IPA-3 to IPA-13). */
import { findAnchor } from './label-lists.ts'
import { matchesOwnTerm, resolveTerms } from '../plugins/inter-pod-affinity.ts'
import type { ColumnPool, Domains, Entries, Tally } from './tally.ts'
import type { PodAffinityTerm } from '#kube/pod-affinity.ts'
import type { PodFilter, PodIndex, PodWatch } from './pod-index.ts'
import type { SchedulerPod, Snapshot } from '../snapshot.ts'
import type { TermIndex, TermListener } from './term-index.ts'

/** What counts under one topology key. */
export interface KeyCounts {
  readonly key: string
  /** Domain of each node; -1: it lacks the key. */
  readonly ids: Int32Array
  readonly sums: Int32Array
}

export interface KeySums {
  readonly key: string
  readonly ids: Int32Array
  readonly sums: Float64Array
}

export interface AffinityTable {
  /** IPA-7: where the pods are that the pod wants to be with. */
  readonly affinity: readonly KeyCounts[]
  readonly affinityEntries: Entries
  /** The pod matches its own affinity: it may be the first of its series. */
  readonly isOwnPeer: boolean
  /** IPA-8. */
  readonly anti: readonly KeyCounts[]
  /** IPA-9; grows when a pod comes whose terms match. */
  readonly existingAnti: readonly KeyCounts[]
  readonly existingEntries: Entries
  readonly hasOwnTerms: boolean
  /** IPA-11; grows likewise. */
  readonly scores: readonly KeySums[]
  readonly scoreEntries: Entries
}

export interface MadeAffinity {
  readonly table: AffinityTable
  readonly watches: readonly PodWatch[]
  readonly listener: TermListener
}

/** The table of a pod, kept until its watches and its listener are taken back. */
export function makeAffinityTable(
  pod: SchedulerPod,
  world: {
    readonly snapshot: Pick<Snapshot, 'namespaces' | 'version'>
    readonly pods: PodIndex
    readonly terms: TermIndex
    readonly findDomains: (topologyKey: string) => Domains
    readonly columns: ColumnPool
  },
): MadeAffinity {
  const { snapshot, pods, terms } = world
  const { podAffinity } = pod.spec
  const required = resolveTerms(podAffinity.required, snapshot)
  const requiredAnti = resolveTerms(podAffinity.requiredAnti, snapshot)
  const watches: PodWatch[] = []
  const watch = (filter: PodFilter, tallies: readonly Tally[]): void => {
    const made = { ...filter, tallies }
    pods.watch(made)
    watches.push(made)
  }

  const affinity: KeyCounts[] = []
  const affinityEntries: Entries = { count: 0, changes: 0 }
  for (const { topologyKey } of required) findCounts(affinity, topologyKey, world)
  const peers = filterPods(required)
  if (required.length > 0) {
    watch(
      peers,
      affinity.map(({ ids, sums }) => tallyOf(ids, sums, affinityEntries)),
    )
  }

  const anti: KeyCounts[] = []
  for (const term of requiredAnti) {
    const { ids, sums } = findCounts(anti, term.topologyKey, world)
    watch(filterPods([term]), [tallyOf(ids, sums, { count: 0, changes: 0 })])
  }

  const scores: KeySums[] = []
  const scoreEntries: Entries = { count: 0, changes: 0 }
  const preferred = [
    ...podAffinity.preferred,
    ...podAffinity.preferredAnti.map(({ term, weight }) => ({ term, weight: -weight })),
  ]
  for (const { term, weight } of preferred) {
    const { ids, sums } = findSums(scores, term.topologyKey, world)
    watch(filterPods(resolveTerms([term], snapshot)), [
      { ...tallyOf(ids, sums, scoreEntries), weight },
    ])
  }

  const existingAnti: KeyCounts[] = []
  const existingEntries: Entries = { count: 0, changes: 0 }
  const listener: TermListener = {
    pod,
    namespaceLabels: snapshot.namespaces.get(pod.namespace) ?? {},
    joined: [],
    makeTally: ({ kind, term: { topologyKey }, weight }) => {
      if (kind === 'scores') {
        const { ids, sums } = findSums(scores, topologyKey, world)
        return { ...tallyOf(ids, sums, scoreEntries), weight }
      }
      const { ids, sums } = findCounts(existingAnti, topologyKey, world)
      return tallyOf(ids, sums, existingEntries)
    },
  }
  terms.listen(listener)
  return {
    table: {
      affinity,
      affinityEntries,
      isOwnPeer: peers.matches(pod),
      anti,
      existingAnti,
      existingEntries,
      hasOwnTerms: required.length + requiredAnti.length > 0,
      scores,
      scoreEntries,
    },
    watches,
    listener,
  }
}

/** Pods that match all of the terms. */
function filterPods(terms: readonly PodAffinityTerm[]): PodFilter {
  const anchors = terms.map(({ selector }) => findAnchor(selector))
  return {
    anchor: anchors.find((anchor) => anchor !== undefined),
    matches: (other) => terms.every((term) => matchesOwnTerm(term, other)),
  }
}

function tallyOf(domainOf: Int32Array, sums: Tally['sums'], entries: Entries): Tally {
  return { domainOf, sums, weight: 1, entries }
}

function findCounts(
  list: KeyCounts[],
  key: string,
  {
    findDomains,
    columns,
  }: { readonly findDomains: (topologyKey: string) => Domains; readonly columns: ColumnPool },
): KeyCounts {
  const known = list.find((one) => one.key === key)
  if (known !== undefined) return known
  const { ids, count } = findDomains(key)
  const made = { key, ids, sums: columns.take(count) }
  list.push(made)
  return made
}

function findSums(
  list: KeySums[],
  key: string,
  { findDomains }: { readonly findDomains: (topologyKey: string) => Domains },
): KeySums {
  const known = list.find((one) => one.key === key)
  if (known !== undefined) return known
  const { ids, count } = findDomains(key)
  const made = { key, ids, sums: new Float64Array(count) }
  list.push(made)
  return made
}
