import { describe, expect, it } from 'vitest'
import { parseModel } from './parse-model.ts'

const GROUP = {
  name: 'g',
  zones: ['a', 'b'],
  min: 1,
  max: 3,
  desired: 2,
  scaler: 'cluster-autoscaler',
  capacity: { cpu: 4 },
}
const POD = { name: 'P', requests: { cpu: 1 } }
const MODEL = {
  zones: ['a', 'b', 'c'],
  groups: [GROUP],
  pods: [POD, { name: 'Q', requests: {}, count: 2 }],
  nodes: [{ group: 'g', zone: 'a', pods: ['P'] }],
  target: 'P',
  budget: { nodeLoss: 1 },
}

const groups = (change: object) => ({ ...MODEL, groups: [{ ...GROUP, ...change }] })
const pods = (change: object) => ({ ...MODEL, pods: [{ ...POD, ...change }, MODEL.pods[1]] })
const nodes = (...list: object[]) => ({ ...MODEL, nodes: list })

function problemsOf(value: unknown): readonly string[] {
  const parsed = parseModel(value)
  return parsed.kind === 'ok'
    ? []
    : parsed.problems.map(({ code, path, message }) => `${code} at ${path}: ${message}`)
}

describe('parseModel accepts', () => {
  it.each([
    { name: 'the smallest model', value: MODEL },
    { name: 'min = desired = max', value: groups({ min: 2, max: 2 }) },
    {
      name: 'as many nodes as desired',
      value: nodes(...MODEL.nodes, { group: 'g', zone: 'b', pods: [] }),
    },
    {
      name: 'as many pods as the count',
      value: nodes({ group: 'g', zone: 'a', pods: ['Q', 'Q'] }),
    },
    { name: 'no zone offered', value: groups({ offered: [] }) },
    { name: 'binds with count 1', value: pods({ binds: ['a'], count: 1 }) },
    { name: 'a negative priority', value: pods({ priority: -1 }) },
    {
      name: 'a model without budget and nodes',
      value: { ...MODEL, budget: undefined, nodes: undefined },
    },
    {
      name: 'Karpenter with more nodes than desired, without min',
      value: { ...groups({ scaler: 'karpenter', min: undefined, desired: 0 }) },
    },
    {
      name: 'a node beyond its capacity',
      value: nodes({ group: 'g', zone: 'a', pods: ['P', 'Q', 'Q'] }),
    },
  ])('$name', ({ value }) => {
    expect(problemsOf(JSON.parse(JSON.stringify(value)))).toEqual([])
  })

  it('keeps what was given, and adds nothing', () => {
    expect(parseModel(MODEL)).toEqual({ kind: 'ok', value: MODEL })
  })
})

describe('parseModel refuses (section 2)', () => {
  it.each([
    {
      name: 'an unknown zone',
      value: groups({ zones: ['a', 'x'] }),
      problem: 'model/unknown-name at groups[0].zones[1]: "x" is not a zone (a, b, c)',
    },
    {
      name: 'an unknown class',
      value: pods({ zoneApart: ['Q', 'X'] }),
      problem: 'model/unknown-name at pods[0].zoneApart[1]: "X" is not a class (P, Q)',
    },
    {
      name: 'an unknown group',
      value: pods({ groups: ['h'] }),
      problem: 'model/unknown-name at pods[0].groups[0]: "h" is not a group (g)',
    },
    {
      name: 'an unknown workload',
      value: { ...MODEL, absent: ['X'] },
      problem: 'model/unknown-name at absent[0]: "X" is not a workload (P, Q)',
    },
    {
      name: 'an unknown target',
      value: { ...MODEL, target: 'X' },
      problem: 'model/unknown-name at target: "X" is not a class (P, Q)',
    },
    {
      name: 'an unknown class of a spread',
      value: pods({ spread: { maxSkew: 1, with: ['X'] } }),
      problem: 'model/unknown-name at pods[0].spread.with[0]: "X" is not a class (P, Q)',
    },
    {
      name: 'min above desired',
      value: groups({ min: 3 }),
      problem:
        'model/refused at groups[0].desired: min 3, desired 2, max 3: allowed is min ≤ desired ≤ max',
    },
    {
      name: 'desired above max',
      value: groups({ max: 1 }),
      problem:
        'model/refused at groups[0].desired: min 1, desired 2, max 1: allowed is min ≤ desired ≤ max',
    },
    {
      name: 'more nodes than desired',
      value: nodes(...Array(3).fill({ group: 'g', zone: 'a', pods: [] })),
      problem:
        'model/refused at groups[0].desired: 3 nodes of the group are listed, more than its desired 2',
    },
    {
      name: 'offered outside the zones of the group',
      value: groups({ offered: ['c'] }),
      problem: 'model/refused at groups[0].offered[0]: "c" is not a zone of the group (a, b)',
    },
    {
      name: 'a node in the zone that is down',
      value: { ...MODEL, down: 'a' },
      problem: 'model/refused at nodes[0].zone: a node in "a", the zone that is down',
    },
    {
      name: 'a node outside the zones of its group',
      value: nodes({ group: 'g', zone: 'c', pods: [] }),
      problem: 'model/refused at nodes[0].zone: "c" is not a zone of "g" (a, b)',
    },
    {
      name: 'more pods than the count',
      value: nodes({ group: 'g', zone: 'a', pods: ['Q', 'Q', 'Q'] }),
      problem: 'model/refused at nodes[0].pods[2]: pod 3 of "Q", which has a count of 2',
    },
    {
      name: 'a pod of an absent workload',
      value: { ...MODEL, absent: ['P'] },
      problem: 'model/refused at nodes[0].pods[0]: "P" is of the absent workload "P"',
    },
    {
      name: 'after in a circle',
      value: {
        ...MODEL,
        pods: [
          { ...POD, after: 'Q' },
          { name: 'Q', requests: {}, after: 'P' },
        ],
      },
      problem: 'model/refused at pods[0].after: a circle: P after Q after P',
    },
    {
      name: 'binds of several pods',
      value: pods({ binds: ['a'], count: 2 }),
      problem: 'model/refused at pods[0].binds: only with count 1, found 2',
    },
    {
      name: 'binds beside a zone',
      value: pods({ binds: ['a'], zone: 'a' }),
      problem: 'model/refused at pods[0].binds: not together with zone "a"',
    },
    {
      name: 'a part of a pod',
      value: pods({ requests: { cpu: 0.5 } }),
      problem: 'model/type at pods[0].requests.cpu: 0.5 is not a whole number from 0',
    },
    {
      name: 'another scaler',
      value: groups({ scaler: 'keda' }),
      problem:
        'model/type at groups[0].scaler: "keda" is not one of none, cluster-autoscaler, karpenter',
    },
    {
      name: 'a field that is not of the form',
      value: { ...MODEL, budget: { nodeloss: 1 } },
      problem:
        'model/unknown-field at budget.nodeloss: "nodeloss" is not one of nodeLoss, zoneOutage, scaleToZero, autoscalerRestart',
    },
    {
      name: 'a missing field',
      value: { ...MODEL, target: undefined },
      problem: 'model/missing at target: is missing',
    },
    {
      name: 'a name that is there twice',
      value: { ...MODEL, zones: ['a', 'b', 'a'] },
      problem: 'model/repeated at zones[2]: "a" is there twice',
    },
    { name: 'no object', value: [], problem: 'model/type at : [] is not an object' },
  ])('$name', ({ value, problem }) => {
    expect(problemsOf(JSON.parse(JSON.stringify(value)))).toEqual(expect.arrayContaining([problem]))
  })

  it('tells all problems, not the first', () => {
    expect(problemsOf({ ...groups({ min: 9, offered: ['c'] }), target: 'X' })).toHaveLength(3)
  })
})
