import { describe, expect, it } from 'vitest'
import { compileCluster } from '#cluster/compile.ts'
import {
  makeBoundClaim,
  makeCluster,
  makeNode,
  makePod,
  makeStorageClass,
  makeWorkload,
} from '#testing/cluster-objects.ts'
import { startExplaining } from './explain-board.ts'

const NODES = [
  makeNode('n-a', 'a'),
  makeNode('n-b', 'b'),
  makeNode('n-c', 'c', {
    group: 'system',
    spec: { taints: [{ key: 'dedicated', effect: 'NoSchedule' }] },
  }),
]

function explain(objects: Parameters<typeof makeCluster>[0], podName: string) {
  const cluster = makeCluster(objects)
  const compiled = compileCluster(cluster, 'designs[0].clusters[0]')
  const index = compiled.pods.findIndex((pod) => pod.name === podName)
  return startExplaining(cluster, compiled)(index)
}

describe('why a pod waits', () => {
  it('counts the parts of the message in our words, with groups and zones', () => {
    const resources = [
      ...NODES,
      makePod('db-0', { claims: ['data'] }),
      ...makeBoundClaim('data', 'c'),
    ]
    const { message, reasons } = explain({ resources }, 'db-0')
    expect(message).toBe(
      "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match PersistentVolume's node affinity. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    )
    expect(reasons).toEqual([
      { count: 2, reason: 'its volume is in eu-west-1c', detail: 'workers in a and b' },
      { count: 1, reason: 'a taint it does not tolerate', detail: 'no group in c' },
    ])
  })

  it('explains a replica that has no Pod object, with the claim its StatefulSet will make', () => {
    const resources = [
      makeStorageClass(),
      makeNode('n-a', 'a'),
      makeWorkload('StatefulSet', 'db', { claimTemplate: 'data', cpu: '64' }),
    ]
    const { message } = explain({ resources }, 'db-0')
    expect(message).toContain('0/1 nodes are available: 1 Insufficient cpu.')
  })

  it('says so when there are no nodes', () => {
    const resources = [makeWorkload('Deployment', 'web')]
    expect(explain({ resources }, 'web-1')).toEqual({
      message: 'no nodes available to schedule pods',
      reasons: [],
    })
  })
})
