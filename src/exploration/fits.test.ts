import { describe, expect, it } from 'vitest'
import { fitsEmptyNode, offeredZones } from './fits.ts'
import type { Model, ModelGroup, ModelPod } from './model.ts'

function fits(pod: Partial<ModelPod>, group: Partial<ModelGroup> = {}, zone = 'a'): boolean {
  const model: Model = {
    zones: ['a', 'b', 'c'],
    groups: [
      {
        name: 'g',
        zones: ['a', 'b'],
        min: 0,
        max: 1,
        desired: 0,
        scaler: 'none',
        capacity: { cpu: 4 },
        ...group,
      },
    ],
    pods: [{ name: 'P', requests: { cpu: 4 }, ...pod }],
    nodes: [],
    target: 'P',
    budget: {},
  }
  return fitsEmptyNode(model, 'P', 'g', zone)
}

describe('fits on an empty node (section 2)', () => {
  it.each([
    { name: 'a request equal to the capacity', pod: {}, is: true },
    { name: 'a request above the capacity', pod: { requests: { cpu: 5 } }, is: false },
    { name: 'a resource that is not listed', pod: { requests: { gpu: 1 } }, is: false },
    { name: 'nothing of a resource that is not listed', pod: { requests: { gpu: 0 } }, is: true },
    { name: 'the zone of its volumes', pod: { zone: 'a' }, is: true },
    { name: 'another zone than its volumes', pod: { zone: 'b' }, is: false },
    { name: 'a zone where its claim may be', pod: { binds: ['a', 'b'] }, is: true },
    { name: 'a zone where its claim may not be', pod: { binds: ['b'] }, is: false },
    { name: 'a zone that its selector leaves out', pod: { zones: ['b'] }, is: false },
    { name: 'a group that it does not tolerate', pod: { groups: [] }, is: false },
    { name: 'as many volumes as attachments', pod: { volumes: 2 }, group: { slots: 2 }, is: true },
    { name: 'more volumes than attachments', pod: { volumes: 3 }, group: { slots: 2 }, is: false },
    { name: 'no volumes on a node without attachments', pod: {}, group: { slots: 0 }, is: true },
    { name: 'a zone that is not the group’s', pod: {}, zone: 'c', is: false },
  ])('$name', ({ pod, group, zone, is }) => {
    expect(fits(pod, group, zone)).toBe(is)
  })

  it('offered zones stand in the order of the group', () => {
    const group = { zones: ['c', 'a', 'b'], offered: ['b', 'c'] } as const
    expect(
      offeredZones({
        ...group,
        name: 'g',
        min: 0,
        max: 0,
        desired: 0,
        scaler: 'none',
        capacity: {},
      }),
    ).toEqual(['c', 'b'])
  })
})
