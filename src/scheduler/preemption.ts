import { applyChanges, findRejection } from './cycle.ts'
import { compareText } from '#base/compare.ts'
import { countReasons, renderFitError } from './message.ts'
import { isEmptySelector, matchesSelector } from '#kube/label-selector.ts'
import { addPorts, makeNodeState, removePorts } from './snapshot.ts'
import { rejectForGood } from './framework.ts'
import type { FilteredNodes, NodeRejection, PreparedCheck } from './cycle.ts'
import type { HostPort } from '#kube/pod-spec.ts'
import type { NodeState, SchedulerPod, Snapshot } from './snapshot.ts'
import type { PodChange, Rejection } from './framework.ts'

/** What DefaultPreemption finds (section 9). */
export type PreemptionResult =
  | { readonly kind: 'not-eligible'; readonly message: string }
  | { readonly kind: 'no-candidate'; readonly message: string; readonly runs: readonly DryRun[] }
  | {
      readonly kind: 'nominated'
      readonly runs: readonly DryRun[]
      readonly candidate: Candidate
      readonly equals: readonly Candidate[]
    }

/** A node on which the pod would run without its victims. */
export interface Candidate {
  readonly nodeName: string
  /** Most important first. */
  readonly victims: readonly SchedulerPod[]
  /** Victims whose budget has no room left. */
  readonly violations: number
}

/** PE-1 to PE-6, every potential node dry-run. */
export function findPreemption(
  pod: SchedulerPod,
  filtered: FilteredNodes,
  snapshot: Snapshot,
): PreemptionResult {
  if (pod.preemptionPolicy === 'Never') {
    return { kind: 'not-eligible', message: 'not eligible due to preemptionPolicy=Never.' }
  }
  if (isWaitingForVictims(pod, filtered, snapshot)) {
    const message = 'not eligible due to a terminating pod on the nominated node.'
    return { kind: 'not-eligible', message }
  }
  const potential = filtered.rejectedNodes.filter(({ status }) => status.code === 'Unschedulable')
  const runs = potential.map(({ nodeState }) => dryRun(pod, nodeState, filtered.checks, snapshot))
  const candidates = runs.flatMap((run) => (run.kind === 'candidate' ? [run.candidate] : []))
  const best = selectBest(candidates)
  if (best[0] !== undefined) {
    return { kind: 'nominated', candidate: best[0], equals: best, runs }
  }
  const reasons = runs.flatMap((run) => (run.kind === 'rejected' ? run.status.reasons : []))
  const unhelped = snapshot.nodes.length - potential.length
  const texts = [...reasons, ...Array(unhelped).fill('Preemption is not helpful for scheduling')]
  const message = renderFitError(snapshot.nodes.length, countReasons(texts))
  return { kind: 'no-candidate', message, runs }
}

/** PE-2: victims of an earlier attempt are still going. */
function isWaitingForVictims(
  pod: SchedulerPod,
  filtered: FilteredNodes,
  snapshot: Snapshot,
): boolean {
  const name = pod.nominatedNodeName
  const nodeState = snapshot.nodes.find(({ node }) => node.name === name)
  if (name === undefined || nodeState === undefined) return false
  const own = filtered.rejectedNodes.find((rejected) => rejected.nodeState.node.name === name)
  const status = own?.status ?? filtered.absentStatus
  if (status?.code === 'UnschedulableAndUnresolvable') return false
  return nodeState.pods.some(
    (other) => other.priority < pod.priority && other.isTerminating && other.isPreempted,
  )
}

/** What came of one potential node. */
export type DryRun =
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  | {
      readonly kind: 'rejected'
      readonly nodeName: string
      /** Absent: there was nobody to take off the node. */
      readonly plugin?: string
      readonly status: Rejection
    }

/** PE-5: take every pod of lower priority off the node, then put back those that need not go. */
function dryRun(
  pod: SchedulerPod,
  nodeState: NodeState,
  checks: readonly PreparedCheck[],
  snapshot: Snapshot,
): DryRun {
  const lower = nodeState.pods.filter((other) => other.priority < pod.priority)
  if (lower.length === 0) {
    const status = rejectForGood('No preemption victims found for incoming pod')
    return { kind: 'rejected', nodeName: nodeState.node.name, status }
  }
  // What is tried on the node: the pods that stay, and the tests that follow from it.
  const without = (
    victims: readonly SchedulerPod[],
    usedPorts: readonly HostPort[],
  ): NodeRejection | undefined => {
    const remaining = nodeState.pods.filter((other) => !victims.includes(other))
    const changes = victims.map((other): PodChange => ({ kind: 'remove', pod: other, nodeState }))
    const changed = applyChanges(checks, changes)
    const state = makeNodeState(nodeState.node, remaining, usedPorts)
    return findRejection(pod, state, changed, snapshot)
  }
  let usedPorts = lower.reduce(removePorts, nodeState.usedPorts)
  const rejection = without(lower, usedPorts)
  if (rejection !== undefined) {
    return { kind: 'rejected', nodeName: nodeState.node.name, ...rejection }
  }
  const important = lower.toSorted(compareImportance)
  const violating = listViolating(important, snapshot)
  const others = important.filter((other) => !violating.includes(other))
  let victims: readonly SchedulerPod[] = lower
  for (const reprieved of [...violating, ...others]) {
    const fewer = victims.filter((other) => other !== reprieved)
    const morePorts = addPorts(usedPorts, reprieved)
    const stays = without(fewer, morePorts) === undefined
    if (stays) victims = fewer
    usedPorts = stays ? morePorts : removePorts(morePorts, reprieved)
  }
  return {
    kind: 'candidate',
    candidate: {
      nodeName: nodeState.node.name,
      victims: important.filter((other) => victims.includes(other)),
      violations: violating.filter((other) => victims.includes(other)).length,
    },
  }
}

/** PE-5.3: higher priority first, then the earlier start; one that has not started counts as now. */
function compareImportance(a: SchedulerPod, b: SchedulerPod): number {
  return b.priority - a.priority || compareStarts(a, b) || compareText(a.name, b.name)
}

function compareStarts(a: SchedulerPod, b: SchedulerPod): number {
  return compareText(a.startTime ?? '~', b.startTime ?? '~')
}

/** PE-5.4: pods whose going would take a budget below nothing. */
function listViolating(pods: readonly SchedulerPod[], snapshot: Snapshot): readonly SchedulerPod[] {
  const left = snapshot.budgets.map((budget) => budget.disruptionsAllowed ?? 0)
  const stopsAtFirst = snapshot.version === '1.37'
  return pods.filter((pod) => {
    let isViolating = false
    for (const [index, budget] of snapshot.budgets.entries()) {
      const covers =
        budget.namespace === pod.namespace &&
        Object.keys(pod.labels).length > 0 &&
        !isEmptySelector(budget.selector) &&
        matchesSelector(budget.selector, pod.labels) &&
        !budget.disruptedPods.includes(pod.name)
      if (!covers) continue
      const rest = (left[index] ?? 0) - 1
      left[index] = rest
      isViolating = isViolating || rest < 0
      if (rest < 0 && stopsAtFirst) break
    }
    return isViolating
  })
}

/** PE-6: each criterion keeps only the best. */
function selectBest(candidates: readonly Candidate[]): readonly Candidate[] {
  const criteria: readonly ((candidate: Candidate) => number)[] = [
    ({ violations }) => violations,
    ({ victims }) => victims[0]?.priority ?? -Infinity,
    ({ victims }) => victims.reduce((sum, victim) => sum + victim.priority + 2 ** 31, 0),
    ({ victims }) => victims.length,
  ]
  const best = criteria.reduce((left, measure) => {
    const least = Math.min(...left.map(measure))
    return left.filter((candidate) => measure(candidate) === least)
  }, candidates)
  const latest = best.map(findEarliestStart).toSorted(compareText).at(-1)
  return best.filter((candidate) => findEarliestStart(candidate) === latest)
}

/** PE-6.5: the earliest start among the victims of the highest priority. */
function findEarliestStart({ victims }: Candidate): string {
  const highest = victims[0]?.priority
  const starts = victims
    .filter((victim) => victim.priority === highest)
    .map((victim) => victim.startTime ?? '~')
  return starts.toSorted(compareText)[0] ?? '~'
}
