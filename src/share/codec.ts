import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { makeBusy, makeDamaged, makeTooBig } from './link-problem.ts'

/** Raw deflate by the platform's streams (L2.5), with a cap on what comes out (L5.1 step 8). */
const MAX_DOCUMENT_BYTES = 2 * 1024 * 1024

export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  for (const reader = stream.getReader(); ;) {
    const { value } = await reader.read()
    if (value === undefined) return joinChunks(chunks)
    chunks.push(value)
  }
}

/** @param isOutOfTime asked at every chunk; true ends the work with `busy` */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  isOutOfTime: () => boolean,
): Promise<Result<Uint8Array, Problem>> {
  const whole = await inflateStream(bytes, isOutOfTime)
  if (whole.kind === 'failed') return whole
  // Not every platform tells of bytes behind the end: then the stream is whole without its last one, too.
  const less = await inflateStream(bytes.subarray(0, -1), isOutOfTime)
  return less.kind === 'ok' ? failed([makeDamaged()]) : whole
}

async function inflateStream(
  bytes: Uint8Array<ArrayBuffer>,
  isOutOfTime: () => boolean,
): Promise<Result<Uint8Array, Problem>> {
  const stream = new DecompressionStream('deflate-raw')
  const writer = stream.writable.getWriter()
  const reader = stream.readable.getReader()
  // What goes wrong with the writing is told by the reading.
  writer.write(bytes).catch(() => undefined)
  writer.close().catch(() => undefined)
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { value } = await reader.read()
      if (value === undefined) return ok(joinChunks(chunks))
      chunks.push(value)
      length += value.length
      const isTooBig = length > MAX_DOCUMENT_BYTES
      if (!isTooBig && !isOutOfTime()) continue
      await reader.cancel().catch(() => undefined)
      return failed([isTooBig ? makeTooBig() : makeBusy()])
    }
  } catch {
    return failed([makeDamaged()])
  }
}

function joinChunks(chunks: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    joined.set(chunk, at)
    at += chunk.length
  }
  return joined
}
