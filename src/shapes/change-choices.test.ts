import { describe, expect, it } from 'vitest'
import { checkChoices } from './check-choices.ts'
import {
  chooseControlPlane,
  chooseLayout,
  chooseProvisioner,
  chooseRegion,
  chooseSize,
  chooseZones,
} from './change-choices.ts'
import type { PlanChoices } from './plan-choices.ts'
import { SHAPE_SECTIONS } from './shapes.ts'

function getSafe(): PlanChoices {
  const choices = SHAPE_SECTIONS[0]?.shapes[0]?.choices
  if (choices === undefined) throw new Error('no shape')
  return choices
}

const SAFE = getSafe()
const sizes = ({ groups: { min, desired, max } }: PlanChoices) => [min, desired, max]

describe('changes of one choice', () => {
  it('one group has the nodes of all groups, and the minimum of one', () => {
    const shared = chooseLayout(SAFE, 'one-group')
    expect(sizes(shared)).toEqual([1, 3, 12])
    expect(sizes(chooseLayout(shared, 'group-per-zone'))).toEqual([1, 1, 4])
  })

  it.each([
    { name: 'min pushes the others up', field: 'min', size: 6, sizes: [6, 6, 6] },
    { name: 'max pushes the others down', field: 'max', size: 0, sizes: [0, 0, 0] },
    { name: 'desired takes both along', field: 'desired', size: 5, sizes: [1, 5, 5] },
  ] as const)('min ≤ desired ≤ max (I1): $name', ({ field, size, sizes: expected }) => {
    expect(sizes(chooseSize(SAFE, field, size))).toEqual(expected)
  })

  it('EKS manages its control plane, and what it does not manage has members', () => {
    const kops = chooseProvisioner(SAFE, 'kops')
    expect(kops.controlPlane).toMatchObject({ count: 3, zones: SAFE.zones, etcd: 'stacked' })
    expect(chooseControlPlane(SAFE, 5)).toMatchObject({
      provisioner: 'kops',
      controlPlane: { count: 5 },
    })
    expect(chooseControlPlane(kops, 'managed')).toEqual(SAFE)
  })

  it('members and volumes leave a zone that is gone', () => {
    const workload = SAFE.workload && { ...SAFE.workload, volumeZone: 'eu-west-1c' }
    const members = chooseControlPlane({ ...SAFE, ...(workload && { workload }) }, 3)
    const two = chooseZones(members, ['eu-west-1a', 'eu-west-1b'])
    expect(two.controlPlane).toMatchObject({ zones: ['eu-west-1a', 'eu-west-1b'] })
    expect(two.workload).not.toHaveProperty('volumeZone')
    expect(chooseZones(SAFE, [])).toBe(SAFE)
  })

  it('another region begins with its first three zones', () => {
    expect(chooseRegion(SAFE, 'us-west-1').zones).toEqual(['us-west-1a', 'us-west-1b'])
    expect(chooseRegion(SAFE, 'us-east-1').zones).toHaveLength(3)
  })
})

describe('what no plan is drawn from', () => {
  const groups = (change: Partial<PlanChoices['groups']>): PlanChoices => ({
    ...SAFE,
    groups: { ...SAFE.groups, ...change },
  })
  const workload = (change: Partial<NonNullable<PlanChoices['workload']>>): PlanChoices =>
    SAFE.workload === undefined ? SAFE : { ...SAFE, workload: { ...SAFE.workload, ...change } }
  it.each([
    { path: 'name', choices: { ...SAFE, name: ' ' } },
    { path: 'groups.instanceType', choices: groups({ instanceType: 'm9z.huge' }) },
    { path: 'groups.min', choices: groups({ min: Number.NaN }) },
    { path: 'groups.desired', choices: groups({ min: 2 }) },
    { path: 'groups.max', choices: groups({ desired: 9 }) },
    { path: 'workload.name', choices: workload({ name: 'Db_1' }) },
    { path: 'workload.replicas', choices: workload({ replicas: 0 }) },
    { path: 'workload.cpu', choices: workload({ cpu: '1 core' }) },
    { path: 'workload.memory', choices: workload({ memory: '' }) },
    { path: 'workload.volumeGiB', choices: workload({ volumeGiB: 0.5 }) },
  ])('$path', ({ path, choices }) => {
    expect(checkChoices(choices).map((problem) => problem.path)).toEqual([path])
  })

  it('nothing is wrong with the first shape', () => {
    expect(checkChoices(SAFE)).toEqual([])
  })
})
