import { describe, expect, it } from 'vitest'
import { parsePlan } from '#plan/validate.ts'
import { drawPlan } from './draw-plan.ts'
import { listAlternatives } from './list-alternatives.ts'
import type { PlanChoices } from './plan-choices.ts'
import { SHAPE_SECTIONS } from './shapes.ts'

const SHAPES = SHAPE_SECTIONS.flatMap((section) => section.shapes)
const [SAFE] = SHAPES.map(({ choices }) => choices)

function draw(change: Partial<PlanChoices>) {
  if (SAFE === undefined) throw new Error('no shape')
  const cluster = drawPlan({ ...SAFE, ...change }).designs[0]?.clusters[0]
  if (cluster === undefined) throw new Error('no cluster')
  const find = (kind: string) => cluster.resources.filter((one) => one.kind === kind)
  const namesOf = (kind: string) => find(kind).map(({ metadata }) => metadata.name)
  return { cluster, find, namesOf }
}

function drawShape(id: string) {
  return draw(SHAPES.find((shape) => shape.id === id)?.choices ?? {})
}

describe('a plan drawn from choices', () => {
  it.each(SHAPES)('$name is a plan, and so is whatever may be chosen instead', ({ choices }) => {
    const drawn = [choices, ...listAlternatives(choices).map((one) => one.choices)].map(drawPlan)
    expect(drawn.map(parsePlan)).toEqual(drawn.map((value) => ({ kind: 'ok', value })))
  })

  it('stands a node in the zone of each group, and a pod with its volume on each', () => {
    const { cluster, find, namesOf } = drawShape('eks-group-per-zone')
    expect(cluster.nodeGroups.map(({ name, zones }) => [name, zones])).toEqual([
      ['workers-a', ['eu-west-1a']],
      ['workers-b', ['eu-west-1b']],
      ['workers-c', ['eu-west-1c']],
    ])
    expect(namesOf('Node')).toEqual(['workers-a-1', 'workers-b-1', 'workers-c-1'])
    expect(find('PersistentVolume')).toHaveLength(3)
    const runsOn = find('Pod').flatMap(({ metadata, spec }) =>
      metadata.name.startsWith('db-') ? [spec] : [],
    )
    expect(runsOn).toMatchObject([
      { nodeName: 'workers-a-1' },
      { nodeName: 'workers-b-1' },
      { nodeName: 'workers-c-1' },
    ])
  })

  it('launches the nodes of one group in its zones one after the other', () => {
    const { find } = drawShape('the-trap')
    const zones = find('Node').map(
      ({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone'],
    )
    expect(zones).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1c'])
  })

  it('leaves a pod without a node where none has room, and its claim without a volume', () => {
    const workload = SAFE?.workload
    if (workload === undefined) throw new Error('no workload')
    const { find } = draw({ workload: { ...workload, cpu: '16' } })
    expect(find('PersistentVolume')).toEqual([])
    expect(find('PersistentVolumeClaim').map(({ status }) => status)).toEqual(
      Array.from({ length: 3 }, () => ({ phase: 'Pending' })),
    )
  })

  it('has the volume where a person says, whether a node is there or not', () => {
    const workload = SAFE?.workload
    if (workload === undefined) throw new Error('no workload')
    const { find } = draw({ workload: { ...workload, replicas: 1, volumeZone: 'eu-west-1c' } })
    expect(JSON.stringify(find('PersistentVolume'))).toContain('eu-west-1c')
  })

  it('draws no node that names no group (I10.3)', () => {
    const { namesOf, cluster } = drawShape('kubeadm-external-etcd')
    expect(namesOf('Node')).toEqual([])
    expect(cluster.controlPlane).toMatchObject({ etcd: { topology: 'external' } })
  })

  it('gives kOps an etcd for events, whose members stand on the masters', () => {
    const { controlPlane } = drawShape('kops-five-members').cluster
    if (controlPlane.kind !== 'self-managed') throw new Error('managed')
    const { clusters } = controlPlane.etcd
    expect(
      clusters.map(({ name, members }) => [name, members.map(({ zone }) => zone?.slice(-1))]),
    ).toEqual([
      ['main', ['a', 'b', 'c', 'a', 'b']],
      ['events', ['a', 'b', 'c', 'a', 'b']],
    ])
  })

  it('takes the zone ids of the account where a letter is not enough', () => {
    const { cluster } = draw({ zoneIds: { 'eu-west-1a': 'euw1-az3' } })
    expect(cluster.zones[0]).toEqual({ name: 'eu-west-1a', zoneId: 'euw1-az3' })
  })
})
