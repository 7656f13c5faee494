import { compareResources } from '../compare-resources.ts'
import { isPlainObject } from '../schema-walk.ts'
import { pairItems } from './item-key.ts'
import { isSameValue } from './same-value.ts'

/**
 * Brings an edit made elsewhere into what a person wrote: what changed from `base` to `theirs` is
 * taken, everything else stays as in `mine`, in its order. Where both changed the same place, `theirs`
 * stands: it is the later edit.
 */
export function mergeValues(values: {
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
}): unknown {
  const { base, mine, theirs } = values
  if (isSameValue(base, theirs)) return mine
  if (isSameValue(base, mine) && !isContainer(mine)) return theirs
  if (isPlainObject(mine) && isPlainObject(theirs)) {
    return mergeMaps(isPlainObject(base) ? base : {}, mine, theirs)
  }
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    return mergeLists(Array.isArray(base) ? base : [], mine, theirs)
  }
  return theirs
}

type Map_ = Readonly<Record<string, unknown>>

function isContainer(value: unknown): boolean {
  return Array.isArray(value) || isPlainObject(value)
}

function mergeMaps(base: Map_, mine: Map_, theirs: Map_): Map_ {
  const merged: Record<string, unknown> = {}
  const read = (map: Map_, key: string) => (Object.hasOwn(map, key) ? map[key] : undefined)
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const value = mergeValues({
      base: read(base, key),
      mine: read(mine, key),
      theirs: read(theirs, key),
    })
    if (value !== undefined && key !== '__proto__') merged[key] = value
  }
  return merged
}

function mergeLists(
  base: readonly unknown[],
  mine: readonly unknown[],
  theirs: readonly unknown[],
): readonly unknown[] {
  const mineOf = pairItems(theirs, mine)
  const baseOf = pairItems(theirs, base)
  const merged = theirs.flatMap((item, index) => {
    const own = mineOf[index]
    const old = baseOf[index]
    if (own !== undefined) {
      return [
        mergeValues({
          base: old === undefined ? undefined : base[old],
          mine: mine[own],
          theirs: item,
        }),
      ]
    }
    // What the person took away stays away, unless the other edit touched it.
    return old !== undefined && isSameValue(base[old], item) ? [] : [item]
  })
  const isIn = new Set(mineOf)
  const inBase = pairItems(mine, base)
  const added = mine.filter((_, index) => !isIn.has(index) && inBase[index] === undefined)
  const all = [...merged, ...added]
  return all.some((item) => isPlainObject(item) && 'metadata' in item) ? orderAs(mine, all) : all
}

/** Kubernetes objects have no order of their own: those that were there keep theirs. */
function orderAs(before: readonly unknown[], items: readonly unknown[]): readonly unknown[] {
  const place = pairItems(items, before)
  const kept = items
    .map((item, index) => ({ item, at: place[index] }))
    .filter(({ at }) => at !== undefined)
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
    .map(({ item }) => item)
  return items
    .filter((_, index) => place[index] === undefined)
    .reduce<readonly unknown[]>((list, item) => {
      const at = list.findIndex((other) => compareResources(other, item) > 0)
      return list.toSpliced(at === -1 ? list.length : at, 0, item)
    }, kept)
}
