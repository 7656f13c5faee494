/**
 * One search under way. States are looked at in order of (disturbances, steps) (XS1): a layer holds the
 * states that so many disturbances led to, and as the unspent budget is part of the state, every state
 * is in one layer, and system moves and free steps stay in it.
 */
import type { Model } from '../model.ts'
import { expandState } from './expand.ts'
import { DISTURBANCE, SYSTEM, createSpace, setNow } from './space.ts'
import type { Space } from './space.ts'
import { addEdge, createStateTable, hashState, internState, touchSlot } from './state-table.ts'
import type { StateTable } from './state-table.ts'
import { LEADS_NOWHERE, LEADS_TO_OPEN, findFates, isWaiting } from './stuck.ts'
import { createSymmetry } from './symmetry.ts'
import type { Symmetry } from './symmetry.ts'
import { growTable } from './tables.ts'
import type { Ints } from './tables.ts'

export interface RunOptions {
  readonly maxStates: number
  readonly symmetry: boolean
  readonly dropDead: boolean
  readonly earlyStop: boolean
  readonly frozen: boolean
  /** False: system moves alone. */
  readonly withDisturbances: boolean
}

export interface Run {
  readonly options: RunOptions
  readonly space: Space
  readonly symmetry: Symmetry | undefined
  readonly table: StateTable
  /** The model's first state, as it is. */
  readonly start: Ints
  /** States in the order in which they were looked at, layer by layer. */
  order: Ints
  seen: number
  /** Where the present layer begins in `order`. */
  layerFrom: number
  /** What each state says of the target; -1 while it was not looked at. */
  status: Ints
  /** Of the present layer, by steps: those reached within it, and those a disturbance led to. */
  queue: number[]
  queueAt: number
  arrivals: number[]
  arrivalsAt: number
  nextArrivals: number[]
  nextCheck: number
  end: RunEnd | undefined
}

/** How a search ended, and the least stuck state of each kind that it is sure of. */
export interface RunEnd {
  readonly isCut: boolean
  readonly allUp: number
  readonly zoneDown: number
  /** Whether no state before `allUp` in the order may yet be stuck. */
  readonly isLeast: boolean
  /** By state, as `findFates` has it. */
  readonly fates: Ints
}

const FIRST_CHECK = 4096

/** A search at its first state. */
export function startRun(model: Model, options: RunOptions): Run {
  const space = createSpace(model, options)
  const symmetry = options.symmetry ? createSymmetry(space) : undefined
  const run: Run = {
    options,
    space,
    symmetry,
    table: createStateTable(space.layout.words, options.maxStates),
    start: space.now.slice(),
    order: new Int32Array(256),
    seen: 0,
    layerFrom: 0,
    status: new Int32Array(256).fill(-1),
    queue: [0],
    queueAt: 0,
    arrivals: [],
    arrivalsAt: 0,
    nextArrivals: [],
    nextCheck: FIRST_CHECK,
    end: undefined,
  }
  const first = space.now.slice()
  if (symmetry !== undefined) symmetry.settle(first, 0)
  internState(run.table, first, 0, hashState(run.table, first, 0))
  run.table.parent[0] = -1
  return run
}

/** Finds about so many states more; true when the search has ended. */
export function advanceRun(run: Run, states: number): boolean {
  const { space, table, options } = run
  let left = states
  while (left > 0 && run.end === undefined) {
    const current = takeState(run)
    if (current < 0) {
      endLayer(run)
      continue
    }
    setNow(space, table.words, current * table.width)
    const status = expandState(space, options.withDisturbances)
    const known = table.size
    takeBatch(run, current)
    left -= Math.max(1, table.size - known)
    noteVisit(run, current, status)
    if (table.size > options.maxStates || space.isOverrun) run.end = judgeRun(run, 0, true)
    else if (run.seen === run.nextCheck) checkEarly(run)
  }
  return run.end !== undefined
}

/**
 * Takes the offers of a state into the table. Their slots are touched first, all of them, since the
 * machine waits for several places of memory at once much shorter than for one after the other.
 */
function takeBatch(run: Run, current: number): void {
  const { space, table, symmetry } = run
  const { batch, batchStride, batchCount } = space
  const { width } = table
  const end = batchCount * batchStride
  for (let from = 0; from < end; from += batchStride) {
    if (symmetry !== undefined) symmetry.settle(batch, from)
    const hash = hashState(table, batch, from)
    batch[from + width + 1] = hash
    touchSlot(table, hash)
  }
  const rowFrom = table.edgeCount
  table.rowFrom[current] = rowFrom
  const nextSteps = (table.steps[current] ?? 0) + 1
  for (let from = 0; from < end; from += batchStride) {
    const side = batch[from + width] ?? 0
    const known = table.size
    const id = internState(table, batch, from, batch[from + width + 1] ?? 0)
    if (side === SYSTEM) addEdge(table, rowFrom, id)
    if (id === known) {
      table.parent[id] = current
      table.steps[id] = nextSteps
      if (side === DISTURBANCE) run.nextArrivals.push(id)
      else run.queue.push(id)
    } else if (side !== DISTURBANCE && (table.steps[id] ?? 0) > nextSteps) {
      // A state that a disturbance led to, reached sooner from within its layer.
      table.parent[id] = current
      table.steps[id] = nextSteps
      run.queue.push(id)
    }
  }
  table.rowTo[current] = table.edgeCount
}

/** The next state of the layer by steps, or -1. */
function takeState(run: Run): number {
  const { table, queue, arrivals } = run
  for (;;) {
    const queued = queue[run.queueAt] ?? -1
    const arrived = arrivals[run.arrivalsAt] ?? -1
    if (queued < 0 && arrived < 0) return -1
    const isArrival =
      queued < 0 || (arrived >= 0 && (table.steps[arrived] ?? 0) <= (table.steps[queued] ?? 0))
    const state = isArrival ? arrived : queued
    if (isArrival) run.arrivalsAt++
    else run.queueAt++
    if ((table.rowFrom[state] ?? -1) < 0) return state
  }
}

function noteVisit(run: Run, state: number, status: number): void {
  const { table } = run
  if (table.size > run.status.length) run.status = growTable(run.status, table.size, -1)
  if (run.seen === run.order.length) run.order = growTable(run.order, run.seen + 1)
  run.status[state] = status
  run.order[run.seen++] = state
}

function endLayer(run: Run): void {
  const { options } = run
  if (options.earlyStop) {
    const end = judgeRun(run, run.layerFrom, false)
    if (end.allUp >= 0) {
      run.end = end
      return
    }
  }
  if (run.nextArrivals.length === 0) {
    run.end = judgeRun(run, 0, false)
    return
  }
  run.layerFrom = run.seen
  run.queue = []
  run.queueAt = 0
  run.arrivals = run.nextArrivals
  run.arrivalsAt = 0
  run.nextArrivals = []
}

/**
 * The least stuck state is certain as soon as its closure and the fate of every state before it are
 * known, however much is left. Checked at doubling sizes, so that it costs a fraction of the search.
 */
function checkEarly(run: Run): void {
  run.nextCheck *= 2
  if (!run.options.earlyStop) return
  const end = judgeRun(run, run.layerFrom, false)
  if (end.allUp >= 0 && end.isLeast) run.end = end
}

/**
 * The least stuck states among those looked at from `from` on. System moves stay in a layer, so layers
 * can be judged together or one by one.
 */
function judgeRun(run: Run, from: number, isCut: boolean): RunEnd {
  const { table, status, order, space } = run
  const fates = findFates({ table, order, status }, { from, to: run.seen })
  let zoneDown = -1
  let isLeast = true
  for (let at = from; at < run.seen; at++) {
    const state = order[at] ?? 0
    if (!isWaiting(status[state] ?? 0)) continue
    const fate = fates[state]
    const isDown = zoneDownIn(space, table, state) >= 0
    if (fate === LEADS_NOWHERE && !isDown) return { isCut, allUp: state, zoneDown, isLeast, fates }
    if (fate === LEADS_NOWHERE && zoneDown < 0) zoneDown = state
    if (fate === LEADS_TO_OPEN && !isDown) isLeast = false
  }
  return { isCut, allUp: -1, zoneDown, isLeast, fates }
}

/** The zone that is down in a state, or -1. */
function zoneDownIn(space: Space, table: StateTable, state: number): number {
  return readSlot(space, table, { state, slot: space.layout.down }) - 1
}

/** A stored value of a state; 0 where it never changes and is not stored. */
export function readSlot(
  space: Space,
  table: StateTable,
  { state, slot }: { readonly state: number; readonly slot: number },
): number {
  const { word, shift, mask } = space.layout
  const at = word[slot] ?? -1
  if (at < 0) return 0
  const packed = table.words[state * table.width + at] ?? 0
  return (packed >>> (shift[slot] ?? 0)) & (mask[slot] ?? 0)
}

/** Calls for every stuck state of a search that ended, with the zone that is down in it (-1: none). */
export function eachStuck(
  run: Run,
  end: RunEnd,
  call: (zoneDown: number, state: number) => void,
): void {
  const { table, status, order, space } = run
  for (let at = 0; at < run.seen; at++) {
    const state = order[at] ?? 0
    if (!isWaiting(status[state] ?? 0) || end.fates[state] !== LEADS_NOWHERE) continue
    call(zoneDownIn(space, table, state), state)
  }
}
