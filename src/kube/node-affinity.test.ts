import { describe, expect, it } from 'vitest'
import { matchesNodeAffinity, readNodeAffinity, zonesAllowedBy } from './node-affinity.ts'

const node = { name: 'n1', labels: { a: '5', c: 'x' } }
const required = (...nodeSelectorTerms: readonly unknown[]) => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  },
})
const expressions = (...list: readonly (readonly [string, string, string[]?])[]) => ({
  matchExpressions: list.map(([key, operator, values]) => ({ key, operator, values })),
})
const fields = (operator: string, ...values: readonly string[]) => ({
  matchFields: [{ key: 'metadata.name', operator, values }],
})

describe('node affinity', () => {
  it.each([
    { name: 'NA-1 no demand', spec: {}, matches: true },
    { name: 'NA-2 node selector', spec: { nodeSelector: { a: '5', c: 'x' } }, matches: true },
    {
      name: 'NA-2 node selector with a wrong value',
      spec: { nodeSelector: { a: '6' } },
      matches: false,
    },
    {
      name: 'NA-2 selector and terms both',
      spec: { nodeSelector: { a: '6' }, ...required(expressions(['a', 'Exists'])) },
      matches: false,
    },
    {
      name: 'NA-2 terms are alternatives',
      spec: required(expressions(['b', 'Exists']), expressions(['a', 'Exists'])),
      matches: true,
    },
    {
      name: 'NA-2 expressions must all hold',
      spec: required(expressions(['a', 'Exists'], ['b', 'Exists'])),
      matches: false,
    },
    { name: 'W11 In', spec: required(expressions(['a', 'In', ['5']])), matches: true },
    { name: 'W11 NotIn', spec: required(expressions(['a', 'NotIn', ['6']])), matches: true },
    {
      name: 'W11 NotIn, absent',
      spec: required(expressions(['b', 'NotIn', ['5']])),
      matches: true,
    },
    { name: 'W11 DoesNotExist', spec: required(expressions(['b', 'DoesNotExist'])), matches: true },
    { name: 'W11 Gt', spec: required(expressions(['a', 'Gt', ['4']])), matches: true },
    { name: 'W11 Lt', spec: required(expressions(['a', 'Lt', ['6']])), matches: true },
    { name: 'W11 Gt is strict', spec: required(expressions(['a', 'Gt', ['5']])), matches: false },
    { name: 'W11 Lt is strict', spec: required(expressions(['a', 'Lt', ['5']])), matches: false },
    {
      name: 'W11 Gt of an absent key',
      spec: required(expressions(['b', 'Gt', ['0']])),
      matches: false,
    },
    { name: 'W11 Gt of a text', spec: required(expressions(['c', 'Gt', ['1']])), matches: false },
    { name: 'W11 empty term', spec: required({}), matches: false },
    { name: 'W11 no terms', spec: required(), matches: false },
    {
      name: 'W11 Gt with two values',
      spec: required(expressions(['a', 'Gt', ['4', '5']])),
      matches: false,
    },
    { name: 'W11 Gt with a text', spec: required(expressions(['a', 'Gt', ['x']])), matches: false },
    {
      name: 'NA-3 unknown operator',
      spec: required(expressions(['a', 'Near', ['5']])),
      matches: false,
    },
    {
      name: 'NA-3 an invalid term does not spoil the next',
      spec: required(expressions(['a', 'Near', ['5']]), expressions(['a', 'In', ['5']])),
      matches: true,
    },
    { name: 'NA-3 field In', spec: required(fields('In', 'n1')), matches: true },
    { name: 'NA-3 field In, other node', spec: required(fields('In', 'n2')), matches: false },
    { name: 'NA-3 field NotIn', spec: required(fields('NotIn', 'n2')), matches: true },
    {
      name: 'NA-3 field with two values',
      spec: required(fields('In', 'n1', 'n2')),
      matches: false,
    },
  ])('$name', ({ spec, matches }) => {
    expect(matchesNodeAffinity(readNodeAffinity(spec), node)).toBe(matches)
  })

  it('lists the zones a pod may run in', () => {
    const spec = required(expressions(['zone', 'In', ['b', 'c']]))
    const candidates = ['a', 'b', 'c', 'b'].map((zone) => ({
      zone,
      node: { name: '', labels: { zone } },
    }))
    expect(zonesAllowedBy(readNodeAffinity(spec), candidates)).toEqual(['b', 'c'])
  })
})
