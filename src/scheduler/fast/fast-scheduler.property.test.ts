import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anySchedulerWorld } from '#testing/any-scheduler-world.ts'
import type { SchedulerWorld } from '#testing/any-scheduler-world.ts'
import { applyOutcome, indexObjects } from '../scenario.ts'
import { attemptPod } from '../attempt.ts'
import { bindVolumes } from '../bind-volumes.ts'
import { followCluster } from './follow-outcome.ts'
import { readSnapshot } from '../read-snapshot.ts'
import { recordAttempt } from '../record-attempt.ts'
import { schedulePods } from '../schedule-pods.ts'
import type { Attempt } from '../attempt.ts'
import type { Objects, Outcome } from '../scenario.ts'
import type { SchedulerPod, Snapshot } from '../snapshot.ts'

function decideOutcome(
  pod: SchedulerPod,
  attempt: Attempt,
  world: { readonly snapshot: Snapshot; readonly objects: Objects; readonly startTime: string },
): Outcome {
  if (attempt.kind === 'scheduled') {
    const { snapshot, objects, startTime } = world
    const changed = bindVolumes(pod, attempt.winner, snapshot, objects)
    return { bound: { node: attempt.winner.node.name, startTime }, objects: changed }
  }
  if (attempt.kind !== 'unschedulable' || attempt.preemption?.kind !== 'nominated') return {}
  const { nodeName, victims } = attempt.preemption.candidate
  // One of them lingers, so that nominations are seen by the next pods.
  const [, ...gone] = victims.map(({ namespace, name }) => `${namespace}/${name}`)
  return { nominated: nodeName, deleted: gone }
}

/** The world's steps by both algorithms, each pair compared; and how many attempts the tables decided. */
function runBoth({ objects: listed, version, steps }: SchedulerWorld, mostTables: number): number {
  const pods = steps.flatMap((step) => (step.kind === 'attempt' ? [step.pod] : []))
  let objects = indexObjects([...listed, ...pods])
  const followed = followCluster(objects, version, { mostTables })
  const running: string[] = listed
    .filter(({ kind }) => kind === 'Pod')
    .map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`)
  let startIndex = 0
  let fast = 0
  const apply = (name: string, after: Outcome): void => {
    const recorded = { pod: name, result: 'skipped', start: 0, next: 0, after } as const
    objects = applyOutcome(objects, recorded)
    followed.follow(recorded, objects)
  }
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'attempt') {
      const name = running[step.pod % Math.max(1, running.length)]
      if (name === undefined) continue
      apply(name, step.kind === 'remove' ? { deleted: [name] } : { terminating: [name] })
      continue
    }
    const pod = followed.readPod(step.pod)
    const name = `${pod.namespace}/${pod.name}`
    const snapshot = readSnapshot([...objects.values()], version)
    if (followed.scheduler.isFast(pod)) fast += 1
    const plain = attemptPod(pod, snapshot, startIndex)
    const quick = followed.scheduler.attempt(pod, startIndex)
    const recorded = recordAttempt(name, plain, startIndex)
    expect(recordAttempt(name, quick, startIndex)).toEqual(recorded)
    const decision = followed.scheduler.decide(pod, startIndex)
    if (decision.kind === 'scheduled') {
      const { winner = '', top = [], totals = [0], next, evaluated } = recorded
      expect(decision).toMatchObject({
        node: followed.scheduler.findNode(winner),
        total: Math.max(...totals),
        equals: top.length,
        nextIndex: next,
        evaluated,
      })
    } else expect(recordAttempt(name, decision.attempt, startIndex)).toEqual(recorded)
    startIndex = recorded.next
    const startTime = `2026-02-01T00:00:${10 + index}Z`
    apply(name, decideOutcome(pod, plain, { snapshot, objects, startTime }))
    if (plain.kind === 'scheduled') running.push(name)
  }
  return fast
}

it.each([
  { name: 'in small clusters', nodes: { min: 1, max: 9 }, numRuns: 40, least: 70 },
  {
    name: 'where a part of the nodes is looked at',
    nodes: { min: 101, max: 130 },
    numRuns: 4,
    least: 4,
  },
])('decides as the plain algorithm $name', ({ nodes, numRuns, least }) => {
  let fast = 0
  fc.assert(
    // With few tables they are made and forgotten all the time.
    fc.property(anySchedulerWorld(nodes), fc.constantFrom(1, 3, 256), (world, mostTables) => {
      fast += runBoth(world, mostTables)
    }),
    { numRuns },
  )
  // Most attempts are decided by the tables, or this would compare the plain algorithm with itself.
  expect(fast).toBeGreaterThan(least)
})

it('places the pods of a cluster as the plain algorithm, in the order of the queue', () => {
  fc.assert(
    fc.property(anySchedulerWorld({ min: 1, max: 5 }), ({ objects, version, steps }) => {
      const pods = steps.flatMap((step) => (step.kind === 'attempt' ? [step.pod] : []))
      const all = [...objects, ...pods]
      expect(schedulePods(all, version)).toEqual(schedulePods(all, version, 'plain'))
    }),
    { numRuns: 20 },
  )
})
