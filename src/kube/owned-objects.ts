import { compareText } from '#base/compare.ts'
import { readText, readWhole } from './field.ts'
import { readMetadata } from './metadata.ts'
import type { KubeObject } from './object.ts'

/** What an object is known by. */
export interface ObjectId {
  readonly kind: string
  readonly namespace?: string
  readonly name: string
}

/** What a workload has made: its pods, and the ReplicaSets or Jobs between it and them. */
export interface OwnedObjects {
  readonly sets: readonly KubeObject[]
  readonly pods: readonly KubeObject[]
}

/** Follows the owner references down; a ReplicaSet or Job that is not shown is known by its name. */
export function listOwned(objects: readonly KubeObject[], owner: ObjectId): OwnedObjects {
  const namespace = owner.namespace ?? 'default'
  const isOwnedBy = (object: KubeObject, of: ObjectId) => {
    const { controller, namespace: own } = readMetadata(object)
    return own === namespace && controller?.kind === of.kind && controller.name === of.name
  }
  const between = SETS.get(owner.kind)
  const sets = objects.filter((object) => object.kind === between && isOwnedBy(object, owner))
  const setNames = new Set(sets.map((set) => set.metadata.name))
  const known = new Set(
    objects.flatMap((object) =>
      object.kind === between && readMetadata(object).namespace === namespace
        ? object.metadata.name
        : [],
    ),
  )
  const isOfSet = (name: string) =>
    setNames.has(name) || (!known.has(name) && name.slice(0, name.lastIndexOf('-')) === owner.name)
  const pods = objects.filter((object) => {
    if (object.kind !== 'Pod') return false
    if (isOwnedBy(object, owner)) return true
    const { controller, namespace: own } = readMetadata(object)
    return (
      between !== undefined &&
      own === namespace &&
      controller?.kind === between &&
      isOfSet(controller.name)
    )
  })
  return { sets, pods }
}

/**
 * Pods that go when a workload is to have fewer than it has: of a StatefulSet those whose numbers are
 * past its replicas, of others first those without a node.
 */
export function listSurplusPods(
  objects: readonly KubeObject[],
  workload: KubeObject,
): readonly KubeObject[] {
  const { kind } = workload
  if (kind !== 'StatefulSet' && kind !== 'Deployment' && kind !== 'ReplicaSet') return []
  const replicas = readWhole(workload, 'spec', 'replicas') ?? 1
  const { namespace, name } = readMetadata(workload)
  const { pods } = listOwned(objects, { kind, namespace, name })
  if (kind === 'StatefulSet') {
    const start = readWhole(workload, 'spec', 'ordinals', 'start') ?? 0
    return pods.filter((pod) => {
      const ordinal = Number(pod.metadata.name.slice(name.length + 1))
      return !(ordinal >= start && ordinal < start + replicas)
    })
  }
  const hasNode = (pod: KubeObject) => (readText(pod, 'spec', 'nodeName') ?? '') !== ''
  return pods
    .toSorted(
      (a, b) =>
        Number(hasNode(b)) - Number(hasNode(a)) || compareText(a.metadata.name, b.metadata.name),
    )
    .slice(replicas)
}

/** What stands between a workload and its pods. */
const SETS: ReadonlyMap<string, string> = new Map([
  ['Deployment', 'ReplicaSet'],
  ['CronJob', 'Job'],
])
