import { describe, expect, it } from 'vitest'
import { makeVolume } from './make-volume.ts'
import type { KubeObject } from './object.ts'
import { releasePods } from './release-pods.ts'

const NODE: KubeObject = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n-a', labels: { 'topology.kubernetes.io/zone': 'eu-west-1a' } },
}

function makePod(name: string, claim: string, nodeName?: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop' },
    spec: {
      ...(nodeName === undefined ? {} : { nodeName }),
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: claim } }],
    },
    status: { phase: 'Running' },
  }
}

function releaseFor(zone: string, pods: readonly KubeObject[]): readonly KubeObject[] {
  const claim = { namespace: 'shop', name: 'data-db-0' }
  const [volume] = makeVolume({ name: 'v', zone, sizeGiB: 1, className: '', claim })
  return volume === undefined ? [] : releasePods([NODE, ...pods], volume)
}

describe('pods whose volume has moved', () => {
  it('VZ-1 start again without a node', () => {
    expect(releaseFor('eu-west-1c', [makePod('db-0', 'data-db-0', 'n-a')])).toEqual([
      { ...makePod('db-0', 'data-db-0'), status: { phase: 'Pending' } },
    ])
  })

  it.each([
    { name: 'in the same zone', zone: 'eu-west-1a', pod: makePod('db-0', 'data-db-0', 'n-a') },
    { name: 'of another claim', zone: 'eu-west-1c', pod: makePod('db-1', 'data-db-1', 'n-a') },
    { name: 'without a node', zone: 'eu-west-1c', pod: makePod('db-0', 'data-db-0') },
    { name: 'on a node not shown', zone: 'eu-west-1c', pod: makePod('db-0', 'data-db-0', 'x') },
  ])('stay: $name', ({ zone, pod }) => {
    expect(releaseFor(zone, [pod])).toEqual([])
  })
})
