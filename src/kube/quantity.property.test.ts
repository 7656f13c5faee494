import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseQuantity } from './quantity.ts'

/** Suffixes with what they stand for, in 10⁻⁹ units. */
const SUFFIXES: readonly (readonly [string, bigint])[] = [
  ['n', 1n],
  ['u', 1_000n],
  ['m', 1_000_000n],
  ['', 1_000_000_000n],
  ['k', 1_000_000_000_000n],
  ['Mi', 1_048_576_000_000_000n],
  ['e3', 1_000_000_000_000n],
]

it('Q-1, Q-2 reads whole numbers with any suffix exactly', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.constantFrom(...SUFFIXES), (count, [suffix, nanos]) => {
      expect(parseQuantity(`${count}${suffix}`, '')).toEqual({
        kind: 'ok',
        value: BigInt(count) * nanos,
      })
    }),
  )
})

it('refuses or reads any text, and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.+-eEKMGTPimnuk ') }), (text) => {
      expect(['ok', 'failed']).toContain(parseQuantity(text, '').kind)
    }),
  )
})
