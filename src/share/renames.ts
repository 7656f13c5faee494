import type { Shape } from '#plan/shareable-fields.ts'
import type { Leaf } from './leaves.ts'

/**
 * What changed from one row to the next that is made like it: where a name stood twice, its successor is
 * expected twice, also inside of names that are made of it (`data-db-0`).
 */
export interface Renames {
  readonly expect: (leaf: Leaf) => unknown
  readonly learn: (leaf: Leaf, value: unknown) => void
}

/** Shorter names are found by chance inside of others. */
const MIN_PART = 3

/** @param pairs names of the row that is copied, with those of the copy */
export function createRenames(pairs: readonly (readonly [from: string, to: string])[]): Renames {
  const known = new Map(pairs.filter(([from, to]) => from !== to))
  const parts = [...known].filter(([from]) => from.length >= MIN_PART)
  return {
    expect: ({ value, shape }) => {
      if (shape.type !== 'text' || shape.role === undefined || typeof value !== 'string')
        return value
      const next = known.get(value)
      if (next !== undefined) return next
      for (const [from, to] of parts) {
        if (value.startsWith(`${from}-`)) return to + value.slice(from.length)
        if (value.endsWith(`-${from}`)) return value.slice(0, -from.length) + to
        const inside = value.indexOf(`-${from}-`)
        if (inside >= 0) {
          return `${value.slice(0, inside + 1)}${to}${value.slice(inside + 1 + from.length)}`
        }
      }
      return value
    },
    learn: ({ value, shape }, next) => {
      if (shape.type !== 'text' || shape.role === undefined) return
      if (typeof value === 'string' && typeof next === 'string') known.set(value, next)
    },
  }
}

/** Learns from a field that was written anew, where it is a single text. */
export function learnField(renames: Renames, before: unknown, value: unknown, shape: Shape): void {
  if (shape.type === 'text') renames.learn({ value: before, shape, list: '' }, value)
}
