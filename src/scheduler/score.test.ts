import { describe, expect, it } from 'vitest'
import { attemptPod } from './attempt.ts'
import { computeNaturalLog } from './natural-log.ts'
import { countNodesToFind } from './cycle.ts'
import { findWinner, listBest } from './score.ts'
import { makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'
import { readPod } from '#kube/pod.ts'
import { readSnapshot } from './read-snapshot.ts'
import { resolvePriority } from './snapshot.ts'
import { takePercentage } from './percentage.ts'
import type { KubeObject } from '#kube/object.ts'
import type { SchedulerVersion } from './version.ts'

/** What a plugin gave each node, as in `62/100` for raw and normalized. */
function listScores(
  objects: readonly KubeObject[],
  plugin: string,
  version: SchedulerVersion = '1.36',
) {
  const object = objects.find(({ metadata }) => metadata.name === 'p')
  if (object === undefined) return undefined
  const attempt = attemptPod(
    resolvePriority(readPod(object), []),
    readSnapshot(objects, version),
    0,
  )
  if (attempt.kind !== 'scheduled') return attempt.kind
  const scores = attempt.scoring?.plugins.find((one) => one.plugin === plugin)
  if (scores === undefined) return 'skipped'
  return Object.fromEntries(
    attempt.filtered.feasibleNodes.map(({ node }, index) => [
      node.name,
      [scores.raw[index], scores.normalized?.[index]].filter((score) => score !== undefined),
    ]),
  )
}

const container = (requests: Readonly<Record<string, string>>, image?: string) => ({
  name: 'c',
  image,
  resources: { requests },
})
const podOf = (name: string, spec: Record<string, unknown>, labels = {}) =>
  makePod(name, { labels, spec })
const big = { allocatable: { cpu: '4', memory: '16Gi' } }
const taint = (key: string) => ({ key, effect: 'PreferNoSchedule' })
const withImage = (name: string): KubeObject => ({
  ...makePlainNode(name),
  status: {
    allocatable: { cpu: '4', memory: '8Gi', pods: '110' },
    images: [{ names: ['app:1'], sizeBytes: 524288000 }],
  },
})
const plain = ['n1', 'n2', 'n3'].map((name) => makePlainNode(name))
const term = (key: string, value: string) => ({
  matchExpressions: [{ key, operator: 'In', values: [value] }],
})
const podTerm = (app: string) => ({
  topologyKey: 'kubernetes.io/hostname',
  labelSelector: { matchLabels: { app } },
})
const web = { app: 'web' }
const replicaSet: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: 'web', namespace: 'default' },
  spec: { selector: { matchLabels: web } },
}
const owned = (object: KubeObject): KubeObject => ({
  ...object,
  metadata: {
    ...object.metadata,
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', controller: true }],
  },
})
const inZone = (name: string, zone: string) =>
  makePlainNode(name, { labels: { 'topology.kubernetes.io/zone': zone } })
const driver: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSIDriver',
  metadata: { name: 'local.example.com' },
  spec: { storageCapacity: true },
}
const storageClass: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'local' },
  provisioner: 'local.example.com',
  volumeBindingMode: 'WaitForFirstConsumer',
}
const claim: KubeObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'default' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'local',
    resources: { requests: { storage: '8Gi' } },
  },
}
const capacityOn = (node: string, capacity: string): KubeObject => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSIStorageCapacity',
  metadata: { name: `c-${node}`, namespace: 'default' },
  storageClassName: 'local',
  nodeTopology: { matchLabels: { 'kubernetes.io/hostname': node } },
  capacity,
})

describe('scores of plugins, raw and normalized', () => {
  it.each([
    {
      name: 'W04 LA-1, a missing request counts as a little',
      plugin: 'NodeResourcesFit',
      objects: [
        makePlainNode('n1', big),
        makePlainNode('n2', big),
        makePod('e', {
          nodeName: 'n1',
          spec: { containers: [container({ cpu: '1', memory: '2Gi' })] },
        }),
        podOf('p', { containers: [container({ cpu: '500m' })] }),
      ],
      // n2: cpu 3500 / 4000 = 87, memory (16384 - 200) / 16384 = 98
      scores: { n1: [74], n2: [92] },
    },
    {
      name: 'W10 LA-3, what is asked for the pod as a whole is left out',
      plugin: 'NodeResourcesFit',
      objects: [
        makePlainNode('n1', big),
        makePlainNode('n2', big),
        podOf('p', {
          resources: { requests: { cpu: '2', memory: '1Gi' } },
          containers: [container({ cpu: '500m', memory: '1Gi' }), container({})],
        }),
      ],
      // cpu (4000 - 600) / 4000 = 85, memory (16384 - 1224) / 16384 = 92
      scores: { n1: [88], n2: [88] },
    },
    ...(['1.34', '1.35', '1.36'] as const).map((version) => ({
      name: `W05 BA-3 BA-4 in ${version}`,
      version,
      plugin: 'NodeResourcesBalancedAllocation',
      objects: [
        makePlainNode('n1', big),
        makePlainNode('n2', big),
        makePod('e', {
          nodeName: 'n1',
          spec: { containers: [container({ cpu: '1', memory: '2Gi' })] },
        }),
        podOf('p', { containers: [container({ cpu: '500m' })] }),
      ],
      // n2: with the pod 0.125 and 0, a deviation of 0.0625
      scores: version === '1.36' ? { n1: [72], n2: [71] } : { n1: [87], n2: [93] },
    })),
    {
      name: 'W06 BA-1, a pod without requests',
      plugin: 'NodeResourcesBalancedAllocation',
      objects: [...plain, podOf('p', { containers: [container({})] })],
      scores: 'skipped',
    },
    {
      name: 'W12 NA-5',
      plugin: 'NodeAffinity',
      objects: [
        makePlainNode('n1', { labels: { zone: 'a', disk: 'ssd' } }),
        makePlainNode('n2', { labels: { disk: 'ssd' } }),
        makePlainNode('n3'),
        podOf('p', {
          affinity: {
            nodeAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                { weight: 50, preference: term('zone', 'a') },
                { weight: 30, preference: term('disk', 'ssd') },
              ],
            },
          },
        }),
      ],
      scores: { n1: [80, 100], n2: [30, 37], n3: [0, 0] },
    },
    {
      name: 'NA-5 a preferred term that cannot be read',
      plugin: 'NodeAffinity',
      objects: [
        ...plain,
        podOf('p', {
          affinity: {
            nodeAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                {
                  weight: 1,
                  preference: {
                    matchExpressions: [{ key: 'rank', operator: 'Gt', values: ['-2'] }],
                  },
                },
              ],
            },
          },
        }),
      ],
      scores: 'error',
    },
    {
      name: 'W16 TT-3',
      plugin: 'TaintToleration',
      objects: [
        makePlainNode('n1'),
        makePlainNode('n2', { spec: { taints: [taint('a')] } }),
        makePlainNode('n3', { spec: { taints: [taint('a'), taint('b'), taint('c')] } }),
        podOf('p', {}),
      ],
      scores: { n1: [0, 100], n2: [1, 67], n3: [3, 0] },
    },
    {
      name: 'W16 TT-3 without such taints',
      plugin: 'TaintToleration',
      objects: [...plain, podOf('p', {})],
      scores: { n1: [0, 100], n2: [0, 100], n3: [0, 100] },
    },
    {
      name: 'W19 VB-13',
      version: '1.37' as const,
      plugin: 'VolumeBinding',
      objects: [
        ...plain,
        driver,
        storageClass,
        claim,
        capacityOn('n1', '10Gi'),
        capacityOn('n2', '20Gi'),
        capacityOn('n3', '6Gi'),
        podOf('p', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] }),
      ],
      scores: { n1: [20], n2: [60] },
    },
    {
      name: 'W19 VB-12 before 1.37',
      plugin: 'VolumeBinding',
      objects: [...plain, podOf('p', {})],
      scores: 'skipped',
    },
    {
      name: 'W31 PTS-11 to PTS-14, default constraints',
      plugin: 'PodTopologySpread',
      objects: [
        inZone('n1', 'a'),
        inZone('n2', 'a'),
        inZone('n3', 'b'),
        replicaSet,
        makePod('e1', { nodeName: 'n1', labels: web }),
        makePod('e2', { nodeName: 'n1', labels: web }),
        makePod('e3', { nodeName: 'n3', labels: web }),
        owned(podOf('p', {}, web)),
      ],
      scores: { n1: [12, 75], n2: [9, 100], n3: [9, 100] },
    },
    {
      name: 'W31 no matching pods anywhere',
      plugin: 'PodTopologySpread',
      objects: [
        inZone('n1', 'a'),
        inZone('n2', 'a'),
        inZone('n3', 'b'),
        replicaSet,
        owned(podOf('p', {}, web)),
      ],
      scores: { n1: [6, 100], n2: [6, 100], n3: [6, 100] },
    },
    {
      name: 'PTS-2 a pod that nothing selects',
      plugin: 'PodTopologySpread',
      objects: [...plain, podOf('p', {}, web)],
      scores: 'skipped',
    },
    {
      name: 'W35 IPA-11 IPA-13',
      plugin: 'InterPodAffinity',
      objects: [
        ...plain,
        makePod('friend', {
          nodeName: 'n1',
          spec: {
            affinity: {
              podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [podTerm('web')] },
            },
          },
        }),
        makePod('noise', { nodeName: 'n2', labels: { app: 'noisy' } }),
        podOf(
          'p',
          {
            affinity: {
              podAntiAffinity: {
                preferredDuringSchedulingIgnoredDuringExecution: [
                  { weight: 50, podAffinityTerm: podTerm('noisy') },
                ],
              },
            },
          },
          web,
        ),
      ],
      scores: { n1: [1, 100], n2: [-50, 0], n3: [0, 98] },
    },
    {
      name: 'W37 IL-2 IL-3, an image on one node of three',
      plugin: 'ImageLocality',
      objects: [
        withImage('n1'),
        makePlainNode('n2'),
        makePlainNode('n3'),
        podOf('p', { containers: [container({}, 'app:1')] }),
      ],
      scores: { n1: [14], n2: [0], n3: [0] },
    },
    {
      name: 'W37 on three of three',
      plugin: 'ImageLocality',
      objects: [
        ...['n1', 'n2', 'n3'].map(withImage),
        podOf('p', { containers: [container({}, 'app:1')] }),
      ],
      scores: { n1: [48], n2: [48], n3: [48] },
    },
    {
      name: 'W37 beside an image that no node has',
      plugin: 'ImageLocality',
      objects: [
        withImage('n1'),
        makePlainNode('n2'),
        makePlainNode('n3'),
        podOf('p', { containers: [container({}, 'app:1'), container({}, 'other')] }),
      ],
      scores: { n1: [7], n2: [0], n3: [0] },
    },
  ])('$name', ({ objects, plugin, scores, ...rest }) => {
    expect(listScores(objects, plugin, 'version' in rest ? rest.version : '1.36')).toEqual(scores)
  })
})

describe('the choice of the node', () => {
  it.each([
    { rule: 'W03', totals: [300, 310, 310], winner: 1 },
    { rule: 'W03', totals: [5, 7, 9, 9, 3], winner: 3 },
    { rule: 'W03', totals: [9, 9, 9, 9], winner: 0 },
    { rule: 'W03', totals: [5, 9, 9, 9], winner: 1 },
    { rule: 'TB-2 one node', totals: [0], winner: 0 },
  ])('$rule $totals', ({ totals, winner }) => {
    expect(findWinner(totals)).toBe(winner)
    const places = totals.map((_total, index) => index)
    expect(listBest(places, totals)).toContain(winner)
  })

  it.each([
    [99, 99],
    [100, 100],
    [125, 100],
    [250, 120],
    [1000, 420],
    [5000, 500],
    [6000, 300],
    [15000, 750],
  ])('W01 of %i nodes looks for %i', (nodes, target) => {
    expect(countNodesToFind(nodes)).toBe(target)
  })

  it('W02 FL-6 goes on where the last attempt stopped', () => {
    const nodes = Array.from({ length: 150 }, (_, index) => makePlainNode(`n${index}`))
    const snapshot = readSnapshot(nodes, '1.36')
    const pod = resolvePriority(readPod(podOf('p', {})), [])
    const first = attemptPod(pod, snapshot, 0)
    expect(first).toMatchObject({ kind: 'scheduled', nextIndex: 100 })
    const second = attemptPod(pod, snapshot, 100)
    expect(second).toMatchObject({ kind: 'scheduled', nextIndex: 50 })
    if (second.kind !== 'scheduled') return
    const names = second.filtered.feasibleNodes.map(({ node }) => node.name)
    expect(names[0]).toBe('n100')
    expect(names.at(-1)).toBe('n49')
  })

  it('W02 NT-3 takes a node of each zone in turn', () => {
    const zones = { n1: 'a', n4: 'b', n5: 'c', n2: 'a', n6: 'c', n3: 'a' }
    const nodes = Object.entries(zones).map(([name, zone]) => inZone(name, zone))
    const names = readSnapshot(nodes, '1.36').nodes.map(({ node }) => node.name)
    expect(names).toEqual(['n1', 'n4', 'n5', 'n2', 'n6', 'n3'])
  })
})

describe('numbers', () => {
  it('13.4 takes percentages of what a number cannot hold a hundred times', () => {
    const whole = 3 * 2 ** 51
    expect(takePercentage(whole - 1, whole)).toBe(99)
    expect(takePercentage(whole / 3, whole)).toBe(33)
    expect(takePercentage(2500, 4000)).toBe(62)
  })

  it('13.4 takes logarithms within a unit in the last place', () => {
    for (let value = 2; value < 6000; value += 1) {
      const error = Math.abs(computeNaturalLog(value) / Math.log(value) - 1)
      expect(error).toBeLessThanOrEqual(2 * Number.EPSILON)
    }
  })
})
