import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { renderCrc32 } from './crc32.ts'
import { makeCut, makeDamaged, makeNewer, makeTooLong } from './link-problem.ts'
import { repairFragment } from './repair.ts'

/**
 * The envelope of a link (L2): `plan=1d.<length>.<check>.<data>.z`. All of it is synchronous, so that a cut
 * or changed link is told at once (L2.8).
 */
const ENVELOPE_VERSION = 1
const CODEC = 'd'
const FRAGMENT_START = 'plan='
const END_MARK = '.z'
const MAX_LENGTH = 65_536

const WHOLE = /^plan=(\d{1,3})([A-Za-z])\.(\d{1,6})\.([0-9a-f]{8})\.([A-Za-z0-9_-]+)(\.z)?$/
/** What the beginning of a link looks like, wherever it was cut. */
const BEGINNING =
  /^plan=(?:\d{1,3}(?:[A-Za-z](?:\.(?:\d{1,6}(?:\.(?:[0-9a-f]{0,7}|[0-9a-f]{8}\.?))?)?)?)?)?$/
const WITH_POINT = /^(plan=\d{1,3}[A-Za-z]\.\d{1,6}\.[0-9a-f]{8}\.[A-Za-z0-9_-]+)\.$/

export interface Envelope {
  /** The packed document. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly repairs: readonly string[]
}

export function encodeEnvelope(bytes: Uint8Array): string {
  const data = encodeBase64url(bytes)
  const head = `${ENVELOPE_VERSION}${CODEC}.${data.length}`
  return `${FRAGMENT_START}${head}.${renderCrc32(`${head}.${data}`)}.${data}${END_MARK}`
}

/** Steps 2 to 7 of L5.1. */
export function decodeEnvelope(raw: string): Result<Envelope, Problem> {
  if (raw.length > MAX_LENGTH) return failed([makeTooLong()])
  const { fragment, repairs } = repairFragment(raw)
  const parts = WHOLE.exec(fragment.replace(WITH_POINT, '$1'))
  if (parts === null)
    return failed([BEGINNING.test(fragment) ? makeCut(0, undefined) : makeDamaged()])
  const [, version = '', codec = '', length = '', check = '', data = '', end] = parts
  if (Number(version) > ENVELOPE_VERSION)
    return failed([makeNewer(Number(version), ENVELOPE_VERSION)])
  if (version !== String(ENVELOPE_VERSION)) return failed([makeDamaged()])
  if (codec !== CODEC) return failed([makeNewer(`codec ${codec}`, `codec ${CODEC}`)])
  const expected = Number(length)
  if (data.length > expected) return failed([makeDamaged()])
  if (data.length < expected || end === undefined) return failed([makeCut(data.length, expected)])
  if (renderCrc32(`${version}${codec}.${length}.${data}`) !== check) return failed([makeDamaged()])
  const bytes = decodeBase64url(data)
  return bytes === undefined ? failed([makeDamaged()]) : ok({ bytes, repairs })
}
