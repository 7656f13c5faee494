import type { Cluster } from '#plan/schema.ts'
import type { DiffLine } from './diff-line.ts'
import { diffObjects } from './diff-object.ts'
import { listChangedObjects } from './edit-objects.ts'
import { quoteYaml } from './quote-yaml.ts'

/** The groups and autoscalers that an edit changes, a field a line, and the lines of objects that differ. */
export function diffEdit(before: Cluster, after: Cluster): readonly DiffLine[] {
  const groups = diffList(before.nodeGroups, after.nodeGroups, ({ name }) => name, 'name')
  const autoscalers = diffList(before.autoscalers, after.autoscalers, ({ kind }) => kind, 'kind')
  return [
    ...(groups.length === 0 ? [] : [place('nodeGroups'), ...groups]),
    ...(autoscalers.length === 0 ? [] : [place('autoscalers'), ...autoscalers]),
    ...diffObjects(listChangedObjects(before, after)),
  ]
}

function diffList<Item extends object>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
  first: string,
): readonly DiffLine[] {
  const find = (items: readonly Item[], key: string) => items.find((one) => keyOf(one) === key)
  const kept = before.flatMap((item) => {
    const next = find(after, keyOf(item))
    if (next === item) return []
    if (next === undefined) return renderItem(item, first, 'removed')
    const lines = diffFields(item, next)
    return lines.length === 0 ? [] : [place(`- ${first}: ${quoteYaml(keyOf(item))}`), ...lines]
  })
  const added = after
    .filter((item) => find(before, keyOf(item)) === undefined)
    .flatMap((item) => renderItem(item, first, 'added'))
  return [...kept, ...added]
}

function diffFields(before: object, after: object): readonly DiffLine[] {
  const old = new Map(Object.entries(before))
  const now = new Map(Object.entries(after))
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): DiffLine[] => {
    const [left, right] = [old, now].map((fields) =>
      fields.has(key) ? `  ${key}: ${renderValue(fields.get(key))}` : undefined,
    )
    if (left === right) return []
    return [
      ...(left === undefined ? [] : [{ kind: 'removed', text: left } as const]),
      ...(right === undefined ? [] : [{ kind: 'added', text: right } as const]),
    ]
  })
}

/** Fields that say what a group is come first. */
const FIRST_FIELDS: readonly string[] = ['zones', 'instanceTypes', 'min', 'desired', 'max']

function renderItem(item: object, first: string, kind: 'removed' | 'added'): readonly DiffLine[] {
  const rank = (key: string) => {
    const at = FIRST_FIELDS.indexOf(key)
    return key === first ? -1 : at === -1 ? FIRST_FIELDS.length : at
  }
  const fields = Object.entries(item).sort(([a], [b]) => rank(a) - rank(b))
  return fields.map(([key, value], index) => ({
    kind,
    text: `${index === 0 ? '- ' : '  '}${key}: ${renderValue(value)}`,
  }))
}

function place(text: string): DiffLine {
  return { kind: 'place', text }
}

/** YAML in its flow form, a line a value. */
function renderValue(value: unknown): string {
  if (typeof value === 'string') return quoteYaml(value)
  if (Array.isArray(value)) return `[${value.map(renderValue).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(
      ([key, one]) => `${quoteYaml(key)}: ${renderValue(one)}`,
    )
    return `{ ${fields.join(', ')} }`
  }
  return String(value)
}
