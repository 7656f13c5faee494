import { describe, expect, it } from 'vitest'
import type { Picture, PictureGroup, PictureNode, PicturePods } from '#cluster/picture.ts'
import type { Frame, FrameNode } from '#exploration/replay.ts'
import type { PlayerFrame } from '#worker/player-frame.ts'
import type { Judged } from '#worker/protocol.ts'
import { layTies } from './lay-ties.ts'
import { layBase } from './base-scene.ts'
import { layScene } from './scene.ts'
import { showsNextNode } from './shows-next-node.ts'
import { fitZoom, zoomOfCell } from './zoom.ts'

const GIB = 2 ** 30
const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']

interface PodRow {
  readonly name: string
  readonly node: number
  readonly tone: number
}

function makePods(rows: readonly PodRow[]): PicturePods {
  return {
    names: rows.map(({ name }) => name),
    namespaces: rows.map(() => 'default'),
    node: Int32Array.from(rows, ({ node }) => node),
    milliCpu: Float64Array.from(rows, () => 500),
    memoryBytes: Float64Array.from(rows, () => GIB),
    tone: Uint8Array.from(rows, ({ tone }) => tone),
    owners: rows.map(({ name }) => `StatefulSet ${name}`),
  }
}

function makeGroup(name: string, index: number, change: Partial<PictureGroup> = {}): PictureGroup {
  return {
    name,
    index,
    kind: 'asg',
    zones: ZONES,
    zonesKnown: true,
    instanceTypes: ['m5.large'],
    purchase: 'on-demand',
    min: 1,
    desired: 3,
    max: 6,
    rebalance: false,
    scaler: 'cluster-autoscaler',
    taints: [],
    nodeCount: 0,
    believedZones: ZONES,
    actualZones: ZONES,
    ...change,
  }
}

function makeNode(name: string, zone: string | undefined, group = 0): PictureNode {
  return {
    name,
    group,
    ...(zone === undefined ? {} : { zone }),
    isReady: true,
    isSchedulable: true,
    milliCpu: 2000,
    memoryBytes: 8 * GIB,
    podLimit: 29,
    taints: [],
  }
}

function makePicture(change: Partial<Picture> = {}): Picture {
  return {
    clusterName: 'shop',
    region: 'eu-west-1',
    autoscalers: [],
    zones: ZONES.map((name) => ({ name, letter: name.slice(-1), nodeCount: 0 })),
    controlPlane: { kind: 'managed' },
    groups: [makeGroup('workers', 0)],
    nodes: [
      makeNode('n-a', 'eu-west-1a'),
      makeNode('n-b', 'eu-west-1b'),
      makeNode('n-c', 'eu-west-1c'),
    ],
    pods: makePods([
      { name: 'web-1', node: 0, tone: 1 },
      { name: 'agent-1', node: 0, tone: 2 },
      { name: 'web-2', node: 1, tone: 1 },
      { name: 'db-0', node: 2, tone: 0 },
    ]),
    pending: [],
    volumes: [
      {
        name: 'data-db-0',
        namespace: 'default',
        zone: 'eu-west-1c',
        state: 'attached',
        pods: [3],
        path: '',
      },
    ],
    ...change,
  }
}

const start: FrameNode[] = [
  { id: 'n-a', group: 'workers', zone: 'eu-west-1a', pods: ['web'] },
  { id: 'n-b', group: 'workers', zone: 'eu-west-1b', pods: ['web'] },
  { id: 'n-c', group: 'workers', zone: 'eu-west-1c', pods: ['db-0'] },
]

function makeFrame(change: Partial<Frame>, desired = 3): PlayerFrame {
  return {
    frame: {
      nodes: start,
      desired: { workers: desired },
      pending: [],
      absent: [],
      finished: {},
      memory: {},
      bound: {},
      changed: {},
      ...change,
    },
    groups: [
      {
        name: 'workers',
        desired,
        believedZones: ['eu-west-1a', 'eu-west-1b'],
        actualZones: ['eu-west-1c'],
      },
    ],
    podsOfClass: { web: ['default/web-1', 'default/web-2'], 'db-0': ['default/db-0'] },
  }
}

/** XD1 in c, and the node is not replaced: the trap. */
const trap = [
  makeFrame({}),
  makeFrame({ nodes: start.slice(0, 2), pending: ['db-0'], changed: { nodeId: 'n-c' } }, 2),
]

const judgedDb: Judged = {
  key: 'default/db-0',
  alsoFor: [],
  headline: 'db-0 is pending for ever after one node loss',
  chain: [],
  proofSentence: '',
  report: {
    subject: { kind: 'Pod', namespace: 'default', name: 'db-0' },
    verdict: 'at-risk',
    proof: { kind: 'search', states: 9, complete: true, bound: 50_000 },
    trace: [{ step: 'nodeLoss', group: 'workers', zone: 'eu-west-1c', text: '' }],
  },
}
const verdicts = new Map([[judgedDb.key, judgedDb]])

function layToday(change: Partial<Picture> = {}) {
  return layScene(layBase(makePicture(change), undefined), verdicts)
}

function layStep(position: number, frames: readonly PlayerFrame[] = trap) {
  return layScene(layBase(makePicture(), { subject: 'default/db-0', frames, position }), verdicts)
}

const namesOf = (scene: ReturnType<typeof layToday>, node: number): readonly string[] =>
  (scene.nodes[node]?.pods ?? []).map((index) => scene.getPod(index).name)

describe('layScene of today', () => {
  it('puts each node in the cell of its group and zone', () => {
    const cells = layToday().rows[0]?.cells ?? []
    expect(cells.map((cell) => cell.nodes.map((node) => node.name))).toEqual([
      ['n-a'],
      ['n-b'],
      ['n-c'],
    ])
  })

  it('measures requests of allocatable', () => {
    const [first] = layToday().nodes
    expect([first?.cpuShare, first?.memoryShare]).toEqual([0.5, 0.25])
  })

  it('keeps a node without a zone in a row of its own', () => {
    const scene = layToday({
      nodes: [makeNode('lost', undefined)],
      pods: makePods([]),
      volumes: [],
    })
    expect(scene.unzonedNodes.map((node) => node.name)).toEqual(['lost'])
    expect(scene.rows[0]?.cells.flatMap((cell) => cell.nodes)).toEqual([])
  })

  it('says how many nodes a designed group wants (XC4: a designed plan has none)', () => {
    const scene = layToday({ nodes: [], pods: makePods([]), volumes: [] })
    expect(scene.groups[0]?.unobserved).toBe(3)
  })

  it('shows no place as empty where no node was observed', () => {
    const pods = makePods([{ name: 'new-0', node: -1, tone: 0 }])
    const pending = [{ pod: 0, zones: ['eu-west-1c'], message: '', reasons: [] }]
    const holesOf = (nodes: readonly PictureNode[]) =>
      layToday({ nodes, pods, pending, volumes: [] }).rows[0]?.cells.map((cell) => cell.hole?.pods)
    expect(holesOf([])).toEqual([undefined, undefined, undefined])
    expect(holesOf([makeNode('n-a', 'eu-west-1a')])).toEqual([undefined, undefined, ['new-0']])
  })

  it('shows groups with findings first', () => {
    const groups = [makeGroup('calm', 0), makeGroup('workers', 1)]
    const nodes = [
      makeNode('n-a', 'eu-west-1a'),
      makeNode('n-b', 'eu-west-1b'),
      makeNode('n-c', 'eu-west-1c', 1),
    ]
    expect(layToday({ groups, nodes }).rows.map((row) => row.name)).toEqual(['workers', 'calm'])
  })

  it('puts the worst finding of a group first, whichever was judged first', () => {
    const stuck: Judged = {
      ...judgedDb,
      key: 'default/zz-0',
      report: { ...judgedDb.report, verdict: 'pending-forever' },
    }
    const scene = layScene(
      layBase(makePicture(), undefined),
      new Map([judgedDb, stuck].map((judged) => [judged.key, judged])),
    )
    expect(scene.groups[0]?.findings.map((finding) => finding.name)).toEqual(['zz-0', 'db-0'])
  })

  it('puts groups that differ only in their zone in one row', () => {
    const groups = ['a', 'b'].map((letter, index) =>
      makeGroup(`web-${letter}`, index, { zones: [`eu-west-1${letter}`] }),
    )
    const scene = layToday({ groups, nodes: [], pods: makePods([]), volumes: [] })
    expect(scene.rows.map((row) => [row.name, row.cells.map((cell) => cell.isInGroup)])).toEqual([
      ['web', [true, true, false]],
    ])
  })

  it.each([
    { name: 'another type', change: { instanceTypes: ['c5.large'] } },
    { name: 'other taints', change: { taints: ['dedicated'] } },
    { name: 'the same zone', change: { zones: ['eu-west-1a'] } },
  ])('keeps a group with $name in a row of its own', ({ change }) => {
    const groups = [
      makeGroup('web-a', 0, { zones: ['eu-west-1a'] }),
      makeGroup('web-b', 1, { zones: ['eu-west-1b'], ...change }),
    ]
    const scene = layToday({ groups, nodes: [], pods: makePods([]), volumes: [] })
    expect(scene.rows.map((row) => row.name)).toEqual(['web-a', 'web-b'])
  })
})

describe('layScene of a step', () => {
  it('is the picture of today at position 0', () => {
    const scene = layStep(0)
    expect(scene.nodes.map((node) => node.name)).toEqual(['n-a', 'n-b', 'n-c'])
    expect(namesOf(scene, 0)).toEqual(['web-1', 'agent-1'])
  })

  it('XD1 takes the node away and leaves its pod pending under its only zone', () => {
    const scene = layStep(1)
    expect(scene.zones.map((zone) => zone.nodeCount)).toEqual([1, 1, 0])
    expect(scene.pending.map((entry) => [entry.facts.name, entry.zones])).toEqual([
      ['db-0', ['eu-west-1c']],
    ])
  })

  it('draws the missing node in the group the pod was on, stuck at the end of the trace', () => {
    const hole = layStep(1).rows[0]?.cells[2]?.hole
    expect(hole).toEqual({ pods: ['db-0'], isStuck: true })
  })

  it('is not stuck before the last step', () => {
    const frames = [...trap, makeFrame({})]
    expect(layStep(1, frames).rows[0]?.cells[2]?.hole?.isStuck).toBe(false)
  })

  it('shows what was desired before, and believed and actual of the frame', () => {
    const [group] = layStep(1).groups
    expect([group?.desired, group?.desiredBefore]).toEqual([2, 3])
    expect([group?.believedZones, group?.actualZones]).toEqual([
      ['eu-west-1a', 'eu-west-1b'],
      ['eu-west-1c'],
    ])
  })

  it('tells a detached volume by its pod being off every node', () => {
    expect(layStep(1).volumes[0]?.state).toBe('detached')
  })

  it('XM1 moves a pod: its class says which, those that stay keep their place', () => {
    const moved = start
      .slice(0, 2)
      .map((node) =>
        node.id === 'n-a' ? { ...node, pods: [] } : { ...node, pods: ['web', 'web'] },
      )
    const scene = layStep(1, [makeFrame({}), makeFrame({ nodes: moved, pending: ['db-0'] })])
    expect(namesOf(scene, 0)).toEqual(['agent-1'])
    expect(namesOf(scene, 1)).toEqual(['web-1', 'web-2'])
  })

  it('XM3 launches a node that is drawn like its group', () => {
    const nodes = [...start, { id: 'new-1', group: 'workers', zone: 'eu-west-1c', pods: [] }]
    const last = layStep(1, [
      makeFrame({}),
      makeFrame({ nodes, changed: { nodeId: 'new-1' } }),
    ]).nodes.at(-1)
    expect([last?.name, last?.isNew, last?.isChanged, last?.milliCpu]).toEqual([
      'new-1',
      true,
      true,
      2000,
    ])
  })

  it('XD3 takes the pods of an absent workload off the board', () => {
    const nodes = start.map((node) => ({
      ...node,
      pods: node.pods.filter((pod) => pod !== 'db-0'),
    }))
    const scene = layStep(1, [makeFrame({}), makeFrame({ nodes, absent: ['db'] })])
    expect(scene.pending).toEqual([])
    expect(namesOf(scene, 2)).toEqual([])
  })

  it('XD2 marks the zone that is down', () => {
    const scene = layStep(1, [makeFrame({}), makeFrame({ nodes: [], down: 'eu-west-1a' })])
    expect(scene.zones.map((zone) => zone.isDown)).toEqual([true, false, false])
  })

  it('draws replicas that have no Pod object yet', () => {
    const first = makeFrame({})
    const frame = {
      ...first,
      frame: { ...first.frame, pending: ['web'] },
      podsOfClass: {
        ...first.podsOfClass,
        web: ['default/web-1', 'default/web-2', 'default/web-3'],
      },
    }
    const scene = layStep(1, [first, frame])
    expect(scene.pending.map((entry) => entry.facts.key)).toEqual(['default/web-3'])
  })
})

describe('layTies', () => {
  const layAt = (position: number, selectedKey?: string) =>
    layTies({ scene: layStep(position), hasCards: true, selectedKey }).get('eu-west-1c')

  it('ties a healthy volume to the node of its pod', () => {
    const ties = layAt(0)
    expect(ties?.ofNode.get('n-c')).toEqual(ties?.ofVolume.get('default/data-db-0'))
    expect(ties?.lanes.map((lane) => [lane.isHot, lane.startRow])).toEqual([[false, 0]])
  })

  it('begins the tie of a pending pod in the pending row', () => {
    const ties = layAt(1)
    expect(ties?.lanes.map((lane) => [lane.isHot, lane.isStuck, lane.startRow])).toEqual([
      [true, true, -1],
    ])
    expect(ties?.ofPending.has('default/db-0')).toBe(true)
  })

  it('marks the tie of what is selected', () => {
    expect(layAt(0, 'default/db-0')?.lanes[0]?.isSelected).toBe(true)
  })

  it('draws no healthy tie where nodes are not cards, unless it is selected', () => {
    const scene = layStep(0)
    const far = layTies({ scene, hasCards: false, selectedKey: undefined }).get('eu-west-1c')
    const picked = layTies({ scene, hasCards: false, selectedKey: 'n-c' }).get('eu-west-1c')
    expect([far?.lanes.length, picked?.lanes.length]).toEqual([0, 1])
  })

  it('draws healthy ties up to 12 volumes in a zone', () => {
    const make = (count: number) => {
      const rows = Array.from({ length: count }, (_, index) => ({
        name: `db-${index}`,
        node: 0,
        tone: 0,
      }))
      const volumes = rows.map(({ name }, index) => ({
        name,
        namespace: 'default',
        zone: 'eu-west-1a',
        state: 'attached' as const,
        pods: [index],
        path: '',
      }))
      const scene = layToday({ pods: makePods(rows), volumes })
      return layTies({ scene, hasCards: true, selectedKey: undefined }).get('eu-west-1a')?.ofVolume
        .size
    }
    expect([make(12), make(13)]).toEqual([12, 0])
  })
})

describe('showsNextNode', () => {
  it.each([
    { name: 'near: a group with a choice of zones', zoom: 'cards', change: {}, shown: true },
    {
      name: 'near: not a group of one zone',
      zoom: 'cards',
      change: { zones: ['eu-west-1a'], believedZones: ['eu-west-1a'], actualZones: ['eu-west-1a'] },
      shown: false,
    },
    {
      name: 'near: not where no autoscaler believes anything',
      zoom: 'cards',
      change: { believedZones: [] },
      shown: false,
    },
    {
      name: 'near: not a group of fixed size where the two agree',
      zoom: 'cards',
      change: { min: 2, desired: 2, max: 2 },
      shown: false,
    },
    {
      name: 'tiles: where the two differ',
      zoom: 'tiles',
      change: { believedZones: ['eu-west-1a'], actualZones: ['eu-west-1c'] },
      shown: true,
    },
    {
      name: 'tiles: not where they agree and nothing is found',
      zoom: 'tiles',
      change: {},
      shown: false,
    },
  ] as const)('$name', ({ zoom, change, shown }) => {
    const scene = layScene(
      layBase(
        makePicture({
          groups: [makeGroup('workers', 0, change)],
          nodes: [],
          pods: makePods([]),
          volumes: [],
        }),
        undefined,
      ),
      new Map(),
    )
    expect(scene.groups.map((row) => showsNextNode(row, zoom))).toEqual([shown])
  })
})

describe('zoom', () => {
  const many = (count: number) =>
    makePicture({
      nodes: Array.from({ length: count }, (_, index) => makeNode(`n-${index}`, ZONES[index % 3])),
    })

  it.each([
    { name: 'cards to 12 nodes a zone', count: 36, zoom: 'cards' },
    { name: 'tiles above', count: 37, zoom: 'tiles' },
    { name: 'tiles to 300 nodes', count: 300, zoom: 'tiles' },
    { name: 'a card a group and zone above', count: 301, zoom: 'groups' },
    { name: 'cards on an empty board', count: 0, zoom: 'cards' },
  ])('$name', ({ count, zoom }) => {
    expect(fitZoom(many(count))).toBe(zoom)
  })

  it.each([
    { zoom: 'cards', count: 40, board: 1200, drawn: 'cards' },
    { zoom: 'cards', count: 41, board: 1200, drawn: 'tiles' },
    { zoom: 'cards', count: 241, board: 1200, drawn: 'groups' },
    { zoom: 'cards', count: 40, board: 1201, drawn: 'tiles' },
    { zoom: 'tiles', count: 41, board: 1201, drawn: 'groups' },
    { zoom: 'groups', count: 1, board: 3, drawn: 'groups' },
  ] as const)(
    'a cell of $count nodes on a board of $board at $zoom is drawn as $drawn',
    ({ zoom, count, board, drawn }) => {
      expect(zoomOfCell(zoom, count, board)).toBe(drawn)
    },
  )
})
