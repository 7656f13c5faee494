import type { Autoscaler, Cluster, NodeGroup } from '#plan/schema.ts'
import type { ClusterDoubt, GroupDoubt } from './compiled.ts'

/** Which autoscaler owns a group, if any (XC9), and the sizes it keeps to. */
export interface Ownership {
  readonly scaler: 'none' | 'cluster-autoscaler' | 'karpenter'
  readonly min?: number
  readonly max?: number
  readonly doubts: readonly GroupDoubt[]
}

type ClusterAutoscaler = Extract<Autoscaler, { kind: 'cluster-autoscaler' }>

export function findRunningClusterAutoscaler(cluster: Cluster): ClusterAutoscaler | undefined {
  return cluster.autoscalers.find(
    (one): one is ClusterAutoscaler => one.kind === 'cluster-autoscaler' && one.running !== false,
  )
}

export function isKarpenterRunning(cluster: Cluster): boolean {
  return cluster.autoscalers.some((one) => one.kind === 'karpenter' && one.running !== false)
}

export function decideOwnership(cluster: Cluster, group: NodeGroup, path: string): Ownership {
  switch (group.kind) {
    case 'karpenter':
      return { scaler: isKarpenterRunning(cluster) ? 'karpenter' : 'none', doubts: [] }
    case 'auto-mode':
      // EKS runs it itself: there is no controller in the cluster to look for (C13).
      return { scaler: 'karpenter', doubts: [] }
    case 'fargate':
      return { scaler: 'none', doubts: [] }
    case 'asg':
    case 'eks-managed':
      return decideAutoScalingGroup(cluster, group, path)
  }
}

function decideAutoScalingGroup(cluster: Cluster, group: NodeGroup, path: string): Ownership {
  const autoscaler = findRunningClusterAutoscaler(cluster)
  if (autoscaler === undefined) return { scaler: 'none', doubts: [] }
  const named = findNodesFlag(autoscaler, group.name)
  if (named !== undefined) {
    return { scaler: 'cluster-autoscaler', min: named.min, max: named.max, doubts: [] }
  }
  if (autoscaler.owns !== 'auto-discovery') {
    return {
      scaler: autoscaler.owns.includes(group.name) ? 'cluster-autoscaler' : 'none',
      doubts: [],
    }
  }
  const wanted = listDiscoveryTags(autoscaler)
  if (wanted.length === 0) return { scaler: 'cluster-autoscaler', doubts: [] }
  const isDiscovered = wanted.some((tags) => tags.every((tag) => bearsTag(cluster, group, tag)))
  if (isDiscovered) return { scaler: 'cluster-autoscaler', doubts: [] }
  if (group.tags === undefined) {
    const doubt: ClusterDoubt = {
      reason: `the tags of group ${group.name} are not known, and Cluster Autoscaler finds its groups by ${wanted.map((tags) => tags.map(({ key }) => key).join(' and ')).join(', or ')}`,
      path: `${path}.tags`,
    }
    // With or without an owner: these rest on minima and rebalancing, or on there being no cover.
    return {
      scaler: 'cluster-autoscaler',
      doubts: [{ ...doubt, harmlessFor: ['RT2', 'RT4', 'RT5'] }],
    }
  }
  return { scaler: 'none', doubts: [] }
}

interface DiscoveryTag {
  readonly key: string
  readonly value?: string
}

/** `asg:tag=k8s.io/cluster-autoscaler/enabled,owner=me`: all tags of one flag must be there. */
function listDiscoveryTags(autoscaler: ClusterAutoscaler): readonly (readonly DiscoveryTag[])[] {
  return (autoscaler.flags?.nodeGroupAutoDiscovery ?? []).flatMap((flag) => {
    const list = flag.replace(/^asg:tag=/, '')
    const tags = list
      .split(',')
      .filter((tag) => tag !== '')
      .map((tag): DiscoveryTag => {
        const [key = '', ...value] = tag.split('=')
        return value.length === 0 ? { key } : { key, value: value.join('=') }
      })
    return tags.length === 0 ? [] : [tags]
  })
}

/** EKS puts both discovery tags on the groups it manages: `enabled` and the cluster's own name. */
function bearsTag(cluster: Cluster, group: NodeGroup, tag: DiscoveryTag): boolean {
  const value =
    group.tags !== undefined && Object.hasOwn(group.tags, tag.key) ? group.tags[tag.key] : undefined
  if (value !== undefined) return tag.value === undefined || tag.value === value
  if (group.kind !== 'eks-managed') return false
  if (tag.key === 'k8s.io/cluster-autoscaler/enabled')
    return tag.value === undefined || tag.value === 'true'
  return (
    tag.key === `k8s.io/cluster-autoscaler/${cluster.name}` &&
    (tag.value === undefined || tag.value === 'owned')
  )
}

/** `--nodes=1:5:name`: the autoscaler keeps to these sizes. The name is the Auto Scaling group's, which holds the group's. */
function findNodesFlag(
  autoscaler: ClusterAutoscaler,
  name: string,
): { readonly min: number; readonly max: number } | undefined {
  for (const flag of autoscaler.flags?.nodes ?? []) {
    const match = /^(\d+):(\d+):(.+)$/.exec(flag)
    if (match === null) continue
    const [, min = '0', max = '0', asg = ''] = match
    const isNamed =
      asg === name || asg.startsWith(`eks-${name}-`) || asg.includes(`-nodegroup-${name}-`)
    if (isNamed) return { min: Number(min), max: Number(max) }
  }
  return undefined
}
