/** The lines of YAML in which two versions of a Kubernetes object differ, each under the keys it stands under. */
import type { KubeResource } from '#plan/edit.ts'
import type { DiffLine } from './diff-line.ts'
import { isMap, renderId } from './edit-objects.ts'
import type { ChangedObject } from './edit-objects.ts'
import { quoteYaml } from './quote-yaml.ts'

/** Of a Pod whose owner changes in the same edit, its name alone: it is made anew from it. */
export function diffObjects(changed: readonly ChangedObject[]): readonly DiffLine[] {
  const owners = new Set(changed.map(({ after }) => renderId(after)))
  return changed.flatMap(({ before, after }): readonly DiffLine[] => {
    const head: DiffLine = { kind: 'place', text: renderId(after) }
    if (isMadeAnew(after, owners)) return [{ ...head, text: `${head.text}: likewise` }]
    return [head, ...diffFields(before ?? {}, after, 1)]
  })
}

/** A Pod that names an owner, or an owner's owner by the name it bears, among the objects that change. */
function isMadeAnew({ kind, metadata }: KubeResource, owners: ReadonlySet<string>): boolean {
  return kind === 'Pod' && 'ownerReferences' in metadata && owners.size > 1
}

type Fields = Readonly<Record<string, unknown>>

function diffFields(before: Fields, after: Fields, depth: number): readonly DiffLine[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => diffField(key, before[key], after[key], depth))
}

function diffField(
  key: string,
  before: unknown,
  after: unknown,
  depth: number,
): readonly DiffLine[] {
  if (isSame(before, after)) return []
  if (isMap(before) && isMap(after)) {
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (name) => !isSame(before[name], after[name]),
    )
    const [only] = changed
    // `spec.template.spec`: keys that lead to one change alone stand on one line.
    if (changed.length === 1 && only !== undefined && isWithin(before[only], after[only])) {
      return diffField(`${key}.${only}`, before[only], after[only], depth)
    }
    return [openField(key, depth), ...diffFields(before, after, depth + 1)]
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length > 0 && after.length > 0) {
    return [openField(key, depth), ...diffItems(before, after, depth + 1)]
  }
  return [
    ...mark('removed', before === undefined ? [] : renderField(key, before, depth)),
    ...mark('added', after === undefined ? [] : renderField(key, after, depth)),
  ]
}

function openField(key: string, depth: number): DiffLine {
  return { kind: 'place', text: `${indent(depth)}${quoteYaml(key)}:` }
}

/** The change lies within a value of the same kind. */
function isWithin(before: unknown, after: unknown): boolean {
  if (isMap(before) && isMap(after)) return true
  return Array.isArray(before) && Array.isArray(after) && before.length > 0 && after.length > 0
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Item by item where there are as many; else what stands between the items that begin and end both. */
function diffItems(
  before: readonly unknown[],
  after: readonly unknown[],
  depth: number,
): readonly DiffLine[] {
  if (before.length === after.length) {
    return before.flatMap((item, index) => diffItem(item, after[index], depth))
  }
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && isSame(before[start], after[start])) start++
  let end = 0
  while (end < shorter - start && isSame(before.at(-1 - end), after.at(-1 - end))) end++
  const middle = (items: readonly unknown[]) =>
    items.slice(start, items.length - end).flatMap((item) => renderItem(item, depth))
  return [...mark('removed', middle(before)), ...mark('added', middle(after))]
}

function diffItem(before: unknown, after: unknown, depth: number): readonly DiffLine[] {
  if (isSame(before, after)) return []
  if (!isMap(before) || !isMap(after)) {
    return [
      ...mark('removed', renderItem(before, depth)),
      ...mark('added', renderItem(after, depth)),
    ]
  }
  const name = Object.keys(after).find((key) => {
    const value = after[key]
    return value === before[key] && (typeof value === 'string' || typeof value === 'number')
  })
  const lines = diffFields(before, after, depth + 1)
  if (name !== undefined) {
    const head = `- ${quoteYaml(name)}: ${renderScalar(after[name])}`
    return [{ kind: 'place', text: indent(depth) + head }, ...lines]
  }
  const [first, ...others] = lines
  const opens = first?.kind === 'place'
  const head = opens ? `- ${first.text.trimStart()}` : '-'
  return [{ kind: 'place', text: indent(depth) + head }, ...(opens ? others : lines)]
}

function renderField(key: string, value: unknown, depth: number): readonly string[] {
  const head = `${indent(depth)}${quoteYaml(key)}:`
  if (Array.isArray(value) && value.length > 0) {
    return [head, ...value.flatMap((item) => renderItem(item, depth + 1))]
  }
  if (isMap(value) && Object.keys(value).length > 0) return [head, ...renderMap(value, depth + 1)]
  return [`${head} ${renderScalar(value)}`]
}

function renderMap(value: Fields, depth: number): readonly string[] {
  return Object.entries(value).flatMap(([key, one]) => renderField(key, one, depth))
}

function renderItem(value: unknown, depth: number): readonly string[] {
  const lines = isMap(value) ? renderMap(value, depth + 1) : []
  const [first, ...others] = lines
  if (first === undefined) return [`${indent(depth)}- ${renderScalar(value)}`]
  return [`${indent(depth)}- ${first.trimStart()}`, ...others]
}

function renderScalar(value: unknown): string {
  return typeof value === 'string' ? quoteYaml(value) : (JSON.stringify(value) ?? 'null')
}

function mark(kind: DiffLine['kind'], lines: readonly string[]): readonly DiffLine[] {
  return lines.map((text) => ({ kind, text }))
}

function indent(depth: number): string {
  return '  '.repeat(depth)
}
