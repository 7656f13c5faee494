import { describe, expect, it } from 'vitest'
import { decodeSource } from './decode-source.ts'

function encodeUtf16(text: string, isLittle: boolean): Uint8Array {
  return Uint8Array.from(
    [...text].flatMap((letter) => {
      const code = letter.charCodeAt(0)
      return isLittle ? [code & 255, code >> 8] : [code >> 8, code & 255]
    }),
  )
}

describe('decodeSource', () => {
  it.each([
    { name: 'UTF-8', bytes: new TextEncoder().encode('a: é') },
    { name: 'UTF-8 with a mark', bytes: new TextEncoder().encode('\uFEFFa: é') },
    { name: 'UTF-16 little-endian with a mark', bytes: encodeUtf16('\uFEFFa: é', true) },
    { name: 'UTF-16 big-endian with a mark', bytes: encodeUtf16('\uFEFFa: é', false) },
    { name: 'UTF-16 little-endian', bytes: encodeUtf16('a: é', true) },
    { name: 'UTF-16 big-endian', bytes: encodeUtf16('a: é', false) },
  ])('I3.3 reads $name', ({ bytes }) => {
    expect(decodeSource('a.yaml', bytes)).toEqual({ kind: 'ok', value: 'a: é' })
  })

  it.each([
    { name: 'Latin-1', bytes: [0x61, 0x3a, 0x20, 0xe9], code: 'import/encoding' },
    { name: 'gzip', bytes: [0x1f, 0x8b, 8, 0], code: 'import/archive' },
    { name: 'zip', bytes: [0x50, 0x4b, 3, 4], code: 'import/archive' },
    { name: 'binary', bytes: [0x61, 1, 2, 3], code: 'import/binary' },
  ])('I3.1 refuses $name', ({ bytes, code }) => {
    const result = decodeSource('a', Uint8Array.from(bytes))
    expect(result).toMatchObject({ kind: 'failed', problems: [{ code, file: 'a' }] })
  })

  it('I3.1 refuses more than 64 MiB', () => {
    const result = decodeSource('a', new Uint8Array(64 * 1024 * 1024 + 1))
    expect(result).toMatchObject({ kind: 'failed', problems: [{ code: 'import/limit-file' }] })
  })
})
