import { SUCCESS, rejectForGood, rejectNode } from '../framework.ts'
import { HOSTNAME_LABEL, findLabel } from '#kube/labels.ts'
import { computeNaturalLog } from '../natural-log.ts'
import { findUntoleratedTaint } from '#kube/taint.ts'
import { isEmptySelector, matchesSelector } from '#kube/label-selector.ts'
import { listDefaultConstraints } from '../default-spread.ts'
import { matchesNodeAffinity } from '#kube/node-affinity.ts'
import { renderSome } from '../render-amount.ts'
import type { NodeCheck, Plugin, PreScoreResult, Status } from '../framework.ts'
import type { NodeState, SchedulerPod, Snapshot } from '../snapshot.ts'
import type { TopologySpreadConstraint } from '#kube/topology-spread.ts'

const MISMATCH = "node(s) didn't match pod topology spread constraints"

/** PTS-8. */
export const TOO_SKEWED = rejectNode(MISMATCH)
export const NO_TOPOLOGY_KEY = rejectForGood(`${MISMATCH} (missing required label)`)

/** Matching pods by value of the topology key, for one constraint. */
type Counts = ReadonlyMap<string, number>

/** PTS-1 to PTS-14: constraints that say DoNotSchedule filter, the others score. */
export const podTopologySpread: Plugin = {
  name: 'PodTopologySpread',
  retriesWhen:
    'a pod that is counted comes or goes, or a node comes, goes or gets other labels or taints',
  wakesOn: ['pod-bound', 'pod-deleted'],
  skipsFilter: 'the pod has no spread constraint that says DoNotSchedule',
  preFilter: (pod, snapshot) => {
    const constraints = pod.spec.topologySpread.filter(
      (constraint) => constraint.whenUnsatisfiable === 'DoNotSchedule',
    )
    if (constraints.length === 0) return { kind: 'skip' }
    const counts = countMatches(pod, constraints, snapshot)
    return { kind: 'run', check: checkSpread(pod, constraints, counts) }
  },
  scoring: {
    weight: 2,
    skips:
      'the pod has no constraint that says ScheduleAnyway, and no Service or owner selects it for the default ones',
    preScore: preScoreSpread,
  },
}

/** PTS-10 to PTS-14: constraints that say ScheduleAnyway, or the default ones. */
function preScoreSpread(
  pod: SchedulerPod,
  feasibleNodes: readonly NodeState[],
  snapshot: Snapshot,
): PreScoreResult {
  const isStrict = pod.spec.topologySpread.length > 0
  const constraints = isStrict
    ? pod.spec.topologySpread.filter((one) => one.whenUnsatisfiable === 'ScheduleAnyway')
    : listDefaultConstraints(pod, snapshot)
  if (constraints.length === 0) return { kind: 'skip' }
  const isIgnored = (nodeState: NodeState): boolean =>
    isStrict && !hasAllKeys(constraints, nodeState)
  const kept = feasibleNodes.filter((nodeState) => !isIgnored(nodeState))
  const countable = snapshot.nodes.filter((nodeState) => !isIgnored(nodeState))
  const measures = constraints.map((constraint) =>
    measureDomains(pod, constraint, { kept, countable }),
  )
  return {
    kind: 'run',
    score: (nodeState) => {
      if (isIgnored(nodeState)) return 0
      let score = 0
      for (const [index, constraint] of constraints.entries()) {
        const value = findLabel(nodeState.node.labels, constraint.topologyKey)
        const measure = measures[index]
        if (value === undefined || measure === undefined) continue
        const count = measure.counts?.get(value) ?? countPods(pod.namespace, constraint, nodeState)
        score += count * measure.weight + (constraint.maxSkew - 1)
      }
      // Halves go away from zero; scores are never negative.
      return Math.round(score)
    },
    normalize: (raw) => invertScores(raw, feasibleNodes.map(isIgnored)),
  }
}

/** PTS-11, PTS-12: matching pods by domain, and how much one of them weighs. */
function measureDomains(
  pod: SchedulerPod,
  constraint: TopologySpreadConstraint,
  nodes: { readonly kept: readonly NodeState[]; readonly countable: readonly NodeState[] },
): { readonly weight: number; readonly counts?: Counts } {
  const { topologyKey } = constraint
  if (topologyKey === HOSTNAME_LABEL) {
    return { weight: computeNaturalLog(nodes.kept.length + 2) }
  }
  // Without a value of its own, a node is of the domain with an empty name.
  const valueOf = ({ node }: NodeState): string => findLabel(node.labels, topologyKey) ?? ''
  const counts = new Map(nodes.kept.map((nodeState) => [valueOf(nodeState), 0]))
  for (const nodeState of nodes.countable) {
    const before = counts.get(valueOf(nodeState))
    if (before === undefined || !isIncluded(pod, constraint, nodeState)) continue
    counts.set(valueOf(nodeState), before + countPods(pod.namespace, constraint, nodeState))
  }
  return { weight: computeNaturalLog(counts.size + 2), counts }
}

/** PTS-14: fewer matching pods are better; nodes that were ignored get nothing. */
export function invertScores(
  raw: readonly number[],
  ignored: readonly boolean[],
): readonly number[] {
  const judged = raw.filter((_score, index) => ignored[index] !== true)
  const greatest = Math.max(0, ...judged)
  const least = Math.min(...judged)
  return raw.map((score, index) => {
    if (ignored[index] === true) return 0
    if (greatest === 0) return 100
    return Math.trunc((100 * (greatest + least - score)) / greatest)
  })
}

function checkSpread(
  pod: SchedulerPod,
  constraints: readonly TopologySpreadConstraint[],
  counts: readonly Counts[],
): NodeCheck {
  const minima = constraints.map((constraint, index) => findMinimum(constraint, counts[index]))
  return {
    filter: ({ node }) => {
      for (const [index, constraint] of constraints.entries()) {
        const status = checkSkew(pod, constraint, {
          value: findLabel(node.labels, constraint.topologyKey),
          counts: counts[index],
          minimum: minima[index] ?? 0,
        })
        if (status.code !== 'Success') return status
      }
      return SUCCESS
    },
    explain: (nodeStates) => explainSkew(pod, constraints, { counts, minima, nodeStates }),
    // PTS-9, with its quirks: a terminating pod and an empty selector count here.
    withChange: ({ kind, pod: other, nodeState }) => {
      if (other.namespace !== pod.namespace || !hasAllKeys(constraints, nodeState)) {
        return checkSpread(pod, constraints, counts)
      }
      const changed = constraints.map((constraint, index) => {
        const before = counts[index] ?? new Map()
        const value = findLabel(nodeState.node.labels, constraint.topologyKey)
        const matches = matchesSelector(constraint.selector, other.labels)
        if (value === undefined || !matches || !isIncluded(pod, constraint, nodeState))
          return before
        return new Map(before).set(value, (before.get(value) ?? 0) + (kind === 'add' ? 1 : -1))
      })
      return checkSpread(pod, constraints, changed)
    },
  }
}

/** The domains that hold too many, or the label that is missing. */
function explainSkew(
  pod: SchedulerPod,
  constraints: readonly TopologySpreadConstraint[],
  state: {
    readonly counts: readonly Counts[]
    readonly minima: readonly number[]
    readonly nodeStates: readonly NodeState[]
  },
): string {
  const parts = constraints.flatMap((constraint, index) =>
    state.nodeStates.flatMap(({ node }) => {
      const { topologyKey, maxSkew } = constraint
      const value = findLabel(node.labels, topologyKey)
      const counts = state.counts[index]
      const minimum = state.minima[index] ?? 0
      const status = checkSkew(pod, constraint, { value, counts, minimum })
      if (status.code === 'Success') return []
      if (value === undefined) return [`no label ${topologyKey}`]
      const count = counts?.get(value) ?? 0
      return [
        `${topologyKey} ${value} has ${count} such pods, the least has ${minimum}, maxSkew is ${maxSkew}`,
      ]
    }),
  )
  return renderSome(parts)
}

/** PTS-8. */
function checkSkew(
  pod: SchedulerPod,
  constraint: TopologySpreadConstraint,
  domain: {
    readonly value: string | undefined
    readonly counts: Counts | undefined
    readonly minimum: number
  },
): Status {
  if (domain.value === undefined) return NO_TOPOLOGY_KEY
  const own = matchesSelector(constraint.selector, pod.labels) ? 1 : 0
  const count = domain.counts?.get(domain.value) ?? 0
  return count + own - domain.minimum > constraint.maxSkew ? TOO_SKEWED : SUCCESS
}

/** PTS-6: over all nodes that have every key, whatever other plugins say of them. */
function countMatches(
  pod: SchedulerPod,
  constraints: readonly TopologySpreadConstraint[],
  snapshot: Snapshot,
): readonly Counts[] {
  const counts = constraints.map(() => new Map<string, number>())
  for (const nodeState of snapshot.nodes) {
    if (!hasAllKeys(constraints, nodeState)) continue
    for (const [index, constraint] of constraints.entries()) {
      const value = findLabel(nodeState.node.labels, constraint.topologyKey)
      if (value === undefined || !isIncluded(pod, constraint, nodeState)) continue
      const count = countPods(pod.namespace, constraint, nodeState)
      counts[index]?.set(value, (counts[index]?.get(value) ?? 0) + count)
    }
  }
  return counts
}

/** PTS-7: the least count of a domain; 0 while there are fewer domains than asked for. */
function findMinimum({ minDomains }: TopologySpreadConstraint, counts: Counts | undefined): number {
  if (counts === undefined || counts.size === 0 || counts.size < minDomains) return 0
  return Math.min(...counts.values())
}

/** PTS-5: an empty selector counts nothing. */
function countPods(
  namespace: string,
  { selector }: TopologySpreadConstraint,
  { pods }: NodeState,
): number {
  if (isEmptySelector(selector)) return 0
  let count = 0
  for (const other of pods) {
    const counts = other.namespace === namespace && !other.isTerminating
    if (counts && matchesSelector(selector, other.labels)) count += 1
  }
  return count
}

/** PTS-6, PTS-10. */
export function hasAllKeys(
  constraints: readonly TopologySpreadConstraint[],
  { node }: Pick<NodeState, 'node'>,
): boolean {
  return constraints.every(
    (constraint) => findLabel(node.labels, constraint.topologyKey) !== undefined,
  )
}

/** PTS-4. */
export function isIncluded(
  pod: SchedulerPod,
  constraint: TopologySpreadConstraint,
  { node }: Pick<NodeState, 'node'>,
): boolean {
  return (
    (constraint.nodeAffinityPolicy === 'Ignore' ||
      matchesNodeAffinity(pod.spec.nodeAffinity, node)) &&
    (constraint.nodeTaintsPolicy === 'Ignore' ||
      findUntoleratedTaint(node.taints, pod.spec.tolerations) === undefined)
  )
}
