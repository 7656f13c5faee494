import { readField, readText } from '#kube/field.ts'
import { setVolumeZone } from '#kube/make-volume.ts'
import { OWN_GROUP_LABEL, readNode } from '#kube/node.ts'
import type { KubeObject } from '#kube/object.ts'
import { findVolumeZones, readPersistentVolume } from '#kube/volume.ts'
import type { Cluster } from '#plan/schema.ts'
import { toIdentity } from './collect-objects.ts'
import type {
  ImportedObject,
  KnownIds,
  ObservedCluster,
  ObservedNode,
  ObservedVolume,
} from './format-importer.ts'
import { decide, placeOf, report, type ImportContext } from './import-context.ts'
import type { Fragment } from './importer.ts'

/**
 * An inventory and the Kubernetes objects of the same cluster made one: nodes are the same by their
 * instance, volumes by their id. Kubernetes' word on an object wins (import specification I1.6); AWS adds
 * the node group, and the zone of a volume that says none.
 */
export function joinInventory(
  context: ImportContext,
  objects: readonly ImportedObject[],
  observed: readonly ObservedCluster[],
): JoinedInventory {
  const nodes = indexNodes(observed)
  const volumes = indexVolumes(observed)
  const matches = new Map<ObservedCluster, number>()
  const joined = objects.map((imported): ImportedObject => {
    const { object } = imported
    const node = object.kind === 'Node' ? nodes.get(findInstanceId(object) ?? '') : undefined
    const volume = object.kind === 'PersistentVolume' ? findVolume(volumes, object) : undefined
    const cluster = node?.cluster ?? volume?.cluster
    if (cluster !== undefined) matches.set(cluster, (matches.get(cluster) ?? 0) + 1)
    if (node !== undefined) return { ...imported, object: joinNode(context, imported, node.node) }
    return volume === undefined
      ? imported
      : { ...imported, object: joinVolume(context, imported, volume.volume) }
  })
  const [own] = [...matches].toSorted(([, few], [, many]) => many - few)
  return { objects: joined, ...(own === undefined ? {} : { cluster: own[0] }) }
}

type Resource = Cluster['resources'][number]

export interface JoinedInventory {
  readonly objects: readonly ImportedObject[]
  /** The cluster of the inventory that the Kubernetes objects are of, by what they have in common. */
  readonly cluster?: ObservedCluster
}

/** Ids of AWS in Kubernetes objects, cleaned or raw. */
export function listKnownIds(objects: Iterable<unknown>): KnownIds {
  const instances = new Set<string>()
  const volumes = new Set<string>()
  for (const object of objects) {
    const kind = readText(object, 'kind')
    const id =
      kind === 'Node'
        ? findInstanceId(object)
        : kind === 'PersistentVolume'
          ? findVolumeId(object)
          : undefined
    if (id !== undefined) (kind === 'Node' ? instances : volumes).add(id)
  }
  return { instances, volumes }
}

/** `aws:///<zone>/<instance>`. */
function findInstanceId(node: unknown): string | undefined {
  return /^aws:\/\/\/[a-z0-9-]*\/(i-[0-9a-zA-Z-]+)$/.exec(
    readText(node, 'spec', 'providerID') ?? '',
  )?.[1]
}

/** The driver's handle, or the old id with its zone before it. */
function findVolumeId(volume: unknown): string | undefined {
  const id =
    readText(volume, 'spec', 'csi', 'volumeHandle') ??
    readText(volume, 'spec', 'awsElasticBlockStore', 'volumeID') ??
    ''
  return /(?:^|\/)(vol-[0-9a-zA-Z-]+)$/.exec(id)?.[1]
}

interface NodeMatch {
  readonly cluster: ObservedCluster
  readonly node: ObservedNode
}

function indexNodes(observed: readonly ObservedCluster[]): ReadonlyMap<string, NodeMatch> {
  return new Map(
    observed.flatMap((cluster) =>
      cluster.nodes.map((node) => [node.instanceId, { cluster, node }] as const),
    ),
  )
}

interface VolumeMatch {
  readonly cluster: ObservedCluster
  readonly volume: ObservedVolume
}

function indexVolumes(observed: readonly ObservedCluster[]): ReadonlyMap<string, VolumeMatch> {
  return new Map(
    observed.flatMap((cluster) =>
      cluster.volumes.map((volume) => [volume.volumeId, { cluster, volume }] as const),
    ),
  )
}

function findVolume(
  volumes: ReadonlyMap<string, VolumeMatch>,
  object: KubeObject,
): VolumeMatch | undefined {
  const id = findVolumeId(object)
  return id === undefined ? undefined : volumes.get(id)
}

/** The node with a label for its group, where its own labels say none or another. */
function joinNode(
  context: ImportContext,
  imported: ImportedObject,
  seen: ObservedNode,
): KubeObject {
  const { object } = imported
  const node = readNode(object)
  const zone = readNode(seen.object).zone
  if (node.zone !== undefined && zone !== undefined && node.zone !== zone) {
    const message = `the node ${node.name} says that it is in ${node.zone}, AWS that its instance is in ${zone}; what the node says is taken`
    const told = { code: 'node-zone-differs', severity: 'ambiguous' as const, message }
    report(context, told, placeOf(imported.document, 'metadata.labels'))
  }
  if (seen.group === undefined || node.group?.name === seen.group) return object
  const labels = { ...object.metadata.labels, [OWN_GROUP_LABEL]: seen.group }
  return { ...object, metadata: { ...object.metadata, labels } }
}

function joinVolume(
  context: ImportContext,
  imported: ImportedObject,
  seen: ObservedVolume,
): KubeObject {
  const { object, document } = imported
  if (seen.zone === undefined) return object
  const zones = findVolumeZones(readPersistentVolume(object))
  if (zones === undefined) return setVolumeZone(object, seen.zone)
  if (zones.includes(seen.zone)) return object
  const message = `the PersistentVolume ${object.metadata.name} says ${zones.join(', ') || 'no zone'}, and AWS has the volume in ${seen.zone}: no pod of it can start; what Kubernetes says is taken, since the scheduler follows it`
  report(
    context,
    { code: 'volume-zone-differs', severity: 'ambiguous', message },
    placeOf(document, 'spec.nodeAffinity'),
  )
  return object
}

/** The Kubernetes name of a node by the inventory's. */
export function findNodeNames(
  observed: ObservedCluster,
  objects: readonly (KubeObject | Resource)[],
): ReadonlyMap<string, string> {
  const own = new Map(observed.nodes.map((node) => [node.instanceId, node.object.metadata.name]))
  return new Map(
    objects.flatMap((object) => {
      const name = object.kind === 'Node' ? own.get(findInstanceId(object) ?? '') : undefined
      return name === undefined ? [] : [[name, object.metadata.name] as const]
    }),
  )
}

/** The fragment with the masters under the names that Kubernetes gives them. */
export function renameMembers(
  fragment: Fragment,
  nodeNames: ReadonlyMap<string, string>,
): Fragment {
  const { controlPlane } = fragment.cluster
  if (controlPlane?.kind !== 'self-managed' || nodeNames.size === 0) return fragment
  const rename = <Member extends { readonly name: string }>(member: Member): Member => ({
    ...member,
    name: nodeNames.get(member.name) ?? member.name,
  })
  const clusters = controlPlane.etcd.clusters.map((cluster) => ({
    ...cluster,
    members: cluster.members.map(rename),
  }))
  const etcd = { ...controlPlane.etcd, clusters }
  const renamed = { ...controlPlane, members: controlPlane.members.map(rename), etcd }
  return { ...fragment, cluster: { ...fragment.cluster, controlPlane: renamed } }
}

export interface Completion {
  readonly observed: ObservedCluster
  readonly clusterName: string
  /** Kubernetes objects of this cluster in the import. */
  readonly objects: readonly ImportedObject[]
  /** Objects of the open plan's cluster of this name. */
  readonly open: readonly Resource[]
}

const WORKLOAD_KINDS: ReadonlySet<string> = new Set([
  'Pod',
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
])

/**
 * The objects that only AWS tells. Of a kind that a Kubernetes file lists, nothing is added: what is not
 * in its list is no node, and no volume of the cluster.
 */
export function completeObjects(
  context: ImportContext,
  task: Completion,
): readonly ImportedObject[] {
  const { objects } = task
  const known = objects.length > 0 ? objects.map(({ object }) => object) : task.open
  const ids = listKnownIds(known)
  const nodeNames = findNodeNames(task.observed, known)
  const nodes = completeNodes(context, task, known, ids)
  const volumes = completeVolumes(context, task, known, ids)
  const guessed = completeWorkloads(context, task, known)
  const here = new Set(objects.map(({ object }) => toIdentity(object)))
  return [...nodes, ...volumes, ...guessed]
    .filter(({ object }) => !here.has(toIdentity(object)))
    .map((one) => ({ ...one, object: renameNode(one.object, nodeNames) }))
}

function completeNodes(
  context: ImportContext,
  task: Completion,
  known: readonly (KubeObject | Resource)[],
  ids: KnownIds,
): readonly ImportedObject[] {
  const { observed, objects } = task
  const matched = observed.nodes.filter(({ instanceId }) => ids.instances.has(instanceId))
  const hasNodes = known.some(({ kind }) => kind === 'Node')
  // Nodes of the open plan that an inventory made are made anew.
  const isListed = hasNodes && (objects.length > 0 || matched.length > 0)
  if (!isListed) return observed.nodes
  const rest = observed.nodes.length - matched.length
  const [first] = observed.nodes
  if (rest > 0 && first !== undefined) {
    const message = `${rest} of ${observed.nodes.length} instances of ${task.clusterName} ${rest === 1 ? 'is no node' : 'are no nodes'} in the Kubernetes objects: they count as not joined`
    const told = { code: 'instances-not-nodes', severity: 'info' as const, message, count: rest }
    report(context, told, placeOf(first.document, ''))
  }
  return []
}

function completeVolumes(
  context: ImportContext,
  task: Completion,
  known: readonly (KubeObject | Resource)[],
  ids: KnownIds,
): readonly ImportedObject[] {
  const { observed } = task
  const hasVolumes = known.some(({ kind }) => kind === 'PersistentVolume') && ids.volumes.size > 0
  if (!hasVolumes) return observed.volumes.flatMap((volume) => volume.objects)
  const rest = observed.volumes.filter(({ volumeId }) => !ids.volumes.has(volumeId))
  const document = rest[0]?.objects[0]?.document
  if (document !== undefined) {
    const message = `${rest.length} ${rest.length === 1 ? 'volume' : 'volumes'} of ${task.clusterName} in AWS ${rest.length === 1 ? 'has' : 'have'} no PersistentVolume in the Kubernetes objects: left out`
    const told = {
      code: 'volumes-without-object',
      severity: 'info' as const,
      message,
      count: rest.length,
    }
    report(context, told, placeOf(document, 'Volumes'))
  }
  return []
}

function completeWorkloads(
  context: ImportContext,
  task: Completion,
  known: readonly (KubeObject | Resource)[],
): readonly ImportedObject[] {
  const { guessed, guessNote } = task.observed
  const [first] = guessed
  if (first === undefined || guessNote === undefined) return []
  const own = new Set(guessed.map(({ object }) => toIdentity(object)))
  const isSaid = known.some(
    (object) => WORKLOAD_KINDS.has(object.kind) && !own.has(toIdentity(object)),
  )
  if (isSaid) return []
  const answer = decide(
    context,
    {
      id: `${task.clusterName}.sets`,
      code: 'aws-sets-guessed',
      subject: `workloads of ${task.clusterName}`,
      message: guessNote,
      value: 'guessed',
      label: 'as guessed',
      alternatives: [{ value: 'none', label: 'leave them out' }],
    },
    placeOf(first.document, 'Volumes'),
  )
  if (answer === 'none') return []
  // What a person has changed of a guessed workload stays; where its pods run is seen anew.
  const open = new Set(task.open.map(toIdentity))
  return guessed.filter(({ object }) => object.kind === 'Pod' || !open.has(toIdentity(object)))
}

function renameNode(object: KubeObject, names: ReadonlyMap<string, string>): KubeObject {
  if (object.kind !== 'Pod' && object.kind !== 'VolumeAttachment') return object
  const name = names.get(readText(object, 'spec', 'nodeName') ?? '')
  if (name === undefined) return object
  return { ...object, spec: { ...(readField(object, 'spec') as object), nodeName: name } }
}
