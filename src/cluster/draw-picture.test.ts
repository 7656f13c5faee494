import { describe, expect, it } from 'vitest'
import type { Cluster } from '#plan/schema.ts'
import {
  makeBoundClaim,
  makeCluster,
  makeGroup,
  makeNode,
  makePod,
  makeWorkload,
  zoneName,
} from '#testing/cluster-objects.ts'
import { compileCluster } from './compile.ts'
import { drawPicture } from './draw-picture.ts'

function draw(cluster: Cluster) {
  const compiled = compileCluster(cluster, 'designs[0].clusters[0]')
  return drawPicture(cluster, compiled, () => ({ message: 'because', reasons: [] }))
}

const TRAP = makeCluster({
  resources: [
    makeNode('n-a', 'a'),
    makeNode('n-b', 'b'),
    makePod('db-0', { claims: ['data'] }),
    ...makeBoundClaim('data', 'c'),
    makePod('web', { nodeName: 'n-b' }),
    makeWorkload('DaemonSet', 'agent'),
    makePod('agent-1', { owner: { kind: 'DaemonSet', name: 'agent' }, nodeName: 'n-b' }),
  ],
})

describe('the picture', () => {
  it('counts nodes by zone and lists pods by node: waiting ones first, DaemonSet pods last', () => {
    const picture = draw(TRAP)
    expect(picture.zones.map((zone) => [zone.letter, zone.nodeCount])).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 0],
    ])
    expect(picture.pods.names).toEqual(['db-0', 'web', 'agent-1'])
    expect([...picture.pods.node]).toEqual([-1, 1, 1])
    expect([...picture.pods.tone]).toEqual([0, 1, 2])
  })

  it('puts a waiting pod under the zones where it may run', () => {
    expect(draw(TRAP).pending).toEqual([
      { pod: 0, zones: [zoneName('c')], groups: [0], message: 'because', reasons: [] },
    ])
  })

  it('ties a volume to its pod, in the zone it lives in', () => {
    expect(draw(TRAP).volumes).toMatchObject([
      { name: 'data', zone: zoneName('c'), sizeGiB: 10, state: 'detached', pods: [0] },
    ])
  })

  it('XC5 gives a group what a new node of it has to give: allocatable of the nodes that are seen', () => {
    expect(draw(TRAP).groups[0]?.allocatable).toEqual({ milliCpu: 2000, memoryBytes: 7 * 2 ** 30 })
  })

  it('tells the believed zones from the actual ones', () => {
    const [group] = draw(TRAP).groups
    expect(group?.believedZones).toEqual([zoneName('a'), zoneName('b')])
    expect(group?.actualZones).toEqual([zoneName('c')])
  })

  it('believes in the first listed zone when the group has no node (A7.1)', () => {
    const zones = ['b', 'a'].map(zoneName)
    const [group] = draw(makeCluster({ nodeGroups: [makeGroup({ zones })] })).groups
    expect(group?.believedZones).toEqual([zoneName('b')])
    expect(group?.actualZones).toEqual(zones)
  })

  it('draws a cluster with nothing in it', () => {
    const picture = draw(makeCluster({ nodeGroups: [], autoscalers: [] }))
    expect(picture.nodes).toEqual([])
    expect(picture.pending).toEqual([])
    expect(picture.controlPlane).toEqual({ kind: 'managed' })
  })
})

describe('the control plane of the picture', () => {
  const drawPlane = (
    masters: readonly (readonly [name: string, letter?: string])[],
    etcd: readonly (readonly [name: string, letter?: string])[],
    topology: 'stacked' | 'external' = 'stacked',
  ) => {
    const toMember = ([name, letter]: readonly [name: string, letter?: string]) => ({
      name,
      ...(letter === undefined ? {} : { zone: zoneName(letter) }),
    })
    return draw(
      makeCluster({
        controlPlane: {
          kind: 'self-managed',
          members: masters.map(toMember),
          etcd: { topology, clusters: [{ name: 'main', members: etcd.map(toMember) }] },
        },
      }),
    ).controlPlane
  }

  it.each([
    {
      name: 'I6.1 by zone, where a member has a name of its own',
      masters: [
        ['m-1', 'a'],
        ['m-2', 'b'],
      ] as const,
      etcd: [
        ['x', 'a'],
        ['y', 'b'],
      ] as const,
      bearers: ['m-1', 'm-2'],
    },
    {
      name: 'one member in a zone of two masters is on one of them',
      masters: [
        ['m-1', 'a'],
        ['m-2', 'a'],
      ] as const,
      etcd: [['x', 'a']] as const,
      bearers: ['m-1'],
    },
    {
      name: 'by the end of the group’s name, before the zone',
      masters: [
        ['master-a-1', 'a'],
        ['master-a-2', 'a'],
      ] as const,
      etcd: [['a-2', 'a']] as const,
      bearers: ['master-a-2'],
    },
    {
      name: 'no zone is not the same zone',
      masters: [['m-1'], ['m-2']] as const,
      etcd: [['x'], ['m-2']] as const,
      bearers: ['m-2'],
    },
  ])('$name', ({ masters, etcd, bearers }) => {
    const plane = drawPlane(masters, etcd)
    const members = plane.kind === 'self-managed' ? plane.members : []
    expect(members.map(({ name }) => name)).toEqual(masters.map(([name]) => name))
    expect(members.filter((one) => one.etcd.includes('main')).map(({ name }) => name)).toEqual(
      bearers,
    )
  })

  it('etcd of its own stands beside the masters', () => {
    expect(drawPlane([['m-1', 'a']], [['etcd-1', 'a']], 'external')).toMatchObject({
      members: [{ name: 'm-1', etcd: [] }],
      external: [{ cluster: 'main', name: 'etcd-1', zone: zoneName('a') }],
    })
  })
})
