import { describe, expect, it } from 'vitest'
import { countAllowedDisruptions, readDisruptionBudget } from './disruption-budget.ts'

const allowed = (spec: object, expected: number, healthy: number) =>
  countAllowedDisruptions(
    readDisruptionBudget({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'b' },
      spec,
    }),
    { expected, healthy },
  )

describe('allowed disruptions', () => {
  it.each([
    {
      name: 'maxUnavailable, all healthy',
      spec: { maxUnavailable: 1 },
      expected: 3,
      healthy: 3,
      count: 1,
    },
    {
      name: 'maxUnavailable, one down',
      spec: { maxUnavailable: 1 },
      expected: 3,
      healthy: 2,
      count: 0,
    },
    { name: 'maxUnavailable 0', spec: { maxUnavailable: 0 }, expected: 3, healthy: 3, count: 0 },
    {
      name: 'maxUnavailable share rounds up',
      spec: { maxUnavailable: '34%' },
      expected: 3,
      healthy: 3,
      count: 2,
    },
    {
      name: 'maxUnavailable above expected',
      spec: { maxUnavailable: 9 },
      expected: 3,
      healthy: 3,
      count: 3,
    },
    { name: 'minAvailable', spec: { minAvailable: 2 }, expected: 3, healthy: 3, count: 1 },
    {
      name: 'minAvailable of all',
      spec: { minAvailable: '100%' },
      expected: 3,
      healthy: 3,
      count: 0,
    },
    {
      name: 'minAvailable share rounds up',
      spec: { minAvailable: '50%' },
      expected: 3,
      healthy: 3,
      count: 1,
    },
    { name: 'neither field', spec: {}, expected: 3, healthy: 3, count: 0 },
    { name: 'nothing expected', spec: { maxUnavailable: 1 }, expected: 0, healthy: 0, count: 0 },
  ])('$name', ({ spec, expected, healthy, count }) => {
    expect(allowed(spec, expected, healthy)).toBe(count)
  })
})
