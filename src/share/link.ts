import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import type { Plan } from '#plan/schema.ts'
import { shareable } from '#plan/shareable.ts'
import { deflate, inflate } from './codec.ts'
import { LINK_LIMITS, parseDocument, renderChecked, type ReadDocument } from './document.ts'
import { decodeEnvelope, encodeEnvelope } from './envelope.ts'
import { makeInvalid } from './link-problem.ts'
import type { LinkView } from './link-view.ts'

export interface OpenedLink extends ReadDocument {
  /** What had to be undone to read the link, in words. */
  readonly repairs: readonly string[]
}

/**
 * The fragment `plan=…` of a link to what of the plan may be shared, or what no link can hold.
 *
 * @param view where its reader starts; undefined leaves it out
 */
export async function encodeLink(
  plan: Plan,
  view: LinkView | undefined,
): Promise<Result<string, Problem>> {
  const document = renderChecked(shareable(plan), view, LINK_LIMITS)
  return document.kind === 'failed' ? document : ok(await packDocument(document.value))
}

/** Deflate and envelope, for a document that was tried. */
export async function packDocument(document: string): Promise<string> {
  return encodeEnvelope(await deflate(new TextEncoder().encode(document)))
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
  const read = parseDocument(text, LINK_LIMITS)
  return read.kind === 'failed' ? read : ok({ ...read.value, repairs: envelope.value.repairs })
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
