import { readField, readList, readText } from './field.ts'
import { readMetadata } from './metadata.ts'
import { readNode } from './node.ts'
import type { KubeObject } from './object.ts'
import { listOwned } from './owned-objects.ts'
import type { ObjectId } from './owned-objects.ts'
import { findVolumeZones, readPersistentVolume } from './volume.ts'

/** What a person takes out of a plan. */
export type Leaving =
  | { readonly kind: 'workload'; readonly id: ObjectId }
  | { readonly kind: 'zone'; readonly zone: string }
  | { readonly kind: 'group'; readonly group: string }
  /** By the name of its claim, or of the volume itself where the namespace is empty. */
  | { readonly kind: 'volume'; readonly namespace: string; readonly name: string }

/** Objects that go along, by what they are. */
export interface Going {
  /** The workload itself, and the sets between it and its pods. */
  readonly workloads: readonly ObjectId[]
  readonly nodes: readonly ObjectId[]
  readonly pods: readonly ObjectId[]
  readonly claims: readonly ObjectId[]
  readonly volumes: readonly ObjectId[]
}

/**
 * The objects of a plan that stand or fall with what is taken out: nodes with their pods, a workload's
 * pods, a volume with its claim. The claims of a workload outlive it in Kubernetes; the caller chooses.
 */
export function listGoing(objects: readonly KubeObject[], leaving: Leaving): Going {
  switch (leaving.kind) {
    case 'workload':
      return listWithWorkload(objects, leaving.id)
    case 'zone':
      return {
        ...listWithNodes(objects, (node) => readNode(node).zone === leaving.zone),
        ...listWithVolumes(objects, (volume) => {
          const zones = findVolumeZones(readPersistentVolume(volume))
          return zones?.length === 1 && zones[0] === leaving.zone
        }),
      }
    case 'group':
      return listWithNodes(objects, (node) => readNode(node).group?.name === leaving.group)
    case 'volume':
      return listWithClaim(objects, leaving)
  }
}

/** All that goes, in one list. */
export function listAllGoing(going: Going): readonly ObjectId[] {
  const { workloads, nodes, pods, claims, volumes } = going
  return [...workloads, ...nodes, ...pods, ...claims, ...volumes]
}

const NOTHING: Going = { workloads: [], nodes: [], pods: [], claims: [], volumes: [] }

function listWithWorkload(objects: readonly KubeObject[], id: ObjectId): Going {
  const workload = objects.find((object) => isSame(toId(object), id))
  if (workload === undefined) return NOTHING
  const { sets, pods } = listOwned(objects, toId(workload))
  const { namespace, name } = readMetadata(workload)
  const templates = readList(workload, 'spec', 'volumeClaimTemplates').flatMap(
    (one) => readText(one, 'metadata', 'name') ?? [],
  )
  const isOfTemplate = (claim: string) =>
    templates.some((template) => {
      const stem = `${template}-${name}-`
      return claim.startsWith(stem) && /^\d+$/.test(claim.slice(stem.length))
    })
  const claims = objects.filter(
    (object) =>
      object.kind === 'PersistentVolumeClaim' &&
      readMetadata(object).namespace === namespace &&
      isOfTemplate(object.metadata.name),
  )
  const volumeNames = new Set(
    claims.flatMap((claim) => readText(claim, 'spec', 'volumeName') ?? []),
  )
  return {
    ...NOTHING,
    workloads: [workload, ...sets].map(toId),
    pods: pods.map(toId),
    claims: claims.map(toId),
    volumes: objects
      .filter(
        (object) => object.kind === 'PersistentVolume' && volumeNames.has(object.metadata.name),
      )
      .map(toId),
  }
}

function listWithNodes(
  objects: readonly KubeObject[],
  isLeaving: (node: KubeObject) => boolean,
): Going {
  const nodes = objects.filter((object) => object.kind === 'Node' && isLeaving(object))
  const names = new Set(nodes.map((node) => node.metadata.name))
  const others = objects.filter(
    (object) => object.kind === 'CSINode' && names.has(object.metadata.name),
  )
  return {
    ...NOTHING,
    nodes: [...nodes, ...others].map(toId),
    pods: objects
      .filter(
        (object) => object.kind === 'Pod' && names.has(readText(object, 'spec', 'nodeName') ?? ''),
      )
      .map(toId),
  }
}

function listWithVolumes(
  objects: readonly KubeObject[],
  isLeaving: (volume: KubeObject) => boolean,
): Pick<Going, 'claims' | 'volumes'> {
  const volumes = objects.filter(
    (object) => object.kind === 'PersistentVolume' && isLeaving(object),
  )
  const names = new Set(volumes.map((volume) => volume.metadata.name))
  return {
    volumes: volumes.map(toId),
    claims: objects
      .filter(
        (object) =>
          object.kind === 'PersistentVolumeClaim' &&
          names.has(readText(object, 'spec', 'volumeName') ?? ''),
      )
      .map(toId),
  }
}

function listWithClaim(
  objects: readonly KubeObject[],
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Going {
  if (namespace === '') {
    return { ...NOTHING, ...listWithVolumes(objects, (volume) => volume.metadata.name === name) }
  }
  const claim = objects.find(
    (object) =>
      object.kind === 'PersistentVolumeClaim' &&
      isSame(toId(object), { kind: object.kind, namespace, name }),
  )
  if (claim === undefined) return NOTHING
  const volumeName = readField(claim, 'spec', 'volumeName')
  return {
    ...NOTHING,
    claims: [toId(claim)],
    volumes: objects
      .filter((object) => object.kind === 'PersistentVolume' && object.metadata.name === volumeName)
      .map(toId),
  }
}

function toId({ kind, metadata: { name, namespace } }: KubeObject): ObjectId {
  return namespace === undefined ? { kind, name } : { kind, namespace, name }
}

/** An object without a namespace is of `default`. */
function isSame(a: ObjectId, b: ObjectId): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    (a.namespace ?? 'default') === (b.namespace ?? 'default')
  )
}
