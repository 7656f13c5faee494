import { describe, expect, it } from 'vitest'
import { explainPod, listAnswers, makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'

const TAKEN = 'node(s) had no available disk'
const rbd = { image: 'i', monitors: ['m1', 'm2'], readOnly: true }
const podWith = (name: string, volume: object, nodeName?: string) =>
  makePod(name, {
    ...(nodeName === undefined ? {} : { nodeName }),
    spec: { volumes: [{ name: 'v', ...volume }] },
  })

describe('VolumeRestrictions', () => {
  it.each([
    {
      name: 'VR-1 the same EBS volume, even read-only',
      used: { awsElasticBlockStore: { volumeID: 'vol-1', readOnly: true } },
      wanted: { awsElasticBlockStore: { volumeID: 'vol-1', readOnly: true } },
      answer: TAKEN,
    },
    {
      name: 'VR-1 another EBS volume',
      used: { awsElasticBlockStore: { volumeID: 'vol-1' } },
      wanted: { awsElasticBlockStore: { volumeID: 'vol-2' } },
      answer: 'fits',
    },
    {
      name: 'VR-1 a GCE disk, one writes',
      used: { gcePersistentDisk: { pdName: 'd', readOnly: true } },
      wanted: { gcePersistentDisk: { pdName: 'd' } },
      answer: TAKEN,
    },
    {
      name: 'VR-1 a GCE disk, both read',
      used: { gcePersistentDisk: { pdName: 'd', readOnly: true } },
      wanted: { gcePersistentDisk: { pdName: 'd', readOnly: true } },
      answer: 'fits',
    },
    {
      name: 'VR-1 iSCSI',
      used: { iscsi: { iqn: 'q' } },
      wanted: { iscsi: { iqn: 'q' } },
      answer: TAKEN,
    },
    {
      name: 'VR-1 RBD, monitors meet',
      used: { rbd },
      wanted: { rbd: { ...rbd, monitors: ['m2'], readOnly: false } },
      answer: TAKEN,
    },
    {
      name: 'VR-1 RBD, monitors do not meet',
      used: { rbd },
      wanted: { rbd: { ...rbd, monitors: ['m3'], readOnly: false } },
      answer: 'fits',
    },
  ])('$name', ({ used, wanted, answer }) => {
    const objects = [makePlainNode('n1'), podWith('used', used, 'n1'), podWith('p', wanted)]
    expect(listAnswers(explainPod(objects, 'p'))).toEqual({ n1: answer })
  })
})
