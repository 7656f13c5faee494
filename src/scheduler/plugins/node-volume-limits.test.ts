import { describe, expect, it } from 'vitest'
import { explainPod, listAnswers, makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'

const FULL = 'node(s) exceed max volume count'
const DRIVER = 'ebs.csi.aws.com'

/** A claim bound to an EBS volume without a zone, of a handle of its own. */
const bound = (name: string) => [
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default' },
    spec: { volumeName: `pv-${name}`, storageClassName: '' },
    status: { phase: 'Bound' },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pv-${name}` },
    spec: { csi: { driver: DRIVER, volumeHandle: `vol-${name}` } },
  },
]
const csiNode = (drivers: readonly object[]) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSINode',
  metadata: { name: 'n1' },
  spec: { drivers },
})
const limited = (count: number) => csiNode([{ name: DRIVER, allocatable: { count } }])
const attachment = (name: string) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'VolumeAttachment',
  metadata: { name: `att-${name}` },
  spec: { attacher: DRIVER, nodeName: 'n1', source: { persistentVolumeName: `pv-${name}` } },
})
const names = ['a', 'b', 'c', 'd']

describe('NodeVolumeLimits', () => {
  it.each([
    {
      name: 'NV-5 up to the limit',
      extra: [limited(3)],
      used: ['a', 'b'],
      wanted: ['c'],
      answer: 'fits',
    },
    {
      name: 'NV-5 above the limit',
      extra: [limited(2)],
      used: ['a', 'b'],
      wanted: ['c'],
      answer: FULL,
    },
    {
      name: 'W24 one of two is already there',
      extra: [limited(3)],
      used: ['a', 'b'],
      wanted: ['b', 'c'],
      answer: 'fits',
    },
    {
      name: 'W24 both new',
      extra: [limited(3)],
      used: ['a', 'b'],
      wanted: ['c', 'd'],
      answer: FULL,
    },
    { name: 'NV-4 no CSINode', extra: [], used: ['a', 'b'], wanted: ['c', 'd'], answer: 'fits' },
    {
      name: 'NV-4 no count',
      extra: [csiNode([{ name: DRIVER }])],
      used: ['a', 'b'],
      wanted: ['c'],
      answer: 'fits',
    },
    {
      name: 'NV-3 a pod without volumes',
      extra: [limited(1)],
      used: ['a', 'b'],
      wanted: [],
      answer: 'fits',
    },
    {
      name: 'W25 an attachment without a pod counts',
      extra: [limited(3), attachment('a'), attachment('b'), attachment('c')],
      used: ['a', 'b'],
      wanted: ['d'],
      answer: FULL,
    },
    {
      name: 'W25 and counts twice when the pod brings it',
      extra: [limited(3), attachment('a'), attachment('b'), attachment('c')],
      used: ['a', 'b'],
      wanted: ['c'],
      answer: FULL,
    },
  ])('$name', ({ extra, used, wanted, answer }) => {
    const objects = [
      makePlainNode('n1'),
      ...extra,
      ...names.flatMap(bound),
      makePod('used', { claims: used, nodeName: 'n1' }),
      makePod('p', { claims: wanted }),
    ]
    expect(listAnswers(explainPod(objects, 'p'))).toEqual({ n1: answer })
  })

  it.each([
    {
      name: 'NV-7 since 1.37',
      version: '1.37' as const,
      answer: `${DRIVER} CSI driver is not installed on the node`,
    },
    { name: 'NV-7 before', version: '1.36' as const, answer: 'fits' },
  ])('$name a driver can demand to be on the node', ({ version, answer }) => {
    const driver = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSIDriver',
      metadata: { name: DRIVER },
      spec: { preventPodSchedulingIfMissing: true },
    }
    const objects = [makePlainNode('n1'), driver, ...bound('a'), makePod('p', { claims: ['a'] })]
    expect(listAnswers(explainPod(objects, 'p', version))).toEqual({ n1: answer })
  })
})
