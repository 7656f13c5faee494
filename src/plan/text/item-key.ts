import { isPlainObject } from '../schema-walk.ts'

/**
 * What tells an item of a list from its neighbours, so that it is found again after an edit: kind and
 * name of a Kubernetes object, else `name`, `id` or `kind`, else its whole value.
 */
export function readItemKey(item: unknown): string {
  if (!isPlainObject(item)) return JSON.stringify(item) ?? ''
  const { metadata } = item
  if (isPlainObject(metadata)) {
    return JSON.stringify([
      item['apiVersion'],
      item['kind'],
      metadata['namespace'],
      metadata['name'],
    ])
  }
  for (const field of ['name', 'id', 'kind']) {
    if (typeof item[field] === 'string') return `${field} ${item[field]}`
  }
  return JSON.stringify(item)
}

/** Index of the namesake in `others` of each item; every one of `others` at most once. */
export function pairItems(
  items: readonly unknown[],
  others: readonly unknown[],
): readonly (number | undefined)[] {
  const waiting = new Map<string, number[]>()
  others.forEach((other, index) => {
    const key = readItemKey(other)
    waiting.set(key, [...(waiting.get(key) ?? []), index])
  })
  return items.map((item) => waiting.get(readItemKey(item))?.shift())
}
