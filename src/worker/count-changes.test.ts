import { describe, expect, it } from 'vitest'
import { SAMPLE_PLAN, makePlan } from '#testing/sample-plan.ts'
import { countChanges } from './count-changes.ts'

const namespace = (name: string, labels: Readonly<Record<string, string>> = {}) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
})

describe('what an import does to the objects of the open plan (I1.5)', () => {
  it.each([
    {
      name: 'the same objects in another order',
      before: ['a', 'b'],
      after: ['b', 'a'],
      counts: [],
    },
    {
      name: 'one more and one less',
      before: ['a', 'b'],
      after: ['b', 'c'],
      counts: [{ kind: 'Namespace', added: 1, removed: 1, changed: 0 }],
    },
  ])('$name', ({ before, after, counts }) => {
    const plan = (names: readonly string[]) =>
      makePlan({ resources: names.map((name) => namespace(name)) })
    expect(countChanges(plan(before), plan(after))).toEqual(counts)
  })

  it('does not look at the order of keys', () => {
    const ordered = namespace('a', { team: 'b', tier: 'c' })
    const turned = {
      metadata: { labels: { tier: 'c', team: 'b' }, name: 'a' },
      kind: 'Namespace',
      apiVersion: 'v1',
    }
    const before = makePlan({ resources: [ordered] })
    expect(countChanges(before, makePlan({ resources: [turned] }))).toEqual([])
  })

  it('tells an object that changed', () => {
    const before = makePlan({ resources: [namespace('a')] })
    const after = makePlan({ resources: [namespace('a', { team: 'b' })] })
    expect(countChanges(before, after)).toEqual([
      { kind: 'Namespace', added: 0, removed: 0, changed: 1 },
    ])
  })

  it('says nothing of a plan that is imported again (E30)', () => {
    expect(countChanges(SAMPLE_PLAN, SAMPLE_PLAN)).toEqual([])
  })
})
