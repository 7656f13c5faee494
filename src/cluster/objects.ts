import { compareText } from '#base/compare.ts'
import { readCsiNode, type CsiNode } from '#kube/csi-node.ts'
import { readDisruptionBudget, type DisruptionBudget } from '#kube/disruption-budget.ts'
import { readTextMap } from '#kube/field.ts'
import type { Labels } from '#kube/labels.ts'
import { readNode, type Node } from '#kube/node.ts'
import type { KubeObject } from '#kube/object.ts'
import { readPriorityClass, type PriorityClass } from '#kube/priority.ts'
import {
  readPersistentVolume,
  readPersistentVolumeClaim,
  readStorageClass,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type StorageClass,
} from '#kube/volume.ts'
import { readWorkload, WORKLOAD_KINDS, type Workload } from '#kube/workload.ts'
import type { Cluster } from '#plan/schema.ts'

/** The raw objects of a cluster, read and indexed; lists are in order of namespace and name. */
export interface ClusterObjects {
  readonly nodes: readonly Node[]
  readonly csiNodes: ReadonlyMap<string, CsiNode>
  /** Pods stay raw: most are read no further than their owner and their node. */
  readonly pods: readonly KubeObject[]
  readonly workloads: readonly Workload[]
  readonly claims: ReadonlyMap<string, PersistentVolumeClaim>
  readonly volumes: ReadonlyMap<string, PersistentVolume>
  readonly storageClasses: readonly StorageClass[]
  readonly priorityClasses: readonly PriorityClass[]
  readonly budgets: readonly DisruptionBudget[]
  readonly namespaces: ReadonlyMap<string, Labels>
}

export function readObjects(cluster: Cluster): ClusterObjects {
  const byKind = new Map<string, KubeObject[]>()
  for (const object of cluster.resources) {
    const list = byKind.get(object.kind)
    if (list === undefined) byKind.set(object.kind, [object])
    else list.push(object)
  }
  const list = (kind: string): KubeObject[] => (byKind.get(kind) ?? []).sort(compareObjects)
  const claims = list('PersistentVolumeClaim').map(readPersistentVolumeClaim)
  const workloads = WORKLOAD_KINDS.flatMap(list).flatMap((object) => readWorkload(object) ?? [])
  return {
    nodes: list('Node').map(readNode),
    csiNodes: new Map(list('CSINode').map((object) => [object.metadata.name, readCsiNode(object)])),
    pods: list('Pod'),
    workloads,
    claims: new Map(claims.map((claim) => [`${claim.namespace}/${claim.name}`, claim])),
    volumes: new Map(
      list('PersistentVolume').map((object) => [
        object.metadata.name,
        readPersistentVolume(object),
      ]),
    ),
    storageClasses: list('StorageClass').map(readStorageClass),
    priorityClasses: list('PriorityClass').map(readPriorityClass),
    budgets: list('PodDisruptionBudget').map(readDisruptionBudget),
    namespaces: new Map(
      list('Namespace').map((object) => [
        object.metadata.name,
        readTextMap(object, 'metadata', 'labels'),
      ]),
    ),
  }
}

function compareObjects(a: KubeObject, b: KubeObject): number {
  return (
    compareText(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
    compareText(a.metadata.name, b.metadata.name)
  )
}

/** The path of an object: by identity, so that it holds in whatever order the documents came. */
export function pathOf(
  clusterPath: string,
  object: { readonly kind: string; readonly namespace?: string | undefined; readonly name: string },
): string {
  const name = object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`
  return `${clusterPath}.resources[${object.kind} ${name}]`
}
