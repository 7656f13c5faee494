import { describe, expect, it } from 'vitest'
import type { Model, ModelGroup, ModelPod } from '../model.ts'
import { findRenamings } from './automorphisms.ts'

const GROUP: ModelGroup = {
  name: 'g',
  zones: ['a', 'b', 'c'],
  min: 1,
  max: 4,
  desired: 2,
  scaler: 'cluster-autoscaler',
  capacity: { cpu: 4 },
}
const P: ModelPod = { name: 'P', requests: { cpu: 1 } }
const Q: ModelPod = { name: 'Q', requests: { cpu: 1 } }
const R: ModelPod = { name: 'R', requests: { cpu: 1 } }

/** One group over three zones, one target, two pods that are alike. */
const MODEL: Model = {
  zones: ['a', 'b', 'c'],
  groups: [GROUP],
  pods: [P, Q, R],
  nodes: [],
  target: 'P',
  budget: {},
}

const withPods = (...pods: readonly ModelPod[]): Model => ({ ...MODEL, pods })

describe('findRenamings', () => {
  it.each([
    // b and c may change places (the first zone is the template's), and so may Q and R: 2 · 2 - 1.
    { name: 'zones but the first, and classes but the target', model: MODEL, count: 3 },
    {
      name: 'the zone of a volume keeps its name',
      model: withPods({ ...P, zone: 'b' }, Q, R),
      count: 1,
    },
    { name: 'the zone that is down keeps its name', model: { ...MODEL, down: 'c' }, count: 1 },
    {
      name: 'classes of another size',
      model: withPods(P, Q, { ...R, requests: { cpu: 2 } }),
      count: 1,
    },
    {
      name: 'victims of a preemption keep their names (XM2)',
      model: withPods({ ...P, priority: 1 }, Q, R),
      count: 1,
    },
    {
      name: 'classes that say different things of the target',
      model: withPods(P, Q, { ...R, apartFrom: ['P'] }),
      count: 1,
    },
    {
      name: 'a workload shared with the target',
      model: withPods(P, Q, { ...R, workload: 'P' }),
      count: 1,
    },
    {
      name: 'two volumes in two zones, renamed together',
      model: withPods(P, { ...Q, zone: 'b' }, { ...R, zone: 'c' }),
      count: 1,
    },
    {
      name: 'where the nodes are does not matter',
      model: { ...MODEL, nodes: [{ group: 'g', zone: 'b', pods: ['Q'] }] },
      count: 3,
    },
  ])('$name', ({ model, count }) => {
    expect(findRenamings(model)).toHaveLength(count)
  })

  it('renames a group with its zone', () => {
    const perZone = {
      ...MODEL,
      groups: ['a', 'b'].map((zone) => ({ ...GROUP, name: `g-${zone}`, zones: [zone] })),
      zones: ['a', 'b'],
      pods: MODEL.pods.slice(0, 1),
    }
    expect(findRenamings(perZone)).toEqual([{ zones: [1, 0], groups: [1, 0], classes: [0] }])
  })
})
