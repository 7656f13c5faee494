import { describe, expect, it } from 'vitest'
import type { Model, ModelGroup, ModelPod } from './model.ts'
import { isStuckNow, search, startSearch } from './search.ts'

const MAX = 10_000

function group(change: Partial<ModelGroup> = {}): ModelGroup {
  return {
    name: 'ng',
    zones: ['a', 'b', 'c'],
    min: 1,
    max: 5,
    desired: 2,
    scaler: 'cluster-autoscaler',
    rebalance: true,
    capacity: { cpu: 4 },
    ...change,
  }
}

function pod(change: Partial<ModelPod> = {}): ModelPod {
  return { name: 'P', requests: { cpu: 1 }, volumes: 1, zone: 'a', ...change }
}

/** RE-03: two nodes over three zones, the volume where a node is. */
function model(change: Partial<Model> = {}): Model {
  return {
    zones: ['a', 'b', 'c'],
    groups: [group()],
    pods: [pod()],
    nodes: [
      { group: 'ng', zone: 'a', pods: ['P'] },
      { group: 'ng', zone: 'b', pods: [] },
    ],
    target: 'P',
    budget: { nodeLoss: 1 },
    ...change,
  }
}

describe('the answer', () => {
  it('section 9 of RE-03 has verdict, least trace and the state it ends in', () => {
    const answer = search(model(), { maxStates: MAX })
    expect(answer).toMatchObject({
      verdict: 'at-risk',
      disturbances: { total: 1, kinds: ['nodeLoss'] },
      steps: 2,
      minimal: true,
      zoneBack: false,
      starvable: false,
      complete: true,
      bound: MAX,
    })
    expect(answer.trace?.[0]).toEqual({ step: 'nodeLoss', group: 'ng', zone: 'a', holds: ['P'] })
    expect(answer.stuckState).toMatchObject({
      nodes: [
        { group: 'ng', zone: 'b', pods: [] },
        { group: 'ng', zone: 'c', pods: [] },
      ],
      budget: {},
    })
  })

  it.each([
    { name: 'XS1 all reductions off', options: { reductions: allOff() } },
    { name: 'XS1 plain', options: { plain: true } },
    { name: 'XS1 all reductions on', options: {} },
  ])('is the same with $name', ({ options }) => {
    const answer = search(model(), { maxStates: MAX, ...options })
    expect([answer.verdict, answer.steps, answer.counts?.states]).toEqual([
      'at-risk',
      2,
      options.plain === true ? 13 : undefined,
    ])
  })

  it('section 1 waits-for-zone names the zone that is down', () => {
    const answer = search(
      model({ groups: [group({ zones: ['a'], min: 0 })], nodes: [], down: 'a', budget: {} }),
      { maxStates: MAX },
    )
    expect(answer).toMatchObject({
      verdict: 'waits-for-zone',
      steps: 0,
      stuckZone: 'a',
      waitingZones: ['a'],
    })
  })

  it('section 1 zoneBack: the outage is over where the trace ends', () => {
    const answer = search(
      model({
        groups: [group({ min: 3, desired: 3, rebalance: false })],
        nodes: [
          { group: 'ng', zone: 'a', pods: ['P'] },
          { group: 'ng', zone: 'b', pods: [] },
          { group: 'ng', zone: 'c', pods: [] },
        ],
        budget: { zoneOutage: 1 },
      }),
      { maxStates: MAX },
    )
    expect(answer).toMatchObject({ verdict: 'at-risk', zoneBack: true })
    expect(answer.trace?.map((step) => step.step)).toEqual(['zoneOutage', 'launch', 'zoneReturns'])
  })

  it('a finished pod is off the count, a bound claim is a zone, memory is what is remembered', () => {
    const answer = search(
      model({
        groups: [group({ name: 'one', zones: ['a', 'b'], min: 0, max: 1, desired: 1 })],
        pods: [
          { name: 'P', requests: { cpu: 1 }, binds: ['b'] },
          { name: 'J', requests: { cpu: 1 }, finishes: true, count: 2 },
        ],
        nodes: [{ group: 'one', zone: 'b', pods: ['J', 'P'] }],
        budget: { nodeLoss: 1 },
      }),
      { maxStates: MAX, reductions: allOff() },
    )
    expect(answer.verdict).toBe('at-risk')
    expect(answer.stuckState?.pods[0]).toEqual({ name: 'P', requests: { cpu: 1 }, zone: 'b' })
  })
})

describe('XS4 bounds', () => {
  it.each([
    { name: 'as many states as there are is enough', maxStates: 13, complete: true },
    { name: 'one less cuts the search', maxStates: 12, complete: false },
  ])('$name', ({ maxStates, complete }) => {
    const answer = search(model(), { maxStates, reductions: allOff() })
    expect([answer.complete, answer.bound]).toEqual([complete, maxStates])
  })

  it('unknown when nothing was found', () => {
    expect(search(model(), { maxStates: 1 })).toEqual({
      verdict: 'unknown',
      states: 1,
      complete: false,
      bound: 1,
    })
  })

  it('a stuck state whose closure is finished counts, but its trace is not known to be the least', () => {
    const busy = model({
      pods: [pod({ zone: 'c' }), { name: 'Q', requests: { cpu: 1 }, count: 2 }],
      groups: [group(), group({ name: 'other', zones: ['b'], min: 0, max: 4, desired: 0 })],
      nodes: model().nodes.map((node) => ({ ...node, pods: [] })),
      budget: { nodeLoss: 3 },
    })
    const whole = search(busy, { maxStates: MAX, reductions: allOff() })
    const cut = search(busy, { maxStates: whole.states - 1, reductions: allOff() })
    expect(whole).toMatchObject({ verdict: 'pending-forever', complete: true, minimal: true })
    expect(cut).toMatchObject({ verdict: 'pending-forever', complete: false, minimal: false })
  })
})

describe('XS3 frozen', () => {
  it('finds the trace of RE-03 without moving other pods', () => {
    expect(search(model(), { maxStates: MAX, frozen: true })).toMatchObject({
      verdict: 'at-risk',
      steps: 2,
      minimal: false,
    })
  })

  it('never says ok', () => {
    expect(search(model({ budget: {} }), { maxStates: MAX }).verdict).toBe('ok')
    expect(search(model({ budget: {} }), { maxStates: MAX, frozen: true }).verdict).toBe('unknown')
  })
})

describe('isStuckNow', () => {
  it.each([
    { name: 'the pod runs', change: {}, stuck: false },
    {
      name: 'the volume is in a zone without a node',
      change: {
        pods: [pod({ zone: 'c' })],
        nodes: model().nodes.map((node) => ({ ...node, pods: [] })),
      },
      stuck: true,
    },
    {
      name: 'a node that takes the pod is there',
      change: { nodes: [{ group: 'ng', zone: 'a', pods: [] }] },
      stuck: false,
    },
    { name: 'its workload is scaled to zero', change: { nodes: [], absent: ['P'] }, stuck: false },
  ])('section 4 $name', ({ change, stuck }) => {
    expect(isStuckNow(model(change), { maxStates: MAX })).toBe(stuck)
  })

  it('says when the bound was hit', () => {
    expect(isStuckNow(model({ pods: [pod({ zone: 'c' })], nodes: [] }), { maxStates: 1 })).toBe(
      'unknown',
    )
  })
})

describe('startSearch', () => {
  it('goes on where it stopped, and shows how far it is', () => {
    const started = startSearch(model(), { maxStates: MAX, plain: true })
    expect(started.advance(1)).toBe(false)
    expect(started.statesSeen()).toBeGreaterThan(1)
    expect(started.advance(MAX)).toBe(true)
    expect(started.answer().counts?.states).toBe(13)
  })
})

function allOff() {
  return { symmetry: false, deadFields: false, earlyStop: false }
}
