import { assert, unreachable } from '#base/assert.ts'
import { explainUnschedulable } from './explain-pending.ts'
import { filterNodes } from './cycle.ts'
import { findWinner, listBest, scoreNodes } from './score.ts'
import type { FilterResult, FilteredNodes } from './cycle.ts'
import type { NodeState, SchedulerPod, Snapshot } from './snapshot.ts'
import type { PreemptionResult } from './preemption.ts'
import type { Scoring } from './score.ts'

/** What one attempt at a pod came to, with everything that decided it. */
export type Attempt =
  /** Not tried: its gates are closed (10.4). */
  | { readonly kind: 'gated'; readonly message: string }
  /** Not tried: it is being deleted. */
  | { readonly kind: 'skipped'; readonly message: string }
  | { readonly kind: 'error'; readonly message: string; readonly nextIndex: number }
  | {
      readonly kind: 'scheduled'
      readonly filtered: FilteredNodes
      /** Absent: there was no choice (SC-1). */
      readonly scoring?: Extract<Scoring, { readonly kind: 'scored' }>
      /** The best nodes; the winner is among them. */
      readonly top: readonly NodeState[]
      readonly winner: NodeState
      readonly nextIndex: number
    }
  | {
      readonly kind: 'unschedulable'
      readonly result: Exclude<FilterResult, { readonly kind: 'error' }>
      readonly message: string
      /** Absent: preemption was not tried (8.4). */
      readonly preemption?: PreemptionResult
      readonly nextIndex: number
    }

/** One attempt (section 4). @param startIndex where the last one stopped looking; 0 at first (FL-6) */
export function attemptPod(pod: SchedulerPod, snapshot: Snapshot, startIndex: number): Attempt {
  const { schedulingGates } = pod.spec
  if (schedulingGates.length > 0) {
    return {
      kind: 'gated',
      message: `waiting for scheduling gates: [${schedulingGates.join(' ')}]`,
    }
  }
  if (pod.isTerminating) {
    const message = `skip schedule deleting pod: ${pod.namespace}/${pod.name}`
    return { kind: 'skipped', message }
  }
  if (snapshot.nodes.length === 0) {
    // FL-8.
    const message = 'no nodes available to schedule pods'
    return { kind: 'error', message, nextIndex: startIndex }
  }
  const result = filterNodes(pod, snapshot, { kind: 'from', index: startIndex })
  switch (result.kind) {
    case 'error':
      return result
    case 'rejected': {
      const { message } = explainUnschedulable(pod, result, snapshot)
      return { kind: 'unschedulable', result, message, nextIndex: startIndex }
    }
    case 'filtered':
      break
    default:
      return unreachable(result)
  }
  const { feasibleNodes, nextIndex } = result
  const [first, second] = feasibleNodes
  if (first === undefined) {
    const { message, preemption } = explainUnschedulable(pod, result, snapshot)
    const tried = preemption === undefined ? {} : { preemption }
    return { kind: 'unschedulable', result, message, ...tried, nextIndex }
  }
  if (second === undefined) {
    return { kind: 'scheduled', filtered: result, top: [first], winner: first, nextIndex }
  }
  const scoring = scoreNodes(pod, feasibleNodes, snapshot)
  if (scoring.kind === 'error') return { ...scoring, nextIndex }
  const winner = feasibleNodes[findWinner(scoring.totals)]
  assert(winner !== undefined, 'no winner among the feasible nodes')
  const top = listBest(feasibleNodes, scoring.totals)
  return { kind: 'scheduled', filtered: result, scoring, top, winner, nextIndex }
}
