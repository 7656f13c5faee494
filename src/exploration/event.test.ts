import { describe, expect, it } from 'vitest'
import {
  makeGroup,
  makeModel,
  makeNode,
  makeVariant,
  makeZoneGroup,
} from '#testing/model-builders.ts'
import { parseEvent, renderEvent } from './event.ts'
import type { LossEvent } from './event.ts'
import { judge } from './judge.ts'
import type { Model } from './model.ts'
import type { Doubt, Target } from './target.ts'

const loseC: LossEvent = { kind: 'zoneOutage', zone: 'c' }
const loseA: LossEvent = { kind: 'zoneOutage', zone: 'a' }
const loseNode: LossEvent = { kind: 'nodeLoss' }
const toZero: LossEvent = { kind: 'scaleToZero' }

const threeNodes = [makeNode('ng', 'a'), makeNode('ng', 'b'), makeNode('ng', 'c', 'P')]
/** The trap with a node in each zone; at its minimum, so that only what is lost goes. */
const steady = makeModel({ groups: [makeGroup({ min: 3 })], nodes: threeNodes })
const perZone = makeModel({
  groups: ['a', 'b', 'c'].map((zone) => makeZoneGroup(zone, { desired: 1, max: 5 })),
  nodes: ['a', 'b'].map((zone) => makeNode(`ng-${zone}`, zone)).concat(makeNode('ng-c', 'c', 'P')),
})

function judgeEvent(model: Model, event: LossEvent, doubts: readonly Doubt[] = []) {
  const target: Target = {
    subject: { kind: 'Pod', namespace: 'default', name: 'p-0' },
    variants: [makeVariant(model, { P: ['p-0'] })],
    combine: 'only',
    doubts,
    alsoFor: [],
  }
  return judge(target, { bound: 10_000, event })
}

describe('a cell of the zone-loss matrix', () => {
  it.each<{ name: string; model: Model; event: LossEvent; says: string }>([
    {
      name: 'RE-09 the outage of its zone, and nothing rebalances afterwards',
      model: steady,
      event: loseC,
      says: 'at-risk zoneOutage zoneBack',
    },
    { name: 'the outage of another zone', model: steady, event: loseA, says: 'ok' },
    {
      name: 'section 1 a group per zone waits for its zone',
      model: perZone,
      event: loseC,
      says: 'waits-for-zone zoneOutage',
    },
    { name: 'RT1 the outage of another zone', model: perZone, event: loseA, says: 'ok' },
    { name: 'RT1 one node', model: perZone, event: loseNode, says: 'ok' },
    { name: 'RT1 to zero and back', model: perZone, event: toZero, says: 'ok' },
    {
      name: 'RE-05 to zero and back, the idle node goes meanwhile',
      model: makeModel({ groups: [makeGroup({ min: 2 })], nodes: threeNodes }),
      event: toZero,
      says: 'at-risk scaleToZero',
    },
    {
      name: 'a pod that is stuck already fills its row',
      model: makeModel({
        groups: [makeGroup({ desired: 2 })],
        nodes: [makeNode('ng', 'a'), makeNode('ng', 'b')],
      }),
      event: loseA,
      says: 'pending-forever',
    },
    {
      name: 'without a volume it waits where no other zone has its group',
      model: makeModel({
        groups: [makeZoneGroup('a', { desired: 1 })],
        pods: [{ name: 'P', requests: { cpu: 1 } }],
        nodes: [makeNode('ng-a', 'a', 'P')],
      }),
      event: loseA,
      says: 'waits-for-zone zoneOutage',
    },
    {
      name: 'XC7 a claim that is not bound yet can be bound in the zone that goes',
      model: makeModel({
        groups: perZone.groups,
        pods: [{ name: 'P', requests: { cpu: 1 }, volumes: 1, binds: ['a', 'b'] }],
        nodes: [],
      }),
      event: loseA,
      says: 'waits-for-zone zoneOutage',
    },
  ])('$name', ({ model, event, says }) => {
    const { verdict, disturbances, zoneBack } = judgeEvent(model, event)
    const back = zoneBack === true ? ['zoneBack'] : []
    expect([verdict, ...(disturbances?.kinds ?? []), ...back].join(' ')).toBe(says)
  })

  it('XC8 a doubt is unknown in every cell that no theorem decides', () => {
    const doubt: Doubt = { reason: 'max is not known', harmlessFor: [] }
    const { verdict, unknown } = judgeEvent(steady, loseA, [doubt])
    expect(verdict).toBe('unknown')
    expect(unknown?.reason).toBe('max is not known')
  })

  it('XS4 a search that hits its bound is never ok', () => {
    const target: Target = {
      subject: { kind: 'Pod', namespace: 'default', name: 'p-0' },
      variants: [makeVariant(steady, { P: ['p-0'] })],
      combine: 'only',
      doubts: [],
      alsoFor: [],
    }
    expect(judge(target, { bound: 1, event: loseA }).verdict).toBe('unknown')
  })

  it.each([loseC, loseNode, toZero])('$kind has a key that reads back', (event) => {
    expect(parseEvent(renderEvent(event))).toEqual(event)
  })

  it('a key of no event is none', () => {
    expect(parseEvent('zone/')).toBeUndefined()
    expect(parseEvent('roll')).toBeUndefined()
  })
})
