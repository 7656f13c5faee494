import { compareText } from '#base/compare.ts'
import type { DisruptionBudget } from '#kube/disruption-budget.ts'
import { matchesSelector } from '#kube/label-selector.ts'
import type { Node } from '#kube/node.ts'
import { findVolumeZones } from '#kube/volume.ts'
import type { Cluster } from '#plan/schema.ts'
import type {
  CompiledCluster,
  CompiledClusterAutoscaler,
  CompiledGroup,
  CompiledNode,
  CompiledPod,
  CompiledVolume,
  GroupDoubt,
} from './compiled.ts'
import { readMirrorPods } from './daemons.ts'
import type { EvictionContext } from './evictable.ts'
import { compileGroup, compileUngrouped, type GroupsContext } from './groups.ts'
import { findSlots, groupNodes } from './nodes.ts'
import { pathOf, readObjects, type ClusterObjects } from './objects.ts'
import { findRunningClusterAutoscaler, isKarpenterRunning } from './ownership.ts'
import { compilePods } from './pods.ts'

const COMPUTE_TYPE_LABEL = 'eks.amazonaws.com/compute-type'

/**
 * What a cluster of a plan means: the only reader of its raw objects. Pure; the order of documents, of
 * objects and of list items does not matter, but for the zones and types of a group, whose order counts.
 *
 * @param path of the cluster in the plan document: `designs[0].clusters[0]`
 */
export function compileCluster(cluster: Cluster, path: string): CompiledCluster {
  const objects = readObjects(cluster)
  const mirrorPods = readMirrorPods(objects)
  const groupsContext: GroupsContext = { cluster, path, objects, mirrorPods }
  const nodeIndex = new Map(objects.nodes.map((node, index) => [node.name, index]))
  const groups = compileGroups(groupsContext, nodeIndex)
  const zones = listZones(cluster, objects)
  const { pods, daemonPods, missingNodes } = compilePods({
    rules: { objects, groups, zones },
    claims: {
      objects,
      clusterPath: path,
      zones,
      groupLabels: groups.flatMap(({ kind, labels }) =>
        kind === 'fargate' || labels[COMPUTE_TYPE_LABEL] === 'fargate' ? [] : [labels],
      ),
      nodeZones: [...new Set(objects.nodes.flatMap((node) => node.zone ?? []))].sort(compareText),
    },
    eviction: readEviction(cluster, objects),
    nodeIndex,
  })
  const autoscaler = readClusterAutoscaler(cluster)
  return {
    path,
    name: cluster.name,
    region: cluster.region,
    ...withMinor('minorVersion', cluster.kubernetesVersion),
    zones,
    groups,
    nodes: compileNodes(path, objects, groups, pods),
    pods,
    daemonPods,
    volumes: listVolumes(path, objects, pods),
    ...(autoscaler === undefined ? {} : { clusterAutoscaler: autoscaler }),
    isKarpenterRunning: isKarpenterRunning(cluster),
    doubts: [
      ...doubtReadiness(path, objects.nodes, autoscaler !== undefined),
      ...doubtNoGroups(path, groups),
      ...doubtMissingNodes(path, missingNodes),
      ...doubtOldAutoscaler(cluster, path),
    ],
  }
}

function compileGroups(
  context: GroupsContext,
  nodeIndex: ReadonlyMap<string, number>,
): CompiledGroup[] {
  const { cluster, objects } = context
  const sets = groupNodes(objects.nodes, cluster.nodeGroups)
  const indices = (nodes: readonly Node[]) =>
    nodes.flatMap((node) => nodeIndex.get(node.name) ?? [])
  const planned = cluster.nodeGroups.flatMap((group, index) => {
    const nodes = sets.find((set) => set.groupName === group.name)?.nodes ?? []
    // Bastions and the machines of an etcd of its own are no nodes of Kubernetes (I6.1).
    const isOutside = group.role === 'bastion' || group.role === 'etcd'
    if (isOutside && nodes.length === 0) return []
    return [compileGroup(context, group, index, nodes, indices(nodes))]
  })
  const taken = new Set(cluster.nodeGroups.map((group) => group.name))
  const others = sets
    .filter((set) => set.groupName === undefined)
    .map((set) => {
      const name = nameUngrouped(taken, set.nodes)
      taken.add(name)
      return compileUngrouped(context, name, set.nodes, indices(set.nodes))
    })
  return [...planned, ...others]
}

function nameUngrouped(taken: ReadonlySet<string>, nodes: readonly Node[]): string {
  const base = nodes.every((node) => node.isControlPlane) ? 'control plane' : 'no group'
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base} ${number}`
    if (!taken.has(name)) return name
  }
}

/** The plan's zones and those that nodes and volumes lie in. */
function listZones(cluster: Cluster, objects: ClusterObjects): readonly string[] {
  const zones = new Set(cluster.zones.map((zone) => zone.name))
  for (const node of objects.nodes) if (node.zone !== undefined) zones.add(node.zone)
  for (const volume of objects.volumes.values()) {
    for (const zone of findVolumeZones(volume) ?? []) zones.add(zone)
  }
  return [...zones].sort(compareText)
}

function readEviction(cluster: Cluster, objects: ClusterObjects): EvictionContext {
  const autoscaler = findRunningClusterAutoscaler(cluster)
  const minor = readMinor(autoscaler?.version)
  return {
    budgets: objects.budgets,
    countCovered: (budget) => countCovered(objects, budget),
    skipNodesWithLocalStorage: autoscaler?.flags?.skipNodesWithLocalStorage ?? true,
    skipNodesWithSystemPods: autoscaler?.flags?.skipNodesWithSystemPods ?? true,
    doSystemPodsBlockForEver: minor !== undefined && minor < 33,
  }
}

/** Pods wanted of the workloads that a budget covers. */
function countCovered(objects: ClusterObjects, budget: DisruptionBudget): number {
  return objects.workloads
    .filter(
      (one) =>
        one.controller === undefined &&
        one.namespace === budget.namespace &&
        matchesSelector(budget.selector, one.template.labels),
    )
    .reduce((sum, one) => sum + one.replicas, 0)
}

function compileNodes(
  path: string,
  objects: ClusterObjects,
  groups: readonly CompiledGroup[],
  pods: readonly CompiledPod[],
): CompiledNode[] {
  const groupOf = new Map(
    groups.flatMap((group, index) => group.nodes.map((node) => [node, index] as const)),
  )
  const podsOf = objects.nodes.map((): number[] => [])
  pods.forEach((pod, index) => {
    if (pod.node !== undefined) podsOf[pod.node]?.push(index)
  })
  return objects.nodes.map((node, index): CompiledNode => {
    const { slots } = findSlots(objects, node)
    return {
      name: node.name,
      path: pathOf(path, { kind: 'Node', name: node.name }),
      group: groupOf.get(index) ?? -1,
      ...(node.zone === undefined ? {} : { zone: node.zone }),
      ...(node.instanceType === undefined ? {} : { instanceType: node.instanceType }),
      isReady: node.isReady !== false,
      isSchedulable: node.isSchedulable,
      labels: node.labels,
      taints: node.taints,
      allocatable: node.allocatable,
      ...(slots === undefined ? {} : { slots }),
      pods: podsOf[index] ?? [],
    }
  })
}

/** Claims with their volumes, claims that are still to be made, and volumes that nobody claims. */
function listVolumes(
  path: string,
  objects: ClusterObjects,
  pods: readonly CompiledPod[],
): CompiledVolume[] {
  const users = new Map<string, number[]>()
  pods.forEach((pod, index) => {
    for (const claim of pod.claims) {
      const key = `${pod.namespace}/${claim.name}`
      const list = users.get(key)
      if (list === undefined) users.set(key, [index])
      else list.push(index)
    }
  })
  const describe = (volumeName: string | undefined, requestedBytes: number | undefined) => {
    const volume = volumeName === undefined ? undefined : objects.volumes.get(volumeName)
    const zones = volume === undefined ? undefined : findVolumeZones(volume)
    const bytes = volume?.capacityBytes ?? requestedBytes
    const zone = zones?.length === 1 ? zones[0] : undefined
    return {
      ...(zone === undefined ? {} : { zone }),
      ...(bytes === undefined ? {} : { sizeGiB: Math.round(bytes / 2 ** 30) }),
      ...(volume === undefined || volume.className === '' ? {} : { type: volume.className }),
    }
  }
  const isRunning = (list: readonly number[]) =>
    list.some((index) => pods[index]?.node !== undefined)
  const claimed = [...objects.claims.values()].map((claim): CompiledVolume => {
    const own = users.get(`${claim.namespace}/${claim.name}`) ?? []
    return {
      name: claim.name,
      namespace: claim.namespace,
      claim: claim.name,
      ...describe(claim.volumeName, claim.requestedBytes),
      state:
        claim.volumeName === undefined ? 'not-created' : isRunning(own) ? 'attached' : 'detached',
      pods: own,
      path: pathOf(path, {
        kind: 'PersistentVolumeClaim',
        namespace: claim.namespace,
        name: claim.name,
      }),
    }
  })
  const toBeMade = [...users].flatMap(([key, own]): CompiledVolume[] => {
    if (objects.claims.has(key)) return []
    const at = key.indexOf('/')
    const [namespace, name] = [key.slice(0, at), key.slice(at + 1)]
    return [
      {
        name,
        namespace,
        claim: name,
        state: 'not-created',
        pods: own,
        path: pathOf(path, { kind: 'PersistentVolumeClaim', namespace, name }),
      },
    ]
  })
  const unclaimed = [...objects.volumes.values()]
    .filter((volume) => volume.claimRef === undefined)
    .map((volume): CompiledVolume => ({
      name: volume.name,
      namespace: '',
      ...describe(volume.name, undefined),
      state: 'detached',
      pods: [],
      path: pathOf(path, { kind: 'PersistentVolume', name: volume.name }),
    }))
  return [...claimed, ...toBeMade, ...unclaimed].sort(
    (a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name),
  )
}

function readClusterAutoscaler(cluster: Cluster): CompiledClusterAutoscaler | undefined {
  const found = findRunningClusterAutoscaler(cluster)
  if (found === undefined) return undefined
  return {
    ...withMinor('minorVersion', found.version),
    scaleDownEnabled: found.flags?.scaleDownEnabled ?? true,
    maxNodesTotal: found.flags?.maxNodesTotal ?? 0,
    expendablePriorityCutoff: found.flags?.expendablePodsPriorityCutoff ?? -10,
  }
}

/** `v1.35.2-eks-113cf36` is 35. */
export function readMinor(version: string | undefined): number | undefined {
  const match = /^v?1\.(\d+)/.exec(version ?? '')
  return match === null ? undefined : Number(match[1])
}

function withMinor<Key extends string>(
  key: Key,
  version: string | undefined,
): { readonly [K in Key]?: number } {
  const minor = readMinor(version)
  // The one computed key of the object is `key`.
  return (minor === undefined ? {} : { [key]: minor }) as { readonly [K in Key]?: number }
}

/** A14.2: Cluster Autoscaler does nothing while more than three nodes and more than 45 % are unready. */
function doubtReadiness(
  path: string,
  nodes: readonly Node[],
  hasAutoscaler: boolean,
): GroupDoubt[] {
  const unready = nodes.filter((node) => node.isReady === false).length
  const stops = hasAutoscaler && unready > 3 && unready > 0.45 * nodes.length
  return stops
    ? [
        {
          reason: `${unready} of ${nodes.length} nodes are not Ready: Cluster Autoscaler does nothing while that lasts`,
          path: `${path}.resources`,
          harmlessFor: ['RT3', 'RT4'],
        },
      ]
    : []
}

/** Files of workloads alone: where they run is not said, which is not the same as nowhere. */
function doubtNoGroups(path: string, groups: readonly CompiledGroup[]): GroupDoubt[] {
  return groups.length > 0
    ? []
    : [
        {
          reason: 'no node group and no node is known',
          path: `${path}.nodeGroups`,
          harmlessFor: [],
        },
      ]
}

function doubtMissingNodes(path: string, missing: readonly string[]): GroupDoubt[] {
  const [first] = missing
  if (first === undefined) return []
  const others = missing.length === 1 ? '' : ` and ${missing.length - 1} more nodes`
  return [
    {
      reason: `pods run on ${first}${others}, which the files do not show`,
      path: pathOf(path, { kind: 'Node', name: first }),
      harmlessFor: [],
    },
  ]
}

/** XC12: Cluster Autoscaler of 2016 (0.x) follows other rules. */
function doubtOldAutoscaler(cluster: Cluster, path: string): GroupDoubt[] {
  const index = cluster.autoscalers.findIndex(
    (one) =>
      one.kind === 'cluster-autoscaler' &&
      one.running !== false &&
      /^v?0\./.test(one.version ?? ''),
  )
  return index < 0
    ? []
    : [
        {
          reason: `Cluster Autoscaler ${cluster.autoscalers[index]?.version ?? ''} follows rules that the model does not have`,
          path: `${path}.autoscalers[${index}].version`,
          harmlessFor: ['RT3', 'RT4'],
        },
      ]
}
