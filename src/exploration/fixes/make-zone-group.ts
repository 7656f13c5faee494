import { ZONE_KEYS } from '#kube/labels.ts'
import { OWN_GROUP_LABEL } from '#kube/node.ts'
import { addGroup, replaceCluster } from '#plan/edit.ts'
import type { ClusterPlace } from '#plan/edit.ts'
import type { Autoscaler, Cluster, NodeGroup, Plan } from '#plan/schema.ts'
import type { FixCase, Host } from './candidate.ts'

/** Absent sizes are not known, as they were not. */
export interface GroupSizes {
  readonly min: number | undefined
  readonly desired: number | undefined
  readonly max: number | undefined
}

/**
 * A group like another, of one zone. What the plan does not say of the other and its nodes show, such as
 * their type, is said of the new one, which has no nodes to show it.
 */
export function makeZoneGroup(at: FixCase, host: Host, zone: string, sizes: GroupSizes): NodeGroup {
  const { group, compiled } = host
  const { zones, min, desired, max, offeredZones, suspendedProcesses, ...alike } = group
  const suspended = suspendedProcesses?.filter((name) => name !== 'AZRebalance') ?? []
  const types = group.instanceTypes ?? listSeenTypes(at, compiled.nodes)
  const taints = group.taints ?? compiled.taints
  const name = nameZoneGroup(at.cluster, group.name, zone)
  return {
    ...alike,
    ...(group.labels === undefined ? {} : { labels: renameIn(group.labels, group.name, name) }),
    ...(group.tags === undefined ? {} : { tags: renameIn(group.tags, group.name, name) }),
    name,
    zones: [zone],
    ...(group.requirements === undefined
      ? {}
      : { requirements: group.requirements.filter(({ key }) => !ZONE_KEYS.includes(key)) }),
    ...(types.length === 0 ? {} : { instanceTypes: types }),
    ...(sizes.min === undefined ? {} : { min: sizes.min }),
    ...(sizes.desired === undefined ? {} : { desired: sizes.desired }),
    ...(sizes.max === undefined ? {} : { max: sizes.max }),
    ...(taints.length === 0 ? {} : { taints }),
    ...(suspended.length === 0 ? {} : { suspendedProcesses: suspended }),
    ...(offeredZones !== undefined && zones?.includes(zone) === true
      ? { offeredZones: offeredZones.filter((name) => name === zone) }
      : {}),
  }
}

/** Labels by which tools name a node's group: a new group bears its own name in them. */
const NAMING_LABELS: readonly string[] = [
  'alpha.eksctl.io/nodegroup-name',
  'eks.amazonaws.com/nodegroup',
  'kops.k8s.io/instancegroup',
  'karpenter.sh/nodepool',
  OWN_GROUP_LABEL,
]
const LABEL_TAG = 'k8s.io/cluster-autoscaler/node-template/label/'

function renameIn(
  fields: Readonly<Record<string, string>>,
  from: string,
  to: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      const label = key.startsWith(LABEL_TAG) ? key.slice(LABEL_TAG.length) : key
      return [key, NAMING_LABELS.includes(label) && value === from ? to : value]
    }),
  )
}

/** Adds a group, which the autoscaler owns if it owns the one it is like (XC9). */
export function addGroupLike(
  plan: Plan,
  place: ClusterPlace,
  { group, like }: { readonly group: NodeGroup; readonly like: string },
): Plan {
  const added = addGroup(plan, place, group)
  const cluster = added.designs[place.design]?.clusters[place.cluster]
  if (cluster === undefined) return added
  const autoscalers = cluster.autoscalers.map((one) => ownAlso(one, group, like))
  return replaceCluster(added, place, { ...cluster, autoscalers })
}

function ownAlso(autoscaler: Autoscaler, group: NodeGroup, like: string): Autoscaler {
  if (autoscaler.kind !== 'cluster-autoscaler') return autoscaler
  const { owns, flags } = autoscaler
  const nodes = flags?.nodes
  const isListed = owns !== 'auto-discovery' && owns.includes(like)
  const isFlagged = nodes?.some((flag) => flag.endsWith(`:${like}`)) === true
  if (!isListed && !isFlagged) return autoscaler
  const flag = `${group.min ?? 0}:${group.max ?? 0}:${group.name}`
  return {
    ...autoscaler,
    ...(isListed ? { owns: [...owns, group.name] } : {}),
    ...(isFlagged ? { flags: { ...flags, nodes: [...nodes, flag] } } : {}),
  }
}

/** `workers-c`, or with a number where that is taken. */
function nameZoneGroup(cluster: Cluster, base: string, zone: string): string {
  const letter = /\d([a-z])$/.exec(zone)?.[1] ?? zone
  const taken = new Set(cluster.nodeGroups.map(({ name }) => name))
  for (let number = 1; ; number++) {
    const name = `${base}-${letter}${number === 1 ? '' : `-${number}`}`
    if (!taken.has(name)) return name
  }
}

function listSeenTypes({ compiled }: FixCase, nodes: readonly number[]): readonly string[] {
  return [...new Set(nodes.flatMap((index) => compiled.nodes[index]?.instanceType ?? []))].sort()
}
