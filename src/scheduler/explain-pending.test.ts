import { describe, expect, it } from 'vitest'
import { explainPod, makePlainNode } from '#testing/explain-pod.ts'
import { makeBoundClaim, makeNode, makePod } from '#testing/cluster-objects.ts'
import type { SchedulerVersion } from './version.ts'

const plainNodes = (count: number, allocatable: Record<string, string> = {}) =>
  Array.from({ length: count }, (_, index) => makePlainNode(`n${index + 1}`, { allocatable }))
const claimOf = (spec: object, name = 'data') => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'default' },
  spec,
})
const taint = { key: 'x', value: 'y', effect: 'NoSchedule' }
const named = (...values: readonly string[]) => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchFields: values.map((value) => ({
              key: 'metadata.name',
              operator: 'In',
              values: [value],
            })),
          },
        ],
      },
    },
  },
})

describe('the message of a pending pod, to the letter', () => {
  it('names the zonal volume of the trap', () => {
    const objects = [
      makeNode('ip-10-0-12-7', 'a'),
      makeNode('ip-10-0-47-21', 'b'),
      ...makeBoundClaim('data-prometheus-0', 'c'),
      makePod('prometheus-0', { claims: ['data-prometheus-0'] }),
    ]
    const { message, reasons, counts } = explainPod(objects, 'prometheus-0', '1.35')
    expect(message).toBe(
      "0/2 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    )
    const reason = "node(s) didn't match PersistentVolume's node affinity"
    expect(counts).toEqual([{ count: 2, reason }])
    expect(reasons).toEqual([
      { nodeName: 'ip-10-0-12-7', plugin: 'VolumeBinding', reason, isResolvable: false },
      { nodeName: 'ip-10-0-47-21', plugin: 'VolumeBinding', reason, isResolvable: false },
    ])
  })

  it('W08 a request beyond the node', () => {
    const objects = [...plainNodes(1), makePod('p', { cpu: '5' })]
    expect(explainPod(objects, 'p').message).toBe(
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    )
  })

  it('W13 nodes that the pod does not name', () => {
    const objects = [
      ...plainNodes(3),
      makePod('full', { cpu: '4', nodeName: 'n1' }),
      makePod('p', { cpu: '1', spec: named('n1') }),
    ]
    expect(explainPod(objects, 'p').message).toBe(
      "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. no new claims to deallocate, preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.",
    )
  })

  it('W14 terms that contradict each other', () => {
    const objects = [...plainNodes(3), makePod('p', { spec: named('n1', 'n2') })]
    expect(explainPod(objects, 'p').message).toBe(
      '0/3 nodes are available: pod affinity terms conflict. not found',
    )
  })

  it('W21 a bound volume and a taint', () => {
    const objects = [
      makeNode('n1', 'a', { spec: { taints: [taint] } }),
      makeNode('n2', 'b'),
      makeNode('n3', 'b'),
      ...makeBoundClaim('data', 'a'),
      makePod('p', { claims: ['data'] }),
    ]
    expect(explainPod(objects, 'p').message).toBe(
      "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match PersistentVolume's node affinity. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    )
  })

  it('W22 an unbound claim of an immediate class', () => {
    const storageClass = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'imm' },
      provisioner: 'ebs.csi.aws.com',
      volumeBindingMode: 'Immediate',
    }
    const objects = [
      ...plainNodes(3),
      storageClass,
      claimOf({ storageClassName: 'imm' }),
      makePod('p', { claims: ['data'] }),
    ]
    expect(explainPod(objects, 'p').message).toBe(
      '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
    )
  })

  it('VR-3 a claim that is not there', () => {
    const objects = [...plainNodes(2), makePod('p', { claims: ['data'] })]
    expect(explainPod(objects, 'p').message).toBe(
      '0/2 nodes are available: persistentvolumeclaim "data" not found. not found',
    )
  })

  it('W26 a ReadWriteOncePod claim in use', () => {
    const objects = [
      ...plainNodes(3),
      ...makeBoundClaim('data', 'a').slice(1),
      {
        ...claimOf({ volumeName: 'pv-data', accessModes: ['ReadWriteOncePod'] }),
        status: { phase: 'Bound' },
      },
      makePod('p1', { claims: ['data'], nodeName: 'n1' }),
      makePod('p2', { claims: ['data'] }),
    ]
    expect(explainPod(objects, 'p2').message).toBe(
      '0/3 nodes are available: 3 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
    )
  })

  it('W38 room by preemption leaves no tail', () => {
    const objects = [
      ...plainNodes(2),
      makePod('p1', { cpu: '2', nodeName: 'n1', spec: { priority: 10 } }),
      makePod('p2', { cpu: '1', nodeName: 'n1', spec: { priority: 5 } }),
      makePod('p3', { cpu: '1', nodeName: 'n1', spec: { priority: 1 } }),
      makePod('q1', { cpu: '2', nodeName: 'n2', spec: { priority: 5 } }),
      makePod('q2', { cpu: '2', nodeName: 'n2', spec: { priority: 5 } }),
      makePod('p', { cpu: '2', spec: { priority: 100 } }),
    ]
    const { message, nominatedNode } = explainPod(objects, 'p')
    expect(message).toBe('0/2 nodes are available: 2 Insufficient cpu.')
    expect(nominatedNode).toBe('n2')
  })

  it('W40 sorts its parts as text', () => {
    const objects = [
      ...Array.from({ length: 2 }, (_, index) =>
        makePlainNode(`t${index}`, { spec: { taints: [taint] } }),
      ),
      ...plainNodes(7, { cpu: '100m' }),
      ...Array.from({ length: 3 }, (_, index) =>
        makePlainNode(`m${index}`, { allocatable: { cpu: '100m', memory: '1Mi' } }),
      ),
      makePod('p', {
        spec: { containers: [{ resources: { requests: { cpu: '1', memory: '1Gi' } } }] },
      }),
    ]
    expect(explainPod(objects, 'p').message).toContain(
      '0/12 nodes are available: 10 Insufficient cpu, 2 node(s) had untolerated taint(s), 3 Insufficient memory. ',
    )
  })

  it.each<{ name: string; version: SchedulerVersion; preemptionPolicy?: string; tail: string }>([
    {
      name: 'V-15 until 1.36',
      version: '1.34',
      tail: 'no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    },
    {
      name: 'V-15 since 1.37',
      version: '1.37',
      tail: 'preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    },
    {
      name: '8.4 a pod that must not preempt',
      version: '1.37',
      preemptionPolicy: 'Never',
      tail: 'preemption: not eligible due to preemptionPolicy=Never.',
    },
  ])('$name', ({ version, preemptionPolicy, tail }) => {
    const objects = [...plainNodes(1), makePod('p', { cpu: '5', spec: { preemptionPolicy } })]
    expect(explainPod(objects, 'p', version).message).toBe(
      `0/1 nodes are available: 1 Insufficient cpu. ${tail}`,
    )
  })

  it('8.3 a gated pod, FL-8 no nodes', () => {
    const gated = makePod('p', { spec: { schedulingGates: [{ name: 'wait' }] } })
    expect(explainPod([gated], 'p').message).toBe(
      'Scheduling is blocked due to non-empty scheduling gates',
    )
    expect(explainPod([makePod('p')], 'p').message).toBe('no nodes available to schedule pods')
  })

  it('says nothing of a pod that fits', () => {
    expect(explainPod([...plainNodes(1), makePod('p')], 'p')).toMatchObject({
      kind: 'fits',
      message: '',
      feasibleNodes: ['n1'],
    })
  })
})
