import { attemptPod } from './attempt.ts'
import { collectReasons, splitMessage } from './split-message.ts'
import { countNodesToFind, listRejectingPlugins } from './cycle.ts'
import { countReasons, renderFitError } from './message.ts'
import { groupOutcomes } from './group-outcomes.ts'
import { isDelayed } from './assign-volumes.ts'
import { isSince } from './version.ts'
import { PLUGINS } from './registry.ts'
import { unreachable } from '#base/assert.ts'
import type { Attempt } from './attempt.ts'
import type { FilterResult, FilteredNodes } from './cycle.ts'
import type { NodeState, SchedulerPod, Snapshot } from './snapshot.ts'
import type {
  MessagePart,
  Placement,
  PlacementOutcome,
  PreemptionCandidate,
  PreemptionSummary,
  QuietPlugin,
  TieMeaning,
} from './placement.ts'
import type { PlanPod } from './read-plan-pod.ts'
import type { DryRun, PreemptionResult } from './preemption.ts'

/** Of an event's note this many bytes are kept (8.3). */
const EVENT_BYTES = 1024
/** What the condition of a gated pod says (8.3); the gates are named in the queue alone. */
const GATED = 'Scheduling is blocked due to non-empty scheduling gates'
/** Candidates of preemption that are told. */
const MOST_CANDIDATES = 50

/** One attempt at a pod of the plan, with what every node and plugin said (sections 4, 8 and 9). */
export function explainPlacement(planPod: PlanPod, startIndex: number): Placement {
  const { pod, snapshot, runsOn, exception } = planPod
  const indexOf = new Map(snapshot.nodes.map(({ node }, index) => [node.name, index]))
  const base = {
    version: snapshot.version,
    nodes: snapshot.nodes.map(({ node: { name, zone } }) =>
      zone === undefined ? { name } : { name, zone },
    ),
    ...(runsOn === undefined ? {} : { runsOn }),
    filters: [],
    scores: [],
    quiet: [],
    groups: [],
    sampling: { startIndex, nextIndex: startIndex, target: 0, visited: 0 },
  }
  if (exception !== undefined) return { ...base, outcome: exception }
  const attempt = attemptPod(pod, snapshot, startIndex)
  const at = (nodeState: NodeState): number => indexOf.get(nodeState.node.name) ?? -1
  switch (attempt.kind) {
    case 'gated':
      return { ...base, outcome: { kind: 'gated', message: GATED } }
    case 'skipped':
    case 'error':
      return { ...base, outcome: { kind: attempt.kind, message: attempt.message } }
    case 'scheduled': {
      const { filtered, scoring, nextIndex } = attempt
      return {
        ...base,
        outcome: describeWinner(pod, snapshot, attempt, at),
        filters: filtered.checks.map(({ plugin }) => plugin),
        scores: (scoring?.plugins ?? []).map(({ plugin, weight }) => ({ plugin, weight })),
        quiet: listQuiet(
          filtered.skipped,
          scoring?.plugins.map(({ plugin }) => plugin),
          snapshot,
        ),
        groups: groupOutcomes(snapshot, { filtered, scoring }),
        sampling: describeSampling(filtered, { snapshot, startIndex, nextIndex, pod }),
      }
    }
    case 'unschedulable': {
      const { result, nextIndex } = attempt
      const outcome = describeRefusal(attempt, snapshot, indexOf)
      if (result.kind === 'rejected') {
        const { plugin, status } = result
        const nodes = snapshot.nodes.map((_node, index) => index)
        return {
          ...base,
          outcome,
          groups: [{ kind: 'ruled-out', nodes, plugin, reasons: status.reasons }],
        }
      }
      return {
        ...base,
        outcome,
        filters: result.checks.map(({ plugin }) => plugin),
        quiet: listQuiet(result.skipped, undefined, snapshot),
        groups: groupOutcomes(snapshot, { filtered: result }),
        sampling: describeSampling(result, { snapshot, startIndex, nextIndex, pod }),
      }
    }
    default:
      return unreachable(attempt)
  }
}

type Scheduled = Extract<Attempt, { readonly kind: 'scheduled' }>

function describeWinner(
  pod: SchedulerPod,
  snapshot: Snapshot,
  { filtered, top, winner }: Scheduled,
  at: (nodeState: NodeState) => number,
): PlacementOutcome {
  const refusals = filtered.rejectedNodes.flatMap(({ status }) => status.reasons)
  return {
    kind: 'scheduled',
    winner: at(winner),
    equals: top.map(at),
    event: `Successfully assigned ${pod.namespace}/${pod.name} to ${winner.node.name}`,
    otherwise:
      refusals.length === 0 ? '' : renderFitError(snapshot.nodes.length, countReasons(refusals)),
    ...(top.length < 2 ? {} : { tie: describeTie(pod, snapshot, top) }),
  }
}

function describeTie(pod: SchedulerPod, snapshot: Snapshot, top: readonly NodeState[]): TieMeaning {
  const openClaims = pod.spec.claims.flatMap(({ claimName }) => {
    const claim = snapshot.claims.get(`${pod.namespace}/${claimName}`)
    return claim !== undefined && isDelayed(claim, snapshot) ? [claimName] : []
  })
  return {
    zones: [...new Set(top.flatMap(({ node }) => node.zone ?? []))].toSorted(),
    openClaims,
    isByChance: !isSince(snapshot.version, '1.35'),
  }
}

function describeRefusal(
  { result, message, preemption }: Extract<Attempt, { readonly kind: 'unschedulable' }>,
  snapshot: Snapshot,
  indexOf: ReadonlyMap<string, number>,
): PlacementOutcome {
  const isEventCut = new TextEncoder().encode(message).length > EVENT_BYTES
  return {
    kind: 'unschedulable',
    message: splitFailure(message, { result, preemption, snapshot, indexOf }),
    isEventCut,
    preemption: summarizePreemption(preemption, indexOf),
    retries: listRejectingPlugins(result).flatMap((name) => {
      const when = PLUGINS.find((plugin) => plugin.name === name)?.retriesWhen
      return when === undefined ? [] : [{ plugin: name, when }]
    }),
  }
}

function splitFailure(
  message: string,
  { result, preemption, snapshot, indexOf }: FailureFacts,
): readonly MessagePart[] {
  const all = snapshot.nodes.map((_node, index) => index)
  if (result.kind === 'rejected') {
    const reasons = result.status.reasons.map((reason) => ({ reason, nodes: all }))
    return splitMessage(message, [reasons], ({ reason }) => reason)
  }
  const own = result.rejectedNodes.map(
    ({ nodeState, status }) => [indexOf.get(nodeState.node.name) ?? -1, status.reasons] as const,
  )
  const told = new Set(own.map(([index]) => index))
  const absent = result.absentStatus?.reasons ?? []
  const untold = absent.length === 0 ? [] : all.filter((index) => !told.has(index))
  const filterReasons = collectReasons([...own, ...untold.map((index) => [index, absent] as const)])
  return splitMessage(message, [filterReasons, listDryRunReasons(preemption, all, indexOf)])
}

interface FailureFacts {
  readonly result: Exclude<FilterResult, { readonly kind: 'error' }>
  readonly preemption: PreemptionResult | undefined
  readonly snapshot: Snapshot
  readonly indexOf: ReadonlyMap<string, number>
}

/** The second sentence: nodes on which preemption was tried, and all the others. */
function listDryRunReasons(
  preemption: PreemptionResult | undefined,
  all: readonly number[],
  indexOf: ReadonlyMap<string, number>,
): ReturnType<typeof collectReasons> {
  if (preemption?.kind !== 'no-candidate') return []
  const tried = preemption.runs.flatMap((run) =>
    run.kind === 'rejected' ? [[indexOf.get(run.nodeName) ?? -1, run.status.reasons] as const] : [],
  )
  const known = new Set(tried.map(([index]) => index))
  const others = all.filter((index) => !known.has(index))
  return collectReasons([
    ...tried,
    ...others.map((index) => [index, ['Preemption is not helpful for scheduling']] as const),
  ])
}

function summarizePreemption(
  preemption: PreemptionResult | undefined,
  indexOf: ReadonlyMap<string, number>,
): PreemptionSummary {
  if (preemption === undefined) return { kind: 'not-run' }
  switch (preemption.kind) {
    case 'not-eligible':
      return preemption
    case 'no-candidate':
      return { kind: 'no-candidate', dryRuns: preemption.runs.length }
    case 'nominated': {
      const { candidate, equals, runs } = preemption
      return {
        kind: 'nominated',
        node: indexOf.get(candidate.nodeName) ?? -1,
        victims: candidate.victims.map(({ namespace, name, priority }) => ({
          key: `${namespace}/${name}`,
          priority,
        })),
        violations: candidate.violations,
        equals: equals.map(({ nodeName }) => indexOf.get(nodeName) ?? -1),
        candidates: listCandidates(runs, indexOf),
      }
    }
    default:
      return unreachable(preemption)
  }
}

/** PE-6, as far as its first criteria go. */
function listCandidates(
  runs: readonly DryRun[],
  indexOf: ReadonlyMap<string, number>,
): readonly PreemptionCandidate[] {
  return runs
    .flatMap((run) => (run.kind === 'candidate' ? [run.candidate] : []))
    .map(({ nodeName, victims, violations }) => ({
      node: indexOf.get(nodeName) ?? -1,
      victims: victims.length,
      violations,
      highestPriority: victims[0]?.priority ?? 0,
    }))
    .toSorted(
      (a, b) =>
        a.violations - b.violations ||
        a.highestPriority - b.highestPriority ||
        a.victims - b.victims ||
        a.node - b.node,
    )
    .slice(0, MOST_CANDIDATES)
}

/** @param scored plugins that scored; absent: nothing was scored */
function listQuiet(
  skipped: readonly string[],
  scored: readonly string[] | undefined,
  { version }: Snapshot,
): readonly QuietPlugin[] {
  const known = PLUGINS.filter(({ since }) => since === undefined || isSince(version, since))
  const filters = known.flatMap(({ name, skipsFilter = '' }): QuietPlugin[] =>
    skipped.includes(name) ? [{ plugin: name, point: 'filter', why: skipsFilter }] : [],
  )
  if (scored === undefined) return filters
  const scores = known.flatMap(({ name, scoring }): QuietPlugin[] =>
    scoring === undefined || scored.includes(name)
      ? []
      : [{ plugin: name, point: 'score', why: scoring.skips ?? '' }],
  )
  return [...filters, ...scores]
}

function describeSampling(
  filtered: FilteredNodes,
  {
    snapshot,
    startIndex,
    nextIndex,
    pod,
  }: {
    readonly snapshot: Snapshot
    readonly startIndex: number
    readonly nextIndex: number
    readonly pod: SchedulerPod
  },
): Placement['sampling'] {
  const { nodeNames, feasibleNodes, rejectedNodes } = filtered
  const candidates =
    nodeNames === undefined
      ? snapshot.nodes.length
      : snapshot.nodes.filter(({ node }) => nodeNames.has(node.name)).length
  const nominated = pod.nominatedNodeName
  return {
    startIndex,
    nextIndex,
    target: countNodesToFind(candidates),
    visited: feasibleNodes.length + rejectedNodes.length,
    ...(nominated === undefined ? {} : { nominated }),
  }
}
