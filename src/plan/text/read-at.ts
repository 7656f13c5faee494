import { isPlainObject } from '../schema-walk.ts'
import type { TextPath } from './diff-values.ts'

/** What stands at a path of a value; undefined where it leads nowhere. */
export function readAt(value: unknown, path: TextPath): unknown {
  return path.reduce<unknown>((at, part) => {
    if (Array.isArray(at)) return at[Number(part)] as unknown
    return isPlainObject(at) && Object.hasOwn(at, part) ? at[part] : undefined
  }, value)
}
