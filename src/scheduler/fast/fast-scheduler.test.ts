import { describe, expect, it } from 'vitest'
import { attemptPod } from '../attempt.ts'
import { createFastScheduler } from './fast-scheduler.ts'
import { makeBoundClaim, makePod } from '#testing/cluster-objects.ts'
import { makePlainNode } from '#testing/explain-pod.ts'
import { readPod } from '#kube/pod.ts'
import { readSnapshot } from '../read-snapshot.ts'
import { recordAttempt } from '../record-attempt.ts'
import { resolvePriority } from '../snapshot.ts'
import type { FastScheduler } from './fast-scheduler.ts'
import type { KubeObject } from '#kube/object.ts'
import type { SchedulerPod } from '../snapshot.ts'

const NODES = ['n1', 'n2'].map((name) => makePlainNode(name))
const LIMITS = ['n1', 'n2'].map((name): KubeObject => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSINode',
  metadata: { name },
  spec: { drivers: [{ name: 'ebs.csi.aws.com', nodeID: name, allocatable: { count: 1 } }] },
}))
const CLAIMS = ['a', 'b'].flatMap((name) =>
  makeBoundClaim(name, 'a').map((object): KubeObject =>
    object.kind === 'PersistentVolume'
      ? {
          ...object,
          spec: { csi: { driver: 'ebs.csi.aws.com', volumeHandle: `vol-${name}` } },
        }
      : object,
  ),
)

const podOf = (name: string, app: string, spec: object = {}): SchedulerPod => {
  const pod = makePod(name, { labels: { app }, spec: { ...spec } })
  return resolvePriority(readPod(pod), [])
}
const claiming = (name: string, claimName: string): SchedulerPod =>
  podOf(name, name, { volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }] })
const shunning = (name: string, app: string, shunned: string): SchedulerPod =>
  podOf(name, app, {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: { matchLabels: { app: shunned } },
          },
        ],
      },
    },
  })

/** The nodes that take the pod by the tables, which must be those of the plain algorithm. */
function listFeasible(scheduler: FastScheduler, pod: SchedulerPod): readonly string[] {
  expect(scheduler.isFast(pod)).toBe(true)
  const fast = recordAttempt(pod.name, scheduler.attempt(pod, 0), 0)
  const plain = attemptPod(pod, scheduler.readSnapshot(), 0)
  expect(fast).toEqual(recordAttempt(pod.name, plain, 0))
  return fast.feasible ?? []
}

describe('tables that pods come to and go from', () => {
  it('NV-5 a volume of two pods is attached until both are gone', () => {
    const scheduler = createFastScheduler(readSnapshot([...NODES, ...LIMITS, ...CLAIMS], '1.37'))
    const other = claiming('other', 'b')
    const [first, second] = [claiming('first', 'a'), claiming('second', 'a')]
    scheduler.place(first, 0)
    scheduler.place(second, 0)
    expect(listFeasible(scheduler, other)).toEqual(['n2'])
    scheduler.remove(first)
    expect(listFeasible(scheduler, other)).toEqual(['n2'])
    scheduler.remove(second)
    expect(listFeasible(scheduler, other)).toEqual(['n1', 'n2'])
  })

  it('IPA-5 a table that was forgotten counts no terms into the next one', () => {
    const scheduler = createFastScheduler(readSnapshot(NODES, '1.37'), { mostTables: 1 })
    const shunner = shunning('shunner', 'x', 'a')
    scheduler.place(shunner, 0)
    expect(listFeasible(scheduler, podOf('p', 'a'))).toEqual(['n2'])
    scheduler.place(shunning('third', 'y', 'b'), 1)
    // This one takes the place of the table of p, and the column it counted in.
    expect(listFeasible(scheduler, podOf('q', 'b'))).toEqual(['n1'])
    scheduler.place(shunning('fourth', 'x', 'a'), 0)
    expect(listFeasible(scheduler, podOf('q', 'b'))).toEqual(['n1'])
  })

  it('AS-1 a pod is on one node', () => {
    const scheduler = createFastScheduler(readSnapshot(NODES, '1.37'))
    scheduler.place(podOf('p', 'a'), 0)
    expect(() => {
      scheduler.place(podOf('p', 'a'), 1)
    }).toThrow('on a node already')
  })
})
