import { describe, expect, it } from 'vitest'
import { explainPod, listAnswers, makePlainNode } from '#testing/explain-pod.ts'
import { makePod } from '#testing/cluster-objects.ts'

const CONFLICT = "node(s) didn't find available persistent volumes to bind"
const ZONE = 'topology.kubernetes.io/zone'
const nodes = [
  makePlainNode('n1', { labels: { [ZONE]: 'a' } }),
  makePlainNode('n2', { labels: { [ZONE]: 'b' } }),
]
const claim = (name: string, size: string, fields: Record<string, unknown> = {}) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'default', ...(fields['metadata'] as object | undefined) },
  spec: { storageClassName: 'c', resources: { requests: { storage: size } } },
  status: { phase: 'Pending', ...(fields['status'] as object | undefined) },
})
const storageClass = (fields: object) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'c' },
  volumeBindingMode: 'WaitForFirstConsumer',
  ...fields,
})
const ebs = storageClass({ provisioner: 'ebs.csi.aws.com' })
const manual = storageClass({ provisioner: 'kubernetes.io/no-provisioner' })
const volume = (name: string, size: string, zone: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec: {
    capacity: { storage: size },
    storageClassName: 'c',
    local: { path: '/d' },
    nodeAffinity: {
      required: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE, operator: 'In', values: [zone] }] }],
      },
    },
  },
  status: { phase: 'Available' },
})

describe('VolumeBinding, on a node', () => {
  it.each([
    {
      name: 'VB-8 made where the pod goes',
      objects: [ebs, claim('x', '1Gi')],
      answers: { n1: 'fits', n2: 'fits' },
    },
    {
      name: 'W20 allowed topologies',
      objects: [
        { ...ebs, allowedTopologies: [{ matchLabelExpressions: [{ key: ZONE, values: ['a'] }] }] },
        claim('x', '1Gi'),
      ],
      answers: { n1: 'fits', n2: CONFLICT },
    },
    {
      name: 'VB-6 the chosen node',
      objects: [
        ebs,
        claim('x', '1Gi', {
          metadata: { annotations: { 'volume.kubernetes.io/selected-node': 'n2' } },
        }),
      ],
      answers: { n1: CONFLICT, n2: 'fits' },
    },
    {
      name: 'VB-7 a volume that is there',
      objects: [manual, claim('x', '1Gi'), volume('pv', '1Gi', 'b')],
      answers: { n1: CONFLICT, n2: 'fits' },
    },
    {
      name: 'VB-7 one that is too small',
      objects: [manual, claim('x', '2Gi'), volume('pv', '1Gi', 'b')],
      answers: { n1: CONFLICT, n2: CONFLICT },
    },
    {
      name: 'VB-7 one that is reserved for another',
      objects: [
        manual,
        claim('x', '1Gi'),
        {
          ...volume('pv', '1Gi', 'b'),
          spec: { ...volume('pv', '1Gi', 'b').spec, claimRef: { namespace: 'default', name: 'y' } },
        },
      ],
      answers: { n1: CONFLICT, n2: CONFLICT },
    },
  ])('$name', ({ objects, answers }) => {
    const all = [...nodes, ...objects, makePod('p', { claims: ['x'] })]
    expect(listAnswers(explainPod(all, 'p'))).toEqual(answers)
  })

  it.each([
    { name: 'W23 the smaller claim first', sizes: ['8Gi', '5Gi'], answer: 'fits' },
    { name: 'W23 nothing left for the larger', sizes: ['9Gi', '7Gi'], answer: CONFLICT },
  ])('$name', ({ sizes, answer }) => {
    const objects = [
      nodes[0] ?? makePlainNode('n1'),
      manual,
      ...sizes.map((size, index) => claim(`x${index}`, size)),
      volume('pv-a', '10Gi', 'a'),
      volume('pv-b', '6Gi', 'a'),
      volume('pv-d', '4Gi', 'a'),
      makePod('p', { claims: ['x0', 'x1'] }),
    ]
    expect(listAnswers(explainPod(objects, 'p'))).toEqual({ n1: answer })
  })

  it.each([
    { name: 'VB-10 enough', capacity: '1Gi', answer: 'fits' },
    {
      name: 'VB-10 not enough',
      capacity: '1023Mi',
      answer: 'node(s) did not have enough free storage',
    },
    {
      name: 'VB-10 an in-tree provisioner is not taken for its driver',
      provisioner: 'kubernetes.io/aws-ebs',
      capacity: '1023Mi',
      answer: 'fits',
    },
  ])('$name', ({ provisioner = 'ebs.csi.aws.com', capacity, answer }) => {
    const driver = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSIDriver',
      metadata: { name: 'ebs.csi.aws.com' },
      spec: { storageCapacity: true },
    }
    const room = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSIStorageCapacity',
      metadata: { name: 'room' },
      storageClassName: 'c',
      nodeTopology: { matchLabels: { [ZONE]: 'a' } },
      capacity,
    }
    const objects = [
      nodes[0] ?? makePlainNode('n1'),
      storageClass({ provisioner }),
      driver,
      room,
      claim('x', '1Gi'),
      makePod('p', { claims: ['x'] }),
    ]
    expect(listAnswers(explainPod(objects, 'p'))).toEqual({ n1: answer })
  })
})

describe('VolumeBinding, on no node (VB-2)', () => {
  it.each([
    {
      name: 'a lost claim',
      fields: { status: { phase: 'Lost' } },
      text: 'persistentvolumeclaim "x" bound to non-existent persistentvolume ""',
    },
    {
      name: 'a claim that is being deleted',
      fields: { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } },
      text: 'persistentvolumeclaim "x" is being deleted',
    },
  ])('$name', ({ fields, text }) => {
    const objects = [...nodes, ebs, claim('x', '1Gi', fields), makePod('p', { claims: ['x'] })]
    expect(explainPod(objects, 'p').message).toBe(`0/2 nodes are available: ${text}. not found`)
  })

  it('an ephemeral claim that is not made yet', () => {
    const volumes = [{ name: 'x', ephemeral: { volumeClaimTemplate: { spec: {} } } }]
    expect(explainPod([...nodes, makePod('p', { spec: { volumes } })], 'p').message).toBe(
      '0/2 nodes are available: waiting for ephemeral volume controller to create the persistentvolumeclaim "p-x". not found',
    )
  })
})
