import { describe, expect, it } from 'vitest'
import type { Autoscaler, NodeGroup } from '#plan/schema.ts'
import { makeCluster, makeGroup } from '#testing/cluster-objects.ts'
import { decideOwnership } from './ownership.ts'

const TAGS = 'asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/shop'

function discovering(flag: string): Autoscaler {
  return {
    kind: 'cluster-autoscaler',
    owns: 'auto-discovery',
    flags: { nodeGroupAutoDiscovery: [flag] },
  }
}

function decide(autoscalers: readonly Autoscaler[], group: NodeGroup) {
  return decideOwnership(makeCluster({ autoscalers, nodeGroups: [group] }), group, 'nodeGroups[0]')
}

describe('who owns a group (XC9)', () => {
  it.each([
    {
      name: 'both tags',
      flag: TAGS,
      group: makeGroup({
        tags: {
          'k8s.io/cluster-autoscaler/enabled': 'true',
          'k8s.io/cluster-autoscaler/shop': 'owned',
        },
      }),
      scaler: 'cluster-autoscaler',
    },
    {
      name: 'one tag of two',
      flag: TAGS,
      group: makeGroup({ tags: { 'k8s.io/cluster-autoscaler/enabled': 'true' } }),
      scaler: 'none',
    },
    {
      name: 'EKS tags its groups itself',
      flag: TAGS,
      group: makeGroup({ kind: 'eks-managed', tags: {} }),
      scaler: 'cluster-autoscaler',
    },
    {
      name: 'but not for a cluster of another name',
      flag: 'asg:tag=k8s.io/cluster-autoscaler/other',
      group: makeGroup({ kind: 'eks-managed', tags: {} }),
      scaler: 'none',
    },
    {
      name: 'a tag of another value',
      flag: 'asg:tag=team=a',
      group: makeGroup({ tags: { team: 'b' } }),
      scaler: 'none',
    },
    {
      name: 'a tag of this value',
      flag: 'asg:tag=team=a',
      group: makeGroup({ tags: { team: 'a' } }),
      scaler: 'cluster-autoscaler',
    },
  ])('$name', ({ flag, group, scaler }) => {
    expect(decide([discovering(flag)], group)).toEqual({ scaler, doubts: [] })
  })

  it('tags that are not known are a doubt', () => {
    const { doubts } = decide([discovering(TAGS)], makeGroup())
    expect(doubts.map((doubt) => doubt.path)).toEqual(['nodeGroups[0].tags'])
  })

  it.each([
    { asg: 'workers' },
    { asg: 'eks-workers-9ac1c2d3' },
    { asg: 'eksctl-shop-nodegroup-workers-NodeGroup-1ABC' },
  ])('--nodes names the group by its Auto Scaling group $asg', ({ asg }) => {
    const autoscaler: Autoscaler = {
      kind: 'cluster-autoscaler',
      owns: [],
      flags: { nodes: [`2:4:${asg}`] },
    }
    expect(decide([autoscaler], makeGroup())).toMatchObject({
      scaler: 'cluster-autoscaler',
      min: 2,
      max: 4,
    })
  })

  it.each([
    { kind: 'karpenter' as const, autoscalers: [], scaler: 'none' },
    {
      kind: 'karpenter' as const,
      autoscalers: [{ kind: 'karpenter' as const, owns: 'auto-discovery' as const }],
      scaler: 'karpenter',
    },
    { kind: 'auto-mode' as const, autoscalers: [], scaler: 'karpenter' },
    { kind: 'fargate' as const, autoscalers: [], scaler: 'none' },
  ])('$kind with $autoscalers.length autoscalers', ({ kind, autoscalers, scaler }) => {
    expect(decide(autoscalers, makeGroup({ kind })).scaler).toBe(scaler)
  })
})
