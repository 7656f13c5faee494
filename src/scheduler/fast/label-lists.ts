/** Lists of things by label. Two maps, since a text that joins key and value would have to be made for every look. */
import { assert } from '#base/assert.ts'
import type { LabelSelector } from '#kube/label-selector.ts'
import type { Labels } from '#kube/labels.ts'

export interface LabelLists<T> {
  readonly byKey: Map<string, Map<string, T[]>>
}

/** A key and values of which every pod that matches has one. */
export interface Anchor {
  readonly key: string
  readonly values: readonly string[]
}

/** What narrows a search for the pods of a selector; undefined: nothing does. One that matches nothing has no values. */
export function findAnchor(selector: LabelSelector): Anchor | undefined {
  if (selector.kind !== 'all-of') return { key: '', values: [] }
  const narrow = selector.requirements.find(({ operator }) => operator === 'In')
  return narrow && { key: narrow.key, values: [...new Set(narrow.values)] }
}

export function createLabelLists<T>(): LabelLists<T> {
  return { byKey: new Map() }
}

export function addAt<T>({ byKey }: LabelLists<T>, key: string, value: string, item: T): void {
  let byValue = byKey.get(key)
  if (byValue === undefined) {
    byValue = new Map()
    byKey.set(key, byValue)
  }
  const list = byValue.get(value)
  if (list === undefined) byValue.set(value, [item])
  else list.push(item)
}

export function removeAt<T>({ byKey }: LabelLists<T>, key: string, value: string, item: T): void {
  const byValue = byKey.get(key)
  const list = byValue?.get(value) ?? []
  removeOne(list, item)
  if (list.length === 0) byValue?.delete(value)
}

export function listAt<T>({ byKey }: LabelLists<T>, key: string, value: string): readonly T[] {
  return byKey.get(key)?.get(value) ?? []
}

/** Adds the item under each of the anchor's values. */
export function addAnchored<T>(lists: LabelLists<T>, { key, values }: Anchor, item: T): void {
  for (const value of values) addAt(lists, key, value, item)
}

export function removeAnchored<T>(lists: LabelLists<T>, { key, values }: Anchor, item: T): void {
  for (const value of values) removeAt(lists, key, value, item)
}

/** Hands on what is listed under the labels. */
export function visitLabels<T>(
  { byKey }: LabelLists<T>,
  labels: Labels,
  visit: (item: T) => void,
): void {
  if (byKey.size === 0) return
  for (const key of Object.keys(labels)) {
    const list = byKey.get(key)?.get(labels[key] ?? '')
    if (list !== undefined) for (const item of list) visit(item)
  }
}

/** Takes it out of the list, whose order does not matter. */
export function removeOne<T>(list: T[], item: T): void {
  const at = list.indexOf(item)
  const last = list.pop()
  assert(at >= 0 && last !== undefined, 'what is to be removed is not there')
  if (at < list.length) list[at] = last
}
