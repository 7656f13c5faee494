import { describe, expect, it } from 'vitest'
import { assert } from '#base/assert.ts'
import { evaluateControlPlane } from '#availability/evaluate-control-plane.ts'
import { parsePriors } from '#availability/priors.ts'
import type { Cluster, ControlPlane } from '#plan/schema.ts'
import { listChoiceRows } from './choice-rows.ts'

function listRows(controlPlane: ControlPlane, zones = 'abc') {
  const names = [...zones]
  const cluster: Cluster = {
    name: 'prod',
    region: 'us-east-1',
    provisioner: 'kops',
    zones: names.map((name) => ({ name })),
    controlPlane,
    nodeGroups: [],
    autoscalers: [],
    resources: [],
  }
  const priors = parsePriors({}, '')
  assert(priors.kind === 'ok', 'no assumption is wrong')
  const options = { path: 'C', priors: priors.value, priceOf: () => 0.096 }
  return listChoiceRows(evaluateControlPlane(cluster, options), names)
}

function makePlane(zones: string, etcd?: string): ControlPlane {
  const make = (text: string, stem: string) =>
    [...text].map((zone, index) => ({
      name: `${stem}${index}`,
      zone,
      instanceType: 'm5.large',
    }))
  return {
    kind: 'self-managed',
    members: make(zones, 'm'),
    etcd: {
      topology: etcd === undefined ? 'stacked' : 'external',
      clusters: [{ name: 'main', members: make(etcd ?? zones, etcd === undefined ? 'm' : 'e') }],
    },
  }
}

describe('listChoiceRows', () => {
  it.each<{ name: string; plane: ControlPlane; today: string; best?: string; count: number }>([
    {
      name: '(2,1,0) in the place of its like',
      plane: makePlane('aab'),
      today: '3 stacked, 2 + 1 + 0',
      best: '3 stacked, 1 + 1 + 1',
      count: 9,
    },
    {
      name: '(0,2,1) as a row of its own',
      plane: makePlane('bbc'),
      today: '3 stacked, 0 + 2 + 1',
      best: '3 stacked, 1 + 1 + 1',
      count: 10,
    },
    {
      name: '(1,1,1), that nothing is better than',
      plane: makePlane('abc'),
      today: '3 stacked, 1 + 1 + 1',
      count: 9,
    },
    {
      name: 'one member, that nothing is better than at its price',
      plane: makePlane('a'),
      today: '1 member',
      count: 9,
    },
    {
      name: 'etcd apart',
      plane: makePlane('abc', 'abc'),
      today: '3 + 3 external etcd',
      count: 9,
    },
    { name: 'EKS', plane: { kind: 'managed' }, today: 'EKS, standard', count: 9 },
    {
      name: 'a tier that is no choice',
      plane: { kind: 'managed', tier: 'tier-4xl' },
      today: 'EKS, tier-4xl',
      count: 10,
    },
  ])('3.10 has $name', ({ plane, today, best, count }) => {
    const rows = listRows(plane)
    expect(rows).toHaveLength(count)
    expect(rows.filter(({ isToday }) => isToday).map(({ name }) => name)).toEqual([today])
    expect(rows.find(({ isBest }) => isBest)?.name).toBe(best)
  })

  it('3.10 has the choices alone where today is not known', () => {
    const rows = listRows({ kind: 'unknown' })
    expect(rows.some(({ isToday, isBest }) => isToday || isBest)).toBe(false)
    expect(rows).toHaveLength(9)
  })

  it('3.2 names the zones that end each choice', () => {
    const rows = listRows({ kind: 'unknown' })
    expect(rows.map(({ endedBy }) => endedBy?.join(''))).toEqual([
      'a',
      'ab',
      'a',
      'a',
      '',
      '',
      '',
      undefined,
      undefined,
    ])
  })

  it('3.10 names the zones that a plan of two does not have', () => {
    const [first] = listRows({ kind: 'unknown' }, 'ab')
    expect(first?.placement?.zones).toEqual(['a', 'b', 'zone 3'])
  })
})
