import { assert } from '#base/assert.ts'
import { explainPending } from '#scheduler/explain-pending.ts'
import { filterNodes } from '#scheduler/cycle.ts'
import { findPreemption } from '#scheduler/preemption.ts'
import { gunzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { readPod } from '#kube/pod.ts'
import { readPriorityClass } from '#kube/priority.ts'
import { readSnapshot } from '#scheduler/read-snapshot.ts'
import { resolvePriority } from '#scheduler/snapshot.ts'
import type { KubeObject } from '#kube/object.ts'
import type { FilterResult } from '#scheduler/cycle.ts'
import type { PreemptionResult } from '#scheduler/preemption.ts'
import type { SchedulerPod } from '#scheduler/snapshot.ts'
import type { SchedulerVersion } from '#scheduler/version.ts'

/**
 * What the real kube-scheduler decided, attempt by attempt. The sample holds whole scenarios of v1.34.4,
 * v1.36.3 and v1.37.2; scores and what follows from them are left out.
 */
export interface Scenario {
  readonly id: string
  readonly compat: SchedulerVersion
  readonly objects: readonly KubeObject[]
  readonly attempts: readonly Attempt[]
}

interface Attempt {
  /** `namespace/name`. */
  readonly pod: string
  readonly result: 'scheduled' | 'unschedulable' | 'gated' | 'skipped' | 'error'
  readonly preFilter?: { readonly rejected?: { readonly plugin: string } }
  readonly feasible?: readonly string[]
  readonly rejected?: readonly {
    readonly plugin: string
    readonly code: string
    readonly reasons: readonly string[]
    readonly nodes: readonly string[]
  }[]
  readonly message?: string
  readonly preemption?: { readonly nominated?: string; readonly victims?: readonly string[] }
  /** What changed before the next attempt, whatever we decided. */
  readonly after?: {
    readonly deleted?: readonly string[]
    readonly objects?: readonly KubeObject[]
    readonly bound?: { readonly node: string; readonly startTime: string }
    readonly nominated?: string
    readonly unnominated?: readonly string[]
    readonly terminating?: readonly string[]
  }
}

type Objects = ReadonlyMap<string, KubeObject>

export function loadScenarios(file: string): readonly Scenario[] {
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}

/** What each attempt came to, in the form of `listExpected`. */
export function listDecisions(scenario: Scenario): readonly object[] {
  let objects: Objects = new Map(scenario.objects.map((object) => [keyOf(object), object]))
  const decisions: object[] = []
  for (const attempt of scenario.attempts) {
    decisions.push(decide(attempt, [...objects.values()], scenario.compat))
    objects = applyOutcome(objects, attempt)
  }
  return decisions
}

export function listExpected(scenario: Scenario): readonly object[] {
  return scenario.attempts.map((attempt) => {
    if (!isCompared(attempt)) return { pod: attempt.pod }
    const { nominated, victims = [] } = attempt.preemption ?? {}
    return {
      pod: attempt.pod,
      ...(attempt.result === 'scheduled' ? {} : { message: attempt.message }),
      ...(attempt.preFilter?.rejected === undefined
        ? {}
        : { plugin: attempt.preFilter.rejected.plugin }),
      nodes: listExpectedNodes(attempt),
      ...(nominated ? { nominated, victims } : {}),
    }
  })
}

function isCompared(attempt: Attempt): boolean {
  return attempt.result === 'scheduled' || attempt.result === 'unschedulable'
}

function listExpectedNodes(attempt: Attempt): readonly string[] {
  const rejected = (attempt.rejected ?? []).flatMap(({ nodes, plugin, code, reasons }) =>
    nodes.map((node) => `${node} ${plugin} ${code}: ${reasons.join(', ')}`),
  )
  return [...(attempt.feasible ?? []).map((node) => `${node} fits`), ...rejected].toSorted()
}

function decide(
  attempt: Attempt,
  objects: readonly KubeObject[],
  version: SchedulerVersion,
): object {
  if (!isCompared(attempt)) return { pod: attempt.pod }
  const snapshot = readSnapshot(objects, version)
  const pod = findPod(attempt, objects)
  const explanation = explainPending(pod, snapshot)
  const result = filterNodes(pod, snapshot)
  return {
    pod: attempt.pod,
    ...(explanation.kind === 'fits' ? {} : { message: explanation.message }),
    ...(result.kind === 'rejected' ? { plugin: result.plugin } : {}),
    nodes: listNodes(result),
    ...(result.kind === 'filtered' && result.feasibleNodes.length === 0
      ? listVictims(findPreemption(pod, result, snapshot))
      : {}),
  }
}

function listNodes(result: FilterResult): readonly string[] {
  if (result.kind === 'rejected') return []
  const feasible = result.feasibleNodes.map(({ node }) => `${node.name} fits`)
  const rejected = result.rejectedNodes.map(({ nodeState, plugin, status }) => {
    const code = status.code === 'Unschedulable' ? 'U' : 'UU'
    return `${nodeState.node.name} ${plugin} ${code}: ${status.reasons.join(', ')}`
  })
  return [...feasible, ...rejected].toSorted()
}

function listVictims(found: PreemptionResult): object {
  if (found.kind !== 'nominated') return {}
  const { nodeName, victims } = found.candidate
  return { nominated: nodeName, victims: victims.map((pod) => `${pod.namespace}/${pod.name}`) }
}

function findPod(attempt: Attempt, objects: readonly KubeObject[]): SchedulerPod {
  const object = objects.find((one) => keyOf(one) === `Pod ${attempt.pod}`)
  assert(object !== undefined, `no pod ${attempt.pod} in the scenario`)
  const classes = objects.filter((one) => one.kind === 'PriorityClass').map(readPriorityClass)
  return resolvePriority(readPod(object), classes)
}

function keyOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.namespace ?? 'default'}/${metadata.name}`
}

/** The cluster after the recorded outcome of an attempt, in the order that the vectors prescribe. */
function applyOutcome(objects: Objects, { pod, after = {} }: Attempt): Objects {
  const changed = new Map(objects)
  const change = (name: string, fields: ChangedFields): void => {
    const object = changed.get(`Pod ${name}`)
    if (object !== undefined) changed.set(`Pod ${name}`, mergeFields(object, fields))
  }
  for (const name of after.deleted ?? []) changed.delete(`Pod ${name}`)
  for (const object of after.objects ?? []) changed.set(keyOf(object), object)
  if (after.bound !== undefined) {
    const { node, startTime } = after.bound
    const status = { phase: 'Running', startTime, nominatedNodeName: undefined }
    change(pod, { spec: { nodeName: node }, status })
  }
  if (after.nominated !== undefined) {
    change(pod, { status: { nominatedNodeName: after.nominated } })
  }
  for (const name of after.unnominated ?? []) change(name, { status: { nominatedNodeName: '' } })
  const target = { type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' }
  for (const name of after.terminating ?? []) {
    const metadata = { deletionTimestamp: '2026-01-02T00:00:00Z' }
    change(name, { metadata, status: { conditions: [target] } })
  }
  return changed
}

interface ChangedFields {
  readonly metadata?: object
  readonly spec?: object
  readonly status?: object
}

function mergeFields(object: KubeObject, fields: ChangedFields): KubeObject {
  return {
    ...object,
    metadata: { ...object.metadata, ...fields.metadata },
    spec: { ...Object(object['spec']), ...fields.spec },
    status: { ...Object(object['status']), ...fields.status },
  }
}
