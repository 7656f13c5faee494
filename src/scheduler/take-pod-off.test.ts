import { describe, expect, it } from 'vitest'
import { makeBoundClaim, makeCluster, makeNode, makePod } from '#testing/cluster-objects.ts'
import { placePod } from '#testing/place-pod.ts'
import type { KubeObject } from '#kube/object.ts'

const csiNode: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSINode',
  metadata: { name: 'n1' },
  spec: { drivers: [{ name: 'ebs.csi.aws.com', allocatable: { count: 1 } }] },
}
const attachment: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'VolumeAttachment',
  metadata: { name: 'csi-1' },
  spec: {
    attacher: 'ebs.csi.aws.com',
    nodeName: 'n1',
    source: { persistentVolumeName: 'pv-data' },
  },
  status: { attached: true },
}
const exclusive = makeBoundClaim('data', 'a').map((one) =>
  one.kind === 'PersistentVolumeClaim'
    ? { ...one, spec: { ...Object(one['spec']), accessModes: ['ReadWriteOncePod'] } }
    : one,
)
const port = { containers: [{ name: 'c', ports: [{ hostPort: 9100, containerPort: 9100 }] }] }

describe('a running pod that is placed again is not in its own way', () => {
  it.each([
    {
      name: 'FIT-3 its requests are given back',
      objects: [makePod('p', { nodeName: 'n1', cpu: '2' })],
    },
    {
      name: 'NP-3 its port of the host is free',
      objects: [makePod('p', { nodeName: 'n1', spec: port })],
    },
    {
      name: 'VR-2 its ReadWriteOncePod claim is not in use',
      objects: [...exclusive, makePod('p', { nodeName: 'n1', claims: ['data'] })],
    },
    {
      name: 'NV-5 the volume that is attached for it counts once',
      objects: [
        csiNode,
        attachment,
        ...makeBoundClaim('data', 'a'),
        makePod('p', { nodeName: 'n1', claims: ['data'] }),
      ],
    },
  ])('$name', ({ objects }) => {
    const resources = [makeNode('n1', 'a'), ...objects]
    const { outcome } = placePod(makeCluster({ resources }), 'default/p')
    expect(outcome).toMatchObject({ kind: 'scheduled', winner: 0 })
  })

  it('NV-5 a volume that another pod uses too stays attached', () => {
    const resources = [
      makeNode('n1', 'a'),
      csiNode,
      attachment,
      ...makeBoundClaim('data', 'a'),
      ...makeBoundClaim('more', 'a').map((one) =>
        one.kind === 'PersistentVolume'
          ? {
              ...one,
              spec: {
                ...Object(one['spec']),
                csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-2' },
              },
            }
          : one,
      ),
      makePod('other', { nodeName: 'n1', claims: ['data'] }),
      makePod('p', { nodeName: 'n1', claims: ['data', 'more'] }),
    ]
    const { groups } = placePod(makeCluster({ resources }), 'default/p')
    expect(groups[0]).toMatchObject({
      plugin: 'NodeVolumeLimits',
      detail: 'ebs.csi.aws.com attaches 1 at most',
    })
  })
})
