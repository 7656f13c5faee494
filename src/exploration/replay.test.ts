import { describe, expect, it } from 'vitest'
import {
  makeGroup,
  makeModel,
  makeNode,
  makePod,
  makeVariant,
  makeZonalPod,
} from '#testing/model-builders.ts'
import { actualZones, believedZones, replayTrace, startFrame } from './replay.ts'
import type { Frame } from './replay.ts'
import type { Step } from './trace.ts'

const three = [makeNode('ng', 'a'), makeNode('ng', 'b'), makeNode('ng', 'c', 'P')]
const today = makeVariant(makeModel({ nodes: three }), { P: ['prometheus-0'] })

const picture = (frame: Frame | undefined) =>
  frame?.nodes.map((node) => `${node.id}:${node.pods.join('+')}`).join(' ')

describe('replayTrace', () => {
  it('plays the trace of RE-05', () => {
    const frames = replayTrace(today, [
      { step: 'scaleToZero', workload: 'P' },
      { step: 'caRemoves', group: 'ng', zone: 'c' },
      { step: 'scaleBack', workload: 'P' },
    ])
    expect(frames.map(picture)).toEqual([
      'ng-a-1: ng-b-2: ng-c-3:P',
      'ng-a-1: ng-b-2: ng-c-3:',
      'ng-a-1: ng-b-2:',
      'ng-a-1: ng-b-2:',
    ])
    expect(frames.map((frame) => frame.desired['ng'])).toEqual([3, 3, 2, 2])
    expect(frames.map((frame) => frame.pending)).toEqual([[], [], [], ['P']])
    expect(frames.map((frame) => frame.absent)).toEqual([[], ['P'], ['P'], []])
    expect(frames[2]?.changed).toEqual({ nodeId: 'ng-c-3', zone: 'c', group: 'ng' })
  })

  it.each<{ name: string; steps: readonly Step[]; last: string; pending: readonly string[] }>([
    {
      name: 'XD1, XM3: a lost node and its replacement',
      steps: [
        { step: 'nodeLoss', group: 'ng', zone: 'c', holds: ['P'] },
        { step: 'launch', group: 'ng', zone: 'b' },
      ],
      last: 'ng-a-1: ng-b-2: new-1:',
      pending: ['P'],
    },
    {
      name: 'XD2, XD5: a zone goes and returns',
      steps: [
        { step: 'zoneOutage', zone: 'c' },
        { step: 'zoneReturns', zone: 'c' },
      ],
      last: 'ng-a-1: ng-b-2:',
      pending: ['P'],
    },
    {
      name: 'XM4: a node of one zone for one of another',
      steps: [{ step: 'rebalance', group: 'ng', zone: 'c', to: 'a', holds: ['P'] }],
      last: 'ng-a-1: ng-b-2: new-1:',
      pending: ['P'],
    },
    {
      name: 'XM1: a new node takes it',
      steps: [
        { step: 'nodeLoss', group: 'ng', zone: 'c', holds: ['P'] },
        { step: 'launch', group: 'ng', zone: 'c' },
        { step: 'schedule', pod: 'P', group: 'ng', zone: 'c' },
      ],
      last: 'ng-a-1: ng-b-2: new-1:P',
      pending: [],
    },
  ])('$name', ({ steps, last, pending }) => {
    const frame = replayTrace(today, steps).at(-1)
    expect(picture(frame)).toBe(last)
    expect(frame?.pending).toEqual(pending)
  })

  it('refuses a step on a node that is not there', () => {
    expect(() => replayTrace(today, [{ step: 'nodeLoss', group: 'ng', zone: 'c' }])).toThrow(
      'no node of ng in c holds []',
    )
  })

  it('binds a claim with its first placement, and takes victims off (XM1, XM2)', () => {
    const model = makeModel({
      pods: [{ name: 'P', requests: { cpu: 1 }, volumes: 1, binds: ['a', 'c'] }, makePod('S')],
      nodes: [makeNode('ng', 'a', 'S')],
    })
    const frame = replayTrace(makeVariant(model), [
      { step: 'preempt', pod: 'P', group: 'ng', zone: 'a', holds: ['S'], evicts: ['S'] },
    ]).at(-1)
    expect(frame).toMatchObject({ bound: { P: 'a' }, pending: ['S'] })
  })

  it('remembers the zones of the last nodes until a restart (XD4)', () => {
    const model = makeModel({
      groups: [makeGroup({ min: 0, desired: 1 })],
      pods: [makeZonalPod('b')],
      nodes: [makeNode('ng', 'b')],
    })
    const frames = replayTrace(makeVariant(model), [
      { step: 'caRemoves', group: 'ng', zone: 'b' },
      { step: 'autoscalerRestart' },
    ])
    expect(frames.map((frame) => frame.memory['ng'])).toEqual([[], ['b'], []])
    expect(frames.map((frame) => believedZones(model, frame, 'ng'))).toEqual([['b'], ['b'], ['a']])
  })
})

describe('the next node of a group', () => {
  it.each([
    {
      name: 'the trap: believed a or b, actual c',
      group: makeGroup(),
      nodes: three.slice(0, 2),
      believed: ['a', 'b'],
      actual: ['c'],
    },
    {
      name: 'not offered there',
      group: makeGroup({ offered: ['a', 'b'] }),
      nodes: three.slice(0, 1),
      believed: ['a'],
      actual: ['b'],
    },
    {
      name: 'balanced-only waits for the zone without offer',
      group: makeGroup({ offered: ['a', 'b'], distribution: 'balanced-only' }),
      nodes: three.slice(0, 2),
      believed: ['a', 'b'],
      actual: [],
    },
    {
      name: 'no autoscaler believes anything',
      group: makeGroup({ scaler: 'none' }),
      nodes: [],
      believed: [],
      actual: ['a', 'b', 'c'],
    },
    {
      name: 'Karpenter launches where it has to',
      group: makeGroup({ scaler: 'karpenter' }),
      nodes: three.slice(0, 1),
      believed: [],
      actual: ['a', 'b', 'c'],
    },
  ])('$name', ({ group, nodes, believed, actual }) => {
    const model = makeModel({ groups: [group], nodes })
    const frame = startFrame(makeVariant(model))
    expect(believedZones(model, frame, 'ng')).toEqual(believed)
    expect(actualZones(model, frame, 'ng')).toEqual(actual)
  })
})
