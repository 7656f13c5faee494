import { describe, expect, it } from 'vitest'
import { explainPod, makePlainNode } from '#testing/explain-pod.ts'
import { makeBoundClaim, makeNode, makePod } from '#testing/cluster-objects.ts'
import type { KubeObject } from '#kube/object.ts'
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

const started = (object: KubeObject, hour: number): KubeObject => ({
  ...object,
  status: {
    ...Object(object['status']),
    startTime: new Date(Date.UTC(2026, 0, 1, hour)).toISOString(),
  },
})
/** The node that preemption nominates, then its victims. */
const listVictims = (objects: readonly KubeObject[], name: string): readonly string[] => {
  const { preemption } = explainPod(objects, name)
  if (preemption?.kind !== 'nominated') return []
  const { nodeName, victims } = preemption.candidate
  return [nodeName, ...victims.map((victim) => victim.name)]
}

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
      { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv' }, spec: {} },
      {
        ...claimOf({ volumeName: 'pv', accessModes: ['ReadWriteOncePod'] }),
        status: { phase: 'Bound' },
      },
      makePod('p1', { claims: ['data'], nodeName: 'n1' }),
    ]
    const higher = makePod('p2', { claims: ['data'], spec: { priority: 100 } })
    expect(listVictims([...objects, higher], 'p2')).toEqual(['n1', 'p1'])
    expect(explainPod([...objects, makePod('p2', { claims: ['data'] })], 'p2').message).toBe(
      '0/3 nodes are available: 3 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
    )
  })

  it('W38 room by preemption leaves no tail', () => {
    const running = (name: string, cpu: string, nodeName: string, priority: number, hour = 8) =>
      started(makePod(name, { cpu, nodeName, spec: { priority } }), hour)
    const objects = [
      ...plainNodes(2),
      running('p1', '2', 'n1', 10),
      running('p2', '1', 'n1', 5),
      running('p3', '1', 'n1', 1),
      running('q1', '2', 'n2', 5, 10),
      running('q2', '2', 'n2', 5, 9),
      makePod('p', { cpu: '2', spec: { priority: 100 } }),
    ]
    expect(explainPod(objects, 'p').message).toBe('0/2 nodes are available: 2 Insufficient cpu.')
    expect(listVictims(objects, 'p')).toEqual(['n2', 'q1'])
    const { preemption } = explainPod(objects, 'p')
    const runs = preemption?.kind === 'nominated' ? preemption.runs : []
    expect(
      runs.map((run) => run.kind === 'candidate' && run.candidate.victims.map(({ name }) => name)),
    ).toEqual([['p2', 'p3'], ['q1']])
  })

  it.each([
    { name: 'W39 budgets first', selector: { matchLabels: { app: 'a' } }, victims: ['n2', 'v2'] },
    { name: 'W39 an empty selector covers nothing', selector: {}, victims: ['n1', 'v1'] },
    {
      name: 'W39 a pod without labels violates nothing',
      selector: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] },
      labels: {},
      victims: ['n1', 'v1'],
    },
  ])('$name', ({ selector, labels = { app: 'a' }, victims }) => {
    const budget = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'b', namespace: 'default' },
      spec: { selector },
      status: { disruptionsAllowed: 0 },
    }
    const objects = [
      ...plainNodes(2),
      budget,
      makePod('v1', { cpu: '4', nodeName: 'n1', labels, spec: { priority: 1 } }),
      makePod('v2', { cpu: '4', nodeName: 'n2', spec: { priority: 50 } }),
      makePod('p', { cpu: '2', spec: { priority: 100 } }),
    ]
    expect(listVictims(objects, 'p')).toEqual(victims)
  })

  it('NP-2 a port that two pods hold is free once one of them is taken off (PE-5)', () => {
    const ports = [{ hostPort: 80 }]
    const onNode = (name: string, priority: number) =>
      makePod(name, { nodeName: 'n1', spec: { priority, containers: [{ ports }] } })
    const objects = [
      ...plainNodes(1),
      onNode('above', 100),
      onNode('below', 0),
      makePod('p', { spec: { priority: 50, containers: [{ ports }] } }),
    ]
    expect(listVictims(objects, 'p')).toEqual(['n1', 'below'])
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
