import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestText } from './digest-text.ts'

describe('the digest of a text (XS7)', () => {
  it('is the same for the same text and has 128 bits', () => {
    expect(digestText('')).toMatch(/^[0-9a-f]{32}$/)
    expect(digestText('{"zones":["a"]}')).toBe(digestText('{"zones":["a"]}'))
  })

  it('differs wherever one character, the order or the length differs', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(digestText(one) === digestText(other)).toBe(one === other)
      }),
    )
  })

  it('has no two alike among twenty thousand that differ in a number', () => {
    const texts = Array.from({ length: 20_000 }, (_each, index) => `{"max":${index}}`)
    expect(new Set(texts.map((text) => digestText(text).slice(0, 16))).size).toBe(texts.length)
  })
})
