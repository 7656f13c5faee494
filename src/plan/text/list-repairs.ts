import type { Problem } from '#base/problem.ts'
import { isPlainObject } from '../schema-walk.ts'
import type { TextPath } from './diff-values.ts'
import { readAt } from './read-at.ts'

/** An edit that mends a problem; whether it is the right one is the person's to say. */
export interface TextRepair {
  /** "Set desired to 6". */
  readonly label: string
  readonly change: PlaceChange
}

/** Puts a value at a place, takes it away (`undefined`), or gives its key another name. */
export type PlaceChange =
  | { readonly kind: 'set'; readonly path: TextPath; readonly value: unknown }
  | { readonly kind: 'rename'; readonly path: TextPath; readonly key: string }

/** The edits that suggest themselves, at most two. */
export function listRepairs(
  problem: Problem,
  path: TextPath,
  root: unknown,
): readonly TextRepair[] {
  const suggested = /; did you mean "([^"]+)"\?$/.exec(problem.message)?.[1]
  switch (problem.code) {
    case 'plan/size-order':
      return repairSize(path, root)
    case 'plan/unknown-field': {
      const rename: readonly TextRepair[] =
        suggested === undefined
          ? []
          : [{ label: `Rename to ${suggested}`, change: { kind: 'rename', path, key: suggested } }]
      return [...rename, { label: 'Take it out', change: { kind: 'set', path, value: undefined } }]
    }
    default:
      return suggested === undefined
        ? []
        : [{ label: `Change to ${suggested}`, change: { kind: 'set', path, value: suggested } }]
  }
}

/** Either of the two numbers that contradict each other. */
function repairSize(path: TextPath, root: unknown): readonly TextRepair[] {
  const field = String(path.at(-1))
  const at = path.slice(0, -1)
  const group = readAt(root, at)
  if (!isPlainObject(group)) return []
  const read = (name: string) => (typeof group[name] === 'number' ? group[name] : undefined)
  const [own, min, max] = [read(field), read('min'), read('max')]
  const isTooMuch = own !== undefined && max !== undefined && own > max
  const other = isTooMuch ? 'max' : 'min'
  const bound = isTooMuch ? max : min
  if (own === undefined || bound === undefined || other === field) return []
  return [set([...at, field], bound), set([...at, other], own)]
}

function set(path: TextPath, value: number): TextRepair {
  return { label: `Set ${String(path.at(-1))} to ${value}`, change: { kind: 'set', path, value } }
}
