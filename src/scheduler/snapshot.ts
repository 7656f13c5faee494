import { findPodPriority } from '#kube/priority.ts'
import { isFinished } from '#kube/pod.ts'
import { findDefaultClass } from '#kube/volume.ts'
import type { CsiDriver, CsiStorageCapacity, VolumeAttachment } from '#kube/csi-driver.ts'
import type { CsiNode } from '#kube/csi-node.ts'
import type { DisruptionBudget } from '#kube/disruption-budget.ts'
import type { Labels } from '#kube/labels.ts'
import type { Node } from '#kube/node.ts'
import type { Pod } from '#kube/pod.ts'
import type { PriorityClass } from '#kube/priority.ts'
import type { Resources } from '#kube/resources.ts'
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '#kube/volume.ts'
import type { SchedulerVersion } from './version.ts'

/** Everything one attempt looks at (scheduler specification, section 6). Never changed in place. */
export interface Snapshot {
  readonly version: SchedulerVersion
  /** In the order in which the scheduler was told about them. */
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
}

/** A node and the pods that count on it. */
export interface NodeState {
  readonly node: Node
  readonly pods: readonly SchedulerPod[]
  /** Sum of the requests of its pods. */
  readonly requested: Resources
}

/** A pod with its priority resolved (IN-5). */
export interface SchedulerPod extends Pod {
  readonly priority: number
  readonly preemptionPolicy: string
}

/** What a snapshot is made of; lists in any order but that of the nodes. */
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
    nodes: state.nodes.map((node) => makeNodeState(node, podsByNode.get(node.name) ?? [])),
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

/** A node with these pods and no others. */
export function makeNodeState(node: Node, pods: readonly SchedulerPod[]): NodeState {
  const requested = new Map<string, number>()
  for (const pod of pods) {
    for (const [name, amount] of Object.entries(pod.spec.requests)) {
      requested.set(name, (requested.get(name) ?? 0) + amount)
    }
  }
  return { node, pods, requested: Object.fromEntries(requested) }
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
