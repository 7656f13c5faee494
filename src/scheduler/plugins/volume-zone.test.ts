import { describe, expect, it } from 'vitest'
import { explainPod, makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'

const GA = 'topology.kubernetes.io/zone'
const BETA = 'failure-domain.beta.kubernetes.io/zone'
const nodes = [
  makePlainNode('n1', { labels: { [GA]: 'us-east-1a' } }),
  makePlainNode('n2', { labels: { [GA]: 'us-east-1b' } }),
  makePlainNode('n3', { labels: { [GA]: 'us-east-1c' } }),
  makePlainNode('n4'),
  makePlainNode('n5', { labels: { [BETA]: 'us-east-1a' } }),
]
const bound = (labels: Record<string, string>) => [
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'x', namespace: 'default' },
    spec: { volumeName: 'pv', storageClassName: '' },
    status: { phase: 'Bound' },
  },
  { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv', labels }, spec: {} },
]

describe('VolumeZone', () => {
  it.each([
    { name: 'W18 a set', labels: { [GA]: 'us-east-1a__us-east-1b' }, passing: ['n1', 'n2', 'n4'] },
    {
      name: 'W18 a comma is no separator',
      labels: { [GA]: 'us-east-1a,us-east-1b' },
      passing: ['n4'],
    },
    {
      name: 'W18 an ill-formed set is ignored',
      labels: { [GA]: 'us-east-1a__' },
      passing: ['n1', 'n2', 'n3', 'n4', 'n5'],
    },
    {
      name: 'W18 an old key finds the new label',
      labels: { [BETA]: 'us-east-1a' },
      passing: ['n1', 'n4', 'n5'],
    },
    {
      name: 'W18 a new key does not find the old label',
      labels: { [GA]: 'us-east-1a' },
      passing: ['n1', 'n4'],
    },
  ])('$name', ({ labels, passing }) => {
    const objects = [
      ...nodes,
      ...bound(labels as unknown as Record<string, string>),
      makePod('p', { claims: ['x'] }),
    ]
    const explanation = explainPod(objects, 'p')
    expect(explanation.feasibleNodes).toEqual(passing)
    expect(explanation.reasons.map(({ plugin }) => plugin)).toEqual(
      Array(nodes.length - passing.length).fill('VolumeZone'),
    )
  })

  it('VZ-2 a volume that is not there', () => {
    const objects = [...nodes, ...bound({}).slice(0, 1), makePod('p', { claims: ['x'] })]
    expect(explainPod(objects, 'p').message).toBe(
      '0/5 nodes are available: persistentvolume "pv" not found. not found',
    )
  })
})
