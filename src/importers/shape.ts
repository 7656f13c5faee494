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
  | { readonly type: 'text' | 'whole' | 'boolean' | 'quantity' | 'wholeOrText' }
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

/** What was not copied: how often and where first. */
interface LeftOut {
  readonly severity: 'unknown' | 'dropped'
  readonly document: SourceDocument
  readonly path: string
  count: number
}

/**
 * A place in the documents of one kind, list indices left out, and what was not copied there. A tree of
 * places spares the millions of paths that counting by text would build.
 */
export interface CountedPlace {
  readonly members: Map<string, CountedPlace>
  readonly leftOut: Map<string, LeftOut>
}

/** What all copying of one import counts, by kind. */
export type LeftOutCounts = Map<string, CountedPlace>

export interface Copying {
  readonly context: ImportContext
  readonly counts: LeftOutCounts
}

export interface CopyTask extends Copying {
  readonly document: SourceDocument
  /** `Pod`, `ClusterConfig`: what the counted paths are told of. */
  readonly kind: string
}

/** A copying on its way: keys and indices from the document's root to where it is. */
interface Walk {
  readonly context: ImportContext
  readonly document: SourceDocument
  readonly path: (string | number)[]
}

/** Copies what the shape allows; other members are counted. */
export function copyByShape(task: CopyTask, shape: ObjectShape): Readonly<Record<string, unknown>> {
  const { context, document } = task
  return copyObject({ context, document, path: [] }, document.value, shape, rootOf(task)) ?? {}
}

function rootOf({ counts, kind }: CopyTask): CountedPlace {
  const known = counts.get(kind)
  if (known !== undefined) return known
  const root: CountedPlace = { members: new Map(), leftOut: new Map() }
  counts.set(kind, root)
  return root
}

function memberOf(place: CountedPlace, key: string): CountedPlace {
  const known = place.members.get(key)
  if (known !== undefined) return known
  const member: CountedPlace = { members: new Map(), leftOut: new Map() }
  place.members.set(key, member)
  return member
}

function copyValue(walk: Walk, value: unknown, shape: Shape, place: CountedPlace): unknown {
  if (value === null || value === undefined || value === TEMPLATE_MARK) return undefined
  switch (shape.type) {
    case 'object':
      return copyObject(walk, value, shape, place)
    case 'list':
      return copyList(walk, value, shape.item, place)
    case 'text':
      return copyText(walk, value)
    case 'whole':
      return copyWhole(walk, value)
    case 'boolean':
      return copyBoolean(walk, value)
    case 'quantity':
      return copyQuantity(walk, value)
    case 'wholeOrText':
      return typeof value === 'number' ? copyWhole(walk, value) : copyText(walk, value)
    case 'texts':
      return copyMap(walk, value, copyText)
    case 'quantities':
      return copyMap(walk, value, copyQuantity)
    case 'annotations':
      return copyAnnotations(walk, value, place)
    case 'tree':
      return copyTree(walk, value, 0)
  }
}

function copyObject(
  walk: Walk,
  value: unknown,
  shape: ObjectShape,
  place: CountedPlace,
): Record<string, unknown> | undefined {
  if (!isMap(value)) return refuse(walk, value, 'a map')
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const field = shape.fields.get(key)
    const member = value[key]
    if (field === undefined) {
      if (member !== null && !isEmpty(member)) {
        countLeftOut(walk, place, key, shape.dropped.has(key) ? 'dropped' : 'unknown')
      }
      continue
    }
    if (field.type === 'text' && typeof member === 'string' && isPlain(member)) {
      copy[key] = member
      continue
    }
    walk.path.push(key)
    const copied = copyValue(walk, member, field, memberOf(place, key))
    walk.path.pop()
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
  walk: Walk,
  value: unknown,
  item: Shape,
  place: CountedPlace,
): unknown[] | undefined {
  if (!Array.isArray(value)) return refuse(walk, value, 'a list')
  const copy: unknown[] = []
  for (let index = 0; index < value.length; index += 1) {
    walk.path.push(index)
    const copied = copyValue(walk, value[index], item, place)
    walk.path.pop()
    if (copied !== undefined) copy.push(copied)
  }
  return copy
}

function copyMap(
  walk: Walk,
  value: unknown,
  copyMember: (walk: Walk, value: unknown) => unknown,
): Record<string, unknown> | undefined {
  if (!isMap(value)) return refuse(walk, value, 'a map')
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    if (UNSAFE_KEYS.has(key)) {
      refuseKey(walk, key)
      continue
    }
    walk.path.push(key)
    const member = value[key]
    const copied = member === null ? '' : copyMember(walk, member)
    walk.path.pop()
    if (copied !== undefined) copy[key] = copied
  }
  return copy
}

/** The common case: nothing to fill, nothing to cut. */
function isPlain(text: string): boolean {
  return text.length <= MAX_TEXT && !text.includes('$')
}

function copyAnnotations(
  walk: Walk,
  value: unknown,
  place: CountedPlace,
): Record<string, unknown> | undefined {
  if (!isMap(value)) return refuse(walk, value, 'a map')
  const copy: Record<string, unknown> = {}
  let isKept = false
  for (const key of Object.keys(value)) {
    if (!KEPT_ANNOTATIONS.includes(key)) {
      countLeftOut(walk, place, OTHER_ANNOTATIONS, 'dropped')
      continue
    }
    walk.path.push(key)
    const copied = copyText(walk, value[key])
    walk.path.pop()
    if (copied === undefined) continue
    copy[key] = copied
    isKept = true
  }
  return isKept ? copy : undefined
}

/** All annotations that are not kept are counted as one: their keys are not read either. */
const OTHER_ANNOTATIONS = '*'

function copyText(walk: Walk, value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (isPlain(value)) return value
    const filled = hasPlaceholder(value)
      ? fillPlaceholders(walk.context, value, { document: walk.document, path: renderPath(walk) })
      : value
    return filled === undefined ? undefined : cutText(walk, filled)
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    tell(walk, {
      code: 'text-without-quotes',
      severity: 'info',
      message: `${String(value)} stands for text without quotes; taken as "${String(value)}" (strict readers refuse it)`,
    })
    return String(value)
  }
  return refuse(walk, value, 'text')
}

function cutText(walk: Walk, text: string): string {
  if (text.length <= MAX_TEXT) return text
  const message = `a text of ${text.length} characters is cut to ${MAX_TEXT}`
  tell(walk, { code: 'limit-text', severity: 'info', message })
  return text.slice(0, MAX_TEXT)
}

/** I4.3: whole numbers, also as text; hexadecimal, octal and larger than 2^53 − 1 are refused. */
function copyWhole(walk: Walk, value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  const text = fillIfPlaceholder(walk, value)
  if (text === MISSING) return undefined
  if (typeof text === 'string' && /^-?(?:0|[1-9][0-9]{0,15})$/.test(text)) {
    const whole = Number(text)
    if (Number.isSafeInteger(whole)) {
      if (text === value) tellNumberAsText(walk, text)
      return whole
    }
  }
  return refuse(walk, value, 'a whole number')
}

function tellNumberAsText(walk: Walk, text: string): void {
  const message = `"${text}" is text where a number belongs; taken as the number`
  tell(walk, { code: 'number-as-text', severity: 'info', message })
}

const MISSING = Symbol('missing')

function fillIfPlaceholder(walk: Walk, value: unknown): unknown {
  if (typeof value !== 'string' || !hasPlaceholder(value)) return value
  return (
    fillPlaceholders(walk.context, value, { document: walk.document, path: renderPath(walk) }) ??
    MISSING
  )
}

const YES = /^(?:yes|on|y|true)$/i
const NO = /^(?:no|off|n|false)$/i

/** I4.2: only `true` and `false`; words of YAML 1.1 as kubectl takes them, told. */
function copyBoolean(walk: Walk, value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  const text = fillIfPlaceholder(walk, value)
  if (text === MISSING) return undefined
  if (typeof text === 'string' && (YES.test(text) || NO.test(text))) {
    const taken = YES.test(text)
    if (!/^(?:true|false)$/.test(text)) {
      const message = `"${text}" is taken as ${taken}, as readers of YAML 1.1 do`
      tell(walk, { code: 'yaml11-word', severity: 'info', message })
    }
    return taken
  }
  return refuse(walk, value, 'true or false')
}

const PLAIN_QUANTITY = /^[0-9]{1,12}(?:[kMGTP]i?|Ki|m)?$/

/** I4.1. A quantity stays as written; one that is none is told and left out. */
function copyQuantity(walk: Walk, value: unknown): string | number | undefined {
  if (typeof value === 'string' && PLAIN_QUANTITY.test(value)) return value
  const text = fillIfPlaceholder(walk, value)
  if (text === MISSING) return undefined
  const parsed = parseQuantity(text, '')
  const isNegative = parsed.kind === 'ok' && parsed.value < 0n
  if (
    parsed.kind === 'ok' &&
    !isNegative &&
    (typeof text === 'string' || typeof text === 'number')
  ) {
    return text
  }
  tell(walk, {
    code: 'bad-quantity',
    severity: 'error',
    message: `${quote(value)} is not a quantity such as 500m, 1.5 or 2Gi; it counts as missing`,
  })
  return undefined
}

/** A copy without keys that could reach a prototype, bounded in depth. */
function copyTree(walk: Walk, value: unknown, depth: number): unknown {
  if (value === null || value === TEMPLATE_MARK) return undefined
  if (typeof value === 'string') return copyText(walk, value)
  if (typeof value !== 'object') return value
  if (depth >= MAX_TREE_DEPTH) return undefined
  if (Array.isArray(value)) {
    const list: unknown[] = []
    for (let index = 0; index < value.length; index += 1) {
      walk.path.push(index)
      const copied = copyTree(walk, value[index], depth + 1)
      walk.path.pop()
      if (copied !== undefined) list.push(copied)
    }
    return list
  }
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    if (UNSAFE_KEYS.has(key)) {
      refuseKey(walk, key)
      continue
    }
    walk.path.push(key)
    const copied = copyTree(walk, (value as Readonly<Record<string, unknown>>)[key], depth + 1)
    walk.path.pop()
    if (copied !== undefined) copy[key] = copied
  }
  return copy
}

function countLeftOut(
  walk: Walk,
  place: CountedPlace,
  key: string,
  severity: LeftOut['severity'],
): void {
  const known = place.leftOut.get(key)
  if (known !== undefined) {
    known.count += 1
    return
  }
  const path = renderPath(walk, key === OTHER_ANNOTATIONS ? undefined : key)
  place.leftOut.set(key, { severity, document: walk.document, path, count: 1 })
}

/** Tells what was not copied, once per kind and path (I1.3). */
export function reportLeftOut(copying: Copying): void {
  for (const [kind, root] of copying.counts) reportPlace(copying.context, kind, root, '')
}

function reportPlace(
  context: ImportContext,
  kind: string,
  place: CountedPlace,
  pattern: string,
): void {
  for (const [key, { severity, document, path, count }] of place.leftOut) {
    const why =
      severity === 'dropped' ? 'left out on purpose' : 'a field that this product does not use'
    // One finding a field, however many: told past the limit on findings of one code.
    context.findings.push({
      code: severity === 'dropped' ? 'field-left-out' : 'unknown-field',
      severity,
      message: `${kind} ${join(pattern, key)}: ${why}`,
      ...placeOf(document, path),
      count,
    })
  }
  for (const [key, member] of place.members) reportPlace(context, kind, member, join(pattern, key))
}

function refuseKey(walk: Walk, key: string): void {
  const message = `the key "${key}" is never read`
  tell(walk, { code: 'unsafe-key', severity: 'error', message })
}

function refuse(walk: Walk, value: unknown, expected: string): undefined {
  const message = `${quote(value)} where ${expected} belongs; it counts as missing`
  tell(walk, { code: 'wrong-type', severity: 'error', message })
  return undefined
}

function tell(
  walk: Walk,
  told: {
    readonly code: string
    readonly severity: 'error' | 'info'
    readonly message: string
  },
): void {
  report(walk.context, told, placeOf(walk.document, renderPath(walk)))
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

function renderPath(walk: Walk, key?: string): string {
  const path = walk.path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : join(text, part)),
    '',
  )
  return key === undefined ? path : join(path, key)
}

const PLAIN_KEY = /^[A-Za-z0-9_-]+$/

function join(path: string, key: string): string {
  const plain = PLAIN_KEY.test(key) || key === OTHER_ANNOTATIONS ? key : JSON.stringify(key)
  return path === '' ? plain : `${path}.${plain}`
}
