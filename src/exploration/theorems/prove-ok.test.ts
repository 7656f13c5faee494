import { describe, expect, it } from 'vitest'
import {
  makeGroup,
  makeModel,
  makeNode,
  makePod,
  makeZoneGroup,
  makeZonalPod,
} from '#testing/model-builders.ts'
import type { ModelGroup } from '../model.ts'
import { proveOk } from './prove-ok.ts'

const balanced = (fields: Partial<ModelGroup> = {}) => makeGroup({ rebalance: true, ...fields })
const pool = (fields: Partial<ModelGroup> = {}) =>
  makeGroup({ name: 'np', scaler: 'karpenter', min: 0, desired: 0, max: 4, ...fields })
const spot = makeNode('ng', 'b')

describe('proveOk', () => {
  it.each([
    {
      name: 'RT1 a group per zone from zero (RE-11)',
      model: { groups: [makeZoneGroup('c')] },
      id: 'RT1',
    },
    {
      name: 'RT1 not at a maximum that another pod can close (RE-13)',
      model: {
        groups: [makeZoneGroup('c', { max: 1, capacity: { cpu: 2 } })],
        pods: [makeZonalPod('c', { requests: { cpu: 2 } }), makePod('S')],
      },
      id: undefined,
    },
    {
      name: 'RT1 with one node more (RE-14)',
      model: {
        groups: [makeZoneGroup('c', { max: 2, capacity: { cpu: 2 } })],
        pods: [makeZonalPod('c', { requests: { cpu: 2 } }), makePod('S')],
      },
      id: 'RT1',
    },
    {
      name: 'RT1 not where the template from zero is too small (RE-45)',
      model: { groups: [makeZoneGroup('c', { templateCapacity: { cpu: 0 } })] },
      id: undefined,
    },
    {
      name: 'RT1 with that template and a minimum of one',
      model: { groups: [makeZoneGroup('c', { templateCapacity: { cpu: 0 }, min: 1, desired: 1 })] },
      id: 'RT1',
    },
    {
      name: 'RT1 not where nothing is offered (RE-17)',
      model: { groups: [makeZoneGroup('c', { offered: [] })] },
      id: undefined,
    },
    {
      name: 'RT1 not for a taint that is not tolerated (RE-19)',
      model: { groups: [makeZoneGroup('c')], pods: [makeZonalPod('c', { groups: [] })] },
      id: undefined,
    },
    {
      name: 'RT1 over a pod of lower priority (RE-33)',
      model: {
        groups: [makeZoneGroup('c', { max: 1 })],
        pods: [makeZonalPod('c', { priority: 1 }), makePod('S', { requests: { cpu: 4 } })],
      },
      id: 'RT1',
    },
    {
      name: 'RT1 not under one of higher priority (RE-34)',
      model: {
        groups: [makeZoneGroup('c', { max: 1 })],
        pods: [makeZonalPod('c'), makePod('S', { requests: { cpu: 4 }, priority: 1 })],
      },
      id: undefined,
    },
    {
      name: 'RT1 three that keep apart, three nodes (RE-57)',
      model: {
        groups: [makeZoneGroup('c', { max: 3 })],
        pods: [makeZonalPod('c', { count: 3, apartFrom: ['P'] })],
      },
      id: 'RT1',
    },
    {
      name: 'RT1 three that keep apart, two nodes (RE-56)',
      model: {
        groups: [makeZoneGroup('c', { max: 2 })],
        pods: [makeZonalPod('c', { count: 3, apartFrom: ['P'] })],
      },
      id: undefined,
    },
    {
      name: 'no theorem under zone anti-affinity of a pod that can be there (RE-55)',
      model: {
        groups: [makeZoneGroup('c')],
        pods: [makeZonalPod('c'), makePod('S', { zoneApart: ['P'] })],
      },
      id: undefined,
    },
    {
      name: 'zone anti-affinity of a pod that is bound elsewhere does not matter',
      model: {
        groups: [makeZoneGroup('c')],
        pods: [makeZonalPod('c'), makeZonalPod('a', { name: 'S', zoneApart: ['P'] })],
      },
      id: 'RT1',
    },
    {
      name: 'no theorem under zone spread that can bind (RE-49)',
      model: {
        groups: [makeZoneGroup('c')],
        pods: [
          makeZonalPod('c', { spread: { maxSkew: 1, with: ['P', 'Q'] } }),
          makeZonalPod('c', { name: 'Q' }),
        ],
      },
      id: undefined,
    },
    {
      name: 'RT2 fixed at its need',
      model: { groups: [makeZoneGroup('c', { scaler: 'none', min: 1, max: 1, desired: 1 })] },
      id: 'RT2',
    },
    {
      name: 'RT2 fixed below it (RE-12)',
      model: {
        groups: [makeZoneGroup('c', { scaler: 'none', min: 1, max: 1, desired: 1 })],
        pods: [
          makeZonalPod('c', { requests: { cpu: 3 } }),
          makeZonalPod('c', { name: 'Q', requests: { cpu: 3 } }),
        ],
      },
      id: undefined,
    },
    { name: 'RT3 a pool with the zone (RE-16)', model: { groups: [pool()] }, id: 'RT3' },
    {
      name: 'RT3 a limit that a pod in another zone can use up (RE-71)',
      model: { groups: [pool({ max: 1 })], pods: [makeZonalPod('c'), makePod('S')] },
      id: undefined,
    },
    {
      name: 'RT3 a limit of one more than the other pods',
      model: { groups: [pool({ max: 2 })], pods: [makeZonalPod('c'), makePod('S')] },
      id: 'RT3',
    },
    {
      name: 'RT5 min of one node a zone (RE-07)',
      model: { groups: [balanced({ min: 3 })] },
      id: 'RT5',
    },
    { name: 'RT5 min one below (RE-06)', model: { groups: [balanced({ min: 2 })] }, id: undefined },
    {
      name: 'RT5 not without rebalancing (RE-09)',
      model: { groups: [makeGroup({ min: 3 })] },
      id: undefined,
    },
    {
      name: 'RT5 not counting nodes in a zone without offer',
      model: { groups: [balanced({ min: 3, offered: ['a', 'c'] })], nodes: [spot, spot] },
      id: undefined,
    },
    {
      name: 'RT6 max of two nodes a zone (RE-23)',
      model: {
        groups: [balanced({ min: 3, max: 6, capacity: { cpu: 1 } })],
        pods: [makeZonalPod('a'), makeZonalPod('a', { name: 'Q' })],
      },
      id: 'RT6',
    },
    {
      name: 'RT6 max one below (RE-22)',
      model: {
        groups: [balanced({ min: 3, max: 5, capacity: { cpu: 1 } })],
        pods: [makeZonalPod('a'), makeZonalPod('a', { name: 'Q' })],
      },
      id: undefined,
    },
    {
      name: 'the trap (RE-01)',
      model: { groups: [balanced({ desired: 2 })], nodes: [makeNode('ng', 'a'), spot] },
      id: undefined,
    },
    {
      name: 'Lemma H over two groups, neither of which is enough',
      model: {
        groups: [makeZoneGroup('c', { max: 1 }), makeZoneGroup('c', { name: 'ng-d', max: 1 })],
        pods: [makeZonalPod('c', { requests: { cpu: 4 } }), makePod('S')],
      },
      id: 'RT1',
    },
    {
      name: 'an unbound claim, safe in each zone (RE-68)',
      model: {
        groups: [balanced({ min: 3 })],
        pods: [{ name: 'P', requests: { cpu: 1 }, volumes: 1, binds: ['a', 'b', 'c'] }],
      },
      id: 'RT5',
    },
    {
      name: 'an unbound claim, not safe once bound (RE-61)',
      model: {
        groups: [makeGroup({ min: 0, desired: 0 })],
        pods: [{ name: 'P', requests: { cpu: 1 }, volumes: 1, binds: ['a', 'b', 'c'] }],
      },
      id: undefined,
    },
    {
      name: 'a later ordinal, as safe as the one before it',
      model: {
        groups: [makeZoneGroup('c')],
        pods: [makeZonalPod('c', { after: 'Q' }), makeZonalPod('c', { name: 'Q' })],
      },
      id: 'RT1',
    },
    {
      name: 'a later ordinal after one without cover (RE-59)',
      model: {
        groups: [makeZoneGroup('c')],
        pods: [makeZonalPod('c', { after: 'Q' }), makeZonalPod('a', { name: 'Q' })],
      },
      id: undefined,
    },
    {
      name: 'XS5: an unbound claim that may yet be bound in the zone that is down now',
      model: {
        groups: [makeZoneGroup('a'), makeZoneGroup('c')],
        pods: [{ name: 'P', requests: { cpu: 1 }, volumes: 1, binds: ['a', 'c'] }],
        down: 'c',
      },
      id: undefined,
    },
    {
      name: 'a zone is down now that is not its own',
      model: { groups: [makeZoneGroup('c')], down: 'a' },
      id: 'RT1',
    },
    {
      name: 'its zone is down now (RE-76)',
      model: { groups: [makeZoneGroup('c')], down: 'c' },
      id: undefined,
    },
  ])('$name', ({ model, id }) => {
    expect(proveOk(makeModel(model))?.id).toBe(id)
  })

  it.each([
    { name: 'RT5 best effort launches in what is left', group: balanced({ min: 3 }), covers: true },
    {
      name: 'RT5 balanced-only may wait for the zone that is down (RE-38)',
      group: balanced({ min: 3, distribution: 'balanced-only' }),
      covers: false,
    },
  ])('$name', ({ group, covers }) => {
    expect(proveOk(makeModel({ groups: [group] }))).toMatchObject({
      coversOutages: covers,
      ownZone: 'c',
    })
  })

  it('does not cover outages of an earlier ordinal in another zone', () => {
    const model = makeModel({
      groups: [makeZoneGroup('a'), makeZoneGroup('c')],
      pods: [makeZonalPod('c', { after: 'Q' }), makeZonalPod('a', { name: 'Q' })],
    })
    expect(proveOk(model)).toMatchObject({ id: 'RT1', coversOutages: false })
  })

  it('names the figures that it rests on', () => {
    const model = makeModel({
      groups: [makeZoneGroup('c')],
      pods: [makeZonalPod('c'), makePod('S', { requests: { cpu: 4 } })],
    })
    expect(proveOk(model)?.facts).toEqual({ group: 'ng-c', zone: 'c', max: 2, need: 2 })
  })
})
