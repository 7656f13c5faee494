/**
 * The workspace of one search: the state that is looked at (`now`), the one that a move makes of it
 * (`next`), and the batch of those offered. Moves change `next` in place, offer it and put it back, so
 * that nothing is allocated while states are made.
 */
import type { Model } from '../model.ts'
import type { StepName } from '../trace.ts'
import { compileModel } from './compiled-model.ts'
import type { CompiledModel } from './compiled-model.ts'
import { layOutState, readValues, writeValue } from './layout.ts'
import type { Layout } from './layout.ts'
import { internKind } from './node-kinds.ts'
import { addToContent, createZoneContents, internContent, startContent } from './zone-contents.ts'
import type { ZoneContents } from './zone-contents.ts'
import { growTable } from './tables.ts'
import type { Ints } from './tables.ts'

/** Whether a step is the system's (an edge), free (XD5, XD6), or a disturbance. */
export const SYSTEM = 0
export const FREE = 1
export const DISTURBANCE = 2

/** What makes a step exact, by number. */
export interface RawStep {
  readonly code: StepName
  readonly pod?: number
  readonly group?: number
  readonly zone?: number
  readonly kind?: number
  /** The other zone of a rebalance, the kind that is left by a preemption, the workload. */
  readonly other?: number
}

export interface Space {
  readonly compiled: CompiledModel
  readonly layout: Layout
  readonly contents: ZoneContents
  readonly frozen: boolean
  readonly dropDead: boolean
  /** The state that is looked at, and the fields that `look` reads from it. */
  readonly now: Ints
  readonly next: Ints
  readonly placed: Ints
  readonly nodes: Ints
  readonly sums: Ints
  readonly pending: Ints
  /** By slot of the layout: `values[layout.desired + group]`. */
  readonly values: Ints
  /** -1: none. */
  down: number
  /** Classes that are pending and created, and those of them that fit no node. */
  readonly waiting: Ints
  waitingCount: number
  readonly homeless: Ints
  homelessCount: number
  /** Pending pods at the start, for the frozen search (XS3). */
  readonly startPending: Ints
  /** What was offered: states one after the other, each followed by its side and room for its hash. */
  batch: Ints
  readonly batchStride: number
  batchCount: number
  /** Set while a trace is written: then the step of each offer is kept. */
  isTracing: boolean
  step: RawStep
  steps: RawStep[]
  /** Zone contents that `fitTogether` tries, and the pods that it has left. */
  readonly trial: Ints
  readonly left: Ints
  /** Placements that `fitTogether` may still try for one node; below 0 the search is cut short. */
  fuel: number
  /** Zone contents in which `fitTogether` is known to fail, of the present node. */
  readonly deadEnds: Set<string>
  isOverrun: boolean
}

/** A workspace with `now` at the model's first state. */
export function createSpace(
  model: Model,
  options: { readonly frozen: boolean; readonly dropDead: boolean },
): Space {
  const compiled = compileModel(model)
  const layout = layOutState(compiled, options.dropDead)
  const contents = createZoneContents(compiled)
  const { classes, groups, zones } = compiled
  const space: Space = {
    compiled,
    layout,
    contents,
    frozen: options.frozen,
    dropDead: options.dropDead,
    now: new Int32Array(layout.words),
    next: new Int32Array(layout.words),
    placed: new Int32Array(classes),
    nodes: new Int32Array(groups),
    sums: new Int32Array(contents.packing.words),
    pending: new Int32Array(classes),
    values: new Int32Array(layout.slots),
    down: -1,
    waiting: new Int32Array(classes),
    waitingCount: 0,
    homeless: new Int32Array(classes),
    homelessCount: 0,
    startPending: new Int32Array(classes),
    batch: new Int32Array(64 * (layout.words + 2)),
    batchStride: layout.words + 2,
    batchCount: 0,
    isTracing: false,
    step: { code: 'autoscalerRestart' },
    steps: [],
    trial: new Int32Array(zones),
    left: new Int32Array(classes),
    fuel: 0,
    deadEnds: new Set(),
    isOverrun: false,
  }
  space.values.set(compiled.startDesired, layout.desired)
  writeStart(space, space.now)
  look(space)
  space.startPending.set(space.pending)
  return space
}

/** The first state: the model's nodes, sizes, claims bound where their pods are (section 2). */
function writeStart(space: Space, words: Ints): void {
  const { compiled, layout, contents } = space
  const { model, zones, classes } = compiled
  for (let zone = 0; zone < zones; zone++) {
    startContent(contents)
    for (const node of model.nodes) {
      if (model.zones.indexOf(node.zone) !== zone) continue
      const counts = new Int32Array(classes)
      for (const [pod, one] of model.pods.entries()) {
        counts[pod] = node.pods.filter((name) => name === one.name).length
      }
      const group = model.groups.findIndex((one) => one.name === node.group)
      addToContent(contents, internKind(contents.kinds, group, counts), 1)
    }
    words[zone] = internContent(contents, zone)
  }
  const set = (slot: number, value: number) => writeValue(layout, words, slot, value)
  model.groups.forEach((group, index) => {
    const isEmpty = model.nodes.every((node) => node.group !== group.name)
    const memory = isEmpty ? [...new Set(group.memory)] : []
    const first = model.zones.indexOf(memory[0] ?? '')
    set(layout.desired + index, compiled.startDesired[index] ?? 0)
    set(layout.memory + index, memory.length > 1 ? zones + 1 : first + 1)
  })
  model.pods.forEach((pod, index) => {
    const node = model.nodes.find((one) => one.pods.includes(pod.name))
    set(layout.bound + index, model.zones.indexOf(node?.zone ?? '') + 1)
  })
  compiled.workloads.forEach((workload, index) => {
    set(layout.absent + index, model.absent?.includes(workload) === true ? 1 : 0)
  })
  const { budget } = compiled
  set(layout.down, model.zones.indexOf(model.down ?? '') + 1)
  set(layout.nodeLoss, budget.nodeLoss)
  set(layout.zoneOutage, budget.zoneOutage)
  set(layout.scaleToZero, budget.scaleToZero)
  set(layout.autoscalerRestart, budget.autoscalerRestart)
}

/** Sets a value of `next` by its slot. */
export function setNext(space: Space, slot: number, value: number): void {
  writeValue(space.layout, space.next, slot, value)
}

/** Puts `next` back to `now`. */
export function resetNext(space: Space): void {
  const { now, next } = space
  for (let at = 0; at < now.length; at++) next[at] = now[at] ?? 0
}

/** Reads `now` into the tables, and makes `next` a copy of it. */
export function look(space: Space): void {
  const { compiled, layout, now, values, placed, pending, waiting } = space
  const { classes, count, workload, after } = compiled
  resetNext(space)
  readValues(layout, now, values)
  countNow(space)
  space.down = (values[layout.down] ?? 0) - 1
  let waitingCount = 0
  for (let pod = 0; pod < classes; pod++) {
    const isAbsent = values[layout.absent + (workload[pod] ?? 0)] === 1
    const wanted = (count[pod] ?? 0) - (values[layout.finished + pod] ?? 0)
    const missing = isAbsent ? 0 : wanted - (placed[pod] ?? 0)
    pending[pod] = missing
    if (missing > 0 && isCreated(space, after[pod] ?? -1)) waiting[waitingCount++] = pod
  }
  space.waitingCount = waitingCount
}

/** Pods placed and nodes, summed over the zones while they are still packed. */
function countNow(space: Space): void {
  const { compiled, contents, now, placed, nodes } = space
  const { facts, stride, packRow, packing } = contents
  const { zones, classes, groups } = compiled
  const { words, word, shift, mask } = packing
  for (let at = 0; at < words; at++) {
    let sum = 0
    for (let zone = 0; zone < zones; zone++) {
      sum = (sum + (facts[(now[zone] ?? 0) * stride + packRow + at] ?? 0)) | 0
    }
    space.sums[at] = sum
  }
  const { sums } = space
  for (let pod = 0; pod < classes; pod++) {
    placed[pod] = ((sums[word[pod] ?? 0] ?? 0) >>> (shift[pod] ?? 0)) & (mask[pod] ?? 0)
  }
  for (let group = 0; group < groups; group++) {
    const one = classes + group
    nodes[group] = ((sums[word[one] ?? 0] ?? 0) >>> (shift[one] ?? 0)) & (mask[one] ?? 0)
  }
}

/** Section 2: every pod of the class before is placed or finished. */
export function isCreated(space: Space, before: number): boolean {
  if (before < 0) return true
  const { compiled, placed, values, layout } = space
  return (placed[before] ?? 0) + (values[layout.finished + before] ?? 0) === compiled.count[before]
}

/** Offers `next`: a copy of it goes into the batch. */
export function offer(space: Space, side: number): void {
  const { next, batchStride } = space
  const from = space.batchCount * batchStride
  if (from + batchStride > space.batch.length) {
    space.batch = growTable(space.batch, from + batchStride)
  }
  const { batch } = space
  for (let at = 0; at < next.length; at++) batch[from + at] = next[at] ?? 0
  batch[from + next.length] = side
  space.batchCount++
  if (space.isTracing) space.steps.push(space.step)
}

/** Keeps the step that `next` is offered with, while a trace is written. */
export function noteStep(space: Space, step: RawStep): void {
  space.step = step
}

/** Puts a packed state into `now`; `look` reads it. */
export function setNow(space: Space, words: Ints, from: number): void {
  const { now } = space
  for (let at = 0; at < now.length; at++) now[at] = words[from + at] ?? 0
}
