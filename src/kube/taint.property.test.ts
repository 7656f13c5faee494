import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findUntoleratedTaint } from './taint.ts'

const anyKey = fc.constantFrom('a', 'b', '')
const anyValue = fc.constantFrom('x', 'y', '')
const anyEffect = fc.constantFrom('NoSchedule', 'NoExecute', 'PreferNoSchedule')
const anyTaints = fc.array(
  fc.record({
    key: fc.constantFrom('a', 'b'),
    value: anyValue,
    effect: fc.constantFrom(
      'NoSchedule' as const,
      'NoExecute' as const,
      'PreferNoSchedule' as const,
    ),
  }),
)
const anyTolerations = fc.array(
  fc.record({
    key: anyKey,
    operator: fc.constantFrom('', 'Equal', 'Exists', 'Gt'),
    value: anyValue,
    effect: fc.oneof(anyEffect, fc.constant('')),
  }),
)

it('TT-1 never rejects a pod because it tolerates more', () => {
  fc.assert(
    fc.property(anyTaints, anyTolerations, anyTolerations, (taints, some, more) => {
      const before = findUntoleratedTaint(taints, some) === undefined
      const after = findUntoleratedTaint(taints, [...some, ...more]) === undefined
      expect(!before || after).toBe(true)
    }),
  )
})
