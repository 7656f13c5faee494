import { describe, expect, it } from 'vitest'
import { matchInstanceTypes } from './instance-requirement.ts'
import type { InstanceRequirement } from './instance-requirement.ts'

type Operator = InstanceRequirement['operator']
const one = (key: string, operator: Operator, ...values: readonly string[]) => ({
  key: `karpenter.k8s.aws/instance-${key}`,
  operator,
  values,
})
const m5 = one('family', 'In', 'm5')
const names = (requirements: readonly InstanceRequirement[], region?: string) =>
  matchInstanceTypes(requirements, { region }).map(({ name }) => name)

describe('types by requirements (C5)', () => {
  it.each([
    {
      name: 'In',
      requirements: [
        {
          key: 'node.kubernetes.io/instance-type',
          operator: 'In' as const,
          values: ['m5.large', 'c5.large'],
        },
      ],
      types: ['c5.large', 'm5.large'],
    },
    {
      name: 'NotIn',
      requirements: [
        m5,
        one('size', 'NotIn', 'metal', '24xlarge', '16xlarge', '12xlarge', '8xlarge'),
      ],
      types: ['m5.large', 'm5.xlarge', 'm5.2xlarge', 'm5.4xlarge'],
    },
    {
      name: 'Gt and Lt on one key',
      requirements: [m5, one('cpu', 'Gt', '2'), one('cpu', 'Lt', '16')],
      types: ['m5.xlarge', 'm5.2xlarge'],
    },
    {
      name: 'Gte and Lte',
      requirements: [m5, one('cpu', 'Gte', '8'), one('cpu', 'Lte', '8')],
      types: ['m5.2xlarge'],
    },
    { name: 'Gt of no number', requirements: [m5, one('size', 'Gt', '1')], types: [] },
    {
      name: 'generation and category',
      requirements: [one('category', 'In', 'a'), one('generation', 'In', '1')],
      types: ['a1.medium', 'a1.large', 'a1.xlarge', 'a1.2xlarge', 'a1.4xlarge', 'a1.metal'],
    },
    {
      name: 'Exists on a label types lack',
      requirements: [m5, one('gpu-name', 'Exists')],
      types: [],
    },
    {
      name: 'DoesNotExist keeps types without it',
      requirements: [m5, one('gpu-name', 'DoesNotExist'), one('size', 'In', 'large')],
      types: ['m5.large'],
    },
    {
      name: 'NotIn keeps types without it',
      requirements: [m5, one('gpu-name', 'NotIn', 't4'), one('size', 'In', 'large')],
      types: ['m5.large'],
    },
    {
      name: 'a key of the user says nothing of types',
      requirements: [
        m5,
        one('size', 'In', 'large'),
        { key: 'team', operator: 'In' as const, values: ['x'] },
      ],
      types: ['m5.large'],
    },
    { name: 'a contradiction', requirements: [m5, one('family', 'NotIn', 'm5')], types: [] },
    {
      name: 'spot where it is not sold',
      requirements: [
        one('family', 'In', 'mac1'),
        { key: 'karpenter.sh/capacity-type', operator: 'In' as const, values: ['spot'] },
      ],
      types: [],
    },
  ])('$name', ({ requirements, types }) => {
    expect(names(requirements)).toEqual(types)
  })

  it('narrows to what a region offers', () => {
    const c1 = one('family', 'In', 'c1')
    expect(names([c1])).toEqual(['c1.medium', 'c1.xlarge'])
    expect(names([c1], 'eu-central-2')).toEqual([])
  })
})
