/**
 * Places the pods of a cluster that have no node, one after the other, as the scheduler would in a cluster where
 * nothing else happens: in the order of its queue, binding what fits, evicting what preemption evicts, and trying
 * again what an event may have helped (section 10).
 */
import { changeObjects, indexObjects } from './scenario.ts'
import { assert } from '#base/assert.ts'
import { attemptPod } from './attempt.ts'
import { bindVolumes } from './bind-volumes.ts'
import { compareText } from '#base/compare.ts'
import { followCluster } from './fast/follow-outcome.ts'
import { isFinished, readPod } from '#kube/pod.ts'
import { PLUGINS } from './registry.ts'
import { readPriorityClass } from '#kube/priority.ts'
import { readSnapshot } from './read-snapshot.ts'
import { recordAttempt } from './record-attempt.ts'
import { isSamePod, resolvePriority } from './snapshot.ts'
import type { Attempt } from './attempt.ts'
import type { ClusterEvent } from './framework.ts'
import type { KubeObject } from '#kube/object.ts'
import type { Objects, Outcome, RecordedAttempt } from './scenario.ts'
import type { FastScheduler } from './fast/fast-scheduler.ts'
import type { SchedulerPod } from './snapshot.ts'
import type { SchedulerVersion } from './version.ts'

/** A pod that waits for its turn. */
interface QueuedPod {
  /** `namespace/name`. */
  readonly name: string
  readonly priority: number
  /** Place among pods of its priority: when it was made, or last failed. */
  readonly order: number
}

/** A pod that was turned away. */
interface RejectedPod extends QueuedPod {
  readonly failures: number
  readonly plugins: readonly string[]
  /** Events that it knows of. */
  readonly seen: number
}

/** Who decides: both decide alike, the plain algorithm is there to be compared with. */
export type Algorithm = 'fast' | 'plain'

/** Every attempt, with what it changed, until no pod can be helped. */
export function schedulePods(
  objects: readonly KubeObject[],
  version: SchedulerVersion,
  algorithm: Algorithm = 'fast',
): readonly RecordedAttempt[] {
  return [...placePods(objects, version, algorithm)]
}

/** The same, one attempt after the other. */
export function* placePods(
  objects: readonly KubeObject[],
  version: SchedulerVersion,
  algorithm: Algorithm,
): Generator<RecordedAttempt> {
  const state = new Map(indexObjects(objects))
  const { scheduler, readPod: readQueuedPod, follow } = followCluster(state, version)
  const active = listQueue(objects)
  const waiting = new Map<string, RejectedPod>()
  const failures = new Map<string, number>()
  const events: ClusterEvent[] = []
  let attempts = 0
  // Each attempt after a pod's first needs an event, and a pod is bound and deleted once at most.
  const mostAttempts = (objects.length + 1) * (3 * objects.length + 1)
  let startIndex = 0
  for (;;) {
    const next = active.shift() ?? takeHelped(waiting, events)
    if (next === undefined) return
    const object = state.get(`Pod ${next.name}`)
    if (object === undefined) continue
    const pod = readQueuedPod(object)
    assert(attempts < mostAttempts, 'the queue does not come to rest')
    const attempt =
      algorithm === 'fast'
        ? scheduler.attempt(pod, startIndex)
        : attemptPod(pod, readSnapshot([...state.values()], version), startIndex)
    const seen = events.length
    const startTime = makeStartTime(attempts)
    const after = decideOutcome(pod, attempt, { scheduler, state, startTime })
    const recorded = recordAttempt(next.name, attempt, startIndex)
    const isChange = Object.keys(after).length > 0
    attempts += 1
    yield isChange ? { ...recorded, after } : recorded
    changeObjects(state, { ...recorded, after })
    follow({ ...recorded, after }, state)
    events.push(...listEvents(after))
    startIndex = recorded.next
    if (attempt.kind !== 'unschedulable') continue
    const count = (failures.get(next.name) ?? 0) + 1
    failures.set(next.name, count)
    const plugins = recorded.unschedulablePlugins ?? []
    const order = active.length + objects.length + attempts
    waiting.set(next.name, { ...next, order, failures: count, plugins, seen })
  }
}

/** QU-1: the highest priority first, then the oldest; as listed where nothing says their age. */
function listQueue(objects: readonly KubeObject[]): QueuedPod[] {
  const classes = objects.filter(({ kind }) => kind === 'PriorityClass').map(readPriorityClass)
  return objects
    .filter(({ kind }) => kind === 'Pod')
    .map((object) => resolvePriority(readPod(object), classes))
    .filter(
      (pod) =>
        pod.spec.nodeName === undefined &&
        pod.spec.schedulerName === 'default-scheduler' &&
        !isFinished(pod),
    )
    .toSorted(
      (a, b) => b.priority - a.priority || compareText(a.createdAt ?? '', b.createdAt ?? ''),
    )
    .map((pod, order) => ({ name: nameOf(pod), priority: pod.priority, order }))
}

/**
 * QU-3 to QU-5, 10.3: of the pods that something may have helped since they failed, the one whose backoff ends
 * first. No time passes, so that is the one that failed least often.
 */
function takeHelped(
  waiting: Map<string, RejectedPod>,
  events: readonly ClusterEvent[],
): QueuedPod | undefined {
  const helped = [...waiting.values()].filter(({ plugins, seen }) =>
    events.slice(seen).some((event) => plugins.some((name) => isWokenBy(name, event))),
  )
  const [first] = helped.toSorted(
    (a, b) =>
      computeBackoffSeconds(a.failures) - computeBackoffSeconds(b.failures) ||
      b.priority - a.priority ||
      a.order - b.order,
  )
  if (first !== undefined) waiting.delete(first.name)
  return first
}

/** QU-3. */
function computeBackoffSeconds(failures: number): number {
  return Math.min(10, 2 ** (failures - 1))
}

function isWokenBy(pluginName: string, event: ClusterEvent): boolean {
  return PLUGINS.some(({ name, wakesOn }) => name === pluginName && wakesOn?.includes(event))
}

/** What the attempt changes at once; victims are gone before the next one (PE-7). */
function decideOutcome(
  pod: SchedulerPod,
  attempt: Attempt,
  world: {
    readonly scheduler: FastScheduler
    readonly state: Objects
    readonly startTime: string
  },
): Outcome {
  const { scheduler, state, startTime } = world
  if (attempt.kind === 'scheduled') {
    const { winner } = attempt
    const objects = bindVolumes(pod, winner, scheduler.storage, state)
    const bound = { node: winner.node.name, startTime }
    return objects.length === 0 ? { bound } : { bound, objects }
  }
  if (attempt.kind !== 'unschedulable') return {}
  const { preemption } = attempt
  if (preemption?.kind === 'no-candidate') {
    return pod.nominatedNodeName === undefined ? {} : { nominated: '' }
  }
  if (preemption?.kind !== 'nominated') return {}
  const { nodeName, victims } = preemption.candidate
  const lower = scheduler
    .readSnapshot()
    .nominated.filter(
      (other) =>
        other.nominatedNodeName === nodeName &&
        other.priority < pod.priority &&
        !isSamePod(other, pod),
    )
  return {
    ...(pod.nominatedNodeName === nodeName ? {} : { nominated: nodeName }),
    deleted: victims.map(nameOf),
    ...(lower.length === 0 ? {} : { unnominated: lower.map(nameOf) }),
  }
}

function listEvents({ bound, deleted = [], objects = [] }: Outcome): readonly ClusterEvent[] {
  return [
    ...(bound === undefined ? [] : (['pod-bound'] as const)),
    ...deleted.map(() => 'pod-deleted' as const),
    ...(objects.length === 0 ? [] : (['volume-changed'] as const)),
  ]
}

/** No clock here: pods start one second after the other, after all that ran before (PE-5). */
function makeStartTime(attempt: number): string {
  const pad = (value: number): string => String(Math.trunc(value)).padStart(2, '0')
  const time = [attempt / 3600, (attempt / 60) % 60, attempt % 60].map(pad)
  const [hours = '', minutes = '', seconds = ''] = time
  const day = Number(hours) / 24 + 1
  return `9999-01-${pad(day)}T${pad(Number(hours) % 24)}:${minutes}:${seconds}Z`
}

function nameOf({ namespace, name }: SchedulerPod): string {
  return `${namespace}/${name}`
}
