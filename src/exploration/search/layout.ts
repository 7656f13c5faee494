/**
 * How a state is packed: one word a zone (the id of what is in it, `zone-contents.ts`), then small
 * fields packed into words: desired and memory of the groups, absent workloads, bound claims, finished
 * pods, the zone that is down and the unspent budget (exploration specification, section 2, "State").
 */
import { CLUSTER_AUTOSCALER } from './compiled-model.ts'
import type { CompiledModel } from './compiled-model.ts'
import type { Ints } from './tables.ts'

/** Values by slot; `word` is -1 where a value never changes and is not stored. */
export interface Layout {
  readonly words: number
  readonly slots: number
  readonly word: Ints
  readonly shift: Ints
  readonly mask: Ints
  /** The slots that are stored. */
  readonly stored: Ints
  /** First slot of each list. Desired of Cluster Autoscaler groups; the others' never changes. */
  readonly desired: number
  /** By group: 0 empty · 1 + zone · 1 + zones: the set it started with, where that has several zones. */
  readonly memory: number
  readonly absent: number
  /** By class: 0 not bound · 1 + zone. */
  readonly bound: number
  readonly finished: number
  /** 0 none · 1 + zone. */
  readonly down: number
  readonly nodeLoss: number
  readonly zoneOutage: number
  readonly scaleToZero: number
  readonly autoscalerRestart: number
}

/**
 * Lays out the fields of a model.
 *
 * @param dropDead leaves out what no move can read: the memory of a group that is never empty by its
 *   own wish (XM5 asks for nodes = desired ≥ min, so with min > 0 an empty group is not raised) or that
 *   no class fits, and the binding of a claim that has one zone to be bound to. States that differ in
 *   these only have the same moves with the same effects for ever, so they are one state.
 */
export function layOutState(compiled: CompiledModel, dropDead: boolean): Layout {
  const { zones, groups, classes, workloads, budget, model, scaler, max, binds, finishes, count } =
    compiled
  const largest: number[] = []
  const list = (values: readonly number[]): number => largest.push(...values) - values.length
  const groupList = [...Array(groups).keys()]
  const classList = [...Array(classes).keys()]
  const isScaled = (group: number) => scaler[group] === CLUSTER_AUTOSCALER
  const isMemoryKept = (group: number) =>
    isScaled(group) && !(dropDead && isMemoryDead(compiled, group))
  const isBindingKept = (pod: number) =>
    binds[pod] === 1 && !(dropDead && isBindingDead(compiled, pod))
  const starts = {
    desired: list(groupList.map((group) => (isScaled(group) ? (max[group] ?? 0) : 0))),
    memory: list(groupList.map((group) => (isMemoryKept(group) ? zones + 1 : 0))),
    absent: list(workloads.map((_, workload) => Number(mayBeAbsent(compiled, workload)))),
    bound: list(classList.map((pod) => (isBindingKept(pod) ? zones : 0))),
    finished: list(classList.map((pod) => (finishes[pod] === 1 ? (count[pod] ?? 0) : 0))),
    down: list([model.down !== undefined || budget.zoneOutage > 0 ? zones : 0]),
    nodeLoss: list([budget.nodeLoss]),
    zoneOutage: list([budget.zoneOutage]),
    scaleToZero: list([budget.scaleToZero]),
    autoscalerRestart: list([budget.autoscalerRestart]),
  }
  return { ...starts, ...packFields(largest, zones) }
}

function packFields(
  largest: readonly number[],
  firstWord: number,
): Pick<Layout, 'words' | 'slots' | 'word' | 'shift' | 'mask' | 'stored'> {
  const word = new Int32Array(largest.length).fill(-1)
  const shift = new Int32Array(largest.length)
  const mask = new Int32Array(largest.length)
  let words = firstWord
  let used = 32
  largest.forEach((value, slot) => {
    const bits = 32 - Math.clz32(value)
    if (bits === 0) return
    if (used + bits > 32) {
      words++
      used = 0
    }
    word[slot] = words - 1
    shift[slot] = used
    mask[slot] = (1 << bits) - 1
    used += bits
  })
  const stored = Int32Array.from(word.keys()).filter((slot) => (word[slot] ?? -1) >= 0)
  return { words, slots: largest.length, word, shift, mask, stored }
}

/** XD3 takes away the target's workload alone; XD6 gives back what was away at the start. */
function mayBeAbsent(compiled: CompiledModel, workload: number): boolean {
  const { model, workloads, budget, targetWorkload } = compiled
  if (model.absent?.includes(workloads[workload] ?? '') === true) return true
  return workload === targetWorkload && budget.scaleToZero > 0
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

/** Reads every stored value of a state. */
export function readValues(layout: Layout, state: Ints, values: Ints): void {
  const { stored, word, shift, mask } = layout
  for (let at = 0; at < stored.length; at++) {
    const slot = stored[at] ?? 0
    values[slot] = ((state[word[slot] ?? 0] ?? 0) >>> (shift[slot] ?? 0)) & (mask[slot] ?? 0)
  }
}

/** Sets a value in a state; one that is not stored is dropped. */
export function writeValue(layout: Layout, state: Ints, slot: number, value: number): void {
  const word = layout.word[slot] ?? -1
  if (word < 0) return
  const shift = layout.shift[slot] ?? 0
  const rest = (state[word] ?? 0) & ~((layout.mask[slot] ?? 0) << shift)
  state[word] = rest | (value << shift)
}
