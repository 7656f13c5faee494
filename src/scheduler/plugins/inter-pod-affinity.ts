import { SUCCESS, rejectForGood, rejectNode } from '../framework.ts'
import { findLabel } from '#kube/labels.ts'
import { isEmptySelector, matchesSelector } from '#kube/label-selector.ts'
import { matchesPodTerm } from '../match-pod-term.ts'
import { renderSome } from '../render-amount.ts'
import type { Labels } from '#kube/labels.ts'
import type { NodeCheck, Plugin } from '../framework.ts'
import type { NodeState, SchedulerPod, Snapshot } from '../snapshot.ts'
import type { PodAffinityTerm } from '#kube/pod-affinity.ts'

/** Pods counted by `key=value` of a topology. */
type Counts = ReadonlyMap<string, number>

/** IPA-7 to IPA-9. */
export const NO_AFFINITY = rejectForGood("node(s) didn't match pod affinity rules")
export const OWN_ANTI_AFFINITY = rejectNode("node(s) didn't match pod anti-affinity rules")
export const EXISTING_ANTI_AFFINITY = rejectNode(
  "node(s) didn't satisfy existing pods anti-affinity rules",
)

interface State {
  readonly pod: SchedulerPod
  readonly required: readonly PodAffinityTerm[]
  readonly requiredAnti: readonly PodAffinityTerm[]
  readonly namespaces: Snapshot['namespaces']
  /** IPA-3: pods that match all required terms. */
  readonly affinity: Counts
  /** IPA-4: pods that match a term of the pod's anti-affinity. */
  readonly anti: Counts
  /** IPA-5: terms of other pods' anti-affinity that match the pod. */
  readonly existingAnti: Counts
}

/** IPA-1 to IPA-13: affinity and anti-affinity between pods, required and preferred, in both directions. */
export const interPodAffinity: Plugin = {
  name: 'InterPodAffinity',
  retriesWhen: 'a pod that its terms match comes or goes, or a node comes or gets other labels',
  wakesOn: ['pod-bound', 'pod-deleted'],
  skipsFilter:
    'the pod has no required pod affinity, and the anti-affinity of no other pod is against it',
  preFilter: (pod, snapshot) => {
    const start: State = {
      pod,
      required: resolveTerms(pod.spec.podAffinity.required, snapshot),
      requiredAnti: resolveTerms(pod.spec.podAffinity.requiredAnti, snapshot),
      namespaces: snapshot.namespaces,
      affinity: new Map(),
      anti: new Map(),
      existingAnti: new Map(),
    }
    const hasOwnTerms = start.required.length + start.requiredAnti.length > 0
    const state = countAll(start, hasOwnTerms, snapshot)
    if (!hasOwnTerms && state.existingAnti.size === 0) return { kind: 'skip' }
    return { kind: 'run', check: checkAffinity(state) }
  },
  scoring: {
    weight: 2,
    skips: 'neither the pod nor another prefers to be near or far',
    preScore: (pod, _feasibleNodes, snapshot) => {
      const sums = sumPreferences(pod, snapshot)
      if (sums.size === 0) return { kind: 'skip' }
      return {
        kind: 'run',
        score: ({ node }) => {
          let score = 0
          for (const [key, byValue] of sums) {
            const value = findLabel(node.labels, key)
            if (value !== undefined) score += byValue.get(value) ?? 0
          }
          return score
        },
        normalize: stretchScores,
      }
    },
  },
}

/** IPA-11: how often a required affinity term of a running pod counts (3.3). */
export const HARD_POD_AFFINITY_WEIGHT = 1

/** IPA-11: what each domain is worth, by key and value; what cancels to 0 is still there (IPA-12). */
function sumPreferences(
  pod: SchedulerPod,
  snapshot: Snapshot,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const own = pod.spec.podAffinity
  const ownTerms = [
    ...own.preferred.map(({ term, weight }) => ({ term, weight })),
    ...own.preferredAnti.map(({ term, weight }) => ({ term, weight: -weight })),
  ].flatMap(({ term, weight }) =>
    resolveTerms([term], snapshot).map((resolved) => ({ term: resolved, weight })),
  )
  const namespaceLabels = snapshot.namespaces.get(pod.namespace) ?? {}
  const sums = new Map<string, Map<string, number>>()
  for (const { node, pods } of snapshot.nodes) {
    const add = ({ topologyKey }: PodAffinityTerm, weight: number): void => {
      const value = findLabel(node.labels, topologyKey)
      if (value === undefined) return
      const byValue = sums.get(topologyKey) ?? new Map<string, number>()
      sums.set(topologyKey, byValue.set(value, (byValue.get(value) ?? 0) + weight))
    }
    for (const other of pods) {
      for (const { term, weight } of ownTerms) if (matchesOwnTerm(term, other)) add(term, weight)
      const matches = (term: PodAffinityTerm): boolean => matchesPodTerm(term, pod, namespaceLabels)
      const { required, preferred, preferredAnti } = other.spec.podAffinity
      for (const term of required) if (matches(term)) add(term, HARD_POD_AFFINITY_WEIGHT)
      for (const { term, weight } of preferred) if (matches(term)) add(term, weight)
      for (const { term, weight } of preferredAnti) if (matches(term)) add(term, -weight)
    }
  }
  return sums
}

/** IPA-13: the least becomes 0, the greatest 100; the division comes first, as upstream. */
export function stretchScores(raw: readonly number[]): readonly number[] {
  const least = Math.min(...raw)
  const range = Math.max(...raw) - least
  return raw.map((score) => (range === 0 ? 0 : Math.trunc(100 * ((score - least) / range))))
}

function checkAffinity(state: State): NodeCheck {
  return {
    filter: ({ node }) => {
      if (!meetsAffinity(state, node.labels)) {
        return NO_AFFINITY
      }
      if (state.requiredAnti.some((term) => isCounted(state.anti, term.topologyKey, node.labels))) {
        return OWN_ANTI_AFFINITY
      }
      return Object.keys(node.labels).some((key) => isCounted(state.existingAnti, key, node.labels))
        ? EXISTING_ANTI_AFFINITY
        : SUCCESS
    },
    explain: (nodeStates) => explainTerms(state, nodeStates),
    withChange: ({ kind, pod, nodeState }) =>
      checkAffinity(changeCounts(state, pod, nodeState, kind === 'add' ? 1 : -1)),
  }
}

/** The domains that the terms rule out, or that nothing they want is in. */
function explainTerms(state: State, nodeStates: readonly NodeState[]): string {
  const parts = nodeStates.flatMap(({ node: { labels } }): readonly string[] => {
    if (!meetsAffinity(state, labels)) {
      return state.required
        .filter(({ topologyKey }) => !isCounted(state.affinity, topologyKey, labels))
        .map(({ topologyKey }) => {
          const value = findLabel(labels, topologyKey)
          return value === undefined
            ? `no label ${topologyKey}`
            : `no pod that it wants near is in ${topologyKey} ${value}`
        })
    }
    const own = state.requiredAnti
      .filter(({ topologyKey }) => isCounted(state.anti, topologyKey, labels))
      .map(({ topologyKey }) => `a pod that it avoids is in ${renderDomain(topologyKey, labels)}`)
    if (own.length > 0) return own
    return Object.keys(labels)
      .filter((key) => isCounted(state.existingAnti, key, labels))
      .map((key) => `a pod that avoids it is in ${renderDomain(key, labels)}`)
  })
  return renderSome(parts)
}

function renderDomain(key: string, labels: Labels): string {
  return `${key} ${findLabel(labels, key) ?? ''}`
}

/** IPA-7: every term has its pods in the node's domain, or this is the first pod of its series. */
function meetsAffinity(state: State, labels: Labels): boolean {
  const { required, affinity, pod } = state
  if (required.some((term) => findLabel(labels, term.topologyKey) === undefined)) return false
  if (required.every((term) => isCounted(affinity, term.topologyKey, labels))) return true
  return affinity.size === 0 && required.every((term) => matchesOwnTerm(term, pod))
}

function isCounted(counts: Counts, key: string, labels: Labels): boolean {
  const value = findLabel(labels, key)
  return value !== undefined && (counts.get(`${key}=${value}`) ?? 0) > 0
}

/** Without terms of its own a pod is only touched by the anti-affinity of others. */
function countAll(start: State, hasOwnTerms: boolean, snapshot: Snapshot): State {
  const affinity = new Map<string, number>()
  const anti = new Map<string, number>()
  const existingAnti = new Map<string, number>()
  for (const nodeState of snapshot.nodes) {
    for (const other of nodeState.pods) {
      if (!hasOwnTerms && other.spec.podAffinity.requiredAnti.length === 0) continue
      const touched = listTouched(start, other, nodeState)
      for (const key of touched.affinity) affinity.set(key, (affinity.get(key) ?? 0) + 1)
      for (const key of touched.anti) anti.set(key, (anti.get(key) ?? 0) + 1)
      for (const key of touched.existingAnti) {
        existingAnti.set(key, (existingAnti.get(key) ?? 0) + 1)
      }
    }
  }
  return { ...start, affinity, anti, existingAnti }
}

/** IPA-10: entries that reach 0 go, so that the first pod of a series is known again. */
function changeCounts(
  state: State,
  other: SchedulerPod,
  nodeState: NodeState,
  sign: 1 | -1,
): State {
  const touched = listTouched(state, other, nodeState)
  return {
    ...state,
    affinity: addTo(state.affinity, touched.affinity, sign),
    anti: addTo(state.anti, touched.anti, sign),
    existingAnti: addTo(state.existingAnti, touched.existingAnti, sign),
  }
}

function addTo(counts: Counts, keys: readonly string[], sign: 1 | -1): Counts {
  if (keys.length === 0) return counts
  const changed = new Map(counts)
  for (const key of keys) {
    const count = (changed.get(key) ?? 0) + sign
    if (count === 0) changed.delete(key)
    else changed.set(key, count)
  }
  return changed
}

/** The domains in which another pod counts, one entry a term (IPA-3, IPA-4, IPA-5). */
function listTouched(
  state: State,
  other: SchedulerPod,
  { node }: NodeState,
): {
  readonly affinity: readonly string[]
  readonly anti: readonly string[]
  readonly existingAnti: readonly string[]
} {
  const { pod, required, requiredAnti, namespaces } = state
  const matchesAll = required.length > 0 && required.every((term) => matchesOwnTerm(term, other))
  const labelsOfNamespace = namespaces.get(pod.namespace) ?? {}
  return {
    affinity: matchesAll ? listDomains(required, node.labels) : [],
    anti: listDomains(
      requiredAnti.filter((term) => matchesOwnTerm(term, other)),
      node.labels,
    ),
    existingAnti: listDomains(
      other.spec.podAffinity.requiredAnti.filter((term) =>
        matchesPodTerm(term, pod, labelsOfNamespace),
      ),
      node.labels,
    ),
  }
}

function listDomains(terms: readonly PodAffinityTerm[], labels: Labels): readonly string[] {
  return terms.flatMap(({ topologyKey }) => {
    const value = findLabel(labels, topologyKey)
    return value === undefined ? [] : [`${topologyKey}=${value}`]
  })
}

/**
 * IPA-2: before they are used, the namespaces that an incoming pod's selector chooses become names. Until
 * 1.36 the selector stays and is later asked with no labels at all; since 1.37 it is dropped (V-22).
 */
export function resolveTerms(
  terms: readonly PodAffinityTerm[],
  snapshot: Pick<Snapshot, 'namespaces' | 'version'>,
): readonly PodAffinityTerm[] {
  return terms.map((term) => {
    const selector = term.namespaceSelector
    if (selector.kind === 'nothing' || isEmptySelector(selector)) return term
    const chosen = [...snapshot.namespaces]
      .filter(([, labels]) => matchesSelector(selector, labels))
      .map(([name]) => name)
    return {
      ...term,
      namespaces: [...term.namespaces, ...chosen],
      namespaceSelector: snapshot.version === '1.37' ? ({ kind: 'nothing' } as const) : selector,
    }
  })
}

/** A term of the incoming pod, resolved: what is left of its selector sees no labels. */
export function matchesOwnTerm(term: PodAffinityTerm, other: SchedulerPod): boolean {
  return matchesPodTerm(term, other, {})
}
