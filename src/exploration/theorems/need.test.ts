import { describe, expect, it } from 'vitest'
import type { Model, ModelGroup, ModelPod } from '../model.ts'
import { listStanding } from './ground.ts'
import type { Ground } from './ground.ts'
import { computeNeed, countBlockable, countNeeded } from './need.ts'

describe('Lemma H, need', () => {
  it.each([
    {
      name: 'SZ-11 four pods of 0.6 against one of 0.5',
      sigma: 0.5,
      others: [0.6, 0.6, 0.6, 0.6],
      conflicts: 0,
      need: 5,
    },
    { name: 'SZ-11 a pod that fills its node', sigma: 1, others: [0.5], conflicts: 0, need: 2 },
    {
      name: 'SZ-11 no more nodes than other pods can be blocked',
      sigma: 0.75,
      others: [0.75],
      conflicts: 0,
      need: 2,
    },
    {
      name: 'SZ-11 two pods that repel it',
      sigma: 0.1111111111,
      others: [0.1111111111, 0.1111111111],
      conflicts: 2,
      need: 3,
    },
    { name: 'no other pod', sigma: 0.5, others: [], conflicts: 0, need: 1 },
    {
      name: 'one pod without requests that repels it',
      sigma: 0.5,
      others: [0],
      conflicts: 1,
      need: 2,
    },
  ])('$name', ({ sigma, others, conflicts, need }) => {
    expect(computeNeed({ sigma, others, conflicts })).toBe(need)
  })
})

const group = (fields: Partial<ModelGroup> = {}): ModelGroup => ({
  name: 'ng-a',
  zones: ['a'],
  min: 0,
  max: 9,
  desired: 0,
  scaler: 'cluster-autoscaler',
  capacity: { cpu: 4 },
  ...fields,
})
const pod = (name: string, cpu: number, fields: Partial<ModelPod> = {}): ModelPod => ({
  name,
  requests: { cpu },
  ...fields,
})
const model = (pods: readonly ModelPod[], groups: readonly ModelGroup[] = [group()]): Model => ({
  zones: ['a', 'b'],
  groups,
  pods,
  nodes: [],
  target: 'P',
  budget: {},
})

const groundOf = (plan: Model, target: ModelPod): Ground => ({
  model: plan,
  pod: target,
  standing: listStanding(plan),
  zones: ['a'],
})

describe('Lemma H on the model form', () => {
  const target = pod('P', 2, { zone: 'a' })
  it.each([
    { name: 'RE-14: one pod can close one node', others: [pod('S', 3)], need: 2 },
    {
      name: 'in whole numbers: three of 1 close one node of 4, not two',
      others: [pod('S', 1, { count: 5 })],
      need: 2,
    },
    { name: 'six of 1 close two', others: [pod('S', 1, { count: 6 })], need: 3 },
    { name: 'a pod of another zone closes none', others: [pod('S', 4, { zone: 'b' })], need: 1 },
    {
      name: 'nor one that tolerates no node of the group',
      others: [pod('S', 4, { groups: [] })],
      need: 1,
    },
    { name: 'nor one that fits no node', others: [pod('S', 5)], need: 1 },
    { name: 'nor one of lower priority (XM2)', others: [pod('S', 4, { priority: -1 })], need: 1 },
    { name: 'one of higher priority does', others: [pod('S', 4, { priority: 1 })], need: 2 },
    {
      name: 'what the pod does not ask for closes nothing',
      others: [{ name: 'S', requests: { gpu: 1 } }],
      need: 1,
    },
    {
      name: 'host anti-affinity closes a node, whatever it asks for',
      others: [pod('S', 0, { apartFrom: ['P'] })],
      need: 2,
    },
    {
      name: 'attachments count where the pod has volumes',
      others: [pod('S', 0, { volumes: 2 })],
      need: 1,
    },
  ])('$name', ({ others, need }) => {
    const plan = model([target, ...others])
    expect(countNeeded(groundOf(plan, target), group())).toBe(need)
  })

  it('counts attachments against the slots of the group', () => {
    const attached = pod('P', 0, { zone: 'a', volumes: 1 })
    const small = group({ slots: 2 })
    const plan = model([attached, pod('S', 0, { volumes: 1, count: 4 })], [small])
    expect(countNeeded(groundOf(plan, attached), small)).toBe(3)
  })

  it('spends the same pods once over two groups', () => {
    const other = group({ name: 'ng-b' })
    const plan = model([target, pod('S', 3, { count: 3 })], [group(), other])
    const supplies = [
      { group: group(), nodes: 2 },
      { group: other, nodes: 2 },
    ]
    expect(countBlockable(groundOf(plan, target), supplies)).toBe(3)
  })
})
