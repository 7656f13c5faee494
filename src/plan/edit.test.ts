import { describe, expect, it } from 'vitest'
import { SAMPLE_PLAN } from '#testing/sample-plan.ts'
import * as edit from './edit.ts'
import type { Cluster, Plan } from './schema.ts'

const PLACE = { design: 0, cluster: 0 }
const WORKERS = { ...PLACE, group: 'workers' }

function getCluster(plan: Plan): Cluster | undefined {
  return plan.designs[0]?.clusters[0]
}

describe('edits', () => {
  it('sets the sizes given and leaves the others', () => {
    const plan = edit.setGroupSize(SAMPLE_PLAN, WORKERS, { min: 3, desired: 3 })
    expect(getCluster(plan)?.nodeGroups[0]).toMatchObject({ min: 3, desired: 3, max: 5 })
  })

  it('makes a size not known', () => {
    const plan = edit.setGroupSize(SAMPLE_PLAN, WORKERS, { max: undefined })
    expect(getCluster(plan)?.nodeGroups[0]).not.toHaveProperty('max')
  })

  it('shares what did not change', () => {
    const plan = edit.setGroupSize(SAMPLE_PLAN, WORKERS, { min: 0 })
    expect(getCluster(plan)?.resources).toBe(getCluster(SAMPLE_PLAN)?.resources)
    expect(getCluster(SAMPLE_PLAN)?.nodeGroups[0]?.min).toBe(1)
  })

  it.each([
    { name: 'the same size', plan: edit.setGroupSize(SAMPLE_PLAN, WORKERS, { min: 1 }) },
    {
      name: 'another group',
      plan: edit.setGroupSize(SAMPLE_PLAN, { ...PLACE, group: 'x' }, { min: 3 }),
    },
    {
      name: 'the same zones',
      plan: edit.setGroupZones(SAMPLE_PLAN, WORKERS, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']),
    },
    { name: 'rebalancing that is on', plan: edit.setRebalance(SAMPLE_PLAN, WORKERS, true) },
    {
      name: 'a group that is not there',
      plan: edit.removeGroup(SAMPLE_PLAN, { ...PLACE, group: 'x' }),
    },
    {
      name: 'another cluster',
      plan: edit.removeZone(SAMPLE_PLAN, { design: 0, cluster: 7 }, 'eu-west-1a'),
    },
    { name: 'a path to nowhere', plan: edit.setAtPath(SAMPLE_PLAN, ['designs', 7, 'name'], 'x') },
  ])('gives the plan itself where nothing changes: $name', ({ plan }) => {
    expect(plan).toBe(SAMPLE_PLAN)
  })

  it('B5 turns rebalancing off and on', () => {
    const off = edit.setRebalance(SAMPLE_PLAN, WORKERS, false)
    expect(getCluster(off)?.nodeGroups[0]?.suspendedProcesses).toEqual(['AZRebalance'])
    expect(edit.setRebalance(off, WORKERS, true)).toEqual(SAMPLE_PLAN)
  })

  it('renames a group everywhere', () => {
    const cluster = getCluster(edit.renameGroup(SAMPLE_PLAN, WORKERS, 'pool'))
    expect(cluster?.nodeGroups[0]?.name).toBe('pool')
    expect(cluster?.autoscalers[0]?.owns).toEqual(['pool'])
  })

  it('removes a group, also from what autoscalers own', () => {
    const cluster = getCluster(edit.removeGroup(SAMPLE_PLAN, WORKERS))
    expect(cluster?.nodeGroups).toEqual([])
    expect(cluster?.autoscalers[0]?.owns).toEqual([])
  })

  it('removes a zone from cluster and groups', () => {
    const cluster = getCluster(edit.removeZone(SAMPLE_PLAN, PLACE, 'eu-west-1c'))
    expect(cluster?.zones).toHaveLength(2)
    expect(cluster?.nodeGroups[0]?.zones).toEqual(['eu-west-1a', 'eu-west-1b'])
  })

  it('adds a resource in order and replaces it by identity', () => {
    const pod = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } }
    const added = edit.upsertResource(SAMPLE_PLAN, PLACE, pod)
    expect(getCluster(added)?.resources.map((object) => object.kind)).toEqual([
      'Namespace',
      'Node',
      'PersistentVolume',
    ])
    const replaced = edit.upsertResource(added, PLACE, { ...pod, spec: {} })
    expect(getCluster(replaced)?.resources[1]).toEqual({ ...pod, spec: {} })
    expect(edit.removeResource(replaced, PLACE, { kind: 'Node', name: 'n' })).toEqual(SAMPLE_PLAN)
  })

  it('sets any path', () => {
    const path = ['designs', 0, 'clusters', 0, 'nodeGroups', 0, 'max']
    const plan = edit.setAtPath(SAMPLE_PLAN, path, 9)
    expect(plan).toEqual(edit.setGroupSize(SAMPLE_PLAN, WORKERS, { max: 9 }))
  })
})
