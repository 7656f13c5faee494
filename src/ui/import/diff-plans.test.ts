import { describe, expect, it } from 'vitest'
import { SAMPLE_CLUSTER, SAMPLE_GROUP, SAMPLE_PLAN, makePlan } from '#testing/sample-plan.ts'
import { diffPlans } from './diff-plans.ts'

const render = (...input: Parameters<typeof diffPlans>) =>
  diffPlans(...input).map(({ kind, text }) => `${kind} ${text}`)

describe('an import against the open plan', () => {
  it.each([
    { name: 'the same again changes nothing', after: SAMPLE_PLAN, lines: [] },
    {
      name: 'a size of a group',
      after: makePlan({ nodeGroups: [{ ...SAMPLE_GROUP, desired: 3 }] }),
      lines: ['head node group workers', 'del desired: 2', 'add desired: 3'],
    },
    {
      name: 'a group that goes and one that comes',
      after: makePlan({ nodeGroups: [{ ...SAMPLE_GROUP, name: 'system' }] }),
      lines: ['del node group workers', 'add node group system'],
    },
    {
      name: 'a field of the cluster that was not there',
      after: makePlan({ network: { vpcCidr: '10.0.0.0/16' } }),
      lines: ['head cluster shop', 'add network: {"vpcCidr":"10.0.0.0/16"}'],
    },
    {
      name: 'another cluster',
      after: makePlan({ name: 'bank' }),
      lines: ['del cluster shop', 'add cluster bank'],
    },
  ])('$name', ({ after, lines }) => {
    expect(render(SAMPLE_PLAN, after, [])).toEqual(lines)
  })

  it('counts objects by kind, and does not look at those of the two plans', () => {
    const before = makePlan({ resources: [] })
    const after = makePlan({ resources: SAMPLE_CLUSTER.resources })
    expect(render(before, after, [{ kind: 'Pod', added: 5, removed: 2, changed: 1 }])).toEqual([
      'head Kubernetes objects',
      'del 2 Pod',
      'add 5 Pod',
      'add 1 Pod changed',
    ])
  })
})
