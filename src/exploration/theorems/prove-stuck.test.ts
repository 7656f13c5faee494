import { describe, expect, it } from 'vitest'
import {
  makeGroup,
  makeModel,
  makeNode,
  makePod,
  makeZoneGroup,
  makeZonalPod,
} from '#testing/model-builders.ts'
import { proveStuck } from './prove-stuck.ts'

const pool = makeGroup({ name: 'np', scaler: 'karpenter', zones: ['a', 'b'] })

describe('RT4', () => {
  it.each([
    { name: 'a pool without the zone (RE-15)', model: { groups: [pool] }, isStuck: true },
    {
      name: 'not offered in the zone (RE-17)',
      model: { groups: [makeZoneGroup('c', { offered: [] })] },
      isStuck: true,
    },
    {
      name: 'a taint that is not tolerated (RE-19)',
      model: { groups: [makeZoneGroup('c')], pods: [makeZonalPod('c', { groups: [] })] },
      isStuck: true,
    },
    {
      name: 'more volumes than a node attaches (RE-46)',
      model: {
        groups: [makeZoneGroup('c', { slots: 2 })],
        pods: [makeZonalPod('c', { volumes: 3 })],
      },
      isStuck: true,
    },
    {
      name: 'as many volumes as a node attaches',
      model: {
        groups: [makeZoneGroup('c', { slots: 3 })],
        pods: [makeZonalPod('c', { volumes: 3 })],
      },
      isStuck: false,
    },
    {
      name: 'larger than a node (RE-44)',
      model: { groups: [makeZoneGroup('c')], pods: [makeZonalPod('c', { requests: { cpu: 5 } })] },
      isStuck: true,
    },
    {
      name: 'volume and selector contradict each other',
      model: { pods: [makeZonalPod('c', { zones: ['a'] })] },
      isStuck: true,
    },
    {
      name: 'an earlier ordinal without cover (RE-59)',
      model: {
        groups: [makeZoneGroup('c')],
        pods: [makeZonalPod('c', { after: 'Q' }), makeZonalPod('a', { name: 'Q' })],
      },
      isStuck: true,
    },
    {
      name: 'XM1: an ordinal before the earlier one, which runs',
      model: {
        groups: [makeZoneGroup('c', { desired: 1 })],
        pods: [
          makeZonalPod('c', { after: 'Q' }),
          makeZonalPod('c', { name: 'Q', after: 'R' }),
          makeZonalPod('a', { name: 'R' }),
        ],
        nodes: [makeNode('ng-c', 'c', 'Q')],
      },
      isStuck: false,
    },
    {
      name: 'a group of no nodes at most',
      model: { groups: [makeZoneGroup('c', { max: 0 })] },
      isStuck: true,
    },
    {
      name: 'not offered, but a node is there',
      model: {
        groups: [makeZoneGroup('c', { offered: [], desired: 1 })],
        nodes: [makeNode('ng-c', 'c')],
      },
      isStuck: false,
    },
    {
      name: 'it runs',
      model: {
        groups: [makeZoneGroup('c', { offered: [], desired: 1 })],
        nodes: [makeNode('ng-c', 'c', 'P')],
      },
      isStuck: false,
    },
    { name: 'scaled to zero', model: { groups: [pool], absent: ['P'] }, isStuck: false },
    {
      name: 'a zone is down (XM1): the search says what that means',
      model: { groups: [pool], down: 'c' },
      isStuck: false,
    },
    {
      name: 'the trap has a group that covers the zone (RE-01)',
      model: { pods: [makeZonalPod('c'), makePod('S')] },
      isStuck: false,
    },
  ])('$name', ({ model, isStuck }) => {
    expect(proveStuck(makeModel(model))?.id).toBe(isStuck ? 'RT4' : undefined)
  })
})
