import { isPlainObject } from '../schema-walk.ts'
import type { TextPath } from './diff-values.ts'
import type { PlaceChange } from './list-repairs.ts'

/** The value with one place changed; maps and lists on the way that are not there are made. */
export function applyPlaceChange(root: unknown, change: PlaceChange): unknown {
  return change.kind === 'set'
    ? setIn(root, change.path, change.value)
    : renameIn(root, change.path, change.key)
}

function setIn(target: unknown, path: TextPath, value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (typeof key === 'number') {
    const list: readonly unknown[] = Array.isArray(target) ? target : []
    if (key < 0 || key > list.length) return target
    if (rest.length === 0 && value === undefined) return list.toSpliced(key, 1)
    return list.toSpliced(key, 1, setIn(list[key], rest, value))
  }
  if (key === '__proto__') return target
  const map = isPlainObject(target) ? target : {}
  const { [key]: member, ...others } = map
  const changed = setIn(member, rest, value)
  if (changed === undefined) return others
  return { ...map, [key]: changed }
}

function renameIn(target: unknown, path: TextPath, name: string): unknown {
  const [key, ...rest] = path
  if (key === undefined || name === '__proto__') return target
  if (Array.isArray(target)) {
    return target.map((item, index): unknown => (index === key ? renameIn(item, rest, name) : item))
  }
  if (!isPlainObject(target)) return target
  return Object.fromEntries(
    Object.entries(target).map(([field, member]) => {
      if (field !== key) return [field, member]
      return rest.length === 0 ? [name, member] : [field, renameIn(member, rest, name)]
    }),
  )
}
