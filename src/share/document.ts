import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { INSTANCE_TYPES_AS_OF } from '#aws/instance-type.ts'
import type { Plan } from '#plan/schema.ts'
import { parsePlan } from '#plan/validate.ts'
import { findBrokenLimit } from './limits.ts'
import { makeInvalid, makeNewer } from './link-problem.ts'
import type { LinkView } from './link-view.ts'
import { scanText, type TextLimits } from './scan-text.ts'
import { decodeWire, isUnsafeName } from './read-wire.ts'
import { WireError } from './wire-error.ts'
import { encodeWire } from './write-wire.ts'

/**
 * The document inside a link or a share file (L3.1): JSON, one object of `wire`, `plan` and perhaps `view`.
 * Its version is independent of the envelope's (L8.1); 0 until the first release.
 */
const WIRE_VERSION = 0

export interface ReadDocument {
  readonly plan: Plan
  /** Where the sender was; undefined when it was left out. */
  readonly view: LinkView | undefined
  /** The date of the bundled data that the plan was made with. */
  readonly asOf: string
}

/** How much a document may hold: a share file ten times of what a link may (L10.1). */
export interface DocumentLimits extends TextLimits {
  readonly factor: number
}

export const LINK_LIMITS: DocumentLimits = { factor: 1, maxDepth: 32, maxSeparators: 400_000 }
export const FILE_LIMITS: DocumentLimits = { factor: 10, maxDepth: 32, maxSeparators: 4_000_000 }

/** The document of what may be shared of a plan: the same plan gives the same text (L3.6). */
export function renderDocument(shared: Plan, view: LinkView | undefined): string {
  return JSON.stringify({ wire: WIRE_VERSION, ...encodeWire(shared, INSTANCE_TYPES_AS_OF, view) })
}

/** The same, or what no reader would take: asked first, since large plans take their time. */
export function renderChecked(
  shared: Plan,
  view: LinkView | undefined,
  limits: DocumentLimits,
): Result<string, Problem> {
  const broken = findBrokenLimit(shared, limits.factor)
  if (broken !== undefined) return failed([makeInvalid(broken)])
  const document = renderDocument(shared, view)
  const read = parseDocument(document, limits)
  return read.kind === 'failed' ? read : ok(document)
}

/** Steps 10 to 13 of L5.1. */
export function parseDocument(text: string, limits: DocumentLimits): Result<ReadDocument, Problem> {
  const broken = scanText(text, limits)
  if (broken !== undefined) return failed([makeInvalid(broken)])
  const document = parseJson(text)
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return failed([makeInvalid('json')])
  }
  if (hasUnsafeName(document)) return failed([makeInvalid('name')])
  const members = new Map<string, unknown>(Object.entries(document))
  const version = members.get('wire')
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 0) {
    return failed([makeInvalid('wire')])
  }
  if (version > WIRE_VERSION) return failed([makeNewer(version, WIRE_VERSION)])
  if (members.size !== (members.has('view') ? 3 : 2)) return failed([makeInvalid('unknown-field')])
  return readDocument({ plan: members.get('plan'), view: members.get('view') }, limits)
}

function readDocument(
  wire: { readonly plan: unknown; readonly view: unknown },
  { factor }: DocumentLimits,
): Result<ReadDocument, Problem> {
  try {
    const { plan: value, view, asOf } = decodeWire(wire, factor)
    const plan = parsePlan({ apiVersion: 'neverpending/v1', kind: 'Plan', ...value })
    if (plan.kind === 'failed') return failed([makeInvalid(plan.problems[0]?.code ?? 'plan')])
    const limit = findBrokenLimit(plan.value, factor)
    if (limit !== undefined) return failed([makeInvalid(limit)])
    if (view !== undefined && !isPlaceOf(plan.value, view)) return failed([makeInvalid('view')])
    return ok({ plan: plan.value, view, asOf })
  } catch (error) {
    if (error instanceof WireError) return failed([makeInvalid(error.message)])
    throw error
  }
}

function isPlaceOf(plan: Plan, { place }: LinkView): boolean {
  return plan.designs[place.design]?.clusters[place.cluster] !== undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** L5.7: refused anywhere. The depth was bounded by the scan before. */
function hasUnsafeName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(hasUnsafeName)
  return Object.entries(value).some(([name, member]) => isUnsafeName(name) || hasUnsafeName(member))
}
