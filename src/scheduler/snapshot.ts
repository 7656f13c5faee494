import { orderForScan } from './scan-order.ts'
import { findPodPriority } from '#kube/priority.ts'
import { isFinished } from '#kube/pod.ts'
import { findDefaultClass } from '#kube/volume.ts'
import type { CsiDriver, CsiStorageCapacity, VolumeAttachment } from '#kube/csi-driver.ts'
import type { CsiNode } from '#kube/csi-node.ts'
import type { DisruptionBudget } from '#kube/disruption-budget.ts'
import type { HostPort } from '#kube/pod-spec.ts'
import type { Labels } from '#kube/labels.ts'
import type { Node } from '#kube/node.ts'
import type { Pod } from '#kube/pod.ts'
import type { PodOwner, Service } from '#kube/pod-owner.ts'
import type { PriorityClass } from '#kube/priority.ts'
import type { Resources } from '#kube/resources.ts'
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '#kube/volume.ts'
import type { SchedulerVersion } from './version.ts'

/** Everything one attempt looks at (scheduler specification, section 6). Never changed in place. */
export interface Snapshot {
  readonly version: SchedulerVersion
  /** In the order in which they are looked at (NT-3). */
  readonly nodes: readonly NodeState[]
  /** Pods without a node that were promised one (4.5). */
  readonly nominated: readonly SchedulerPod[]
  /** By `namespace/name`; a claim without a class has the default class here (IN-13). */
  readonly claims: ReadonlyMap<string, PersistentVolumeClaim>
  readonly volumes: ReadonlyMap<string, PersistentVolume>
  readonly storageClasses: ReadonlyMap<string, StorageClass>
  readonly csiNodes: ReadonlyMap<string, CsiNode>
  readonly csiDrivers: ReadonlyMap<string, CsiDriver>
  readonly storageCapacities: readonly CsiStorageCapacity[]
  /** By node. */
  readonly volumeAttachments: ReadonlyMap<string, readonly VolumeAttachment[]>
  /** Labels of the namespaces that are known. */
  readonly namespaces: ReadonlyMap<string, Labels>
  readonly budgets: readonly DisruptionBudget[]
  /** How many running pods use a claim, by `namespace/name`; ephemeral claims aside. */
  readonly claimUses: ReadonlyMap<string, number>
  /** By name, as nodes report them. */
  readonly images: ReadonlyMap<string, ClusterImage>
  readonly services: readonly Service[]
  readonly owners: readonly PodOwner[]
}

/** An image that nodes have. */
export interface ClusterImage {
  /** What the node said that was first to report it. */
  readonly sizeBytes: number
  readonly nodeNames: ReadonlySet<string>
}

/** A node and the pods that count on it. */
export interface NodeState {
  readonly node: Node
  readonly pods: readonly SchedulerPod[]
  /** Sum of the requests of its pods. */
  readonly requested: Resources
  /** The same as scores count it: cpu and memory only (NZ-2). */
  readonly scoredRequested: { readonly cpu: number; readonly memory: number }
  /** Of its pods, each once: a port that two of them hold is free as soon as one is taken off (NP-2). */
  readonly usedPorts: readonly HostPort[]
}

/** A pod with its priority resolved (IN-5). */
export interface SchedulerPod extends Pod {
  readonly priority: number
  readonly preemptionPolicy: string
}

/** What a snapshot is made of; nodes in the order in which the scheduler was told about them (NT-2). */
export interface ClusterState {
  readonly version: SchedulerVersion
  readonly nodes: readonly Node[]
  readonly pods: readonly Pod[]
  readonly claims: readonly PersistentVolumeClaim[]
  readonly volumes: readonly PersistentVolume[]
  readonly storageClasses: readonly StorageClass[]
  readonly priorityClasses: readonly PriorityClass[]
  readonly csiNodes: readonly CsiNode[]
  readonly csiDrivers: readonly CsiDriver[]
  readonly storageCapacities: readonly CsiStorageCapacity[]
  readonly volumeAttachments: readonly VolumeAttachment[]
  readonly namespaces: ReadonlyMap<string, Labels>
  readonly budgets: readonly DisruptionBudget[]
  readonly services: readonly Service[]
  readonly owners: readonly PodOwner[]
}

/** Puts the pods on their nodes. Finished pods, and pods of unknown nodes, count nowhere (AS-5). */
export function makeSnapshot(state: ClusterState): Snapshot {
  const podsByNode = new Map<string, SchedulerPod[]>(state.nodes.map((node) => [node.name, []]))
  const nominated: SchedulerPod[] = []
  const claimUses = new Map<string, number>()
  for (const pod of state.pods) {
    if (isFinished(pod)) continue
    const nodeName = pod.spec.nodeName
    if (nodeName === undefined) {
      if (pod.nominatedNodeName !== undefined) {
        nominated.push(resolvePriority(pod, state.priorityClasses))
      }
      continue
    }
    const neighbours = podsByNode.get(nodeName)
    if (neighbours === undefined) continue
    neighbours.push(resolvePriority(pod, state.priorityClasses))
    for (const key of listClaimKeys(pod)) claimUses.set(key, (claimUses.get(key) ?? 0) + 1)
  }
  const defaultClass = findDefaultClass(state.storageClasses)?.name ?? ''
  return {
    version: state.version,
    nodes: orderForScan(state.nodes).map((node) =>
      makeNodeState(node, podsByNode.get(node.name) ?? []),
    ),
    nominated,
    claims: new Map(
      state.claims.map((claim) => [
        `${claim.namespace}/${claim.name}`,
        claim.className === undefined
          ? Object.assign({}, claim, { className: defaultClass })
          : claim,
      ]),
    ),
    volumes: indexByName(state.volumes),
    storageClasses: indexByName(state.storageClasses),
    csiNodes: indexByName(state.csiNodes),
    csiDrivers: indexByName(state.csiDrivers),
    storageCapacities: state.storageCapacities,
    volumeAttachments: groupAttachments(state.volumeAttachments),
    namespaces: state.namespaces,
    budgets: state.budgets,
    claimUses,
    images: collectImages(state.nodes),
    services: state.services,
    owners: state.owners,
  }
}

/** The pod with its priority; one of a class that is not there counts as 0. */
export function resolvePriority(pod: Pod, classes: readonly PriorityClass[]): SchedulerPod {
  const found = findPodPriority(pod.spec, classes)
  // Many times faster than an object that goes on after a spread.
  return Object.assign({}, pod, {
    priority: found?.priority ?? 0,
    preemptionPolicy: found?.preemptionPolicy ?? 'PreemptLowerPriority',
  })
}

/**
 * A node with these pods and no others.
 *
 * @param usedPorts absent: those of the pods
 */
export function makeNodeState(
  node: Node,
  pods: readonly SchedulerPod[],
  usedPorts: readonly HostPort[] = pods.reduce(addPorts, NO_PORTS),
): NodeState {
  const requested = new Map<string, number>()
  let cpu = 0
  let memory = 0
  for (const pod of pods) {
    cpu += amountOf(pod.spec.scoredRequests.placed, 'cpu')
    memory += amountOf(pod.spec.scoredRequests.placed, 'memory')
    for (const [name, amount] of Object.entries(pod.spec.requests)) {
      requested.set(name, (requested.get(name) ?? 0) + amount)
    }
  }
  const scoredRequested = { cpu, memory }
  return { node, pods, requested: Object.fromEntries(requested), scoredRequested, usedPorts }
}

const NO_PORTS: readonly HostPort[] = []

/** The used ports of a node after the pod came. */
export function addPorts(used: readonly HostPort[], { spec }: SchedulerPod): readonly HostPort[] {
  const fresh = spec.hostPorts.filter((port) => !used.some((other) => isSamePort(port, other)))
  return fresh.length === 0 ? used : [...used, ...fresh]
}

/** The used ports of a node after the pod went, whoever else holds them. */
export function removePorts(
  used: readonly HostPort[],
  { spec }: SchedulerPod,
): readonly HostPort[] {
  if (spec.hostPorts.length === 0) return used
  return used.filter((port) => !spec.hostPorts.some((other) => isSamePort(port, other)))
}

function isSamePort(a: HostPort, b: HostPort): boolean {
  return a.port === b.port && a.protocol === b.protocol && a.hostIp === b.hostIp
}

/** The snapshot once the pod is on the node (AS-1). */
export function placePod(snapshot: Snapshot, pod: SchedulerPod, nodeState: NodeState): Snapshot {
  const claimUses = new Map(snapshot.claimUses)
  for (const key of listClaimKeys(pod)) claimUses.set(key, (claimUses.get(key) ?? 0) + 1)
  const placed = makeNodeState(nodeState.node, [...nodeState.pods, pod])
  const nodes = snapshot.nodes.map((one) => (one === nodeState ? placed : one))
  return { ...snapshot, nodes, claimUses }
}

/** Keys of the claims a pod names, each once; those made for it are not among them (pvcRefs). */
export function listClaimKeys(pod: Pod): ReadonlySet<string> {
  return new Set(
    pod.spec.claims
      .filter((claim) => claim.kind === 'claim')
      .map((claim) => `${pod.namespace}/${claim.claimName}`),
  )
}

/** True for the same pod, also in another copy. */
export function isSamePod(a: Pod, b: Pod): boolean {
  return a.name === b.name && a.namespace === b.namespace
}

/** Amount of a resource, 0 where it is not listed. */
export function amountOf(resources: Resources, name: string): number {
  return Object.hasOwn(resources, name) ? (resources[name] ?? 0) : 0
}

function collectImages(nodes: readonly Node[]): ReadonlyMap<string, ClusterImage> {
  const images = new Map<string, { readonly sizeBytes: number; readonly nodeNames: Set<string> }>()
  for (const node of nodes) {
    for (const { names, sizeBytes } of node.images) {
      for (const name of names) {
        const known = images.get(name)
        if (known === undefined) images.set(name, { sizeBytes, nodeNames: new Set([node.name]) })
        else known.nodeNames.add(node.name)
      }
    }
  }
  return images
}

function groupAttachments(
  attachments: readonly VolumeAttachment[],
): ReadonlyMap<string, readonly VolumeAttachment[]> {
  const byNode = new Map<string, VolumeAttachment[]>()
  for (const attachment of attachments) {
    const same = byNode.get(attachment.nodeName)
    if (same === undefined) byNode.set(attachment.nodeName, [attachment])
    else same.push(attachment)
  }
  return byNode
}

function indexByName<T extends { readonly name: string }>(
  items: readonly T[],
): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.name, item]))
}
