import type { NodeGroup } from './schema.ts'

/** What an edit did, in the words of undo: `min 2 → 3 in workers`, `zones, labels of workers`. */
export function describeGroupChange(before: NodeGroup, after: NodeGroup): string {
  if (before.name !== after.name) return describeStep('name', before.name, after.name)
  return describeChange(before, after, `in ${after.name}`)
}

/** The same of any map of fields; `where` ends the words: `in workers`, `of the cluster`. */
export function describeChange(before: object, after: object, where: string): string {
  const old = before as Readonly<Record<string, unknown>>
  const now = after as Readonly<Record<string, unknown>>
  const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (field) => JSON.stringify(old[field]) !== JSON.stringify(now[field]),
  )
  const [first, ...others] = fields
  if (first === undefined) return `nothing ${where}`
  const words = fields.slice(0, MAX_FIELDS).map((field) => splitWords(field))
  if (others.length === 0 && isShort(old[first]) && isShort(now[first])) {
    return `${describeStep(splitWords(first), old[first], now[first])} ${where}`
  }
  if (fields.every((field) => isNumber(old[field]) && isNumber(now[field]))) {
    const steps = fields.slice(0, MAX_FIELDS)
    return `${steps.map((field) => describeStep(splitWords(field), old[field], now[field])).join(', ')} ${where}`
  }
  const more = fields.length > MAX_FIELDS ? ` and ${fields.length - MAX_FIELDS} more` : ''
  return `${words.join(', ')}${more} ${where}`
}

const MAX_FIELDS = 3

function describeStep(field: string, before: unknown, after: unknown): string {
  const say = (value: unknown) => (value === undefined ? 'not known' : String(value))
  return `${field} ${say(before)} → ${say(after)}`
}

function isShort(value: unknown): boolean {
  return value === undefined || (typeof value !== 'object' && String(value).length <= 40)
}

function isNumber(value: unknown): boolean {
  return value === undefined || typeof value === 'number'
}

/** `instanceTypes` is `instance types`. */
function splitWords(field: string): string {
  return field.replace(
    /([a-z])([A-Z])/g,
    (_all, left: string, right: string) => `${left} ${right.toLowerCase()}`,
  )
}
