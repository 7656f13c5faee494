import { describe, expect, it } from 'vitest'
import { makeBoundClaim, makeCluster, makeNode, makePod } from '#testing/cluster-objects.ts'
import { placePod, renderGroup } from '#testing/place-pod.ts'
import { makePlainNode } from '#testing/explain-pod.ts'
import type { KubeObject } from '#kube/object.ts'
import type { Placement } from './placement.ts'

const taint = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }
const place = (resources: readonly KubeObject[], key = 'default/p', version = '1.36') =>
  placePod(makeCluster({ kubernetesVersion: version, resources }), key)
const groupsOf = (placement: Placement) =>
  placement.groups.map((group) => renderGroup(placement, group))
const messageOf = ({ outcome }: Placement) =>
  outcome.kind === 'unschedulable' ? outcome.message : []

describe('what every node and plugin said of a pod', () => {
  // 300 for taints, (50 + 97) / 2 for room, 50 + (50 + 75 - 100) / 2 for balance, each cut.
  it('FL-4 puts nodes with an identical outcome together, by the first plugin that refused', () => {
    const placement = place([
      makePlainNode('n1'),
      makePlainNode('n2', { spec: { taints: [taint] } }),
      makePlainNode('n3', { allocatable: { cpu: '1' } }),
      makePlainNode('n4', { spec: { taints: [taint] }, allocatable: { cpu: '1' } }),
      makePlainNode('n5'),
      makePod('p', { cpu: '2' }),
    ])
    expect(groupsOf(placement)).toEqual([
      'feasible 435: n1, n5',
      'refused TaintToleration: n2, n4',
      'refused NodeResourcesFit: n3',
    ])
    expect(
      placement.groups.flatMap((group) => (group.kind === 'refused' ? group.detail : [])),
    ).toEqual(['dedicated=gpu:NoSchedule', 'wants 2 cpu, more than the 1 of an empty node'])
  })

  it('SC-3, TB-2 gives raw, normalised and weighted points, the winner and its equals', () => {
    const { outcome, scores, groups } = place([
      makePlainNode('n1'),
      makePlainNode('n2', { spec: { taints: [{ ...taint, effect: 'PreferNoSchedule' }] } }),
      makePod('p', { cpu: '2' }),
    ])
    expect(outcome).toMatchObject({ kind: 'scheduled', winner: 0, equals: [0] })
    expect(scores[0]).toEqual({ plugin: 'TaintToleration', weight: 3 })
    expect(groups.map((group) => (group.kind === 'feasible' ? group.points[0] : []))).toEqual([
      { raw: 0, normalized: 100, weighted: 300 },
      { raw: 1, normalized: 0, weighted: 0 },
    ])
  })

  it('SC-1 a node that is alone has no points', () => {
    const { scores, groups } = place([makePlainNode('n1'), makePod('p')])
    expect(scores).toEqual([])
    expect(groups).toEqual([{ kind: 'feasible', nodes: [0], points: [], isBest: true }])
  })

  it('a running pod is placed again without itself', () => {
    const placement = place([
      makePlainNode('n1', { allocatable: { cpu: '1' } }),
      makePod('p', { cpu: '800m', nodeName: 'n1' }),
    ])
    expect(placement.runsOn).toBe('n1')
    expect(placement.outcome).toMatchObject({ kind: 'scheduled', winner: 0 })
  })

  it('8.2 the parts of the message know the nodes they count, preemption’s too', () => {
    const placement = place([
      makeNode('n1', 'a', { spec: { taints: [taint] } }),
      makeNode('n2', 'b'),
      makeNode('n3', 'b'),
      ...makeBoundClaim('data', 'a'),
      makePod('p', { claims: ['data'] }),
    ])
    const parts = messageOf(placement)
    expect(parts.map(({ text }) => text).join('')).toBe(
      "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match PersistentVolume's node affinity. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    )
    const counted = parts.filter(({ nodes }) => nodes !== undefined)
    expect(counted.map(({ text, nodes }) => [text, nodes])).toEqual([
      ['1 node(s) had untolerated taint(s)', [0]],
      ["2 node(s) didn't match PersistentVolume's node affinity", [1, 2]],
      ['3 Preemption is not helpful for scheduling', [0, 1, 2]],
    ])
  })

  it('8.2 a node that lacks two resources is counted by both parts', () => {
    const parts = messageOf(
      place([
        makePlainNode('n1', { allocatable: { cpu: '1', memory: '1Gi' } }),
        makePlainNode('n2', { allocatable: { cpu: '1' } }),
        makePod('p', {
          spec: {
            containers: [{ name: 'c', resources: { requests: { cpu: '2', memory: '4Gi' } } }],
          },
        }),
      ]),
    )
    expect(
      parts.flatMap(({ text, nodes }) => (nodes === undefined ? [] : [[text, nodes]])),
    ).toEqual([
      ['1 Insufficient memory', [0]],
      ['2 Insufficient cpu', [0, 1]],
      ['2 Preemption is not helpful for scheduling', [0, 1]],
    ])
  })

  it('PF-2 a rejection before any node counts all of them', () => {
    const placement = place([
      makePlainNode('n1'),
      makePlainNode('n2'),
      makePod('p', { claims: ['x'] }),
    ])
    expect(groupsOf(placement)).toEqual(['ruled-out VolumeRestrictions: n1, n2'])
    expect(messageOf(placement)).toEqual([
      { text: '0/2 nodes are available: ' },
      {
        text: 'persistentvolumeclaim "x" not found',
        nodes: [0, 1],
        key: '0/persistentvolumeclaim "x" not found',
      },
      { text: '. not found' },
    ])
  })

  it('PE-6 says whom preemption would evict, and where', () => {
    const { outcome } = place([
      makePlainNode('n1'),
      makePod('old', { nodeName: 'n1', cpu: '3' }),
      makePod('p', { cpu: '2', spec: { priority: 10 } }),
    ])
    expect(outcome).toMatchObject({
      kind: 'unschedulable',
      preemption: { kind: 'nominated', node: 0, victims: [{ key: 'default/old', priority: 0 }] },
    })
  })

  it('4.5 names the pods for which room is kept', () => {
    const { groups } = place([
      makePlainNode('n1', { allocatable: { cpu: '1' } }),
      {
        ...makePod('first', { cpu: '800m', spec: { priority: 5 } }),
        status: { phase: 'Pending', nominatedNodeName: 'n1' },
      },
      makePod('p', { cpu: '800m' }),
    ])
    expect(groups[0]).toMatchObject({
      plugin: 'NodeResourcesFit',
      detail: 'room is kept for default/first, which was promised this node',
    })
  })

  it('4.3, FL-6 says how many were looked at, and leaves out the others', () => {
    const nodes = Array.from({ length: 150 }, (_, index) => makePlainNode(`n${index}`))
    const placement = place([...nodes, makePod('p')])
    expect(placement.sampling).toEqual({ startIndex: 0, nextIndex: 100, target: 100, visited: 100 })
    expect(placement.groups.map(({ kind, nodes: { length } }) => [kind, length])).toEqual([
      ['feasible', 100],
      ['unvisited', 50],
    ])
  })

  it('3.1, PF-1 tells who had nothing to say, by release', () => {
    const quietOf = (version: string) =>
      place([makePlainNode('n1'), makePlainNode('n2'), makePod('p')], 'default/p', version)
        .quiet.filter(({ point }) => point === 'score')
        .map(({ plugin }) => plugin)
    expect(quietOf('1.34')).toEqual([
      'NodeAffinity',
      'VolumeBinding',
      'PodTopologySpread',
      'InterPodAffinity',
      'DynamicResources',
    ])
    expect(quietOf('1.37')).toEqual(['NodeAffinity', 'PodTopologySpread', 'InterPodAffinity'])
  })

  it.each([
    {
      name: 'a static pod',
      parts: { metadata: { annotations: { 'kubernetes.io/config.mirror': 'x' } } },
      kind: 'static',
    },
    {
      name: 'a pod of another scheduler',
      parts: { spec: { schedulerName: 'mine' } },
      kind: 'other-scheduler',
    },
    {
      name: '10.4 a gated pod',
      parts: { spec: { schedulingGates: [{ name: 'g' }] } },
      kind: 'gated',
    },
  ])('$name is not tried', ({ parts, kind }) => {
    expect(place([makePlainNode('n1'), makePod('p', parts)]).outcome.kind).toBe(kind)
  })

  it('8.3 a gated pod says what its condition says', () => {
    const gated = makePod('p', { spec: { schedulingGates: [{ name: 'quota' }] } })
    expect(place([makePlainNode('n1'), gated]).outcome).toEqual({
      kind: 'gated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    })
  })

  it('FL-8 a cluster without nodes', () => {
    expect(place([makePod('p')]).outcome).toEqual({
      kind: 'error',
      message: 'no nodes available to schedule pods',
    })
  })
})
