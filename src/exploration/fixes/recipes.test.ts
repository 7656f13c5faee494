import { describe, expect, it } from 'vitest'
import { loadPrices } from '#aws/price.ts'
import type { KubeObject } from '#kube/object.ts'
import type { Cluster, NodeGroup, Plan } from '#plan/schema.ts'
import { parsePlan } from '#plan/validate.ts'
import {
  makeBoundClaim,
  makeCluster,
  makeGroup,
  makeNode,
  makePod,
  makeStorageClass,
  makeUnboundClaim,
  makeWorkload,
  zoneName,
} from '#testing/cluster-objects.ts'
import { createJudgementCache } from '../judgement-cache.ts'
import { putObjects } from './edit-objects.ts'
import { startFixes } from './find-fixes.ts'
import type { Fix, FixAnswer } from './find-fixes.ts'

const prices = await loadPrices()
const PLACE = { design: 0, cluster: 0 }

function planOf(cluster: Cluster): Plan {
  const designs = [{ id: 'a', name: 'As it runs', clusters: [cluster] }]
  return { apiVersion: 'neverpending/v1', kind: 'Plan', name: 'shop', designs }
}

function findFixes(cluster: Cluster, name = 'db-0'): FixAnswer {
  const search = startFixes({
    plan: planOf(cluster),
    place: PLACE,
    subject: { kind: 'Pod', namespace: 'default', name },
    bound: 50_000,
    cache: createJudgementCache(1_000),
    prices,
  })
  while (!search.advance(1_000)) continue
  return search.answer()
}

const zoneGroup = (letter: string, parts: Partial<NodeGroup> = {}) =>
  makeGroup({ name: `${letter}-nodes`, zones: [zoneName(letter)], min: 0, desired: 0, ...parts })

const PER_ZONE = ['a', 'b', 'c'].map((letter) => zoneGroup(letter))
const OWNS_ALL: Cluster['autoscalers'] = [
  { kind: 'cluster-autoscaler', version: 'v1.35.0', owns: 'auto-discovery' },
]

const makeSet = (spec: Readonly<Record<string, unknown>>) =>
  makeWorkload('StatefulSet', 'db', { claimTemplate: 'data', spec })

const waitingPod = (spec: Readonly<Record<string, unknown>> = {}) =>
  makePod('db-0', { claims: ['data-db-0'], owner: { kind: 'StatefulSet', name: 'db' }, spec })

const dedicated = { key: 'dedicated', value: 'db', effect: 'NoSchedule' } as const
const onlyInA = {
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              { key: 'topology.kubernetes.io/zone', operator: 'In', values: [zoneName('a')] },
            ],
          },
        ],
      },
    },
  },
}
const claims = (count: number) => Array.from({ length: count }, (_, at) => `data-${at}`)
const apart = {
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          topologyKey: 'kubernetes.io/hostname',
          labelSelector: { matchLabels: { app: 'db' } },
        },
      ],
    },
  },
}

interface Case {
  readonly name: string
  readonly resources: readonly KubeObject[]
  readonly parts?: Partial<Cluster>
  readonly title: string
  /** Kinds and names of the objects that the edit puts. */
  readonly puts: readonly string[]
}

const CASES: readonly Case[] = [
  {
    name: 'a taint is tolerated by the workload and by its pod that waits',
    resources: [makeSet({}), waitingPod(), ...makeBoundClaim('data-db-0', 'a')],
    parts: { nodeGroups: [zoneGroup('a', { taints: [dedicated] })] },
    title: 'db tolerates dedicated',
    puts: ['StatefulSet db', 'Pod db-0'],
  },
  {
    name: 'a taint is taken from the group and its nodes',
    resources: [
      waitingPod(),
      ...makeBoundClaim('data-db-0', 'a'),
      makeNode('n-a', 'a', { group: 'a-nodes', spec: { taints: [dedicated] } }),
    ],
    parts: { nodeGroups: [zoneGroup('a', { desired: 1, taints: [dedicated] })] },
    title: 'a-nodes without the taint dedicated',
    puts: ['Node n-a'],
  },
  {
    name: 'a label that is selected by is given to the group and its nodes',
    resources: [
      makeSet({ nodeSelector: { tier: 'data' } }),
      ...makeBoundClaim('data-db-0', 'a'),
      makeNode('n-a', 'a', { group: 'a-nodes' }),
    ],
    parts: { nodeGroups: [zoneGroup('a', { desired: 1 })] },
    title: 'a-nodes labelled tier=data',
    puts: ['Node n-a'],
  },
  {
    name: 'a label that is selected by is given up',
    resources: [makeSet({ nodeSelector: { tier: 'data' } }), ...makeBoundClaim('data-db-0', 'a')],
    parts: { nodeGroups: [zoneGroup('a')] },
    title: 'db no longer selects by tier',
    puts: ['StatefulSet db'],
  },
  {
    name: 'R06: an empty group says its labels by tags',
    resources: [makeSet({ nodeSelector: { tier: 'data' } }), ...makeBoundClaim('data-db-0', 'b')],
    parts: {
      nodeGroups: ['a', 'b', 'c'].map((letter) => zoneGroup(letter, { labels: { tier: 'data' } })),
    },
    title: 'b-nodes tells its labels from zero',
    puts: [],
  },
  {
    name: 'the zone of the volume is let into the selector',
    resources: [makeSet(onlyInA), ...makeBoundClaim('data-db-0', 'c')],
    parts: { nodeGroups: PER_ZONE },
    title: 'db may run in eu-west-1c',
    puts: ['StatefulSet db'],
  },
  {
    name: 'a class that binds at once, in a zone without a group, binds on first consumer',
    resources: [
      makeStorageClass({ volumeBindingMode: 'Immediate' }),
      makeUnboundClaim('data-db-0'),
      waitingPod(),
    ],
    parts: { nodeGroups: PER_ZONE.slice(0, 2) },
    title: 'gp3 binds on first consumer',
    puts: ['StorageClass gp3'],
  },
  {
    name: 'the zones of a class are those that a group reaches',
    resources: [
      makeStorageClass({ volumeBindingMode: 'Immediate' }),
      makeUnboundClaim('data-db-0'),
      waitingPod(),
    ],
    parts: { nodeGroups: PER_ZONE.slice(0, 2) },
    title: 'gp3 only in eu-west-1a and eu-west-1b',
    puts: ['StorageClass gp3'],
  },
  {
    name: 'a pod has as many volumes as a node has attachments',
    resources: [
      makePod('db-0', { claims: claims(60) }),
      ...claims(60).flatMap((name) => makeBoundClaim(name, 'a')),
    ],
    parts: { nodeGroups: PER_ZONE },
    title: 'db-0 with 25 volumes a pod',
    puts: ['Pod db-0'],
  },
  {
    name: 'a pod that asks for more than any node has gets a group of larger ones',
    resources: [makePod('db-0', { claims: ['data'], cpu: '3' }), ...makeBoundClaim('data', 'a')],
    parts: { nodeGroups: PER_ZONE },
    title: 'A group of m5.xlarge in eu-west-1a',
    puts: [],
  },
  {
    name: 'RT2: a group is kept for a workload where others fill the one there is',
    resources: [
      makeSet({}),
      ...makeBoundClaim('data-db-0', 'a'),
      makeWorkload('Deployment', 'web', { replicas: 4, cpu: '1800m' }),
    ],
    parts: { nodeGroups: [zoneGroup('a', { min: 2, desired: 2, max: 2 })], autoscalers: [] },
    title: 'A group kept for db in eu-west-1a',
    puts: ['StatefulSet db'],
  },
  {
    name: 'an anti-affinity is wished for',
    resources: [
      makeWorkload('StatefulSet', 'db', { replicas: 2, spec: apart }),
      makePod('db-0', { owner: { kind: 'StatefulSet', name: 'db' }, nodeName: 'n-a', spec: apart }),
      makeNode('n-a', 'a', { group: 'a-nodes' }),
    ],
    parts: { nodeGroups: [zoneGroup('a', { desired: 1, min: 1, max: 1 })] },
    title: 'db prefers to be apart from others',
    puts: ['StatefulSet db'],
  },
  {
    name: 'a pod does not wait for one before it that is stuck',
    resources: [
      makeWorkload('StatefulSet', 'db', { replicas: 2, claimTemplate: 'data' }),
      ...makeBoundClaim('data-db-0', 'c'),
      ...makeBoundClaim('data-db-1', 'a'),
    ],
    parts: { nodeGroups: PER_ZONE.slice(0, 1) },
    title: 'db starts its pods in parallel',
    puts: ['StatefulSet db'],
  },
]

const askedOf = ({ title }: Case) => (/apart|parallel/.test(title) ? 'db-1' : 'db-0')

function makeCase({ resources, parts }: Case): Cluster {
  return makeCluster({ resources, autoscalers: OWNS_ALL, ...parts })
}

function getFix(answer: FixAnswer, title: string): Fix {
  const fix = answer.fixes.find((one) => one.title === title)
  const others = [...answer.fixes, ...answer.refused].map((one) => one.title).join('; ')
  if (fix === undefined) throw new Error(`no fix ${title}, but: ${others}`)
  return fix
}

describe('edits of objects and groups that section 8 names, one cause at a time', () => {
  it.each(CASES)('$name', (one) => {
    const cluster = makeCase(one)
    const fix = getFix(findFixes(cluster, askedOf(one)), one.title)
    expect(fix.report.verdict).toMatch(/^(ok|waits-for-zone)$/)
    expect(fix.put.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(one.puts)
    const { nodeGroups, autoscalers } = fix
    const edited = putObjects(planOf({ ...cluster, nodeGroups, autoscalers }), PLACE, fix.put)
    expect(parsePlan(edited)).toEqual({ kind: 'ok', value: edited })
  })
})
