/**
 * XS6, symmetry of twins: of classes that may change places pair by pair, a state is told by how many are
 * on each node, not by which. Their renamings are too many to try (n! of n replicas), so the state is put in
 * the order that they give: nodes by what else is on them, each taking the next of the twins.
 *
 * The order depends on nothing but the state's set of alike states, so it is one of these, and the same for all.
 */
import { readValues, writeValue } from './layout.ts'
import { countsOf, internKind } from './node-kinds.ts'
import type { Space } from './space.ts'
import type { Ints } from './tables.ts'
import { addToContent, internContent, startContent } from './zone-contents.ts'

/** Sets of classes by index, each in ascending order, of two or more. */
export type Twins = readonly (readonly number[])[]

/** Puts the state that begins there into the form that stands for all that differ in twins alone. */
export type SettleTwins = (words: Ints, from: number) => void

/** A kind with its twins taken for one another. */
interface Blank {
  /** The same for kinds that differ in twins alone. */
  readonly id: number
  /** By set of twins: how many are on the node. */
  readonly counts: readonly number[]
  readonly hasTwins: boolean
}

export function createTwinSettler(space: Space, twins: Twins): SettleTwins {
  const { compiled, layout } = space
  const setOf = new Int32Array(compiled.classes).fill(-1)
  twins.forEach((set, index) => set.forEach((pod) => (setOf[pod] = index)))
  const values = new Int32Array(layout.slots)
  const blanks: Blank[] = []
  const blankIds = new Map<string, number>()
  const known = new Map<string, number>()
  const isBound = twins.map((set) => (layout.mask[layout.bound + (set[0] ?? 0)] ?? 0) !== 0)

  const blankOf = (kind: number): Blank => {
    const found = blanks[kind]
    if (found !== undefined) return found
    const counts = twins.map(() => 0)
    const { kinds } = space.contents
    const others = Array.from(countsOf(kinds, kind), (count, pod) => {
      const set = setOf[pod] ?? -1
      if (set < 0) return count
      counts[set] = (counts[set] ?? 0) + count
      return 0
    })
    const key = `${kinds.group[kind]}:${others.join()}:${counts.join()}`
    const id = blankIds.get(key) ?? blankIds.size
    blankIds.set(key, id)
    const blank = { id, counts, hasTwins: counts.some((count) => count > 0) }
    blanks[kind] = blank
    return blank
  }

  /** The kind of the same node with the twins that come next. */
  const takeNext = (kind: number, next: number[]): number => {
    const { kinds } = space.contents
    const counts = new Int32Array(compiled.classes)
    countsOf(kinds, kind).forEach((count, pod) => {
      if ((setOf[pod] ?? -1) < 0) counts[pod] = count
    })
    blankOf(kind).counts.forEach((count, set) => {
      for (let one = 0; one < count; one++) {
        const at = next[set] ?? 0
        counts[twins[set]?.[at] ?? 0] = 1
        next[set] = at + 1
      }
    })
    return internKind(kinds, kinds.group[kind] ?? 0, counts)
  }

  /** The content with its twins in order from `next` on, which moves past them. */
  const settleContent = (content: number, next: number[]): number => {
    const { contents } = space
    const to = contents.entryFrom[content + 1] ?? 0
    const nodes: number[] = []
    for (let entry = contents.entryFrom[content] ?? 0; entry < to; entry++) {
      const kind = contents.entryKind[entry] ?? 0
      if (blankOf(kind).hasTwins) nodes.push(kind)
    }
    if (nodes.length === 0) return content
    const key = `${content}:${next.join()}`
    const before = known.get(key)
    const placed = nodes.reduce(
      (sums, kind) => blankOf(kind).counts.map((count, set) => count + (sums[set] ?? 0)),
      twins.map(() => 0),
    )
    if (before !== undefined) {
      placed.forEach((count, set) => (next[set] = (next[set] ?? 0) + count))
      return before
    }
    const kinds = nodes
      .sort((a, b) => blankOf(a).id - blankOf(b).id)
      .map((kind) => takeNext(kind, next))
    startContent(contents)
    for (let entry = contents.entryFrom[content] ?? 0; entry < to; entry++) {
      const kind = contents.entryKind[entry] ?? 0
      if (!blankOf(kind).hasTwins) addToContent(contents, kind, contents.entryNodes[entry] ?? 0)
    }
    for (const kind of kinds) addToContent(contents, kind, 1)
    const settled = internContent(contents, contents.zone[content] ?? 0)
    known.set(key, settled)
    return settled
  }

  /** Zones that claims were bound to: those on nodes follow them, the others in ascending order. */
  const settleBound = (
    words: Ints,
    from: number,
    { set, zonesOfPlaced, placedBefore }: BoundTwins,
  ): void => {
    const state = words.subarray(from, from + layout.words)
    const waiting = set
      .filter((pod) => placedBefore[pod] !== 1)
      .map((pod) => values[layout.bound + pod] ?? 0)
      .sort((a, b) => a - b)
    const bound = [...zonesOfPlaced, ...waiting]
    set.forEach((pod, at) => writeValue(layout, state, layout.bound + pod, bound[at] ?? 0))
  }

  return (words, from) => {
    const next = twins.map(() => 0)
    const zonesOfPlaced: number[][] = twins.map(() => [])
    const placedBefore = new Int32Array(compiled.classes)
    if (isBound.includes(true)) {
      readValues(layout, words.subarray(from, from + layout.words), values)
    }
    for (let zone = 0; zone < compiled.zones; zone++) {
      const content = words[from + zone] ?? 0
      notePlaced(space, content, placedBefore)
      const first = [...next]
      words[from + zone] = settleContent(content, next)
      next.forEach((end, set) => {
        for (let at = first[set] ?? 0; at < end; at++) zonesOfPlaced[set]?.push(zone + 1)
      })
    }
    twins.forEach((set, index) => {
      if (isBound[index] !== true) return
      settleBound(words, from, { set, zonesOfPlaced: zonesOfPlaced[index] ?? [], placedBefore })
    })
  }
}

interface BoundTwins {
  readonly set: readonly number[]
  readonly zonesOfPlaced: readonly number[]
  /** By class: 1 where it was on a node. */
  readonly placedBefore: Ints
}

function notePlaced({ contents, compiled }: Space, content: number, placed: Ints): void {
  const from = content * contents.stride
  for (let pod = 0; pod < compiled.classes; pod++) {
    if ((contents.facts[from + pod] ?? 0) > 0) placed[pod] = 1
  }
}
