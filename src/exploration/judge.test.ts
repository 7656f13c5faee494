import { describe, expect, it } from 'vitest'
import {
  makeGroup,
  makeModel,
  makeNode,
  makePod,
  makeVariant,
  makeZoneGroup,
  makeZonalPod,
} from '#testing/model-builders.ts'
import { judge, startJudgement } from './judge.ts'
import { createJudgementCache, judgementKey } from './judgement-cache.ts'
import type { Model } from './model.ts'
import type { Target } from './target.ts'
import type { Subject } from './verdict.ts'

const subject: Subject = { kind: 'Pod', namespace: 'default', name: 'prometheus-0' }
const names = { P: ['prometheus-0'] }
const bound = { bound: 50_000 }

function makeTarget(model: Partial<Model>, fields: Partial<Target> = {}): Target {
  const variants = [makeVariant(makeModel(model), names)]
  return { subject, variants, combine: 'only', doubts: [], alsoFor: [], ...fields }
}

const three = (fields = {}) => ({
  groups: [makeGroup({ rebalance: true, ...fields })],
  nodes: [makeNode('ng', 'a'), makeNode('ng', 'b'), makeNode('ng', 'c', 'P')],
})
const trap = {
  groups: [makeGroup({ desired: 2, rebalance: true })],
  nodes: [makeNode('ng', 'a'), makeNode('ng', 'b')],
}
const perZone = ['a', 'b', 'c'].map((zone) => makeZoneGroup(zone, { max: 5 }))
const pool = makeGroup({ name: 'np', scaler: 'karpenter', min: 0, desired: 0, max: 9 })

/** The rows of the trap's table, in the model form. */
describe('judge', () => {
  it.each([
    { name: 'the trap', model: trap, verdict: 'pending-forever', total: 0, steps: 0 },
    {
      name: 'its volume in a, running on the node there',
      model: {
        ...trap,
        pods: [makeZonalPod('a')],
        nodes: [makeNode('ng', 'a', 'P'), makeNode('ng', 'b')],
      },
      verdict: 'at-risk',
      total: 1,
      steps: 2,
    },
    { name: 'three nodes, min 1', model: three(), verdict: 'at-risk', total: 1, steps: 3 },
    {
      name: 'and an unrelated pod that asks for 999 CPUs',
      model: { ...three(), pods: [makeZonalPod('c'), makePod('X', { requests: { cpu: 999 } })] },
      verdict: 'at-risk',
      total: 1,
      steps: 3,
    },
    {
      name: 'three nodes, min 3',
      model: three({ min: 3 }),
      verdict: 'ok',
      total: undefined,
      steps: undefined,
    },
    {
      name: 'a group per zone',
      model: { groups: perZone },
      verdict: 'ok',
      total: undefined,
      steps: undefined,
    },
    {
      name: 'a pool over the three zones',
      model: { groups: [pool] },
      verdict: 'ok',
      total: undefined,
      steps: undefined,
    },
    {
      name: 'XS5: its own zone down at the start',
      model: { groups: [makeZoneGroup('c')], down: 'c' },
      verdict: 'waits-for-zone',
      total: 0,
      steps: 0,
    },
  ])('$name', ({ model, verdict, total, steps }) => {
    const report = judge(makeTarget(model), bound)
    expect(report).toMatchObject({ subject, verdict })
    expect(report.disturbances?.total).toBe(total)
    expect(report.steps).toBe(steps)
  })

  it('says it in the form of section 9', () => {
    const emptied = expect.stringMatching(/^[ab]$/)
    expect(judge(makeTarget(three()), bound)).toEqual({
      subject,
      verdict: 'at-risk',
      disturbances: { total: 1, kinds: ['nodeLoss'] },
      steps: 3,
      minimal: true,
      zoneBack: false,
      starvable: false,
      proof: { kind: 'search', states: expect.any(Number), complete: true, bound: 50_000 },
      causes: ['template-zone'],
      trace: [
        { step: 'caRemoves', group: 'ng', zone: emptied, text: expect.stringContaining('3 → 2') },
        {
          step: 'nodeLoss',
          group: 'ng',
          zone: 'c',
          holds: ['P'],
          text: 'The ng node in c is lost. prometheus-0 is pending.',
        },
        { step: 'launch', group: 'ng', zone: emptied, text: expect.stringContaining('1 → 2') },
      ],
    })
  })

  it('keeps the order of the fields, and leaves out those that do not apply', () => {
    expect(Object.keys(judge(makeTarget(trap), bound)).join(' ')).toBe(
      'subject verdict disturbances steps minimal zoneBack starvable proof causes trace',
    )
    expect(Object.keys(judge(makeTarget({ groups: perZone }), bound)).join(' ')).toBe(
      'subject verdict waitsFor proof',
    )
  })

  it('proves by theorem with the zone that it waits out', () => {
    expect(judge(makeTarget({ groups: perZone }), bound)).toMatchObject({
      waitsFor: 'c',
      proof: { kind: 'theorem', id: 'RT1', facts: { group: 'ng-c', zone: 'c', max: 5, need: 1 } },
    })
  })

  it('is unlucky ties, not stuck, where the zone lottery can go on for ever (RE-22)', () => {
    const model = {
      groups: [makeGroup({ min: 3, rebalance: true, capacity: { cpu: 1 } })],
      pods: [makeZonalPod('a'), makeZonalPod('a', { name: 'Q' })],
      nodes: [makeNode('ng', 'a', 'Q'), makeNode('ng', 'b'), makeNode('ng', 'c')],
    }
    expect(judge(makeTarget(model), bound)).toMatchObject({ verdict: 'ok', starvable: true })
  })

  it('waits for a zone that is not its own: an earlier ordinal is bound there', () => {
    const report = judge(
      makeTarget({
        groups: perZone,
        pods: [makeZonalPod('c', { after: 'Q' }), makeZonalPod('a', { name: 'Q' })],
      }),
      bound,
    )
    expect(report).toMatchObject({
      verdict: 'waits-for-zone',
      disturbances: { total: 1, kinds: ['zoneOutage'] },
      proof: { kind: 'theorem', id: 'RT1' },
      trace: [{ step: 'zoneOutage', zone: 'a' }],
    })
  })

  it('XS4: says its bound, what it saw and that no theorem applies', () => {
    const pods = [makeZonalPod('c'), makePod('S', { count: 9 }), makePod('R', { count: 9 })]
    const report = judge(makeTarget({ groups: [makeGroup({ max: 9, min: 2 })], pods }), {
      bound: 60,
    })
    expect(report).toMatchObject({
      verdict: 'unknown',
      proof: { kind: 'search', complete: false, bound: 60 },
      unknown: {
        bound: 60,
        reason: expect.stringContaining('none of RT1, RT2, RT3, RT5, RT6 applies'),
      },
    })
  })
})

describe('doubts (XC8)', () => {
  const doubt = { reason: 'max of group ng-c is not known', path: 'nodeGroups[2].max' }
  it.each([
    {
      name: 'hide behind no ok of the search',
      model: three({ min: 3, rebalance: true }),
      harmlessFor: ['RT1'] as const,
      verdict: 'unknown',
    },
    {
      name: 'hide no stuck state either',
      model: trap,
      harmlessFor: ['RT1'] as const,
      verdict: 'unknown',
    },
    {
      name: 'do not matter to a theorem that holds without',
      model: { groups: perZone },
      harmlessFor: ['RT1'] as const,
      verdict: 'ok',
    },
    {
      name: 'matter to a theorem that does not',
      model: { groups: perZone },
      harmlessFor: ['RT2'] as const,
      verdict: 'unknown',
    },
    {
      name: 'do not matter to RT4 where it holds without',
      model: { groups: perZone.slice(0, 2) },
      harmlessFor: ['RT4'] as const,
      verdict: 'pending-forever',
    },
  ])('$name', ({ model, harmlessFor, verdict }) => {
    const report = judge(makeTarget(model, { doubts: [{ ...doubt, harmlessFor }] }), bound)
    expect(report.verdict).toBe(verdict)
    expect(report.unknown).toEqual(verdict === 'unknown' ? doubt : undefined)
  })

  it('take another theorem where the first needs the answer', () => {
    const groups = [makeZoneGroup('c', { min: 1, desired: 1 })]
    const target = makeTarget(
      { groups },
      { doubts: [{ ...doubt, harmlessFor: ['RT2', 'RT3', 'RT5'] }] },
    )
    expect(judge(target, bound).proof).toMatchObject({ kind: 'theorem', id: 'RT2' })
  })
})

describe('variants', () => {
  const small = makeVariant(makeModel(trap), names)
  const large = makeVariant(makeModel({ groups: perZone }), names)
  it.each([
    {
      name: 'XC6 equal answers stand',
      variants: [small, small],
      combine: 'all-equal' as const,
      verdict: 'pending-forever',
    },
    {
      name: 'XC6 different ones are unknown',
      variants: [small, large],
      combine: 'all-equal' as const,
      verdict: 'unknown',
    },
    {
      name: 'XC7 the worst is reported',
      variants: [large, small],
      combine: 'worst' as const,
      verdict: 'pending-forever',
    },
  ])('$name', ({ variants, combine, verdict }) => {
    expect(judge(makeTarget({}, { variants, combine }), bound).verdict).toBe(verdict)
  })

  it('XC6 names the types', () => {
    const variants = [
      { ...small, label: 'm5.large' },
      { ...large, label: 'm5.4xlarge' },
    ]
    expect(judge(makeTarget({}, { variants, combine: 'all-equal' }), bound).unknown?.reason).toBe(
      'the verdict depends on the instance type that comes (m5.large: pending-forever, m5.4xlarge: ok)',
    )
  })

  it('AT1 needs no variant', () => {
    const settled = {
      verdict: 'pending-forever' as const,
      id: 'AT1' as const,
      facts: { claim: 'data', zone: 'a', other: 'logs', otherZone: 'b' },
    }
    expect(judge(makeTarget({}, { variants: [], settled }), bound)).toMatchObject({
      verdict: 'pending-forever',
      steps: 0,
      proof: { kind: 'theorem', id: 'AT1' },
    })
  })
})

describe('a judgement in slices', () => {
  it('gives the same report as at once, and says where it is', () => {
    const target = makeTarget(three({ min: 3, rebalance: false }))
    const judgement = startJudgement(target, bound)
    expect(judgement.advance(1)).toBe(false)
    expect(judgement.progress()).toMatchObject({ question: 0, questions: 7, answered: [] })
    while (!judgement.advance(3)) expect(judgement.progress().states).toBeGreaterThan(0)
    expect(judgement.report()).toEqual(judge(target, bound))
  })
})

describe('the cache (XS7)', () => {
  const target = makeTarget(three())
  const result = () => {
    const judgement = startJudgement(target, bound)
    judgement.advance(Infinity)
    return judgement.result()
  }
  const other: Target = {
    ...target,
    subject: { ...subject, name: 'loki-0' },
    variants: [makeVariant(makeModel(three()), { P: ['loki-0'] })],
  }

  it('has equal keys for equal models under other names', () => {
    expect(judgementKey(other, bound)).toBe(judgementKey(target, bound))
    expect(judgementKey(makeTarget(three({ max: 6 })), bound)).not.toBe(judgementKey(target, bound))
  })

  it('says the answer of the other target', () => {
    const cache = createJudgementCache(10)
    cache.keep(target, bound, result())
    expect(cache.find(other, bound)?.report).toEqual(judge(other, bound))
    expect(cache.find(other, bound)?.words.headline).toMatch(/^loki-0 is pending for ever after /)
    expect(cache.find(makeTarget(trap), bound)).toBeUndefined()
  })

  it('keeps the last ones', () => {
    const cache = createJudgementCache(1)
    cache.keep(target, bound, result())
    cache.keep(makeTarget(trap), bound, result())
    expect(cache.find(target, bound)).toBeUndefined()
  })
})
