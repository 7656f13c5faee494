import { describe, expect, it } from 'vitest'
import { readNode } from './node.ts'

const node = (labels: Record<string, string>, fields: object = {}) =>
  readNode({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1', labels }, ...fields })

describe('nodes (I10.3)', () => {
  it.each([
    {
      name: 'zone label first',
      labels: {
        'topology.kubernetes.io/zone': 'eu-west-1a',
        'failure-domain.beta.kubernetes.io/zone': 'eu-west-1b',
      },
      providerID: 'aws:///eu-west-1c/i-0abc',
      zone: 'eu-west-1a',
    },
    {
      name: 'then the old label',
      labels: { 'failure-domain.beta.kubernetes.io/zone': 'eu-west-1b' },
      providerID: 'aws:///eu-west-1c/i-0abc',
      zone: 'eu-west-1b',
    },
    {
      name: 'then the provider id',
      labels: {},
      providerID: 'aws:///eu-west-1c/i-0abc',
      zone: 'eu-west-1c',
    },
    {
      name: 'no other provider',
      labels: {},
      providerID: 'gce://project/zone/name',
      zone: undefined,
    },
    { name: 'nothing', labels: {}, providerID: undefined, zone: undefined },
  ])('zone: $name', ({ labels, providerID, zone }) => {
    expect(node(labels as Record<string, string>, { spec: { providerID } }).zone).toBe(zone)
  })

  it.each([
    {
      labels: { 'eks.amazonaws.com/nodegroup': 'w', 'alpha.eksctl.io/nodegroup-name': 'x' },
      group: 'w',
    },
    { labels: { 'alpha.eksctl.io/nodegroup-name': 'x', 'karpenter.sh/nodepool': 'y' }, group: 'x' },
    { labels: { 'karpenter.sh/nodepool': 'y' }, group: 'y' },
    { labels: { 'kops.k8s.io/instancegroup': 'nodes-a' }, group: 'nodes-a' },
    { labels: {}, group: undefined },
  ])('group of $labels', ({ labels, group }) => {
    expect(node(labels as Record<string, string>).group?.name).toBe(group)
  })

  it('keeps state taints apart and reads readiness', () => {
    const taints = [
      { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' },
      { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' },
    ]
    const status = { conditions: [{ type: 'Ready', status: 'Unknown' }] }
    const read = node({}, { spec: { taints, unschedulable: true }, status })
    expect(read.taints).toHaveLength(2)
    expect(read.configuredTaints).toEqual([
      { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' },
    ])
    expect(read.isReady).toBe(false)
    expect(read.isSchedulable).toBe(false)
  })

  it('reads a node of nothing but a name', () => {
    expect(node({})).toMatchObject({ name: 'n1', isSchedulable: true, taints: [], allocatable: {} })
    expect(node({}).isReady).toBeUndefined()
  })
})
