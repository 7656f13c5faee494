import { isPlainObject } from '../schema-walk.ts'
import { pairItems } from './item-key.ts'
import { isSameValue } from './same-value.ts'

export type TextPath = readonly (string | number)[]

/**
 * A change of a value at a place of the old one. `insert` puts an item before the one that has the
 * index now, or at the end; a `set` of a key that is not there adds it after the key `after`.
 */
export type ValueChange =
  | {
      readonly kind: 'set'
      readonly path: TextPath
      readonly value: unknown
      readonly after?: string | undefined
    }
  | { readonly kind: 'remove'; readonly path: TextPath }
  | { readonly kind: 'insert'; readonly path: TextPath; readonly value: unknown }

/** The fewest places that make `before` into `after`; all paths are those of `before`. */
export function diffValues(before: unknown, after: unknown): readonly ValueChange[] {
  const changes: ValueChange[] = []
  collect(before, after, [], changes)
  return changes
}

function collect(before: unknown, after: unknown, path: TextPath, changes: ValueChange[]): void {
  if (isSameValue(before, after)) return
  if (isFilledMap(before) && isFilledMap(after)) collectMap(before, after, path, changes)
  else if (isFilledList(before) && isFilledList(after)) collectList(before, after, path, changes)
  else changes.push({ kind: 'set', path, value: after })
}

function isFilledMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return isPlainObject(value) && Object.keys(value).length > 0
}

function isFilledList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0
}

function collectMap(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  path: TextPath,
  changes: ValueChange[],
): void {
  const kept = Object.keys(before).filter((key) => Object.hasOwn(after, key))
  if (kept.length === 0) {
    changes.push({ kind: 'set', path, value: after })
    return
  }
  for (const key of Object.keys(before)) {
    if (kept.includes(key)) collect(before[key], after[key], [...path, key], changes)
    else changes.push({ kind: 'remove', path: [...path, key] })
  }
  let last: string | undefined
  for (const key of Object.keys(after)) {
    if (!Object.hasOwn(before, key)) {
      changes.push({ kind: 'set', path: [...path, key], value: after[key], after: last })
    } else last = key
  }
}

function collectList(
  before: readonly unknown[],
  after: readonly unknown[],
  path: TextPath,
  changes: ValueChange[],
): void {
  const pairs = pairSteadily(before, after)
  if (pairs.every((pair) => pair === undefined)) {
    changes.push({ kind: 'set', path, value: after })
    return
  }
  let next = 0
  // What comes is put right behind what stays: what goes has no place of its own any more.
  let at = 0
  before.forEach((item, index) => {
    const pair = pairs[index]
    if (pair === undefined) {
      changes.push({ kind: 'remove', path: [...path, index] })
      return
    }
    for (; next < pair; next++) {
      changes.push({ kind: 'insert', path: [...path, at], value: after[next] })
    }
    collect(item, after[pair], [...path, index], changes)
    next = pair + 1
    at = index + 1
  })
  for (; next < after.length; next++) {
    changes.push({ kind: 'insert', path: [...path, at], value: after[next] })
  }
}

/** Pairs of namesakes whose order is the same on both sides, and those of another name in the same gap. */
function pairSteadily(
  before: readonly unknown[],
  after: readonly unknown[],
): readonly (number | undefined)[] {
  let last = -1
  const steady = pairItems(before, after).map((pair) => {
    if (pair === undefined || pair <= last) return undefined
    last = pair
    return pair
  })
  const pairs = [...steady]
  for (let from = 0; from < before.length; from++) {
    if (steady[from] !== undefined) continue
    let to = from
    while (to < before.length && steady[to] === undefined) to++
    const low = (from === 0 ? -1 : (steady[from - 1] ?? -1)) + 1
    const high = to === before.length ? after.length : (steady[to] ?? after.length)
    // As many as before between the same two: they were renamed.
    if (high - low === to - from) {
      for (let index = from; index < to; index++) pairs[index] = low + index - from
    }
    from = to
  }
  return pairs
}
