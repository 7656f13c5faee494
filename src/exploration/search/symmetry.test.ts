import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Model, ModelPod } from '../model.ts'
import { search } from '../search.ts'
import type { SearchAnswer } from '../search.ts'
import { validateTrace } from '../validate-trace.ts'
import { findRenamings } from './automorphisms.ts'
import type { Renaming } from './automorphisms.ts'
import { findTwins } from './find-twins.ts'

const ZONES = ['a', 'b', 'c', 'd', 'e', 'f'] as const

/** The trap in as many zones: a volume in the first, nodes in three. */
function makeTrap(zoneCount: number, max: number): Model {
  const zones = ZONES.slice(0, zoneCount)
  return {
    zones,
    groups: [
      {
        name: 'g',
        zones,
        min: 2,
        desired: 3,
        max,
        scaler: 'cluster-autoscaler',
        capacity: { cpu: 4 },
      },
    ],
    pods: [
      { name: 't', requests: { cpu: 3 }, zone: 'a' },
      { name: 'w', requests: { cpu: 2 }, count: 2 },
    ],
    nodes: [
      { group: 'g', zone: 'a', pods: ['t'] },
      { group: 'g', zone: 'b', pods: ['w'] },
      { group: 'g', zone: 'c', pods: ['w'] },
    ],
    target: 't',
    budget: { nodeLoss: 1 },
  }
}

interface Replicas {
  readonly count: number
  readonly slots: number
  readonly nodes: number
  readonly isBound: boolean
  readonly budget: Model['budget']
}

const anyReplicas: fc.Arbitrary<Replicas> = fc.record({
  count: fc.integer({ min: 2, max: 4 }),
  slots: fc.integer({ min: 1, max: 4 }),
  nodes: fc.integer({ min: 1, max: 2 }),
  isBound: fc.boolean(),
  budget: fc.constantFrom({}, { nodeLoss: 1 }, { scaleToZero: 1 }, { zoneOutage: 1 }),
})

/** Replicas with a volume each, one of them the target, beside a pod of another kind. */
function makeReplicas({ count, slots, nodes, isBound, budget }: Replicas): Model {
  const replicas = Array.from({ length: count }, (_, index): ModelPod => {
    const volume = isBound ? { zone: 'a' } : { binds: ['a', 'b'] }
    const name = `r-${index}`
    return { name, workload: 'r', requests: { cpu: 1 }, volumes: 1, ...volume }
  })
  return {
    zones: ['a', 'b'],
    groups: [
      {
        name: 'g',
        zones: ['a', 'b'],
        min: 0,
        desired: nodes,
        max: nodes,
        scaler: 'cluster-autoscaler',
        capacity: { cpu: 4 },
        slots,
      },
    ],
    pods: [...replicas, { name: 'w', requests: { cpu: 2 } }],
    nodes: [],
    target: 'r-0',
    budget,
  }
}

function factsOf({ verdict, disturbances, steps, starvable }: SearchAnswer): object {
  return { verdict, disturbances: disturbances?.total, steps, starvable }
}

function compose(one: Renaming, other: Renaming): string {
  const chain = (first: readonly number[], second: readonly number[]) =>
    first.map((to) => second[to])
  return JSON.stringify([
    chain(one.zones, other.zones),
    chain(one.groups, other.groups),
    chain(one.classes, other.classes),
  ])
}

const TRAPS = [
  { zones: 3, max: 3 },
  { zones: 4, max: 20 },
  { zones: 5, max: 8 },
  { zones: 5, max: 20 },
  { zones: 6, max: 14 },
]

describe('XS6 symmetry', () => {
  it.each(TRAPS)('$zones zones, max $max: two renamings in a row are one', ({ zones, max }) => {
    const found = findRenamings(makeTrap(zones, max))
    const known = new Set(
      found.map(({ zones: z, groups, classes }) => JSON.stringify([z, groups, classes])),
    )
    const same = JSON.stringify([ZONES.slice(0, zones).map((_, at) => at), [0], [0, 1]])
    for (const one of found) {
      for (const other of found) {
        const both = compose(one, other)
        expect(both === same || known.has(both)).toBe(true)
      }
    }
  })

  it.each(TRAPS)('$zones zones, max $max: the trace is found again', ({ zones, max }) => {
    const model = makeTrap(zones, max)
    const answer = search(model, { maxStates: 20_000 })
    expect(factsOf(answer)).toMatchObject({ verdict: 'at-risk', disturbances: 1 })
    expect(validateTrace(model, answer)).toEqual([])
  })

  it('replicas with volumes in one zone are twins, but for the target', () => {
    const model = makeReplicas({ count: 4, slots: 4, nodes: 1, isBound: true, budget: {} })
    expect(findTwins(model, () => true)).toEqual([[1, 2, 3]])
  })

  it('pods of two zones are no twins', () => {
    const model = makeReplicas({ count: 4, slots: 4, nodes: 1, isBound: true, budget: {} })
    const pods = model.pods.map((pod) => (pod.name === 'r-2' ? { ...pod, zone: 'b' } : pod))
    expect(findTwins({ ...model, pods }, () => true)).toEqual([[1, 3]])
  })

  it('a search of twenty replicas sees few states, and ends', () => {
    const model = makeReplicas({
      count: 20,
      slots: 19,
      nodes: 1,
      isBound: true,
      budget: { nodeLoss: 1 },
    })
    const roomy = { ...model, groups: model.groups.map((g) => ({ ...g, capacity: { cpu: 40 } })) }
    const answer = search(roomy, { maxStates: 5_000 })
    expect(answer).toMatchObject({ verdict: 'at-risk', complete: true })
    expect(validateTrace(roomy, answer)).toEqual([])
  })

  it('says of replicas what the plain search says', () => {
    fc.assert(
      fc.property(anyReplicas, (drawn) => {
        const model = makeReplicas(drawn)
        const plain = search(model, { maxStates: 1_500, plain: true })
        fc.pre(plain.complete)
        const reduced = search(model, { maxStates: 1_500 })
        expect(factsOf(reduced)).toEqual(factsOf(plain))
        expect(reduced.states).toBeLessThanOrEqual(plain.states)
        expect(validateTrace(model, reduced)).toEqual([])
      }),
      { numRuns: 25 },
    )
  })
})
