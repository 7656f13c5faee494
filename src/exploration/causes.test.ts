import { describe, expect, it } from 'vitest'
import {
  makeGroup,
  makeModel,
  makeNode,
  makePod,
  makeZoneGroup,
  makeZonalPod,
} from '#testing/model-builders.ts'
import { findCauses } from './causes.ts'
import { isStuckNow } from './search.ts'

const pool = makeGroup({
  name: 'np',
  scaler: 'karpenter',
  zones: ['a', 'b'],
  min: 0,
  max: 9,
  desired: 0,
})
const inAandB = [makeNode('ng', 'a'), makeNode('ng', 'b')]
const full = { groups: [makeZoneGroup('c', { max: 1, desired: 1 })] }
const large = { requests: { cpu: 3 } }

/** What the words of section 6 mean for the plans of the exploration vectors that show them. */
describe('causes', () => {
  it.each([
    {
      name: 'the trap (RE-01): the template is of another zone',
      model: { groups: [makeGroup({ desired: 2, rebalance: true })], nodes: inAandB },
      causes: ['template-zone'],
    },
    {
      name: 'remembered in another zone (RE-39)',
      model: { groups: [makeGroup({ min: 0, desired: 0, memory: ['a'] })] },
      causes: ['template-zone'],
    },
    {
      name: 'two fixed nodes over three zones (RE-02)',
      model: {
        groups: [makeGroup({ scaler: 'none', min: 2, max: 2, desired: 2 })],
        nodes: inAandB,
      },
      causes: ['maximum-reached'],
    },
    {
      name: 'a pool without the zone (RE-15)',
      model: { groups: [pool] },
      causes: ['zone-coverage'],
    },
    {
      name: 'a group with nodes in its own zones only (AT2)',
      model: { groups: [makeGroup({ zones: ['a', 'b'], desired: 2 })], nodes: inAandB },
      causes: ['zone-coverage'],
    },
    {
      name: 'not offered in the zone (RE-17)',
      model: { groups: [makeZoneGroup('c', { offered: [] })] },
      causes: ['not-offered'],
    },
    {
      name: 'more volumes than a node attaches (RE-46)',
      model: {
        groups: [makeZoneGroup('c', { slots: 2 })],
        pods: [makeZonalPod('c', { volumes: 3 })],
      },
      causes: ['attach-limit'],
    },
    {
      name: 'attachments taken, group at its maximum (RE-18)',
      model: {
        groups: [makeZoneGroup('c', { max: 1, desired: 1, slots: 1 })],
        pods: [makeZonalPod('c'), makeZonalPod('c', { name: 'Q' })],
        nodes: [makeNode('ng-c', 'c', 'Q')],
      },
      causes: ['maximum-reached', 'attach-limit'],
    },
    {
      name: 'the template from zero is larger than the node (RE-44)',
      model: {
        groups: [makeZoneGroup('c', { templateCapacity: { cpu: 9 } })],
        pods: [makeZonalPod('c', { requests: { cpu: 9 } })],
      },
      causes: ['resources'],
    },
    {
      name: 'the node is full, group at its maximum (RE-12)',
      model: {
        ...full,
        pods: [makeZonalPod('c', large), makeZonalPod('c', { ...large, name: 'Q' })],
        nodes: [makeNode('ng-c', 'c', 'Q')],
      },
      causes: ['maximum-reached', 'resources'],
    },
    {
      name: 'a taint that is not tolerated (RE-19)',
      model: { groups: [makeZoneGroup('c')], pods: [makeZonalPod('c', { groups: [] })] },
      causes: ['node-rules'],
    },
    {
      name: 'host anti-affinity, group at its maximum (RE-20)',
      model: {
        ...full,
        pods: [makeZonalPod('c', { apartFrom: ['Q'] }), makeZonalPod('c', { name: 'Q' })],
        nodes: [makeNode('ng-c', 'c', 'Q')],
      },
      causes: ['maximum-reached', 'pod-rules'],
    },
    {
      name: 'zone anti-affinity of another against it (RE-55)',
      model: {
        groups: [makeZoneGroup('c', { desired: 1, min: 1 })],
        pods: [makeZonalPod('c'), makePod('S', { zoneApart: ['P'] })],
        nodes: [makeNode('ng-c', 'c', 'S')],
      },
      causes: ['pod-rules'],
    },
    {
      name: 'an earlier ordinal without cover (RE-59)',
      model: {
        groups: [makeZoneGroup('c')],
        pods: [makeZonalPod('c', { after: 'Q' }), makeZonalPod('a', { name: 'Q' })],
      },
      causes: ['earlier-ordinal'],
    },
    {
      name: 'a pair where none alone is enough',
      model: {
        groups: [makeZoneGroup('c', { offered: [] })],
        pods: [makeZonalPod('c', { groups: [] })],
      },
      causes: ['not-offered', 'node-rules'],
    },
  ])('$name', ({ model, causes }) => {
    const stuck = makeModel(model)
    expect(isStuckNow(stuck, { maxStates: 1000 })).toBe(true)
    expect(findCauses(stuck, 1000)).toEqual(causes)
  })

  it('names a refused eviction where it keeps a node that the group could do without', () => {
    const stuck = makeModel({
      groups: [makeGroup({ zones: ['a', 'c'], max: 3, capacity: { cpu: 2 } })],
      pods: [
        makeZonalPod('c', { requests: { cpu: 2 } }),
        makeZonalPod('c', { name: 'Q', requests: { cpu: 2 } }),
        makePod('S', { evictable: false, count: 2 }),
      ],
      nodes: [makeNode('ng', 'c', 'Q'), makeNode('ng', 'a', 'S'), makeNode('ng', 'a', 'S')],
    })
    expect(isStuckNow(stuck, { maxStates: 1000 })).toBe(true)
    expect(findCauses(stuck, 1000)).toEqual(['maximum-reached', 'resources', 'eviction-refused'])
  })
})
