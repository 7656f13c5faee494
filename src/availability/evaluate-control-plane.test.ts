import { describe, expect, it } from 'vitest'
import { assert } from '#base/assert.ts'
import type { Cluster, ControlPlane } from '#plan/schema.ts'
import { evaluateControlPlane } from './evaluate-control-plane.ts'
import type { ControlPlaneReport } from './evaluate-control-plane.ts'
import { parsePriors } from './priors.ts'

const ZONES = ['a', 'b', 'c']

function makeCluster(controlPlane: ControlPlane): Cluster {
  return {
    name: 'prod',
    region: 'us-east-1',
    provisioner: 'kops',
    zones: ZONES.map((name) => ({ name })),
    controlPlane,
    nodeGroups: [],
    autoscalers: [],
    resources: [],
  }
}

/** `aab`: members in these zones, named a1, a2, b1. */
function makeMembers(zones: string) {
  return [...zones].map((zone, index) => {
    const nth = zones
      .slice(0, index + 1)
      .split('')
      .filter((one) => one === zone).length
    return { name: `${zone}${nth}`, zone, instanceType: 'm5.large' }
  })
}

function makeStacked(zones: string): ControlPlane {
  const members = makeMembers(zones)
  const clusters = [{ name: 'main' as const, members }]
  return { kind: 'self-managed', members, etcd: { topology: 'stacked', clusters } }
}

function makeExternal(api: string, etcd: string): ControlPlane {
  const members = makeMembers(etcd).map((one) => ({ ...one, name: `etcd-${one.name}` }))
  return {
    kind: 'self-managed',
    members: makeMembers(api),
    etcd: { topology: 'external', clusters: [{ name: 'main', members }] },
  }
}

function evaluate(controlPlane: ControlPlane): ControlPlaneReport {
  const priors = parsePriors({}, 'assumptions')
  assert(priors.kind === 'ok', 'no assumption is wrong')
  return evaluateControlPlane(makeCluster(controlPlane), {
    path: 'designs[0].clusters[0]',
    priors: priors.value,
    priceOf: (type) => (type === 'm5.large' ? 0.096 : undefined),
  })
}

function evaluateOwn(controlPlane: ControlPlane) {
  const report = evaluate(controlPlane)
  assert(report.kind === 'self-managed', 'the members are known')
  return report
}

describe('evaluateControlPlane', () => {
  // The figures of table 3.10 as it prints them.
  it.each([
    { plane: makeStacked('a'), unplanned: 23.99, low: 8.0, high: 71.97, digits: 2, usd: 70.08 },
    {
      plane: makeStacked('aab'),
      unplanned: 17.9916,
      low: 6.0,
      high: 53.97,
      digits: 2,
      usd: 210.24,
    },
    {
      plane: makeStacked('abc'),
      unplanned: 0.00329,
      low: 0.00037,
      high: 0.0296,
      digits: 4,
      usd: 210.24,
    },
    {
      plane: makeExternal('abc', 'abc'),
      unplanned: 0.00329,
      low: 0.00037,
      high: 0.0296,
      digits: 4,
      usd: 420.48,
    },
  ])('3.10 $plane.members.length of $usd USD', ({ plane, unplanned, low, high, digits, usd }) => {
    const { minutesPerYear, pricePerMonth } = evaluateOwn(plane)
    expect(minutesPerYear.unplanned.central).toBeCloseTo(unplanned, digits)
    expect(minutesPerYear.unplanned.low).toBeCloseTo(low, digits)
    expect(minutesPerYear.unplanned.high).toBeCloseTo(high, digits)
    expect(pricePerMonth).toBeCloseTo(usd, 2)
  })

  it.each([
    { plane: makeStacked('a'), central: 143.99, low: 128, high: 191.96, digits: 1 },
    { plane: makeStacked('aab'), central: 18.0081, low: 6.0, high: 54.02, digits: 2 },
    { plane: makeStacked('abc'), central: 0.0361, low: 0.0113, high: 0.128, digits: 3 },
    { plane: makeStacked('aabbc'), central: 0.0277, low: 0.0086, high: 0.102, digits: 3 },
    { plane: makeExternal('abc', 'abc'), central: 0.0361, low: 0.0113, high: 0.128, digits: 3 },
  ])('3.10 $central with planned work', ({ plane, central, low, high, digits }) => {
    const { withPlanned } = evaluateOwn(plane).minutesPerYear
    expect(withPlanned.central).toBeCloseTo(central, digits)
    expect(withPlanned.low).toBeCloseTo(low, digits)
    expect(withPlanned.high).toBeCloseTo(high, digits)
  })

  it('3.3 adds 16.6 minutes for two zones at once and 3.6 for the region to any three zones', () => {
    const { twoZones, region } = evaluateOwn(makeStacked('abc')).minutesPerYear
    expect(twoZones.central).toBeCloseTo(16.6, 1)
    expect(region.central).toBeCloseTo(3.6, 1)
  })

  // 3.2: a zone is survived if and only if none holds more than n − q(n).
  it.each([
    { zones: 'a', members: 0, ends: ['a'], upgrade: 'down' },
    { zones: 'ab', members: 0, ends: ['a', 'b'], upgrade: 'down' },
    { zones: 'aaa', members: 1, ends: ['a'], upgrade: 'up, no margin' },
    { zones: 'aab', members: 1, ends: ['a'], upgrade: 'up, no margin' },
    { zones: 'abc', members: 1, ends: [], upgrade: 'up, no margin' },
    { zones: 'aabc', members: 1, ends: ['a'], upgrade: 'up, no margin' },
    { zones: 'aabbc', members: 2, ends: [], upgrade: 'up, margin left' },
    { zones: 'aaabc', members: 2, ends: ['a'], upgrade: 'up, margin left' },
  ])('3.2 $zones survives all zones but $ends', ({ zones, members, ends, upgrade }) => {
    const { tolerance, apiDuringUpgrade } = evaluateOwn(makeStacked(zones))
    expect(tolerance).toEqual({ members, zonesThatEndIt: ends })
    expect(apiDuringUpgrade).toBe(upgrade)
  })

  it('3.2 ends with the only zone of the API servers, though etcd stays', () => {
    const { tolerance, losses } = evaluateOwn(makeExternal('aa', 'abc'))
    expect(tolerance.zonesThatEndIt).toEqual(['a'])
    expect(losses.find(({ kind, name }) => kind === 'zone' && name === 'a')).toMatchObject({
      apiServersLeft: 0,
      isApiUp: false,
      etcd: [{ left: 2, quorum: 2 }],
    })
  })

  it('3.2 ends with a zone that the plan does not list, and asks whether it is that one', () => {
    const { tolerance, losses, minutesPerYear, questions } = evaluateOwn(makeStacked('xxa'))
    expect(tolerance.zonesThatEndIt).toEqual(['x'])
    expect(losses.find(({ kind, name }) => kind === 'zone' && name === 'x')?.isApiUp).toBe(false)
    expect(minutesPerYear.unplanned).toEqual(
      evaluateOwn(makeStacked('aab')).minutesPerYear.unplanned,
    )
    expect(questions.slice(0, 1)).toEqual([
      {
        path: 'designs[0].clusters[0].controlPlane.members[0].zone',
        question: 'x is not a zone of the plan: in which zone is x1?',
        answers: ZONES.map((zone) => ({ label: zone, value: zone })),
      },
    ])
  })

  it('3.2 takes an API server and a member of etcd for two machines where they are apart', () => {
    const members = makeMembers('abc')
    const { losses } = evaluateOwn({
      kind: 'self-managed',
      members,
      etcd: { topology: 'external', clusters: [{ name: 'main', members }] },
    })
    const ofOne = losses.filter(({ kind, name }) => kind === 'member' && name === 'a1')
    expect(ofOne.map(({ apiServersLeft, etcd }) => [apiServersLeft, etcd[0]?.left])).toEqual([
      [2, 3],
      [3, 2],
    ])
  })

  it('counts events on its own: its quorum does not decide over the API', () => {
    const members = makeMembers('abc')
    const { losses } = evaluateOwn({
      kind: 'self-managed',
      members,
      etcd: {
        topology: 'stacked',
        clusters: [
          { name: 'events', members: makeMembers('a') },
          { name: 'main', members },
        ],
      },
    })
    expect(losses.find(({ kind, name }) => kind === 'zone' && name === 'a')).toMatchObject({
      isApiUp: true,
      etcd: [
        { name: 'main', left: 2, quorum: 2 },
        { name: 'events', left: 0, quorum: 1 },
      ],
    })
  })

  it('AV-17 splits the minutes of one member by cause', () => {
    const { budget } = evaluateOwn(makeStacked('a'))
    expect(budget).toMatchObject({ plannedMinutes: 120, nodeMinutes: 6 })
  })

  it.each([
    { tier: undefined, bound: 262.8, usd: 73 },
    { tier: 'tier-xl', bound: 52.56, usd: 1277.5 },
  ])('3.8 bounds a managed one by its service level: $bound', ({ tier, bound, usd }) => {
    const report = evaluate({ kind: 'managed', ...(tier === undefined ? {} : { tier }) })
    assert(report.kind === 'managed', 'it is managed')
    expect(report.boundMinutesPerYear).toBeCloseTo(bound, 8)
    expect(report.pricePerMonth).toBeCloseTo(usd, 8)
  })

  it.each([
    { name: 'kind', plane: { kind: 'unknown' } as const, path: 'controlPlane' },
    {
      name: 'zone of a member',
      plane: { ...makeStacked('ab'), members: [{ name: 'x' }] } as ControlPlane,
      path: 'controlPlane.members[0].zone',
    },
    {
      name: 'topology of etcd',
      plane: {
        kind: 'self-managed',
        members: makeMembers('abc'),
        etcd: { topology: 'unknown', clusters: [] },
      } as ControlPlane,
      path: 'controlPlane.etcd.topology',
    },
    {
      name: 'etcd of an external one',
      plane: {
        ...makeExternal('abc', 'abc'),
        etcd: { topology: 'external', clusters: [] },
      } as ControlPlane,
      path: 'controlPlane.etcd.clusters',
    },
  ])('2.1 asks for the $name instead of passing', ({ plane, path }) => {
    const report = evaluate(plane)
    expect(report.kind).toBe('unknown')
    expect(report.questions.map((one) => one.path)).toEqual([`designs[0].clusters[0].${path}`])
  })
})

describe('parsePriors', () => {
  it.each([
    { name: 'memberDown', value: 1.5 },
    { name: 'azEventsPerYear', value: -1 },
    { name: 'nodeMttrMinutes', value: 'long' },
    { name: 'nodeMttrMinutes', value: '' },
    { name: 'plannedReplacementsPerYear', value: true },
    { name: 'correlation', value: 'some' },
  ])('refuses $name $value', ({ name, value }) => {
    const priors = parsePriors({ [name]: value }, 'assumptions')
    expect(priors).toMatchObject({
      kind: 'failed',
      problems: [{ code: 'availability/prior', path: `assumptions.${name}` }],
    })
  })

  it('passes over assumptions of other matters', () => {
    expect(parsePriors({ podsPerNode: 'many' }, '').kind).toBe('ok')
  })
})
