/**
 * The workspace of one search: the state that is looked at (`now`), the one that a move makes of it
 * (`next`), and whom to tell. Moves change `next` in place, offer it and put it back, so that nothing
 * is allocated while states are made.
 */
import type { Model } from '../model.ts'
import type { StepName } from '../trace.ts'
import { compileModel } from './compiled-model.ts'
import type { CompiledModel } from './compiled-model.ts'
import { layOutState, readField, writeField } from './layout.ts'
import type { Layout } from './layout.ts'
import { internKind } from './node-kinds.ts'
import { addToContent, createZoneContents, internContent, startContent } from './zone-contents.ts'
import type { ZoneContents } from './zone-contents.ts'
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
  readonly pending: Ints
  readonly desired: Ints
  /** 0 not bound · 1 + zone. */
  readonly bound: Ints
  readonly absent: Ints
  readonly finished: Ints
  /** -1: none. */
  down: number
  /** Classes that are pending and created, and those of them that fit no node. */
  readonly waiting: Ints
  waitingCount: number
  readonly homeless: Ints
  homelessCount: number
  /** Pending pods at the start, for the frozen search (XS3). */
  readonly startPending: Ints
  /** Told of each `next`, with its step while a trace is written. */
  offer: (side: number) => void
  /** Set while a trace is written. */
  isTracing: boolean
  step: RawStep | undefined
  /** Zone contents that `fitTogether` tries, and the pods that it has left. */
  readonly trial: Ints
  readonly left: Ints
  /** Placements that `fitTogether` may still try for one node; below 0 the search is cut short. */
  fuel: number
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
  const { classes, groups, zones, workloads } = compiled
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
    pending: new Int32Array(classes),
    desired: Int32Array.from(compiled.startDesired),
    bound: new Int32Array(classes),
    absent: new Int32Array(workloads.length),
    finished: new Int32Array(classes),
    down: -1,
    waiting: new Int32Array(classes),
    waitingCount: 0,
    homeless: new Int32Array(classes),
    homelessCount: 0,
    startPending: new Int32Array(classes),
    offer: () => undefined,
    isTracing: false,
    step: undefined,
    trial: new Int32Array(zones),
    left: new Int32Array(classes),
    fuel: 0,
    isOverrun: false,
  }
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
  model.groups.forEach((group, index) => {
    const memory = model.nodes.some((node) => node.group === group.name) ? [] : memoryOf(group)
    const first = model.zones.indexOf(memory[0] ?? '')
    writeAt(words, layout.desired[index], compiled.startDesired[index] ?? 0)
    writeAt(words, layout.memory[index], memory.length > 1 ? zones + 1 : first + 1)
  })
  model.pods.forEach((pod, index) => {
    const node = model.nodes.find((one) => one.pods.includes(pod.name))
    writeAt(words, layout.bound[index], node === undefined ? 0 : model.zones.indexOf(node.zone) + 1)
  })
  compiled.workloads.forEach((workload, index) => {
    writeAt(words, layout.absent[index], model.absent?.includes(workload) === true ? 1 : 0)
  })
  const { budget } = model
  writeField(words, layout.down, model.down === undefined ? 0 : model.zones.indexOf(model.down) + 1)
  writeField(words, layout.nodeLoss, budget.nodeLoss ?? 0)
  writeField(words, layout.zoneOutage, budget.zoneOutage ?? 0)
  writeField(words, layout.scaleToZero, budget.scaleToZero ?? 0)
  writeField(words, layout.autoscalerRestart, budget.autoscalerRestart ?? 0)
}

function memoryOf(group: { readonly memory?: readonly string[] | undefined }): readonly string[] {
  return [...new Set(group.memory)]
}

type MaybeField = Layout['memory'][number] | undefined

/** Sets a field that there may not be. */
export function writeAt(words: Ints, field: MaybeField, value: number): void {
  if (field !== undefined) writeField(words, field, value)
}

/** A field that there may not be. */
export function readAt(words: Ints, field: MaybeField): number {
  return field === undefined ? 0 : readField(words, field)
}

/** Reads `now` into the tables, and makes `next` a copy of it. */
export function look(space: Space): void {
  const { compiled, layout, contents, now, next, placed, nodes, pending } = space
  const { zones, classes, groups, count, workload, after } = compiled
  const { facts, stride, nodesRow } = contents
  next.set(now)
  placed.fill(0)
  nodes.fill(0)
  for (let zone = 0; zone < zones; zone++) {
    const content = now[zone] ?? 0
    if (content < zones) continue
    const base = content * stride
    for (let pod = 0; pod < classes; pod++) {
      placed[pod] = (placed[pod] ?? 0) + (facts[base + pod] ?? 0)
    }
    for (let group = 0; group < groups; group++) {
      nodes[group] = (nodes[group] ?? 0) + (facts[base + nodesRow + group] ?? 0)
    }
  }
  space.down = readField(now, layout.down) - 1
  readFields(space)
  space.waitingCount = 0
  for (let pod = 0; pod < classes; pod++) {
    const isAbsent = space.absent[workload[pod] ?? 0] === 1
    const wanted = (count[pod] ?? 0) - (space.finished[pod] ?? 0)
    const missing = isAbsent ? 0 : wanted - (placed[pod] ?? 0)
    pending[pod] = missing
    if (missing > 0 && isCreated(space, after[pod] ?? -1)) {
      space.waiting[space.waitingCount++] = pod
    }
  }
}

function readFields(space: Space): void {
  const { compiled, layout, now, desired, bound, absent, finished } = space
  const { classes, groups } = compiled
  for (let group = 0; group < groups; group++) {
    const field = layout.desired[group]
    if (field !== undefined && field.word >= 0) desired[group] = readField(now, field)
  }
  for (let pod = 0; pod < classes; pod++) {
    bound[pod] = readAt(now, layout.bound[pod])
    finished[pod] = readAt(now, layout.finished[pod])
  }
  for (let one = 0; one < absent.length; one++) absent[one] = readAt(now, layout.absent[one])
}

/** Section 2: every pod of the class before is placed or finished. */
export function isCreated(space: Space, before: number): boolean {
  if (before < 0) return true
  const { compiled, placed, finished } = space
  return (placed[before] ?? 0) + (finished[before] ?? 0) === compiled.count[before]
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
