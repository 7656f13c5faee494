import { makeSnapshot } from './snapshot.ts'
import { readCsiDriver, readCsiStorageCapacity, readVolumeAttachment } from '#kube/csi-driver.ts'
import { readCsiNode } from '#kube/csi-node.ts'
import { readDisruptionBudget } from '#kube/disruption-budget.ts'
import { readMetadata } from '#kube/metadata.ts'
import { readNode } from '#kube/node.ts'
import { readPersistentVolume, readPersistentVolumeClaim, readStorageClass } from '#kube/volume.ts'
import { readPod } from '#kube/pod.ts'
import { readPodOwner, readService } from '#kube/pod-owner.ts'
import { readPriorityClass } from '#kube/priority.ts'
import type { KubeObject } from '#kube/object.ts'
import { hasResizeStatus, readRunningRequests } from '#kube/running-requests.ts'
import type { Labels } from '#kube/labels.ts'
import type { SchedulerVersion } from './version.ts'
import type { Pod } from '#kube/pod.ts'
import type { ResizeRule } from '#kube/running-requests.ts'
import type { Snapshot } from './snapshot.ts'

/** The snapshot of a cluster's Kubernetes objects; nodes in the order in which they are listed (NT-2). */
export function readSnapshot(objects: readonly KubeObject[], version: SchedulerVersion): Snapshot {
  const byKind = new Map<string, KubeObject[]>()
  for (const object of objects) {
    const same = byKind.get(object.kind)
    if (same === undefined) byKind.set(object.kind, [object])
    else same.push(object)
  }
  const list = (kind: string): readonly KubeObject[] => byKind.get(kind) ?? []
  return makeSnapshot({
    version,
    nodes: list('Node').map(readNode),
    pods: list('Pod').map((object) => readPodOf(object, version)),
    claims: list('PersistentVolumeClaim').map(readPersistentVolumeClaim),
    volumes: list('PersistentVolume').map(readPersistentVolume),
    storageClasses: list('StorageClass').map(readStorageClass),
    priorityClasses: list('PriorityClass').map(readPriorityClass),
    csiNodes: list('CSINode').map(readCsiNode),
    csiDrivers: list('CSIDriver').map(readCsiDriver),
    storageCapacities: list('CSIStorageCapacity').map(readCsiStorageCapacity),
    volumeAttachments: list('VolumeAttachment').map(readVolumeAttachment),
    namespaces: new Map(list('Namespace').map(readNamespace)),
    budgets: list('PodDisruptionBudget').map(readDisruptionBudget),
    services: list('Service').map(readService),
    owners: ['ReplicationController', 'ReplicaSet', 'StatefulSet'].flatMap((kind) =>
      list(kind).map(readPodOwner),
    ),
  })
}

/** A pod that runs counts with what it holds, which a resize in place can raise (5.4). */
export function readPodOf(object: KubeObject, version: SchedulerVersion): Pod {
  const pod = readPod(object)
  if (pod.spec.nodeName === undefined || !hasResizeStatus(object)) return pod
  const { requests, scored } = readRunningRequests(object, RESIZE_RULES[version])
  const scoredRequests = { ...pod.spec.scoredRequests, placed: scored }
  return { ...pod, spec: { ...pod.spec, requests, scoredRequests } }
}

const RESIZE_RULES: Readonly<Record<SchedulerVersion, ResizeRule>> = {
  '1.34': 'by-container',
  '1.35': 'by-container',
  '1.36': 'by-container-and-pod',
  '1.37': 'by-aggregate',
}

/** IN-8: a namespace carries its name as a label. */
function readNamespace(object: KubeObject): [string, Labels] {
  const { name, labels } = readMetadata(object)
  return [name, { ...labels, 'kubernetes.io/metadata.name': name }]
}
