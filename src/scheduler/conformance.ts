/**
 * Compares our decisions with those of the real scheduler, attempt by attempt, following what it did; and those of the
 * fast path with our own.
 */
import { applyOutcome, indexObjects, mergeFields } from './scenario.ts'
import { attemptPod } from './attempt.ts'
import { followCluster } from './fast/follow-outcome.ts'
import { parseScenario } from './parse-scenario.ts'
import { listRejectingPlugins } from './cycle.ts'
import { findLabel } from '#kube/labels.ts'
import { isSince } from './version.ts'
import { readPersistentVolumeClaim } from '#kube/volume.ts'
import { readPod } from '#kube/pod.ts'
import { readPriorityClass } from '#kube/priority.ts'
import { readSnapshot } from './read-snapshot.ts'
import { resolvePriority } from './snapshot.ts'
import type { Attempt } from './attempt.ts'
import type { FilterResult } from './cycle.ts'
import type { KubeObject } from '#kube/object.ts'
import type { PreemptionResult } from './preemption.ts'
import type { RecordedAttempt, RecordedRejection, RecordedStatus, Scenario } from './scenario.ts'
import type { Rejection } from './framework.ts'
import type { SchedulerPod } from './snapshot.ts'
import type { SchedulerVersion } from './version.ts'

export interface ScenarioResult {
  readonly id: string
  readonly attempts: number
  /** Pod, node, plugin, what was expected and what we got; empty: passed. */
  readonly differences: readonly string[]
}

/** What a decision says, each part under a name for the reader. */
type Facts = ReadonlyMap<string, string>

/** Runs a line of scheduler vectors; undefined: the line is of another kind. */
export function checkScenarioLine(line: string): ScenarioResult | undefined {
  const scenario = parseScenario(parseLine(line))
  return scenario === undefined ? undefined : checkScenario(scenario)
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Runs one scenario; differences name the attempt by its place and its pod. */
export function checkScenario(scenario: Scenario): ScenarioResult {
  const { id, compat, attempts } = scenario
  let objects = indexObjects(scenario.objects.map(readToTheLetter))
  let startIndex = 0
  const differences: string[] = []
  const followed = followCluster(objects, compat)
  for (const [index, recorded] of attempts.entries()) {
    const name = `attempt ${index + 1}, pod ${recorded.pod}`
    const snapshot = readSnapshot([...objects.values()], compat)
    const pod = findPod(recorded.pod, [...objects.values()])
    if (pod === undefined) differences.push(`${name}: not among the objects`)
    else {
      const attempt = attemptPod(pod, snapshot, startIndex)
      const found = listFacts(attempt, startIndex)
      const facts = alignChoices(found, attempt, recorded, compat)
      differences.push(...compareFacts(facts, listRecorded(recorded), name))
      const fast = listFacts(followed.scheduler.attempt(pod, startIndex), startIndex)
      differences.push(...compareFacts(fast, found, `${name}, fast path`))
    }
    startIndex = recorded.next
    objects = applyOutcome(objects, recorded)
    followed.follow(recorded, objects)
  }
  return { id, attempts: attempts.length, differences }
}

/**
 * VB-3: only the annotation makes a claim bound. Elsewhere the phase will do, since files of people lack
 * annotations; what the real scheduler saw lacks nothing.
 */
function readToTheLetter(object: KubeObject): KubeObject {
  if (object.kind !== 'PersistentVolumeClaim') return object
  const { annotations, phase } = readPersistentVolumeClaim(object)
  const isCompleted = findLabel(annotations, 'pv.kubernetes.io/bind-completed') !== undefined
  if (phase !== 'Bound' || isCompleted) return object
  return mergeFields(object, { status: { phase: 'Pending' } })
}

function findPod(name: string, objects: readonly KubeObject[]): SchedulerPod | undefined {
  const classes = objects.filter((object) => object.kind === 'PriorityClass').map(readPriorityClass)
  const object = objects.find(
    ({ kind, metadata }) =>
      kind === 'Pod' && `${metadata.namespace ?? 'default'}/${metadata.name}` === name,
  )
  return object === undefined ? undefined : resolvePriority(readPod(object), classes)
}

function compareFacts(found: Facts, recorded: Facts, name: string): readonly string[] {
  return [...new Set([...recorded.keys(), ...found.keys()])].flatMap((fact) => {
    const expected = recorded.get(fact)
    const got = found.get(fact)
    if (expected === got) return []
    return [`${name}, ${fact}: expected ${expected ?? 'nothing'}, got ${got ?? 'nothing'}`]
  })
}

function listFacts(attempt: Attempt, startIndex: number): Facts {
  switch (attempt.kind) {
    case 'gated':
    case 'skipped':
      return new Map([
        ['result', attempt.kind],
        ['next', String(startIndex)],
        ['message', attempt.message],
      ])
    case 'error':
      // The text is Go's.
      return new Map([['result', 'error']])
    case 'scheduled': {
      const { filtered, scoring, top, winner } = attempt
      const names = filtered.feasibleNodes.map(({ node }) => node.name)
      const plugins = scoring?.plugins.map(({ plugin, ...scores }) => [plugin, scores] as const)
      return new Map([
        ['result', attempt.kind],
        ['next', String(attempt.nextIndex)],
        ...listFiltered(filtered),
        ...listScores(names, Object.fromEntries(plugins ?? []), scoring?.totals),
        ['top', joinNames(top.map(({ node }) => node.name))],
        ['winner', winner.node.name],
      ])
    }
    case 'unschedulable':
      return new Map([
        ['result', attempt.kind],
        ['next', String(attempt.nextIndex)],
        ...listFiltered(attempt.result),
        ['message', attempt.message],
        ['unschedulable plugins', joinNames(listRejectingPlugins(attempt.result))],
        ...listPreemption(attempt.preemption),
      ])
  }
}

function listFiltered(result: FilterResult): Facts {
  const facts = new Map<string, string>()
  if (result.kind === 'error') return facts
  if (result.kind === 'rejected') {
    facts.set('preFilter', `${result.plugin} ${renderStatus(result.status)}`)
    return facts.set('evaluated', '0')
  }
  const { skipped, feasibleNodes, rejectedNodes, absentStatus, nodeNames } = result
  facts.set('preFilter skipped', joinNames(skipped))
  if (nodeNames !== undefined) facts.set('preFilter nodes', joinNames([...nodeNames]))
  facts.set('evaluated', String(feasibleNodes.length + rejectedNodes.length))
  const feasible = feasibleNodes.map(({ node }) => node.name)
  if (feasible.length > 0) facts.set('feasible', listFeasible(feasible, nodeNames !== undefined))
  for (const { nodeState, plugin, status } of rejectedNodes) {
    facts.set(`node ${nodeState.node.name}`, `${plugin} ${renderStatus(status)}`)
  }
  const isTold = absentStatus !== undefined && feasibleNodes.length === 0
  return isTold ? facts.set('absent', renderStatus(absentStatus)) : facts
}

/** The order means nothing where PreFilter named the nodes. */
function listFeasible(names: readonly string[], isSet: boolean): string {
  return isSet ? joinNames(names) : names.join(' ')
}

function listScores(
  nodes: readonly string[],
  scores: NonNullable<RecordedAttempt['scores']>,
  totals: readonly number[] = [],
): Facts {
  const facts = new Map<string, string>()
  for (const [plugin, { weight, raw, normalized }] of Object.entries(scores)) {
    facts.set(`plugin ${plugin}, weight`, String(weight))
    for (const [index, node] of nodes.entries()) {
      facts.set(`node ${node}, plugin ${plugin}, raw score`, String(raw[index]))
      if (normalized === undefined) continue
      facts.set(`node ${node}, plugin ${plugin}, normalized score`, String(normalized[index]))
    }
  }
  for (const [index, total] of totals.entries()) {
    facts.set(`node ${nodes[index] ?? ''}, total`, String(total))
  }
  return facts
}

function listPreemption(preemption: PreemptionResult | undefined): Facts {
  const facts = new Map([['preemption', preemption === undefined ? 'not tried' : 'tried']])
  if (preemption === undefined || preemption.kind === 'not-eligible') return facts
  for (const run of preemption.runs) {
    if (run.kind === 'candidate') {
      const { nodeName, victims, violations } = run.candidate
      const names = victims.map(nameOf).join(' ')
      facts.set(`preemption, node ${nodeName}`, `victims ${names}, violations ${violations}`)
    } else {
      const plugin = run.plugin === undefined ? '' : `${run.plugin} `
      facts.set(`preemption, node ${run.nodeName}`, `${plugin}${renderStatus(run.status)}`)
    }
  }
  if (preemption.kind === 'no-candidate') return facts.set('nominated', '')
  facts.set('nominated', preemption.candidate.nodeName)
  return facts.set('victims', preemption.candidate.victims.map(nameOf).join(' '))
}

/** Where several answers are equally right, ours becomes the recorded one if it is among them. */
function alignChoices(
  found: Facts,
  attempt: Attempt,
  recorded: RecordedAttempt,
  version: SchedulerVersion,
): Facts {
  const facts = new Map(found)
  if (attempt.kind === 'scheduled') {
    // TB-3: the heap's root is certain since 1.35, where the order of the nodes is.
    const isCertain = isSince(version, '1.35') && attempt.filtered.nodeNames === undefined
    const isBest = attempt.top.some(({ node }) => node.name === recorded.winner)
    if (!isCertain && isBest) facts.set('winner', recorded.winner ?? '')
  }
  if (attempt.kind !== 'unschedulable' || attempt.preemption?.kind !== 'nominated') return facts
  const { candidate, equals } = attempt.preemption
  const drawn = equals.find(({ nodeName }) => nodeName === recorded.preemption?.nominated)
  if (drawn === undefined) return facts
  const describe = ({ nodeName, victims }: typeof drawn): string =>
    `on node ${nodeName}, preempting ${victims.length} victims`
  facts.set('nominated', drawn.nodeName)
  facts.set('victims', drawn.victims.map(nameOf).join(' '))
  facts.set(
    'message',
    attempt.message.replace(describe(candidate), () => describe(drawn)),
  )
  return facts
}

function listRecorded(recorded: RecordedAttempt): Facts {
  const { result, preFilter = {}, feasible = [], preemption } = recorded
  const facts = new Map<string, string>([['result', result]])
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined) facts.set(name, value)
  }
  if (result === 'error') return facts
  set('next', String(recorded.next))
  if (result === 'gated' || result === 'skipped')
    return facts.set('message', recorded.message ?? '')
  if (preFilter.rejected === undefined) set('preFilter skipped', joinNames(preFilter.skipped ?? []))
  else set('preFilter', `${preFilter.rejected.plugin} ${renderRecorded(preFilter.rejected)}`)
  set('preFilter nodes', preFilter.nodes && joinNames(preFilter.nodes))
  set('evaluated', String(recorded.evaluated ?? 0))
  if (feasible.length > 0) set('feasible', listFeasible(feasible, preFilter.nodes !== undefined))
  for (const [node, text] of listRejections(recorded.rejected)) set(`node ${node}`, text)
  set('absent', recorded.absent && renderRecorded(recorded.absent))
  for (const [name, text] of listScores(feasible, recorded.scores ?? {}, recorded.totals)) {
    set(name, text)
  }
  set('top', recorded.top && joinNames(recorded.top))
  set('winner', recorded.winner)
  set('message', recorded.message)
  set('unschedulable plugins', recorded.unschedulablePlugins?.join(' '))
  if (preemption === undefined) return facts
  set('preemption', preemption.ran === true ? 'tried' : 'not tried')
  for (const { node, victims, violations = 0 } of preemption.candidates ?? []) {
    set(`preemption, node ${node}`, `victims ${victims.join(' ')}, violations ${violations}`)
  }
  for (const [node, text] of listRejections(preemption.rejected)) {
    set(`preemption, node ${node}`, text)
  }
  set('nominated', preemption.nominated)
  set('victims', preemption.victims?.join(' '))
  return facts
}

function listRejections(
  rejected: readonly RecordedRejection[] = [],
): readonly (readonly [string, string])[] {
  return rejected.flatMap((rejection) => {
    const plugin = rejection.plugin === undefined ? '' : `${rejection.plugin} `
    return rejection.nodes.map((node) => [node, `${plugin}${renderRecorded(rejection)}`] as const)
  })
}

function renderRecorded({ code, reasons }: RecordedStatus): string {
  return `${code}: ${reasons.join(', ')}`
}

function renderStatus({ code, reasons }: Rejection): string {
  return renderRecorded({ code: code === 'Unschedulable' ? 'U' : 'UU', reasons })
}

function joinNames(names: readonly string[]): string {
  return names.toSorted().join(' ')
}

function nameOf({ namespace, name }: SchedulerPod): string {
  return `${namespace}/${name}`
}
