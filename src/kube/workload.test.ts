import { describe, expect, it } from 'vitest'
import { readWorkload } from './workload.ts'

const workload = (kind: string, spec: object, status: object = {}) =>
  readWorkload({ apiVersion: 'apps/v1', kind, metadata: { name: 'w' }, spec, status })

describe('workloads', () => {
  it.each([
    { name: 'I10.3 absent replicas', kind: 'Deployment', spec: {}, replicas: 1, assumed: true },
    {
      name: 'I10.3 given replicas',
      kind: 'StatefulSet',
      spec: { replicas: 3 },
      replicas: 3,
      assumed: false,
    },
    { name: 'zero', kind: 'ReplicaSet', spec: { replicas: 0 }, replicas: 0, assumed: false },
    {
      name: 'a DaemonSet wants as many as nodes',
      kind: 'DaemonSet',
      spec: {},
      replicas: 0,
      assumed: false,
    },
    { name: 'a Job without fields', kind: 'Job', spec: {}, replicas: 1, assumed: false },
    {
      name: 'a Job',
      kind: 'Job',
      spec: { parallelism: 5, completions: 2 },
      replicas: 2,
      assumed: false,
    },
    {
      name: 'a work queue Job',
      kind: 'Job',
      spec: { parallelism: 5 },
      replicas: 5,
      assumed: false,
    },
    {
      name: 'a suspended Job',
      kind: 'Job',
      spec: { parallelism: 5, suspend: true },
      replicas: 0,
      assumed: false,
    },
  ])('$name', ({ kind, spec, replicas, assumed }) => {
    expect(workload(kind, spec)).toMatchObject({ replicas, isReplicasAssumed: assumed })
  })

  it('counts what a Job has left', () => {
    const job = workload('Job', { parallelism: 3, completions: 5 }, { succeeded: 4 })
    expect(job?.replicas).toBe(1)
  })

  it.each([
    { name: 'complete', spec: { completions: 1 }, status: { succeeded: 1 } },
    {
      name: 'failed for good',
      spec: { completions: 1 },
      status: { failed: 7, conditions: [{ type: 'Failed', status: 'True' }] },
    },
    { name: 'one pod by default, done', spec: {}, status: { succeeded: 1 } },
    {
      name: 'a work queue after its first success',
      spec: { parallelism: 3 },
      status: { succeeded: 1 },
    },
  ])('wants no pod of a Job that is $name', ({ spec, status }) => {
    expect(workload('Job', spec, status)?.replicas).toBe(0)
  })

  it('reads the template of a CronJob', () => {
    const template = { metadata: { labels: { app: 'x' } }, spec: { nodeSelector: { a: 'b' } } }
    const cronJob = workload('CronJob', { suspend: true, jobTemplate: { spec: { template } } })
    expect(cronJob?.template.labels).toEqual({ app: 'x' })
    expect(cronJob?.template.spec.nodeAffinity.nodeSelector).toEqual({ a: 'b' })
    expect(cronJob?.isSuspended).toBe(true)
  })

  it('reads what a StatefulSet makes', () => {
    const set = workload('StatefulSet', {
      podManagementPolicy: 'Parallel',
      ordinals: { start: 5 },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { storageClassName: 'gp3', accessModes: ['ReadWriteOnce'] },
        },
        { metadata: {} },
      ],
    })
    expect(set).toMatchObject({ isOrdered: false, firstOrdinal: 5 })
    expect(set?.claimTemplates).toMatchObject([
      { name: 'data', className: 'gp3', accessModes: ['ReadWriteOnce'] },
    ])
    expect(workload('StatefulSet', {})?.isOrdered).toBe(true)
    expect(workload('Deployment', {})?.isOrdered).toBe(false)
  })

  it('reads the plain selector of a ReplicationController', () => {
    expect(workload('ReplicationController', { selector: { app: 'x' } })?.selector).toEqual({
      kind: 'all-of',
      requirements: [{ key: 'app', operator: 'In', values: ['x'] }],
    })
  })

  it('leaves other kinds alone', () => {
    expect(workload('Service', {})).toBeUndefined()
  })
})
