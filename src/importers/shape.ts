import { TEMPLATE_MARK } from '#kube/manifest.ts'
import { parseQuantity } from '#kube/quantity.ts'
import { placeOf, report, type ImportContext, type SourceDocument } from './import-context.ts'
import { fillPlaceholders, hasPlaceholder } from './placeholder.ts'

/**
 * Allow-lists: what of a document may come in, and of which type. Copying by a shape is the only way
 * from a parser's value into a plan, so what no shape names is never stored (import specification I3.4,
 * I10.2); it is counted, once per kind and path. Values are read as section 4 has it.
 */
export type Shape =
  | { readonly type: 'text' | 'whole' | 'number' | 'boolean' | 'quantity' | 'wholeOrText' }
  /** Copied whole, whatever is in it; for parts of the Kubernetes API that hold no secrets. */
  | { readonly type: 'tree' }
  /** Texts by any key: labels, tags. */
  | { readonly type: 'texts' }
  | { readonly type: 'quantities' }
  | { readonly type: 'annotations' }
  | { readonly type: 'list'; readonly item: Shape }
  | ObjectShape

export interface ObjectShape {
  readonly type: 'object'
  readonly fields: ReadonlyMap<string, Shape>
  /** Understood, and left out on purpose. */
  readonly dropped: ReadonlySet<string>
}

export const TEXT: Shape = { type: 'text' }
export const WHOLE: Shape = { type: 'whole' }
export const NUMBER: Shape = { type: 'number' }
export const BOOLEAN: Shape = { type: 'boolean' }
export const QUANTITY: Shape = { type: 'quantity' }
/** `maxUnavailable: 1` or `25%`. */
export const WHOLE_OR_TEXT: Shape = { type: 'wholeOrText' }
export const TREE: Shape = { type: 'tree' }
export const TEXTS: Shape = { type: 'texts' }
export const QUANTITIES: Shape = { type: 'quantities' }
export const ANNOTATIONS: Shape = { type: 'annotations' }

export function listOf(item: Shape): Shape {
  return { type: 'list', item }
}

export function objectOf(
  fields: Readonly<Record<string, Shape>>,
  dropped: readonly string[] = [],
): ObjectShape {
  return { type: 'object', fields: new Map(Object.entries(fields)), dropped: new Set(dropped) }
}

/** I10.2: every other annotation is left out unread. */
const KEPT_ANNOTATIONS: readonly string[] = [
  'storageclass.kubernetes.io/is-default-class',
  'cluster-autoscaler.kubernetes.io/safe-to-evict',
  'karpenter.sh/do-not-disrupt',
  'volume.kubernetes.io/selected-node',
  'kubernetes.io/config.source',
  'kubernetes.io/config.mirror',
]

const MAX_TEXT = 1024
const MAX_TREE_DEPTH = 40
const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor'])

/** What was not copied: by kind and path pattern, how often and where first. */
export interface LeftOut {
  readonly kind: string
  readonly severity: 'unknown' | 'dropped'
  readonly document: SourceDocument
  readonly path: string
  count: number
}

/** One copying: where it is, and what it leaves out. */
export interface Copying {
  readonly context: ImportContext
  readonly leftOut: Map<string, LeftOut>
}

export interface CopyTask extends Copying {
  readonly document: SourceDocument
  /** `Pod`, `ClusterConfig`: what the counted paths are told of. */
  readonly kind: string
}

/** Copies what the shape allows; other members are counted. */
export function copyByShape(task: CopyTask, shape: ObjectShape): Readonly<Record<string, unknown>> {
  return copyObject(task, task.document.value, shape, '', '') ?? {}
}

function copyValue(
  task: CopyTask,
  value: unknown,
  shape: Shape,
  path: string,
  pattern: string,
): unknown {
  if (value === null || value === undefined || value === TEMPLATE_MARK) return undefined
  switch (shape.type) {
    case 'object':
      return copyObject(task, value, shape, path, pattern)
    case 'list':
      return copyList(task, value, shape.item, path, pattern)
    case 'text':
      return copyText(task, value, path)
    case 'whole':
      return copyWhole(task, value, path)
    case 'number':
      return copyNumber(task, value, path)
    case 'boolean':
      return copyBoolean(task, value, path)
    case 'quantity':
      return copyQuantity(task, value, path)
    case 'wholeOrText':
      return typeof value === 'number' ? copyWhole(task, value, path) : copyText(task, value, path)
    case 'texts':
      return copyMap(task, value, copyText, path)
    case 'quantities':
      return copyMap(task, value, copyQuantity, path)
    case 'annotations':
      return copyAnnotations(task, value, path, pattern)
    case 'tree':
      return copyTree(task, value, path, 0)
  }
}

function copyObject(
  task: CopyTask,
  value: unknown,
  shape: ObjectShape,
  path: string,
  pattern: string,
): Record<string, unknown> | undefined {
  if (!isMap(value)) return refuse(task, value, path, 'a map')
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const field = shape.fields.get(key)
    const member = value[key]
    if (field === undefined) {
      if (member !== null && !isEmpty(member)) {
        countLeftOut(task, shape.dropped.has(key) ? 'dropped' : 'unknown', join(path, key), {
          pattern: join(pattern, key),
        })
      }
      continue
    }
    const copied = copyValue(task, member, field, join(path, key), join(pattern, key))
    if (copied !== undefined) copy[key] = copied
  }
  return copy
}

/** An empty map or list says nothing that could be lost. */
function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  for (const _key in value) return false
  return true
}

function copyList(
  task: CopyTask,
  value: unknown,
  item: Shape,
  path: string,
  pattern: string,
): unknown[] | undefined {
  if (!Array.isArray(value)) return refuse(task, value, path, 'a list')
  const copy: unknown[] = []
  const itemPattern = `${pattern}[]`
  for (let index = 0; index < value.length; index += 1) {
    const copied = copyValue(task, value[index], item, `${path}[${index}]`, itemPattern)
    if (copied !== undefined) copy.push(copied)
  }
  return copy
}

function copyMap(
  task: CopyTask,
  value: unknown,
  copyMember: (task: CopyTask, value: unknown, path: string) => unknown,
  path: string,
): Record<string, unknown> | undefined {
  if (!isMap(value)) return refuse(task, value, path, 'a map')
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    if (UNSAFE_KEYS.has(key)) {
      refuseKey(task, key, path)
      continue
    }
    const member = value[key]
    const copied =
      typeof member === 'string' && isPlain(member)
        ? member
        : member === null
          ? ''
          : copyMember(task, member, join(path, key))
    if (copied !== undefined) copy[key] = copied
  }
  return copy
}

/** The common case: nothing to fill, nothing to cut. */
function isPlain(text: string): boolean {
  return text.length <= MAX_TEXT && !text.includes('$')
}

function copyAnnotations(
  task: CopyTask,
  value: unknown,
  path: string,
  pattern: string,
): Record<string, unknown> | undefined {
  if (!isMap(value)) return refuse(task, value, path, 'a map')
  const copy: Record<string, unknown> = {}
  let isKept = false
  for (const key of Object.keys(value)) {
    if (!KEPT_ANNOTATIONS.includes(key)) {
      countLeftOut(task, 'dropped', path, { pattern })
      continue
    }
    const copied = copyText(task, value[key], join(path, key))
    if (copied === undefined) continue
    copy[key] = copied
    isKept = true
  }
  return isKept ? copy : undefined
}

function copyText(task: CopyTask, value: unknown, path: string): string | undefined {
  if (typeof value === 'string') {
    if (isPlain(value)) return value
    const filled = hasPlaceholder(value)
      ? fillPlaceholders(task.context, value, { document: task.document, path })
      : value
    return filled === undefined ? undefined : cutText(task, filled, path)
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    tell(task, path, {
      code: 'text-without-quotes',
      severity: 'info',
      message: `${String(value)} stands for text without quotes; taken as "${String(value)}" (strict readers refuse it)`,
    })
    return String(value)
  }
  return refuse(task, value, path, 'text')
}

function cutText(task: CopyTask, text: string, path: string): string {
  if (text.length <= MAX_TEXT) return text
  const message = `a text of ${text.length} characters is cut to ${MAX_TEXT}`
  tell(task, path, { code: 'limit-text', severity: 'info', message })
  return text.slice(0, MAX_TEXT)
}

/** I4.3: whole numbers, also as text; hexadecimal, octal and larger than 2^53 − 1 are refused. */
function copyWhole(task: CopyTask, value: unknown, path: string): number | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  const text = fillIfPlaceholder(task, value, path)
  if (text === MISSING) return undefined
  if (typeof text === 'string' && /^-?(?:0|[1-9][0-9]{0,15})$/.test(text)) {
    const whole = Number(text)
    if (Number.isSafeInteger(whole)) {
      if (text === value) tellNumberAsText(task, text, path)
      return whole
    }
  }
  return refuse(task, value, path, 'a whole number')
}

function copyNumber(task: CopyTask, value: unknown, path: string): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  const text = fillIfPlaceholder(task, value, path)
  if (text === MISSING) return undefined
  if (typeof text === 'string' && /^-?[0-9]{1,15}(?:\.[0-9]{1,15})?$/.test(text)) {
    if (text === value && !text.includes('.')) tellNumberAsText(task, text, path)
    return Number(text)
  }
  return refuse(task, value, path, 'a number')
}

function tellNumberAsText(task: CopyTask, text: string, path: string): void {
  const message = `"${text}" is text where a number belongs; taken as the number`
  tell(task, path, { code: 'number-as-text', severity: 'info', message })
}

const MISSING = Symbol('missing')

function fillIfPlaceholder(task: CopyTask, value: unknown, path: string): unknown {
  if (typeof value !== 'string' || !hasPlaceholder(value)) return value
  return fillPlaceholders(task.context, value, { document: task.document, path }) ?? MISSING
}

const YES = /^(?:yes|on|y|true)$/i
const NO = /^(?:no|off|n|false)$/i

/** I4.2: only `true` and `false`; words of YAML 1.1 as kubectl takes them, told. */
function copyBoolean(task: CopyTask, value: unknown, path: string): boolean | undefined {
  if (typeof value === 'boolean') return value
  const text = fillIfPlaceholder(task, value, path)
  if (text === MISSING) return undefined
  if (typeof text === 'string' && (YES.test(text) || NO.test(text))) {
    const taken = YES.test(text)
    if (!/^(?:true|false)$/.test(text)) {
      const message = `"${text}" is taken as ${taken}, as readers of YAML 1.1 do`
      tell(task, path, { code: 'yaml11-word', severity: 'info', message })
    }
    return taken
  }
  return refuse(task, value, path, 'true or false')
}

const PLAIN_QUANTITY = /^[0-9]{1,12}(?:[kMGTP]i?|Ki|m)?$/

/** I4.1. A quantity stays as written; one that is none is told and left out. */
function copyQuantity(task: CopyTask, value: unknown, path: string): string | number | undefined {
  if (typeof value === 'string' && PLAIN_QUANTITY.test(value)) return value
  const text = fillIfPlaceholder(task, value, path)
  if (text === MISSING) return undefined
  const parsed = parseQuantity(text, path)
  const isNegative = parsed.kind === 'ok' && parsed.value < 0n
  if (
    parsed.kind === 'ok' &&
    !isNegative &&
    (typeof text === 'string' || typeof text === 'number')
  ) {
    return text
  }
  tell(task, path, {
    code: 'bad-quantity',
    severity: 'error',
    message: `${quote(value)} is not a quantity such as 500m, 1.5 or 2Gi; it counts as missing`,
  })
  return undefined
}

/** A copy without keys that could reach a prototype, bounded in depth. */
function copyTree(task: CopyTask, value: unknown, path: string, depth: number): unknown {
  if (value === null || value === TEMPLATE_MARK) return undefined
  if (typeof value === 'string') return copyText(task, value, path)
  if (typeof value !== 'object') return value
  if (depth >= MAX_TREE_DEPTH) return undefined
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => {
      const copied = copyTree(task, item, `${path}[${index}]`, depth + 1)
      return copied === undefined ? [] : [copied]
    })
  }
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    if (UNSAFE_KEYS.has(key)) {
      refuseKey(task, key, path)
      continue
    }
    const member = (value as Readonly<Record<string, unknown>>)[key]
    const copied = copyTree(task, member, join(path, key), depth + 1)
    if (copied !== undefined) copy[key] = copied
  }
  return copy
}

function countLeftOut(
  task: CopyTask,
  severity: LeftOut['severity'],
  path: string,
  at: { readonly pattern: string },
): void {
  const id = `${severity} ${task.kind} ${at.pattern}`
  const known = task.leftOut.get(id)
  if (known !== undefined) {
    known.count += 1
    return
  }
  task.leftOut.set(id, { kind: task.kind, severity, document: task.document, path, count: 1 })
}

/** Tells what was not copied, once per kind and path (I1.3). */
export function reportLeftOut(copying: Copying): void {
  const ids = [...copying.leftOut.keys()].sort()
  for (const id of ids) {
    const left = copying.leftOut.get(id)
    if (left === undefined) continue
    const pattern = id.slice(left.severity.length + left.kind.length + 2)
    const why =
      left.severity === 'dropped' ? 'left out on purpose' : 'a field that this product does not use'
    const { severity, count } = left
    // One finding a field, however many: told past the limit on findings of one code.
    copying.context.findings.push({
      code: left.severity === 'dropped' ? 'field-left-out' : 'unknown-field',
      severity,
      message: `${left.kind} ${pattern}: ${why}`,
      ...placeOf(left.document, left.path),
      count,
    })
  }
}

function refuseKey(task: CopyTask, key: string, path: string): void {
  const message = `the key "${key}" is never read`
  tell(task, path, { code: 'unsafe-key', severity: 'error', message })
}

function refuse(task: CopyTask, value: unknown, path: string, expected: string): undefined {
  const message = `${quote(value)} where ${expected} belongs; it counts as missing`
  tell(task, path, { code: 'wrong-type', severity: 'error', message })
  return undefined
}

function tell(
  task: CopyTask,
  path: string,
  told: {
    readonly code: string
    readonly severity: 'error' | 'info'
    readonly message: string
  },
): void {
  report(task.context, told, placeOf(task.document, path))
}

function quote(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'a map'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 77)}…"` : text
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const PLAIN_KEY = /^[A-Za-z0-9_-]+$/

function join(path: string, key: string): string {
  const plain = PLAIN_KEY.test(key) ? key : JSON.stringify(key)
  return path === '' ? plain : `${path}.${plain}`
}
