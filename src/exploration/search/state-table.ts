/**
 * States seen: packed words in one typed array, found again through open addressing; edges of system
 * moves as compressed rows (XS6).
 */
import { growTable, mixHash } from './tables.ts'
import type { Ints } from './tables.ts'

export interface StateTable {
  readonly width: number
  size: number
  /** State s from `s * width`. */
  words: Ints
  /** 0 free · else the state's number + 1 in the low `idBits`, above them the top of its hash. */
  slots: Ints
  readonly idBits: number
  touched: number
  /** State from which it was first reached on a shortest way; -1 for the first. */
  parent: Ints
  steps: Ints
  /** Row of edges of state s: `rowFrom[s]` up to `rowTo[s]`; -1 while it was not looked at. */
  rowFrom: Ints
  rowTo: Ints
  edges: Ints
  edgeCount: number
}

const FIRST_SLOTS = 2048
/** States that one look may find above the bound of a search. */
const SLACK = 65_536

/** A table of states of so many words, for about so many states. */
export function createStateTable(width: number, maxStates: number): StateTable {
  return {
    width,
    size: 0,
    words: new Int32Array(256 * width),
    slots: new Int32Array(FIRST_SLOTS),
    idBits: 32 - Math.clz32(Math.min(maxStates + SLACK, 0x3fffffff)),
    touched: 0,
    parent: new Int32Array(256),
    steps: new Int32Array(256),
    rowFrom: new Int32Array(256).fill(-1),
    rowTo: new Int32Array(256),
    edges: new Int32Array(1024),
    edgeCount: 0,
  }
}

/** The hash of the state that begins there. */
export function hashState(table: StateTable, words: Ints, from: number): number {
  let hash = table.width
  for (let at = 0; at < table.width; at++) hash = mixHash(hash, words[from + at] ?? 0)
  return hash
}

/** Reads the slot in which the state of that hash would be, so that it is near when it is looked for. */
export function touchSlot(table: StateTable, hash: number): void {
  const { slots } = table
  table.touched ^= slots[hash & (slots.length - 1)] ?? 0
}

/** The number of the state that begins there, known before or new (then it is the old size). */
export function internState(table: StateTable, state: Ints, start: number, hash: number): number {
  const { width, slots, words, idBits } = table
  const mask = slots.length - 1
  const idMask = (1 << idBits) - 1
  const tag = hash & ~idMask
  let slot = hash & mask
  for (;;) {
    const found = slots[slot] ?? 0
    if (found === 0) break
    if ((found & ~idMask) === tag) {
      const from = ((found & idMask) - 1) * width
      let at = 0
      while (at < width && words[from + at] === state[start + at]) at++
      if (at === width) return (found & idMask) - 1
    }
    slot = (slot + 1) & mask
  }
  const id = table.size++
  slots[slot] = tag | (id + 1)
  if (id >= table.steps.length) growStates(table)
  const from = id * width
  const own = table.words
  for (let at = 0; at < width; at++) own[from + at] = state[start + at] ?? 0
  if (table.size * 2 > slots.length) rehash(table)
  return id
}

function growStates(table: StateTable): void {
  const { width, steps } = table
  table.parent = growTable(table.parent, table.size)
  table.steps = growTable(steps, table.size)
  table.rowFrom = growTable(table.rowFrom, table.size, -1)
  table.rowTo = growTable(table.rowTo, table.size)
  table.words = growTable(table.words, table.steps.length * width)
}

function rehash(table: StateTable): void {
  const { width, words, size, idBits } = table
  const slots = new Int32Array(table.slots.length * 4)
  const mask = slots.length - 1
  const idMask = (1 << idBits) - 1
  for (let id = 0; id < size; id++) {
    const hash = hashState(table, words, id * width)
    let slot = hash & mask
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    slots[slot] = (hash & ~idMask) | (id + 1)
  }
  table.slots = slots
}

/** Adds an edge to the row that began at `rowFrom`, unless the row has it. */
export function addEdge(table: StateTable, rowFrom: number, to: number): void {
  const { edges, edgeCount } = table
  for (let at = rowFrom; at < edgeCount; at++) if (edges[at] === to) return
  if (edgeCount === edges.length) table.edges = growTable(edges, edgeCount + 1)
  table.edges[edgeCount] = to
  table.edgeCount = edgeCount + 1
}
