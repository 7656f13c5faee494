/** The affinity terms of pods on nodes, equal ones together, and where the pods are that have them. */
import { HARD_POD_AFFINITY_WEIGHT } from '../plugins/inter-pod-affinity.ts'
import {
  addAnchored,
  addAt,
  createLabelLists,
  findAnchor,
  listAt,
  removeAt,
  removeOne,
  visitLabels,
} from './label-lists.ts'
import { changeTally } from './tally.ts'
import { matchesPodTerm } from '../match-pod-term.ts'
import type { Labels } from '#kube/labels.ts'
import type { PlacedPod } from './node-table.ts'
import type { PodAffinity, PodAffinityTerm } from '#kube/pod-affinity.ts'
import type { SchedulerPod } from '../snapshot.ts'
import type { Tally } from './tally.ts'

/** Equal terms of the pods on nodes. */
export interface TermGroup {
  /** Forbids (IPA-5), or adds to the score (IPA-11). */
  readonly kind: 'forbids' | 'scores'
  /** What one term adds to a score. */
  readonly weight: number
  readonly term: PodAffinityTerm
  /** How many such terms the pods of a node have. */
  readonly counts: Map<number, number>
  readonly tallies: Tally[]
}

/** Who wants to know of terms that match a pod. */
export interface TermListener {
  readonly pod: SchedulerPod
  /** Labels of the pod's namespace. */
  readonly namespaceLabels: Labels
  /** The tally to be kept of a group that matches. */
  makeTally(group: TermGroup): Tally
  /** Groups that count for it. */
  readonly joined: { readonly group: TermGroup; readonly tally: Tally }[]
}

export interface TermIndex {
  /** The groups of the pod's terms, a term each. */
  findGroups(affinity: PodAffinity): readonly TermGroup[]
  add(placed: PlacedPod, groups: readonly TermGroup[]): void
  remove(placed: PlacedPod, groups: readonly TermGroup[]): void
  listen(listener: TermListener): void
  unlisten(listener: TermListener): void
}

export function createTermIndex(): TermIndex {
  const groups = new Map<string, TermGroup>()
  const groupsByLabel = createLabelLists<TermGroup>()
  const wideGroups: TermGroup[] = []
  const listeners = new Set<TermListener>()
  const listenersByLabel = createLabelLists<TermListener>()

  function join(listener: TermListener, group: TermGroup): void {
    if (!matchesPodTerm(group.term, listener.pod, listener.namespaceLabels)) return
    const tally = listener.makeTally(group)
    group.tallies.push(tally)
    listener.joined.push({ group, tally })
    for (const [node, count] of group.counts) changeTally(tally, node, count)
  }

  function findGroup(kind: TermGroup['kind'], weight: number, term: PodAffinityTerm): TermGroup {
    const key = `${kind}${weight}${JSON.stringify(term)}`
    const known = groups.get(key)
    if (known !== undefined) return known
    const group: TermGroup = { kind, weight, term, counts: new Map(), tallies: [] }
    groups.set(key, group)
    const anchor = findAnchor(term.selector)
    if (anchor === undefined) {
      wideGroups.push(group)
      for (const listener of listeners) join(listener, group)
      return group
    }
    addAnchored(groupsByLabel, anchor, group)
    for (const value of anchor.values) {
      for (const listener of listAt(listenersByLabel, anchor.key, value)) join(listener, group)
    }
    return group
  }

  function change({ node }: PlacedPod, by: number, list: readonly TermGroup[]): void {
    for (const { counts, tallies } of list) {
      counts.set(node, (counts.get(node) ?? 0) + by)
      for (const tally of tallies) changeTally(tally, node, by)
    }
  }

  return {
    findGroups: ({ required, requiredAnti, preferred, preferredAnti }) => [
      ...requiredAnti.map((term) => findGroup('forbids', 1, term)),
      ...required.map((term) => findGroup('scores', HARD_POD_AFFINITY_WEIGHT, term)),
      ...preferred.map(({ term, weight }) => findGroup('scores', weight, term)),
      ...preferredAnti.map(({ term, weight }) => findGroup('scores', -weight, term)),
    ],
    add: (placed, list) => {
      change(placed, 1, list)
    },
    remove: (placed, list) => {
      change(placed, -1, list)
    },
    listen: (listener) => {
      listeners.add(listener)
      const { labels } = listener.pod
      for (const key of Object.keys(labels)) {
        addAt(listenersByLabel, key, labels[key] ?? '', listener)
      }
      visitLabels(groupsByLabel, labels, (group) => {
        join(listener, group)
      })
      for (const group of wideGroups) join(listener, group)
    },
    unlisten: (listener) => {
      listeners.delete(listener)
      const { labels } = listener.pod
      for (const key of Object.keys(labels)) {
        removeAt(listenersByLabel, key, labels[key] ?? '', listener)
      }
      for (const { group, tally } of listener.joined) removeOne(group.tallies, tally)
    },
  }
}

/** True where the pod has terms of any kind. */
export function hasTerms({
  required,
  requiredAnti,
  preferred,
  preferredAnti,
}: PodAffinity): boolean {
  return required.length + requiredAnti.length + preferred.length + preferredAnti.length > 0
}
