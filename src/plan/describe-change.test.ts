import { describe, expect, it } from 'vitest'
import { SAMPLE_GROUP } from '#testing/sample-plan.ts'
import { describeGroupChange } from './describe-change.ts'

describe('the words of an edit', () => {
  it.each([
    { change: { min: 3 }, words: 'min 1 → 3 in workers' },
    { change: { min: 3, desired: 3 }, words: 'min 1 → 3, desired 2 → 3 in workers' },
    { change: { max: undefined }, words: 'max 5 → not known in workers' },
    { change: { instanceTypes: ['m6i.large'] }, words: 'instance types in workers' },
    {
      change: { min: 0, maxPods: 20, labels: { a: 'b' }, weight: 3 },
      words: 'min, max pods, labels and 1 more in workers',
    },
    { change: { name: 'pool', min: 0 }, words: 'name workers → pool' },
    { change: {}, words: 'nothing in workers' },
  ])('$words', ({ change, words }) => {
    const after = { ...SAMPLE_GROUP, ...change } as typeof SAMPLE_GROUP
    expect(describeGroupChange(SAMPLE_GROUP, after)).toBe(words)
  })
})
