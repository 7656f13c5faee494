/** How many pods a second are placed, by the plain algorithm and by the fast one, and that they place them alike. */
import { assert, getAt } from '#base/assert.ts'
import { attemptPod } from '../attempt.ts'
import { createFastScheduler } from '../fast/fast-scheduler.ts'
import { makeSpeedWorld } from './speed-shapes.ts'
import { placePod, resolvePriority } from '../snapshot.ts'
import { readPod } from '#kube/pod.ts'
import { readSnapshot } from '../read-snapshot.ts'
import type { SchedulerPod, Snapshot } from '../snapshot.ts'
import type { SpeedShape } from './speed-shapes.ts'

export interface SchedulerSpeed {
  readonly shape: SpeedShape
  readonly nodes: number
  /** Pods that were placed in each round, on top of ten a node. */
  readonly pods: number
  readonly fastPodsPerSecond: number
  /** Processor time of a pod, collecting garbage included: what other work on the machine hardly changes. */
  readonly fastCpuMicros: number
  /** Pods that the plain algorithm placed. */
  readonly plainPods: number
  readonly plainPodsPerSecond: number
  readonly plainCpuMicros: number
  /** Of the decisions about the first `plainPods`: node, greatest total, equals, nodes evaluated, next index. */
  readonly fastChecksum: string
  readonly plainChecksum: string
}

export interface Clocks {
  readonly readTimeMs: () => number
  readonly readCpuMs: () => number
}

export interface SpeedOptions {
  readonly nodes: number
  readonly pods: number
  /** How many of the pods the plain algorithm places too. */
  readonly plainPods: number
  /** The fastest counts; one more comes first, for the engine to warm up. */
  readonly rounds: number
}

/** Places the pods of the shape, in a cluster of release 1.37. */
export function measureSpeed(
  shape: SpeedShape,
  options: SpeedOptions,
  clocks: Clocks,
): SchedulerSpeed {
  const { nodes, plainPods } = options
  const world = makeSpeedWorld(shape, nodes, options.pods)
  const snapshot = readSnapshot(world.objects, '1.37')
  const pods = world.pods.map((object) => resolvePriority(readPod(object), []))
  const plain = runPlain(snapshot, pods.slice(0, plainPods), clocks)
  const rounds = Array.from({ length: options.rounds + 1 }, () => runFast(snapshot, pods, clocks))
  const judged = rounds.slice(1)
  const { decisions } = getAt(rounds, 0)
  return {
    shape,
    nodes,
    pods: pods.length,
    fastPodsPerSecond: perSecond(pods.length, Math.min(...judged.map((run) => run.elapsedMs))),
    fastCpuMicros: (1000 * Math.min(...judged.map((run) => run.cpuMs))) / pods.length,
    plainPods,
    plainPodsPerSecond: perSecond(plainPods, plain.elapsedMs),
    plainCpuMicros: (1000 * plain.cpuMs) / plainPods,
    fastChecksum: sumUp(decisions.slice(0, plainPods)),
    plainChecksum: sumUp(plain.decisions),
  }
}

interface Run {
  readonly elapsedMs: number
  readonly cpuMs: number
  readonly decisions: readonly (readonly number[])[]
}

function runFast(snapshot: Snapshot, pods: readonly SchedulerPod[], clocks: Clocks): Run {
  const scheduler = createFastScheduler(snapshot)
  const decisions: (readonly number[])[] = []
  let startIndex = 0
  const startedMs = clocks.readTimeMs()
  const cpuBeforeMs = clocks.readCpuMs()
  for (const pod of pods) {
    const decision = scheduler.decide(pod, startIndex)
    assert(decision.kind === 'scheduled', `no node for the pod ${pod.name}`)
    const { node, total, equals, evaluated, nextIndex } = decision
    scheduler.place(pod, node)
    decisions.push([node, total, equals, evaluated, nextIndex])
    startIndex = nextIndex
  }
  return {
    elapsedMs: clocks.readTimeMs() - startedMs,
    cpuMs: clocks.readCpuMs() - cpuBeforeMs,
    decisions,
  }
}

function runPlain(start: Snapshot, pods: readonly SchedulerPod[], clocks: Clocks): Run {
  const decisions: (readonly number[])[] = []
  let snapshot = start
  let startIndex = 0
  const startedMs = clocks.readTimeMs()
  const cpuBeforeMs = clocks.readCpuMs()
  for (const pod of pods) {
    const attempt = attemptPod(pod, snapshot, startIndex)
    assert(attempt.kind === 'scheduled', `no node for the pod ${pod.name}`)
    const { winner, filtered, scoring, top, nextIndex } = attempt
    const total = scoring === undefined ? 0 : Math.max(...scoring.totals)
    const evaluated = filtered.feasibleNodes.length + filtered.rejectedNodes.length
    const node = snapshot.nodes.indexOf(winner)
    decisions.push([node, total, top.length, evaluated, nextIndex])
    snapshot = placePod(snapshot, pod, winner)
    startIndex = nextIndex
  }
  return {
    elapsedMs: clocks.readTimeMs() - startedMs,
    cpuMs: clocks.readCpuMs() - cpuBeforeMs,
    decisions,
  }
}

function perSecond(count: number, elapsedMs: number): number {
  return (count / elapsedMs) * 1000
}

/** FNV-1a, 32 bits. */
function sumUp(decisions: readonly (readonly number[])[]): string {
  let hash = 0x811c9dc5
  for (const character of decisions.map((one) => one.join(' ')).join('\n')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
