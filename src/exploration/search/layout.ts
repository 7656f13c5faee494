/**
 * How a state is packed: one word a zone (the id of what is in it, `zone-contents.ts`), then small
 * fields packed into words: desired and memory of the groups, absent workloads, bound claims, finished
 * pods, the zone that is down and the unspent budget (exploration specification, section 2, "State").
 */
import { CLUSTER_AUTOSCALER } from './compiled-model.ts'
import type { CompiledModel } from './compiled-model.ts'
import type { Ints } from './tables.ts'

/** A place in the packed words; `word` is -1 where nothing is stored and the value is always 0. */
export interface Field {
  readonly word: number
  readonly shift: number
  readonly mask: number
}

export interface Layout {
  readonly words: number
  /** Of Cluster Autoscaler groups; the others' never changes. */
  readonly desired: readonly Field[]
  /** 0 empty · 1 + zone · 1 + zones: the set the group started with, where that has several zones. */
  readonly memory: readonly Field[]
  readonly absent: readonly Field[]
  /** 0 not bound · 1 + zone. */
  readonly bound: readonly Field[]
  readonly finished: readonly Field[]
  /** 0 none · 1 + zone. */
  readonly down: Field
  readonly nodeLoss: Field
  readonly zoneOutage: Field
  readonly scaleToZero: Field
  readonly autoscalerRestart: Field
}

const NOWHERE: Field = { word: -1, shift: 0, mask: 0 }

/**
 * Lays out the fields of a model.
 *
 * @param dropDead leaves out what no move can read: the memory of a group that is never empty by its
 *   own wish (XM5 asks for nodes = desired ≥ min, so with min > 0 an empty group is not raised) or that
 *   no class fits, and the binding of a claim that has one zone to be bound to. States that differ in
 *   these only have the same moves with the same effects for ever, so they are one state.
 */
export function layOutState(compiled: CompiledModel, dropDead: boolean): Layout {
  let word = compiled.zones
  let shift = 0
  const add = (largest: number): Field => {
    const bits = 32 - Math.clz32(largest)
    if (bits === 0) return NOWHERE
    if (shift + bits > 32) {
      word++
      shift = 0
    }
    const field = { word, shift, mask: bits === 32 ? -1 : (1 << bits) - 1 }
    shift += bits
    return field
  }
  const { zones, model } = compiled
  const { budget } = model
  const isScaled = (group: number) => compiled.scaler[group] === CLUSTER_AUTOSCALER
  const groups = [...compiled.scaler.keys()]
  const classes = [...compiled.count.keys()]
  const down = add(zones)
  const nodeLoss = add(budget.nodeLoss ?? 0)
  const zoneOutage = add(budget.zoneOutage ?? 0)
  const scaleToZero = add(budget.scaleToZero ?? 0)
  const autoscalerRestart = add(budget.autoscalerRestart ?? 0)
  const desired = groups.map((group) => (isScaled(group) ? add(compiled.max[group] ?? 0) : NOWHERE))
  const memory = groups.map((group) =>
    isScaled(group) && !(dropDead && isMemoryDead(compiled, group)) ? add(zones + 1) : NOWHERE,
  )
  const absent = compiled.workloads.map(() => add(1))
  const bound = classes.map((pod) =>
    compiled.binds[pod] === 1 && !(dropDead && isBindingDead(compiled, pod)) ? add(zones) : NOWHERE,
  )
  const finished = classes.map((pod) =>
    compiled.finishes[pod] === 1 ? add(compiled.count[pod] ?? 0) : NOWHERE,
  )
  return {
    words: shift === 0 && word === zones ? word : word + 1,
    desired,
    memory,
    absent,
    bound,
    finished,
    down,
    nodeLoss,
    zoneOutage,
    scaleToZero,
    autoscalerRestart,
  }
}

function isMemoryDead(compiled: CompiledModel, group: number): boolean {
  const { templateFits, classes, min, max } = compiled
  if ((min[group] ?? 0) > 0 || max[group] === 0) return true
  const from = group * 2 * classes
  return !templateFits.subarray(from, from + 2 * classes).includes(1)
}

function isBindingDead(compiled: CompiledModel, pod: number): boolean {
  const { model, zones, bindsAllowed, zoneAllowed } = compiled
  const isAllowed = (zone: number) =>
    bindsAllowed[pod * zones + zone] === 1 && zoneAllowed[pod * zones + zone] === 1
  const name = model.pods[pod]?.name ?? ''
  const startsElsewhere = model.nodes.some(
    (node) => node.pods.includes(name) && !isAllowed(model.zones.indexOf(node.zone)),
  )
  return !startsElsewhere && [...model.zones.keys()].filter(isAllowed).length === 1
}

/** The value of a field. */
export function readField(words: Ints, field: Field): number {
  return field.word < 0 ? 0 : ((words[field.word] ?? 0) >>> field.shift) & field.mask
}

/** Sets a field; a value that is not stored is dropped. */
export function writeField(words: Ints, field: Field, value: number): void {
  if (field.word < 0) return
  const rest = (words[field.word] ?? 0) & ~(field.mask << field.shift)
  words[field.word] = rest | (value << field.shift)
}
