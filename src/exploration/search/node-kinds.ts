/**
 * Node kinds: a group and how many pods of each class are on the node. A kind gets a number once, and
 * everything that depends on it alone is kept by that number: what fits (resources, attachments, host
 * anti-affinity), what becomes of it with a pod more or less, whether it may be removed.
 */
import type { ModelGroup, ModelPod } from '../model.ts'
import type { CompiledModel } from './compiled-model.ts'
import { growTable } from './tables.ts'
import type { Ints } from './tables.ts'

export interface NodeKinds {
  readonly compiled: CompiledModel
  readonly ids: Map<string, number>
  size: number
  group: Ints
  /** Pods on the node. */
  pods: Ints
  /** `[kind, class]`: pods of the class. */
  counts: Ints
  /** `[kind, class]`: 1 where one more pod of the class fits, zone and other nodes aside. */
  fits: Ints
  /** `[kind, class]`: the kind with one pod more, one less; -1 not yet known. */
  more: Ints
  less: Ints
  /** `[kind, class]`: the kind without the pods of lower priority than the class (XM2); -1 not yet known. */
  kept: Ints
  /** Kind without the pods of the target's workload (XD3); -1 not yet known. */
  unscaled: Ints
  /** 1 where utilisation and evictions allow XM7. */
  removable: Ints
}

/** No kinds yet. */
export function createNodeKinds(compiled: CompiledModel): NodeKinds {
  return {
    compiled,
    ids: new Map(),
    size: 0,
    group: new Int32Array(64),
    pods: new Int32Array(64),
    counts: new Int32Array(64 * compiled.classes),
    fits: new Int32Array(64 * compiled.classes),
    more: new Int32Array(64 * compiled.classes),
    less: new Int32Array(64 * compiled.classes),
    kept: new Int32Array(64 * compiled.classes),
    unscaled: new Int32Array(64),
    removable: new Int32Array(64),
  }
}

/** The number of a kind, known before or new. */
export function internKind(kinds: NodeKinds, group: number, counts: ArrayLike<number>): number {
  let key = String(group)
  for (let pod = 0; pod < counts.length; pod++) {
    const count = counts[pod] ?? 0
    if (count > 0) key += `,${pod}:${count}`
  }
  const known = kinds.ids.get(key)
  if (known !== undefined) return known
  const kind = kinds.size++
  const { classes } = kinds.compiled
  const from = kind * classes
  kinds.ids.set(key, kind)
  kinds.group = growTable(kinds.group, kind + 1)
  kinds.pods = growTable(kinds.pods, kind + 1)
  kinds.unscaled = growTable(kinds.unscaled, kind + 1)
  kinds.removable = growTable(kinds.removable, kind + 1)
  kinds.counts = growTable(kinds.counts, from + classes)
  kinds.fits = growTable(kinds.fits, from + classes)
  kinds.more = growTable(kinds.more, from + classes)
  kinds.less = growTable(kinds.less, from + classes)
  kinds.kept = growTable(kinds.kept, from + classes)
  kinds.group[kind] = group
  kinds.counts.set(counts, from)
  kinds.pods[kind] = kinds.counts.subarray(from, from + classes).reduce((a, b) => a + b, 0)
  kinds.more.fill(-1, from, from + classes)
  kinds.less.fill(-1, from, from + classes)
  kinds.kept.fill(-1, from, from + classes)
  kinds.unscaled[kind] = -1
  kinds.removable[kind] = Number(isRemovable(kinds, kind))
  const taken = addUpTaken(kinds, kind)
  for (let pod = 0; pod < classes; pod++) {
    kinds.fits[from + pod] = Number(isFit(kinds, kind, pod, taken))
  }
  return kind
}

/** The kind with one more pod of the class. */
export function kindWith(kinds: NodeKinds, kind: number, pod: number): number {
  const at = kind * kinds.compiled.classes + pod
  const known = kinds.more[at] ?? -1
  if (known >= 0) return known
  const found = changeKind(kinds, kind, (count, one) => (one === pod ? count + 1 : count))
  kinds.more[at] = found
  return found
}

/** The kind with one pod of the class less. */
export function kindLess(kinds: NodeKinds, kind: number, pod: number): number {
  const at = kind * kinds.compiled.classes + pod
  const known = kinds.less[at] ?? -1
  if (known >= 0) return known
  const found = changeKind(kinds, kind, (count, one) => (one === pod ? count - 1 : count))
  kinds.less[at] = found
  return found
}

/** The kind with the pods of lower priority than the class taken off (XM2). */
export function kindKept(kinds: NodeKinds, kind: number, pod: number): number {
  const at = kind * kinds.compiled.classes + pod
  const known = kinds.kept[at] ?? -1
  if (known >= 0) return known
  const { rank } = kinds.compiled
  const own = rank[pod] ?? 0
  const found = changeKind(kinds, kind, (count, one) => ((rank[one] ?? 0) < own ? 0 : count))
  kinds.kept[at] = found
  return found
}

/** The kind with the target's workload scaled to zero (XD3). */
export function kindUnscaled(kinds: NodeKinds, kind: number): number {
  const known = kinds.unscaled[kind] ?? -1
  if (known >= 0) return known
  const { workload, targetWorkload } = kinds.compiled
  const found = changeKind(kinds, kind, (count, one) =>
    workload[one] === targetWorkload ? 0 : count,
  )
  kinds.unscaled[kind] = found
  return found
}

function changeKind(
  kinds: NodeKinds,
  kind: number,
  change: (count: number, pod: number) => number,
): number {
  return internKind(kinds, kinds.group[kind] ?? 0, countsOf(kinds, kind).map(change))
}

/** How many pods of each class are on a node of the kind. */
export function countsOf(kinds: NodeKinds, kind: number): Ints {
  const { classes } = kinds.compiled
  return kinds.counts.subarray(kind * classes, (kind + 1) * classes)
}

/** What a node of the kind has taken. */
interface Taken {
  readonly attached: number
  /** By resource of the compiled model. */
  readonly amounts: Float64Array
}

function addUpTaken(kinds: NodeKinds, kind: number): Taken {
  const { classes, resources, requests, volumes } = kinds.compiled
  const amounts = new Float64Array(resources)
  let attached = 0
  for (let pod = 0; pod < classes; pod++) {
    const count = kinds.counts[kind * classes + pod] ?? 0
    if (count === 0) continue
    attached += count * (volumes[pod] ?? 0)
    for (let resource = 0; resource < resources; resource++) {
      const request = requests[pod * resources + resource] ?? 0
      amounts[resource] = (amounts[resource] ?? 0) + count * request
    }
  }
  return { attached, amounts }
}

/** fits(p, n) as far as the node alone decides: group, resources, attachments, `apartFrom`. */
function isFit(kinds: NodeKinds, kind: number, pod: number, taken: Taken): boolean {
  const { compiled } = kinds
  const { classes, groups, groupAllowed, hostRepels, resources, requests, capacity } = compiled
  const group = kinds.group[kind] ?? 0
  if (groupAllowed[pod * groups + group] === 0) return false
  for (let resource = 0; resource < resources; resource++) {
    const request = requests[pod * resources + resource] ?? 0
    const room = capacity[group * resources + resource] ?? 0
    if (request > 0 && (taken.amounts[resource] ?? 0) + request > room) return false
  }
  const volumes = compiled.volumes[pod] ?? 0
  const slots = compiled.model.groups[group]?.slots
  if (volumes > 0 && slots !== undefined && taken.attached + volumes > slots) return false
  for (const other of hostRepels[pod] ?? []) {
    if ((kinds.counts[kind * classes + other] ?? 0) > 0) return false
  }
  return true
}

/** XM7: every pod evictable, and utilisation at or below the limit. */
function isRemovable(kinds: NodeKinds, kind: number): boolean {
  const { model, evictable } = kinds.compiled
  const group = model.groups[kinds.group[kind] ?? 0]
  const counts = countsOf(kinds, kind)
  if (group === undefined) return false
  if (counts.some((count, pod) => count > 0 && evictable[pod] === 0)) return false
  return utilisationOf(group, model.pods, counts) <= (group.removableBelow ?? 0.5)
}

/** Section 3, "Utilisation": in double precision. */
function utilisationOf(group: ModelGroup, pods: readonly ModelPod[], counts: Ints): number {
  const listed = Object.keys(group.capacity)
  const main = listed.filter((resource) => resource === 'cpu' || resource === 'memory')
  const ratios = (main.length > 0 ? main : listed).map((resource) => {
    const overhead = group.overhead?.[resource] ?? 0
    const divisor = (group.capacity[resource] ?? 0) + overhead
    return divisor === 0 ? 0 : (requested(pods, counts, resource) + overhead) / divisor
  })
  return Math.max(0, ...ratios)
}

function requested(pods: readonly ModelPod[], counts: Ints, resource: string): number {
  return sumOver(pods, counts, (pod) => pod.requests[resource] ?? 0)
}

function sumOver(
  pods: readonly ModelPod[],
  counts: Ints,
  amount: (pod: ModelPod) => number,
): number {
  return pods.reduce((sum, pod, index) => sum + (counts[index] ?? 0) * amount(pod), 0)
}
