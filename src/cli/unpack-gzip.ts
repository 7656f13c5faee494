import { gunzipSync } from 'node:zlib'
import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import type { NamedBytes } from './read-files.ts'

/** What unpacks to more is refused before it fills the memory. */
const MAX_UNPACKED_BYTES = 1 << 30

/** The bytes, unpacked if they are gzip. */
export function unpackGzip({ label, bytes }: NamedBytes): Result<Uint8Array, Problem> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return ok(bytes)
  try {
    return ok(gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES }))
  } catch (error) {
    const isLarge = error instanceof RangeError
    const message = isLarge ? 'unpacks to more than 1 GiB' : 'is not a whole gzip file'
    return failed([{ code: 'cli/unreadable', path: label, message }])
  }
}
