import { describe, expect, it } from 'vitest'
import { SAMPLE_CLUSTER, SAMPLE_PLAN, makePlan } from '#testing/sample-plan.ts'
import { packPlan, packResources, readResources, unpackPlan } from './packed-plan.ts'

describe('a plan as the page holds it', () => {
  it('comes back whole', async () => {
    const packed = packPlan(SAMPLE_PLAN)
    const [set] = packed.resourceSets
    if (set === undefined) throw new Error('the sample has a cluster')
    const resources = new Map([[set.id, await readResources(set)]])
    expect(unpackPlan(packed, resources)).toEqual(SAMPLE_PLAN)
  })

  it('has no Kubernetes objects in its shell', () => {
    const clusters = packPlan(SAMPLE_PLAN).shell.designs.flatMap((design) => design.clusters)
    expect(clusters.map((cluster) => cluster.resources.length)).toEqual([0])
  })

  it('counts the objects of each cluster', () => {
    const [set] = packPlan(SAMPLE_PLAN).resourceSets
    expect(set?.count).toBe(SAMPLE_CLUSTER.resources.length)
  })

  it('names equal objects alike, whatever else the plan says', () => {
    const [one] = packPlan(SAMPLE_PLAN).resourceSets
    const [other] = packPlan(makePlan({ name: 'bank' })).resourceSets
    expect(other?.id).toBe(one?.id)
  })

  it('names objects apart that differ in one character', () => {
    const ids = ['a', 'b', 'aa', 'ab', 'ba'].map(
      (name) => packResources([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }]).id,
    )
    expect(new Set(ids).size).toBe(ids.length)
  })
})
