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
  /** Pairs of (hash, state + 1). */
  slots: Ints
  /** State from which it was first reached on a shortest way; -1 for the first. */
  parent: Ints
  steps: Ints
  /** Row of edges of state s: `rowFrom[s]` up to `rowTo[s]`; -1 while it was not looked at. */
  rowFrom: Ints
  rowTo: Ints
  edges: Ints
  edgeCount: number
}

/** A table of states of so many words. */
export function createStateTable(width: number): StateTable {
  return {
    width,
    size: 0,
    words: new Int32Array(256 * width),
    slots: new Int32Array(2 * 1024),
    parent: new Int32Array(256),
    steps: new Int32Array(256),
    rowFrom: new Int32Array(256).fill(-1),
    rowTo: new Int32Array(256),
    edges: new Int32Array(1024),
    edgeCount: 0,
  }
}

/** The number of a state, known before or new (then it is the old size). */
export function internState(table: StateTable, state: Ints): number {
  const { width, slots, words } = table
  let hash = width
  for (let at = 0; at < width; at++) hash = mixHash(hash, state[at] ?? 0)
  const mask = (slots.length >> 1) - 1
  let slot = hash & mask
  for (;;) {
    const found = (slots[2 * slot + 1] ?? 0) - 1
    if (found < 0) break
    if (slots[2 * slot] === hash) {
      const from = found * width
      let at = 0
      while (at < width && words[from + at] === state[at]) at++
      if (at === width) return found
    }
    slot = (slot + 1) & mask
  }
  const id = table.size++
  slots[2 * slot] = hash
  slots[2 * slot + 1] = id + 1
  if (id * width + width > words.length || id >= table.steps.length) growStates(table)
  const from = id * width
  const own = table.words
  for (let at = 0; at < width; at++) own[from + at] = state[at] ?? 0
  if (table.size * 4 > slots.length) rehash(table)
  return id
}

/** The number of a state that is known, or -1. */
export function findState(table: StateTable, state: Ints): number {
  const { width, slots, words } = table
  let hash = width
  for (let at = 0; at < width; at++) hash = mixHash(hash, state[at] ?? 0)
  const mask = (slots.length >> 1) - 1
  let slot = hash & mask
  for (;;) {
    const found = (slots[2 * slot + 1] ?? 0) - 1
    if (found < 0) return -1
    if (slots[2 * slot] === hash) {
      const from = found * width
      let at = 0
      while (at < width && words[from + at] === state[at]) at++
      if (at === width) return found
    }
    slot = (slot + 1) & mask
  }
}

function growStates(table: StateTable): void {
  table.words = growTable(table.words, table.size * table.width)
  table.parent = growTable(table.parent, table.size)
  table.steps = growTable(table.steps, table.size)
  table.rowFrom = growTable(table.rowFrom, table.size, -1)
  table.rowTo = growTable(table.rowTo, table.size)
}

function rehash(table: StateTable): void {
  const old = table.slots
  const slots = new Int32Array(old.length * 2)
  const mask = (slots.length >> 1) - 1
  for (let from = 0; from < old.length; from += 2) {
    const found = old[from + 1] ?? 0
    if (found === 0) continue
    const hash = old[from] ?? 0
    let slot = hash & mask
    while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & mask
    slots[2 * slot] = hash
    slots[2 * slot + 1] = found
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
