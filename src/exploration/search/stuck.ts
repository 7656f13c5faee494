/** XS2 on the edges found so far: which states lead to a served one, which to one not yet looked at. */
import { TARGET_NOT_CREATED, TARGET_PENDING, TARGET_SERVED } from './expand.ts'
import type { StateTable } from './state-table.ts'
import type { Ints } from './tables.ts'

export const LEADS_NOWHERE = 0
export const LEADS_TO_SERVED = 1
/** To no served state found so far, but to a state that was not looked at. */
export const LEADS_TO_OPEN = 2

/** States in the order in which they were looked at, and what each says of the target. */
export interface Visited {
  readonly table: StateTable
  readonly order: Ints
  readonly status: Ints
}

/**
 * Walks the system edges backwards from the served states, then from the open ones.
 *
 * @param segment the part of `order` to judge; system moves must not lead out of it but to open states
 * @returns by state: where system moves from it lead
 */
export function findFates(
  visited: Visited,
  segment: { readonly from: number; readonly to: number },
): Ints {
  const { table, order, status } = visited
  const { size, rowFrom, rowTo, edges } = table
  const before = invertEdges(visited, segment)
  const fates = new Int32Array(size)
  const stack = new Int32Array(size)
  let height = 0
  const walk = (fate: number): void => {
    while (height > 0) {
      const state = stack[--height] ?? 0
      const end = before.from[state + 1] ?? 0
      for (let at = before.from[state] ?? 0; at < end; at++) {
        const source = before.sources[at] ?? 0
        if (fates[source] !== LEADS_NOWHERE) continue
        fates[source] = fate
        stack[height++] = source
      }
    }
  }
  for (let at = segment.from; at < segment.to; at++) {
    const state = order[at] ?? 0
    if (status[state] !== TARGET_SERVED) continue
    fates[state] = LEADS_TO_SERVED
    stack[height++] = state
  }
  walk(LEADS_TO_SERVED)
  for (let at = segment.from; at < segment.to; at++) {
    const source = order[at] ?? 0
    const end = rowTo[source] ?? 0
    for (let edge = rowFrom[source] ?? 0; edge < end; edge++) {
      const state = edges[edge] ?? 0
      if ((rowFrom[state] ?? -1) >= 0 || fates[state] !== LEADS_NOWHERE) continue
      fates[state] = LEADS_TO_OPEN
      stack[height++] = state
    }
  }
  walk(LEADS_TO_OPEN)
  return fates
}

/** Edges by where they lead, of those sources alone in which the target waits. */
function invertEdges(
  visited: Visited,
  segment: { readonly from: number; readonly to: number },
): { readonly from: Ints; readonly sources: Ints } {
  const { table, order, status } = visited
  const { size, rowFrom, rowTo, edges } = table
  const from = new Int32Array(size + 2)
  let count = 0
  for (let at = segment.from; at < segment.to; at++) {
    const source = order[at] ?? 0
    if (!isWaiting(status[source] ?? 0)) continue
    const end = rowTo[source] ?? 0
    for (let edge = rowFrom[source] ?? 0; edge < end; edge++) {
      const to = (edges[edge] ?? 0) + 2
      from[to] = (from[to] ?? 0) + 1
      count++
    }
  }
  for (let state = 1; state < size + 2; state++) {
    from[state] = (from[state] ?? 0) + (from[state - 1] ?? 0)
  }
  const sources = new Int32Array(count)
  for (let at = segment.from; at < segment.to; at++) {
    const source = order[at] ?? 0
    if (!isWaiting(status[source] ?? 0)) continue
    const end = rowTo[source] ?? 0
    for (let edge = rowFrom[source] ?? 0; edge < end; edge++) {
      const to = (edges[edge] ?? 0) + 1
      const place = from[to] ?? 0
      sources[place] = source
      from[to] = place + 1
    }
  }
  return { from, sources }
}

/** Section 4, "stuck": a pod of the target is pending, created or not. */
export function isWaiting(status: number): boolean {
  return status === TARGET_NOT_CREATED || status === TARGET_PENDING
}

/**
 * Section 4, `starvable`: a cycle of system moves through states in all of which the target is pending
 * and created. States that no such state leads to go one by one; a cycle is what stays.
 */
export function hasIdleCycle(visited: Visited): boolean {
  const { table, status } = visited
  const { size, rowFrom, rowTo, edges } = table
  const incoming = new Int32Array(size)
  let idle = 0
  for (let state = 0; state < size; state++) {
    if (status[state] !== TARGET_PENDING) continue
    idle++
    const end = rowTo[state] ?? 0
    for (let edge = rowFrom[state] ?? 0; edge < end; edge++) {
      const to = edges[edge] ?? 0
      incoming[to] = (incoming[to] ?? 0) + 1
    }
  }
  const stack = new Int32Array(size)
  let height = 0
  for (let state = 0; state < size; state++) {
    if (status[state] === TARGET_PENDING && incoming[state] === 0) stack[height++] = state
  }
  while (height > 0) {
    const state = stack[--height] ?? 0
    idle--
    const end = rowTo[state] ?? 0
    for (let edge = rowFrom[state] ?? 0; edge < end; edge++) {
      const to = edges[edge] ?? 0
      const left = (incoming[to] ?? 0) - 1
      incoming[to] = left
      if (left === 0 && status[to] === TARGET_PENDING) stack[height++] = to
    }
  }
  return idle > 0
}
