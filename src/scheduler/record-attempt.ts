import { compareText } from '#base/compare.ts'
import { listRejectingPlugins } from './cycle.ts'
import type { Attempt } from './attempt.ts'
import type { FilterResult, RejectedNode } from './cycle.ts'
import type { PreemptionResult } from './preemption.ts'
import type { RecordedAttempt, RecordedRejection, RecordedStatus } from './scenario.ts'
import type { Rejection } from './framework.ts'
import type { SchedulerPod } from './snapshot.ts'

/** An attempt in the form in which those of the real scheduler are recorded. */
export function recordAttempt(pod: string, attempt: Attempt, startIndex: number): RecordedAttempt {
  switch (attempt.kind) {
    case 'gated':
    case 'skipped':
      return {
        pod,
        result: attempt.kind,
        start: startIndex,
        next: startIndex,
        message: attempt.message,
      }
    case 'error': {
      const { message, nextIndex } = attempt
      return { pod, result: 'error', start: startIndex, next: nextIndex, message }
    }
    case 'scheduled': {
      const { filtered, scoring, top, winner, nextIndex } = attempt
      const scores = scoring?.plugins.map(({ plugin, ...one }) => [plugin, one] as const)
      return {
        pod,
        result: attempt.kind,
        start: startIndex,
        next: nextIndex,
        ...recordFiltered(filtered),
        ...(scoring === undefined || scores === undefined
          ? {}
          : { scores: Object.fromEntries(scores), totals: scoring.totals }),
        top: top.map(({ node }) => node.name),
        winner: winner.node.name,
      }
    }
    case 'unschedulable':
      return {
        pod,
        result: attempt.kind,
        start: startIndex,
        next: attempt.nextIndex,
        ...recordFiltered(attempt.result),
        message: attempt.message,
        unschedulablePlugins: listRejectingPlugins(attempt.result),
        preemption: recordPreemption(attempt.preemption),
      }
  }
}

function recordFiltered(
  result: FilterResult,
): Pick<RecordedAttempt, 'evaluated' | 'preFilter' | 'feasible' | 'rejected' | 'absent'> {
  if (result.kind === 'error') return {}
  if (result.kind === 'rejected') {
    const rejected = { plugin: result.plugin, ...recordStatus(result.status) }
    return { preFilter: { skipped: [], rejected } }
  }
  const { skipped, nodeNames, feasibleNodes, rejectedNodes, absentStatus } = result
  const evaluated = feasibleNodes.length + rejectedNodes.length
  const names = feasibleNodes.map(({ node }) => node.name)
  const isTold = absentStatus !== undefined && names.length === 0
  return {
    ...(evaluated === 0 ? {} : { evaluated }),
    preFilter: {
      skipped: skipped.toSorted(compareText),
      ...(nodeNames === undefined ? {} : { nodes: [...nodeNames].toSorted(compareText) }),
    },
    ...(names.length === 0
      ? {}
      : { feasible: nodeNames === undefined ? names : names.toSorted(compareText) }),
    ...(rejectedNodes.length === 0 ? {} : { rejected: groupRejections(rejectedNodes) }),
    ...(isTold ? { absent: recordStatus(absentStatus) } : {}),
  }
}

/** Nodes with equal answers together. */
function groupRejections(rejectedNodes: readonly RejectedNode[]): readonly RecordedRejection[] {
  const groups = new Map<string, RejectedGroup>()
  // Most nodes share one status, and rendering it is the dear part.
  const byStatus = new Map<Rejection, RejectedGroup>()
  for (const { nodeState, plugin, status } of rejectedNodes) {
    const group = byStatus.get(status) ?? findGroup(groups, plugin, status)
    byStatus.set(status, group)
    group.nodes.push(nodeState.node.name)
  }
  return [...groups.values()]
}

interface RejectedGroup extends RecordedRejection {
  readonly nodes: string[]
}

function findGroup(
  groups: Map<string, RejectedGroup>,
  plugin: string,
  status: Rejection,
): RejectedGroup {
  const recorded = { plugin, ...recordStatus(status) }
  const key = JSON.stringify(recorded)
  const known = groups.get(key)
  if (known !== undefined) return known
  const group: RejectedGroup = { ...recorded, nodes: [] }
  groups.set(key, group)
  return group
}

function recordPreemption(
  preemption: PreemptionResult | undefined,
): NonNullable<RecordedAttempt['preemption']> {
  if (preemption === undefined) return { ran: false }
  if (preemption.kind === 'not-eligible') return { ran: true }
  const candidates = preemption.runs
    .flatMap((run) => (run.kind === 'candidate' ? [run.candidate] : []))
    .toSorted((a, b) => compareText(a.nodeName, b.nodeName))
    .map(({ nodeName, victims, violations }) => ({
      node: nodeName,
      victims: victims.map(nameOf),
      ...(violations === 0 ? {} : { violations }),
    }))
  const rejected = preemption.runs.flatMap((run) => {
    if (run.kind === 'candidate') return []
    const plugin = run.plugin === undefined ? {} : { plugin: run.plugin }
    return [{ ...plugin, ...recordStatus(run.status), nodes: [run.nodeName] }]
  })
  return {
    ran: true,
    ...(candidates.length === 0 ? {} : { candidates }),
    ...(rejected.length === 0 ? {} : { rejected }),
    ...(preemption.kind === 'no-candidate'
      ? { nominated: '' }
      : {
          best: preemption.equals.map(({ nodeName }) => nodeName).toSorted(compareText),
          nominated: preemption.candidate.nodeName,
          victims: preemption.candidate.victims.map(nameOf),
        }),
  }
}

function recordStatus({ code, reasons }: Rejection): RecordedStatus {
  return { code: code === 'Unschedulable' ? 'U' : 'UU', reasons }
}

function nameOf({ namespace, name }: SchedulerPod): string {
  return `${namespace}/${name}`
}
