import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { unpackGzip } from './unpack-gzip.ts'

describe('unpackGzip', () => {
  it.each([
    { name: 'reads a packed file', bytes: gzipSync('x'), result: { kind: 'ok' } },
    { name: 'leaves text as it is', bytes: new TextEncoder().encode('x'), result: { kind: 'ok' } },
    {
      name: 'refuses a packed file that was cut',
      bytes: gzipSync('x'.repeat(1000)).subarray(0, 12),
      result: { kind: 'failed', problems: [{ path: 'f', message: 'is not a whole gzip file' }] },
    },
  ])('$name', ({ bytes, result }) => {
    expect(unpackGzip({ label: 'f', bytes })).toMatchObject(result)
  })
})
