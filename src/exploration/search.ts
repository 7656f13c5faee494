/** The search of exploration specification, section 5: its options, its answer, and how it is run. */
import { assert } from '#base/assert.ts'
import { compareText } from '#base/compare.ts'
import type { Model } from './model.ts'
import { decodeState } from './search/decode.ts'
import { TARGET_SERVED } from './search/expand.ts'
import { findForeignWait } from './search/foreign-wait.ts'
import { advanceRun, eachStuck, startRun } from './search/run.ts'
import type { Run, RunEnd } from './search/run.ts'
import { hasIdleCycle, isWaiting } from './search/stuck.ts'
import { writeTrace } from './search/write-trace.ts'
import { sideOf } from './trace.ts'
import type { Step, StepName } from './trace.ts'
import type { DisturbanceKind, VerdictWord } from './verdict.ts'

/** XS6: each on its own switch; verdict, disturbances, steps and starvable are the same with any subset on. */
export interface Reductions {
  /** Zones (and classes) that differ in nothing but their names are one. */
  readonly symmetry: boolean
  /** Parts of the state that nothing reads any more are forgotten. */
  readonly deadFields: boolean
  /** The search ends as soon as the least stuck state is certain. */
  readonly earlyStop: boolean
}

export interface SearchOptions {
  /** XS4: states of one question. */
  readonly maxStates: number
  /** Default: all on. */
  readonly reductions?: Reductions | undefined
  /** The full count of section 5, "Plain search": no reductions. */
  readonly plain?: boolean | undefined
  /** XS3: other pods stay where they are and leave only with their node. */
  readonly frozen?: boolean | undefined
}

/** What the plain search counts (section 5). */
export interface PlainCounts {
  readonly states: number
  readonly systemEdges: number
  readonly stuckStates: number
  readonly stuckStatesAllZonesUp: number
}

export interface SearchAnswer {
  /** `unknown` when the bound was hit and no stuck state with every zone up was found. */
  readonly verdict: VerdictWord
  readonly disturbances?: { readonly total: number; readonly kinds: readonly DisturbanceKind[] }
  readonly steps?: number
  /** False when the search that found the trace was cut short, or frozen. */
  readonly minimal?: boolean
  readonly zoneBack?: boolean
  readonly starvable?: boolean
  /** The zone that is down in the stuck state the trace ends in (`waits-for-zone`). */
  readonly stuckZone?: string
  /** States found. */
  readonly states: number
  /** False when the bound was hit. */
  readonly complete: boolean
  readonly bound: number
  /** Of a plain search that ended. */
  readonly counts?: PlainCounts
  readonly trace?: readonly Step[]
  /** The state the trace ends in, as a model to go on from. */
  readonly stuckState?: Model
  /** Every zone that is down in some stuck state, in the model's order (XS5). */
  readonly waitingZones?: readonly string[]
  /** With `waits-for-zone`: the least stuck state in which the zone down is not the target's own (XS5). */
  readonly foreignWait?: ForeignWait
}

export interface ForeignWait {
  readonly disturbances: { readonly total: number; readonly kinds: readonly DisturbanceKind[] }
  readonly steps: number
  readonly zoneBack: boolean
  readonly stuckZone: string
  readonly trace: readonly Step[]
  readonly stuckState: Model
}

/** A search that can be advanced in slices, so that its caller may show progress or drop it. */
export interface Search {
  /** Finds about so many states more; true when the answer is there. */
  readonly advance: (states: number) => boolean
  readonly statesSeen: () => number
  readonly answer: () => SearchAnswer
}

const ALL_ON: Reductions = { symmetry: true, deadFields: true, earlyStop: true }
const ALL_OFF: Reductions = { symmetry: false, deadFields: false, earlyStop: false }

/** A search of the model's question (section 5): its budget, from its first state. */
export function startSearch(model: Model, options: SearchOptions): Search {
  const isPlain = options.plain === true
  const reductions = isPlain ? ALL_OFF : (options.reductions ?? ALL_ON)
  const isFrozen = options.frozen === true
  const run = startRun(model, {
    maxStates: options.maxStates,
    symmetry: reductions.symmetry && !isFrozen,
    dropDead: reductions.deadFields,
    earlyStop: reductions.earlyStop,
    frozen: isFrozen,
    withDisturbances: true,
  })
  let answer: SearchAnswer | undefined
  return {
    advance: (states) => advanceRun(run, states),
    statesSeen: () => Math.min(run.table.size, options.maxStates),
    answer: () => {
      answer ??= answerRun(run, isPlain)
      return answer
    },
  }
}

/** The whole search at once. */
export function search(model: Model, options: SearchOptions): SearchAnswer {
  const started = startSearch(model, options)
  while (!started.advance(Infinity)) continue
  return started.answer()
}

/**
 * stuck(S₀) of section 4: a pod of the target is pending in the model's first state, and system moves
 * alone lead to no served state.
 */
export function isStuckNow(
  model: Model,
  options: { readonly maxStates: number },
): boolean | 'unknown' {
  const run = startRun(model, {
    maxStates: options.maxStates,
    symmetry: true,
    dropDead: true,
    earlyStop: false,
    frozen: false,
    withDisturbances: false,
  })
  for (;;) {
    const isEnded = advanceRun(run, 1)
    const last = run.status[run.order[run.seen - 1] ?? 0] ?? 0
    if (run.seen === 1 && !isWaiting(last)) return false
    if (last === TARGET_SERVED) return false
    if (isEnded) return run.end?.isCut === true ? 'unknown' : true
  }
}

function answerRun(run: Run, isPlain: boolean): SearchAnswer {
  const { end } = run
  assert(end !== undefined, 'the search has not ended')
  const { options } = run
  const bound = {
    states: Math.min(run.table.size, options.maxStates),
    complete: !end.isCut,
    bound: options.maxStates,
  }
  const counts = isPlain && !end.isCut ? { counts: countPlainly(run, end) } : {}
  const verdict = readVerdict(run, end)
  if (verdict === 'unknown') return { verdict, ...bound, ...counts }
  if (verdict === 'ok') {
    return { verdict, starvable: hasIdleCycle(run), ...bound, ...counts }
  }
  const least = verdict === 'waits-for-zone' ? end.zoneDown : end.allUp
  const { stuckState, ...found } = describeStuck(run, least)
  return {
    verdict,
    ...found,
    minimal: !end.isCut && (!options.frozen || found.steps === 0),
    starvable: false,
    ...(stuckState.down === undefined ? {} : { stuckZone: stuckState.down }),
    ...bound,
    ...counts,
    stuckState,
    ...(verdict === 'waits-for-zone' ? describeWaiting(run, end) : {}),
  }
}

function describeStuck(run: Run, state: number) {
  const { steps, last } = writeTrace(run, state)
  const kinds = steps
    .map((step) => step.step)
    .filter(isDisturbance)
    .sort(compareText)
  return {
    disturbances: { total: kinds.length, kinds },
    steps: steps.length,
    zoneBack: steps.some((step) => step.step === 'zoneReturns'),
    trace: steps,
    stuckState: decodeState(run.space, last),
  }
}

function describeWaiting(
  run: Run,
  end: RunEnd,
): Pick<SearchAnswer, 'waitingZones' | 'foreignWait'> {
  const waitingZones = findWaitingZones(run, end)
  const foreign = findForeignWait(run, end)
  if (foreign < 0) return { waitingZones }
  const found = describeStuck(run, foreign)
  const { down } = found.stuckState
  return down === undefined
    ? { waitingZones }
    : { waitingZones, foreignWait: { ...found, stuckZone: down } }
}

/** The verdict of section 4; XS3: the frozen search says at-risk, pending-forever, or nothing. */
function readVerdict(run: Run, end: RunEnd): VerdictWord {
  if (end.allUp === 0) return 'pending-forever'
  if (end.allUp > 0) return 'at-risk'
  if (run.options.frozen) return 'unknown'
  if (end.zoneDown >= 0) return 'waits-for-zone'
  return end.isCut ? 'unknown' : 'ok'
}

function isDisturbance(name: StepName): name is DisturbanceKind {
  return sideOf(name) === 'disturbance'
}

function findWaitingZones(run: Run, end: RunEnd): readonly string[] {
  const { model } = run.space.compiled
  const waiting = new Set<number>()
  const zones = run.symmetry?.zoneOrbits
  eachStuck(run, end, (zone) => {
    waiting.add(zone)
    zones?.[zone]?.forEach((other) => waiting.add(other))
  })
  return model.zones.filter((_, zone) => waiting.has(zone))
}

function countPlainly(run: Run, end: RunEnd): PlainCounts {
  let stuckStates = 0
  let stuckStatesAllZonesUp = 0
  eachStuck(run, end, (zoneDown) => {
    stuckStates++
    if (zoneDown < 0) stuckStatesAllZonesUp++
  })
  return {
    states: run.table.size,
    systemEdges: run.table.edgeCount,
    stuckStates,
    stuckStatesAllZonesUp,
  }
}
