import { describe, expect, it } from 'vitest'
import { makePlainNode } from '#testing/explain-pod.ts'
import { makePod, makeStorageClass, makeUnboundClaim } from '#testing/cluster-objects.ts'
import { schedulePods } from './schedule-pods.ts'
import type { KubeObject } from '#kube/object.ts'

const podOf = (
  name: string,
  options: { readonly cpu?: string; readonly priority?: number; readonly at?: number },
  spec: Record<string, unknown> = {},
): KubeObject => {
  const { cpu = '1', priority = 0, at } = options
  const containers = [{ name: 'c', resources: { requests: { cpu } } }]
  const pod = makePod(name, { spec: { priority, containers, ...spec } })
  const creationTimestamp = at === undefined ? undefined : `2026-01-01T00:00:0${at}Z`
  return { ...pod, metadata: { ...pod.metadata, creationTimestamp } }
}

/** Every attempt as `pod→node` or `pod×`, with victims as `pod×(victim)`. */
function listAttempts(objects: readonly KubeObject[]): readonly string[] {
  return schedulePods(objects, '1.37').map(({ pod, result, winner, preemption }) => {
    const victims = preemption?.victims?.join(' ')
    const end = result === 'scheduled' ? `→${winner ?? ''}` : '×'
    return `${pod.replace('default/', '')}${end}${victims === undefined ? '' : `(${victims})`}`
  })
}

const web = { matchLabels: { app: 'web' } }
const nearWeb = {
  affinity: {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: web },
      ],
    },
  },
}
const labelled = (pod: KubeObject, labels: Record<string, string>): KubeObject => ({
  ...pod,
  metadata: { ...pod.metadata, labels },
})

describe('placing pods', () => {
  it.each([
    {
      name: 'QU-1 the highest priority first, then the oldest',
      objects: [
        makePlainNode('n1'),
        podOf('young', { at: 2 }),
        podOf('old', { at: 1 }),
        podOf('vip', { priority: 5, at: 3 }),
      ],
      attempts: ['vip→n1', 'old→n1', 'young→n1'],
    },
    {
      name: 'AS-1 a placed pod is there for the next one',
      objects: [makePlainNode('n1'), podOf('a', { cpu: '3' }), podOf('b', { cpu: '3' })],
      attempts: ['a→n1', 'b×'],
    },
    {
      name: 'PE-7 PE-8 victims go, and the pod is tried again',
      objects: [
        makePlainNode('n1'),
        podOf('low', { cpu: '3' }, { nodeName: 'n1' }),
        podOf('high', { cpu: '3', priority: 1 }),
      ],
      attempts: ['high×(default/low)', 'high→n1'],
    },
    {
      name: '10.3 a pod that waits for another is tried again when that one is bound',
      objects: [
        makePlainNode('n1'),
        podOf('first', { at: 1 }, nearWeb),
        labelled(podOf('second', { at: 2 }), { app: 'web' }),
      ],
      attempts: ['first×', 'first→n1'],
    },
    {
      name: '10.4 a gated pod is not tried',
      objects: [
        makePlainNode('n1'),
        podOf('p', {}, { schedulingGates: [{ name: 'example.com/a' }] }),
      ],
      attempts: ['p×'],
    },
    {
      name: 'pods of another scheduler are left alone',
      objects: [makePlainNode('n1'), podOf('p', {}, { schedulerName: 'mine' })],
      attempts: [],
    },
    {
      name: 'FL-8 no nodes',
      objects: [podOf('p', {})],
      attempts: ['p×'],
    },
  ])('$name', ({ name, objects, attempts }) => {
    const isWaiting = name.startsWith('10.3')
    const found = listAttempts(objects)
    // Between its two attempts the pod it waits for is placed.
    expect(isWaiting ? found.filter((one) => !one.startsWith('second')) : found).toEqual(attempts)
  })

  it('AS-2 binds a claim that waited to a volume in the zone of the node', () => {
    const zone = { 'topology.ebs.csi.aws.com/zone': 'a' }
    const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }]
    const objects = [
      makePlainNode('n1', { labels: zone }),
      makeStorageClass(),
      makeUnboundClaim('data'),
      podOf('p', {}, { volumes }),
    ]
    const [attempt] = schedulePods(objects, '1.37')
    expect(attempt?.after?.bound?.node).toBe('n1')
    const [volume, claim] = attempt?.after?.objects ?? []
    expect(volume?.['spec']).toMatchObject({
      claimRef: { name: 'data' },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                { key: 'topology.ebs.csi.aws.com/zone', operator: 'In', values: ['a'] },
              ],
            },
          ],
        },
      },
    })
    expect(claim?.['spec']).toMatchObject({ volumeName: volume?.metadata.name })
    // A second pod of the same claim can only go where the volume is now.
    const after = schedulePods(
      [
        makePlainNode('n0', { labels: { 'topology.ebs.csi.aws.com/zone': 'b' } }),
        ...objects,
        podOf('q', { priority: -1 }, { volumes }),
      ],
      '1.37',
    )
    const [first, second] = after.map(({ winner }) => winner)
    expect(second).toBe(first)
  })
})
