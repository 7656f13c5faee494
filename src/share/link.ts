import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { INSTANCE_TYPES_AS_OF } from '#aws/instance-type.ts'
import type { Plan } from '#plan/schema.ts'
import { shareable } from '#plan/shareable.ts'
import { parsePlan } from '#plan/validate.ts'
import { deflate, inflate } from './codec.ts'
import { decodeEnvelope, encodeEnvelope } from './envelope.ts'
import { findBrokenLimit } from './limits.ts'
import { makeInvalid, makeNewer } from './link-problem.ts'
import { scanText } from './scan-text.ts'
import { WireError, decodeWire, encodeWire, isUnsafeName } from './wire.ts'

/** The version of the document inside (L8.1); 0 until the first release. */
const WIRE_VERSION = 0

export interface OpenedLink {
  readonly plan: Plan
  /** The date of the bundled data that the plan was made with. */
  readonly asOf: string
  /** What had to be undone to read the link, in words. */
  readonly repairs: readonly string[]
}

/** The document of a link: the same plan gives the same text (L3.6). */
export function renderDocument(plan: Plan): string {
  const wire = encodeWire(shareable(plan), INSTANCE_TYPES_AS_OF)
  return JSON.stringify({ wire: WIRE_VERSION, plan: wire })
}

/** The fragment `plan=…` of a link to what of the plan may be shared, or what no link can hold. */
export async function encodeLink(plan: Plan): Promise<Result<string, Problem>> {
  const document = renderDocument(plan)
  const read = parseDocument(document)
  if (read.kind === 'failed') return read
  return ok(encodeEnvelope(await deflate(new TextEncoder().encode(document))))
}

/**
 * Opens the fragment of a link, from `plan=` on.
 *
 * @param isOutOfTime asked while unpacking
 * @returns the plan, or one of the messages of L5.4: `share/cut` (a chat cut the link), `share/damaged`,
 *   `share/newer` (reload the page), `share/invalid`, `share/too-long`, `share/too-big`, `share/busy`
 */
export async function decodeLink(
  fragment: string,
  isOutOfTime: () => boolean,
): Promise<Result<OpenedLink, Problem>> {
  const envelope = decodeEnvelope(fragment)
  if (envelope.kind === 'failed') return envelope
  const bytes = await inflate(envelope.value.bytes, isOutOfTime)
  if (bytes.kind === 'failed') return bytes
  const text = decodeUtf8(bytes.value)
  if (text === undefined) return failed([makeInvalid('utf-8')])
  const read = parseDocument(text)
  return read.kind === 'failed' ? read : ok({ ...read.value, repairs: envelope.value.repairs })
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Steps 10 to 13 of L5.1. */
function parseDocument(text: string): Result<Omit<OpenedLink, 'repairs'>, Problem> {
  const broken = scanText(text)
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
  if (members.size !== 2) return failed([makeInvalid('unknown-field')])
  return readDocument(members.get('plan'))
}

function readDocument(wire: unknown): Result<Omit<OpenedLink, 'repairs'>, Problem> {
  try {
    const { plan: value, asOf } = decodeWire(wire)
    const plan = parsePlan({ apiVersion: 'neverpending/v1', kind: 'Plan', ...value })
    if (plan.kind === 'failed') return failed([makeInvalid(plan.problems[0]?.code ?? 'plan')])
    const limit = findBrokenLimit(plan.value)
    return limit === undefined ? ok({ plan: plan.value, asOf }) : failed([makeInvalid(limit)])
  } catch (error) {
    if (error instanceof WireError) return failed([makeInvalid(error.message)])
    throw error
  }
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
