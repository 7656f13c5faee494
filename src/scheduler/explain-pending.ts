import { countReasons, renderFitError, renderPreFilterError } from './message.ts'
import { filterNodes } from './cycle.ts'
import { findPreemption } from './preemption.ts'
import { unreachable } from '#base/assert.ts'
import type { CountedReason } from './message.ts'
import type { FilterResult, FilteredNodes } from './cycle.ts'
import type { PreemptionResult } from './preemption.ts'
import type { Rejection } from './framework.ts'
import type { SchedulerPod, Snapshot } from './snapshot.ts'

/** Why a pod has no node, in the scheduler's words. */
export interface PendingExplanation {
  readonly kind: 'gated' | 'fits' | 'unschedulable'
  /** The message of its condition `PodScheduled: False`, to the letter; empty for one that fits. */
  readonly message: string
  /** Parts of the message, most nodes first; without what preemption found. */
  readonly counts: readonly CountedReason[]
  /** One entry for each reason a node gave; none when no node was looked at. */
  readonly reasons: readonly NodeReason[]
  readonly feasibleNodes: readonly string[]
  /** Where preemption would make room. */
  readonly nominatedNode?: string
  /** Absent: preemption was not tried. */
  readonly preemption?: PreemptionResult
}

export interface NodeReason {
  readonly nodeName: string
  readonly plugin: string
  readonly reason: string
  /** False: taking pods off the node would not help. */
  readonly isResolvable: boolean
}

/** One scheduling attempt, as far as it explains why nothing was chosen (sections 4, 8 and 9). */
export function explainPending(pod: SchedulerPod, snapshot: Snapshot): PendingExplanation {
  if (pod.spec.schedulingGates.length > 0) {
    return explainWith('gated', 'Scheduling is blocked due to non-empty scheduling gates')
  }
  if (snapshot.nodes.length === 0) {
    return explainWith('unschedulable', 'no nodes available to schedule pods')
  }
  // Without sampling: what the page tells of the nodes needs all of them.
  const result = filterNodes(pod, snapshot, { kind: 'all' })
  switch (result.kind) {
    case 'error':
      return explainWith('unschedulable', result.message)
    case 'rejected':
      return explainPreFilter(result.status, snapshot)
    case 'filtered':
      return result.feasibleNodes.length > 0
        ? {
            ...explainWith('fits', ''),
            reasons: listNodeReasons(result, snapshot),
            feasibleNodes: result.feasibleNodes.map(({ node }) => node.name),
          }
        : explainFilter(pod, result, snapshot)
    default:
      return unreachable(result)
  }
}

/** The same for a pod that no node takes, where the nodes were asked already. */
export function explainUnschedulable(
  pod: SchedulerPod,
  result: Exclude<FilterResult, { readonly kind: 'error' }>,
  snapshot: Snapshot,
): PendingExplanation {
  return result.kind === 'rejected'
    ? explainPreFilter(result.status, snapshot)
    : explainFilter(pod, result, snapshot)
}

function explainWith(kind: PendingExplanation['kind'], message: string): PendingExplanation {
  return { kind, message, counts: [], reasons: [], feasibleNodes: [] }
}

/** 8.4: DynamicResources then misses its own state, says `not found`, and preemption is not tried. */
function explainPreFilter(status: Rejection, snapshot: Snapshot): PendingExplanation {
  const count = snapshot.nodes.length
  return {
    ...explainWith('unschedulable', `${renderPreFilterError(count, status.reasons)} not found`),
    counts: status.reasons.map((reason) => ({ count, reason })),
  }
}

function explainFilter(
  pod: SchedulerPod,
  filtered: FilteredNodes,
  snapshot: Snapshot,
): PendingExplanation {
  const reasons = listNodeReasons(filtered, snapshot)
  const counts = countReasons(reasons.map(({ reason }) => reason)).toSorted(
    (a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1),
  )
  const found = findPreemption(pod, filtered, snapshot)
  const head = renderFitError(snapshot.nodes.length, counts)
  const explanation = { ...explainWith('unschedulable', head), counts, reasons, preemption: found }
  const isNewer = snapshot.version === '1.37'
  switch (found.kind) {
    case 'not-eligible':
    case 'no-candidate': {
      const prefix = isNewer ? 'preemption' : 'no new claims to deallocate, preemption'
      return { ...explanation, message: `${head} ${prefix}: ${found.message}` }
    }
    case 'nominated': {
      const { nodeName, victims } = found.candidate
      const text = `preemption: found a potential placement for pod on node ${nodeName}, preempting ${victims.length} victims`
      const message = isNewer ? `${head} ${text}` : head
      return { ...explanation, message, nominatedNode: nodeName }
    }
    default:
      return unreachable(found)
  }
}

function listNodeReasons(filtered: FilteredNodes, snapshot: Snapshot): readonly NodeReason[] {
  const own = filtered.rejectedNodes.flatMap(({ nodeState, plugin, status }) =>
    describe(nodeState.node.name, plugin, status),
  )
  const { absentStatus } = filtered
  if (absentStatus === undefined) return own
  const seen = new Set(
    [...filtered.rejectedNodes.map(({ nodeState }) => nodeState), ...filtered.feasibleNodes].map(
      ({ node }) => node.name,
    ),
  )
  const absent = snapshot.nodes.filter(({ node }) => !seen.has(node.name))
  return [
    ...own,
    ...absent.flatMap(({ node }) => describe(node.name, 'NodeAffinity', absentStatus)),
  ]
}

function describe(nodeName: string, plugin: string, status: Rejection): readonly NodeReason[] {
  return status.reasons.map((reason) => ({
    nodeName,
    plugin,
    reason,
    isResolvable: status.code === 'Unschedulable',
  }))
}
