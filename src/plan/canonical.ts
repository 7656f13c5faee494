import { compareText } from '#base/compare.ts'
import { compareResources } from './compare-resources.ts'
import { isPlainObject, listSchemaKeys, stepInto, type Schema } from './schema-walk.ts'
import { planSchema, type Plan } from './schema.ts'

/**
 * The one way a plan is written: keys in the schema's order, keys of Kubernetes objects by name after
 * `apiVersion`, `kind` and `metadata`, resources by kind, namespace and name, defaults left out. The
 * same plan gives the same bytes, so that diffs and links stay small.
 *
 * Left out because absent means the same: an empty `labels`, `taints`, `startupTaints`,
 * `suspendedProcesses`, `subnets`, `flags`, `assumptions`, `decisions`, `comments`, `acceptedFindings`,
 * `review`; `role: worker`, `weight: 0`, `zonalShift: false`, `distribution: balanced-best-effort`,
 * `running: true`, `purchase` of on-demand instances only. Never left out: `tags: {}`, which says that
 * a group has none, where absent says that they are not known.
 */
export function renderPlanYaml(plan: Plan): string {
  const lines: string[] = []
  writeYamlMap(canonicalize(plan) as Readonly<Record<string, unknown>>, '', lines)
  return `${lines.join('\n')}\n`
}

export function renderPlanJson(plan: Plan): string {
  return `${JSON.stringify(canonicalize(plan), null, 2)}\n`
}

/** The plan with canonical order and without defaults; equal plans become equal values. */
export function canonicalizePlan(plan: Plan): Plan {
  // Reordering and leaving out optional members keeps the type.
  return canonicalize(plan) as Plan
}

/**
 * A value in the block form of `renderPlanYaml`, without a line break at its end.
 *
 * @param indent of every line but the first, which the caller has begun
 */
export function renderYamlBlock(value: unknown, indent: string): string {
  const lines: string[] = []
  if (Array.isArray(value) && value.length > 0) writeYamlList(value, indent, lines)
  else if (isPlainObject(value) && Object.keys(value).length > 0) writeYamlMap(value, indent, lines)
  else return renderYamlLeaf(value)
  return lines.join('\n').slice(indent.length)
}

/** A value on one line: `[a, b]`, `{ name: a }`. */
export function renderYamlFlow(value: unknown): string {
  if (typeof value === 'string') return renderFlowScalar(value)
  if (Array.isArray(value)) return `[${value.map(renderYamlFlow).join(', ')}]`
  if (!isPlainObject(value)) return JSON.stringify(value)
  const entries = Object.entries(value).map(
    ([key, member]) => `${renderFlowScalar(key)}: ${renderYamlFlow(member)}`,
  )
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** Commas and colons mean more between brackets than on a line of their own. */
function renderFlowScalar(text: string): string {
  return /[,:]/.test(text) ? JSON.stringify(text) : renderYamlScalar(text)
}

function canonicalize(plan: Plan): unknown {
  return orderBySchema(plan, planSchema, '')
}

function orderBySchema(value: unknown, schema: Schema, key: string): unknown {
  if (Array.isArray(value)) {
    if (key === 'resources') return value.map(orderResource).sort(compareResources)
    return value.map((item) => orderBySchema(item, stepInto(schema, value, 0), ''))
  }
  if (!isPlainObject(value)) return value
  const schemaKeys = listSchemaKeys(schema, value)
  const known = schemaKeys ?? Object.keys(value).sort(compareText)
  const result: Record<string, unknown> = {}
  for (const name of known) {
    if (!Object.hasOwn(value, name) || value[name] === undefined) continue
    const member = orderBySchema(value[name], stepInto(schema, value, name), name)
    if (schemaKeys !== undefined && isDefault(name, member)) continue
    setKey(result, name, member)
  }
  if (schemaKeys === undefined) return result
  for (const name of Object.keys(value).sort(compareText)) {
    if (!schemaKeys.includes(name) && value[name] !== undefined)
      setKey(result, name, orderFreely(value[name]))
  }
  return result
}

const EMPTY_IS_DEFAULT = new Set([
  'labels',
  'taints',
  'startupTaints',
  'suspendedProcesses',
  'subnets',
  'flags',
  'assumptions',
  'decisions',
  'comments',
  'acceptedFindings',
  'review',
  'kubelet',
  'disruption',
])

const DEFAULTS = new Map<string, unknown>([
  ['role', 'worker'],
  ['weight', 0],
  ['zonalShift', false],
  ['distribution', 'balanced-best-effort'],
  ['running', true],
])

function isDefault(name: string, value: unknown): boolean {
  if (DEFAULTS.has(name)) return DEFAULTS.get(name) === value
  if (name === 'purchase' && isPlainObject(value)) {
    return value['onDemandPercentageAboveBase'] === 100
  }
  if (!EMPTY_IS_DEFAULT.has(name)) return false
  return Array.isArray(value)
    ? value.length === 0
    : isPlainObject(value) && Object.keys(value).length === 0
}

const FIRST_KEYS = ['apiVersion', 'kind', 'metadata', 'name', 'namespace']

/** Kubernetes objects keep every member; only the order of keys is made the same. */
function orderResource(value: unknown): unknown {
  return orderFreely(value)
}

function orderFreely(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(orderFreely)
  if (!isPlainObject(value)) return value
  const result: Record<string, unknown> = {}
  for (const name of FIRST_KEYS) {
    if (Object.hasOwn(value, name) && value[name] !== undefined)
      result[name] = orderFreely(value[name])
  }
  for (const name of Object.keys(value).sort(compareText)) {
    if (Object.hasOwn(result, name) || value[name] === undefined) continue
    setKey(result, name, orderFreely(value[name]))
  }
  return result
}

/** A key of input is never allowed to reach a prototype (import specification I3.4). */
function setKey(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') return
  target[key] = value
}

function writeYamlMap(
  map: Readonly<Record<string, unknown>>,
  indent: string,
  lines: string[],
  firstIndent = indent,
): void {
  let lead = firstIndent
  for (const [key, value] of Object.entries(map)) {
    writeYamlEntry(`${lead}${renderYamlScalar(key)}:`, value, indent, lines)
    lead = indent
  }
}

function writeYamlEntry(lead: string, value: unknown, indent: string, lines: string[]): void {
  if (Array.isArray(value) && value.length > 0) {
    lines.push(lead)
    writeYamlList(value, indent, lines)
  } else if (isPlainObject(value) && Object.keys(value).length > 0) {
    lines.push(lead)
    writeYamlMap(value, `${indent}  `, lines)
  } else {
    lines.push(`${lead} ${renderYamlLeaf(value)}`)
  }
}

function writeYamlList(list: readonly unknown[], indent: string, lines: string[]): void {
  for (const item of list) {
    if (isPlainObject(item) && Object.keys(item).length > 0) {
      writeYamlMap(item, `${indent}  `, lines, `${indent}- `)
    } else if (Array.isArray(item) && item.length > 0) {
      lines.push(`${indent}-`)
      writeYamlList(item, `${indent}  `, lines)
    } else {
      lines.push(`${indent}- ${renderYamlLeaf(item)}`)
    }
  }
}

function renderYamlLeaf(value: unknown): string {
  if (typeof value === 'string') return renderYamlScalar(value)
  if (Array.isArray(value)) return '[]'
  if (isPlainObject(value)) return '{}'
  return JSON.stringify(value)
}

/** Plain where every reader agrees that it is text; else double quotes, whose escapes are JSON's. */
const SAFE_PLAIN = /^[A-Za-z/][A-Za-z0-9_./@+-]*(?:[ :=,][A-Za-z0-9_./@+-]+)*$/
const WORD_OF_ANOTHER_TYPE = /^(?:null|true|false|yes|no|on|off|y|n|\.?inf|\.?nan)$/i

/** Quantities, which no reader takes for a number. */
const QUANTITY = /^[0-9]{1,12}(?:m|[KMGT]i)$/

export function renderYamlScalar(text: string): string {
  if (QUANTITY.test(text)) return text
  return SAFE_PLAIN.test(text) && !WORD_OF_ANOTHER_TYPE.test(text) && text.length < 200
    ? text
    : JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}
