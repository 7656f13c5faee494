import { makeVolume } from '#kube/make-volume.ts'
import type { KubeObject } from '#kube/object.ts'
import { readEtcdMembers, readTaggedVolume } from '../../aws-tags.ts'
import type { ImportedObject, ObservedNode, ObservedVolume } from '../../format-importer.ts'
import { placeOf, report } from '../../import-context.ts'
import type { ClusterDraft, Mapping } from './draft.ts'
import type { Instance, Volume } from './inventory.ts'
import { giveLabel } from './local-labels.ts'
import { toObjectName } from './map-nodes.ts'

/** A volume that pods may use, with what its tags say of claim and name. */
export interface MappedVolume extends ObservedVolume {
  readonly claim?: { readonly namespace: string; readonly name: string }
  readonly sizeGiB: number
  /** The node it is attached to. */
  readonly nodeName?: string
}

/**
 * Volumes of Kubernetes in their zones, with their claims, and the nodes they are attached to (I12.14).
 * Root volumes and disks that go with an instance are its own, and those of etcd the control plane's.
 */
export function mapVolumes(
  mapping: Mapping,
  draft: ClusterDraft,
  nodes: readonly ObservedNode[],
): readonly MappedVolume[] {
  const instances = new Map(draft.instances.map((instance) => [instance.id, instance]))
  const nodeNames = new Map(
    nodes.map(({ instanceId, object }) => [instanceId, object.metadata.name]),
  )
  const kept: Volume[] = []
  const unused: Volume[] = []
  for (const volume of draft.volumes) {
    if (readEtcdMembers(volume.tags).length > 0) continue
    const { isOfKubernetes } = readTaggedVolume(volume.tags)
    if (!isOfKubernetes && isDiskOfInstance(volume, instances)) continue
    if (isOfKubernetes || volume.attachments.length > 0) kept.push(volume)
    else unused.push(volume)
  }
  reportUnused(mapping, draft, unused)
  const taken = new Set<string>()
  return kept.flatMap((volume, index): MappedVolume[] => {
    const { claim, volumeName } = readTaggedVolume(volume.tags)
    const name = nameVolume(mapping, volume, { number: index + 1, volumeName, taken })
    const { zone, sizeGiB } = volume
    if (zone === undefined || sizeGiB === undefined || sizeGiB < 1) {
      const what = zone === undefined ? 'zone' : 'size'
      const message = `a volume of ${draft.name} says no ${what}; left out`
      const told = { code: 'aws-volume-incomplete', severity: 'error' as const, message }
      report(mapping.task.context, told, placeOf(volume.document, 'Volumes'))
      return []
    }
    const [nodeName] = volume.attachments.flatMap(
      ({ instanceId }) => nodeNames.get(instanceId) ?? [],
    )
    const made = makeVolume({
      name,
      zone,
      sizeGiB,
      className: '',
      ...(claim === undefined ? {} : { claim }),
    })
    const objects = [
      ...made.map((object) => addFigures(mapping, volume, object)),
      ...(nodeName === undefined ? [] : [makeAttachment(name, nodeName)]),
    ]
    return [
      {
        volumeId: volume.id,
        zone,
        sizeGiB,
        ...(claim === undefined ? {} : { claim }),
        ...(nodeName === undefined ? {} : { nodeName }),
        objects: objects.map((object): ImportedObject => ({ object, document: volume.document })),
      },
    ]
  })
}

/** The root, and disks that AWS deletes with the instance: no claim stands for them. */
function isDiskOfInstance(volume: Volume, instances: ReadonlyMap<string, Instance>): boolean {
  return volume.attachments.some(({ instanceId, device }) => {
    const instance = instances.get(instanceId)
    const disk = instance?.disks.find(({ volumeId }) => volumeId === volume.id)
    return (
      disk?.goesWithInstance === true ||
      (instance?.rootDevice !== undefined && (disk?.device ?? device) === instance.rootDevice)
    )
  })
}

function nameVolume(
  { names, labels }: Mapping,
  { id, tags }: Volume,
  place: {
    readonly number: number
    readonly volumeName: string | undefined
    readonly taken: Set<string>
  },
): string {
  const said =
    place.volumeName ?? (names === 'ids' ? id : names === 'names' ? tags.get('Name') : undefined)
  const base = toObjectName(said ?? '') || giveLabel(labels, { id, kind: 'volume', ...place })
  let name = base
  for (let next = 2; place.taken.has(name); next += 1) name = `${base}-${next}`
  place.taken.add(name)
  return name
}

/** What a PersistentVolume does not say of its disk by itself, where its driver would keep it. */
function addFigures(mapping: Mapping, volume: Volume, object: KubeObject): KubeObject {
  const modes = { accessModes: [volume.isMultiAttach ? 'ReadWriteMany' : 'ReadWriteOnce'] }
  const spec = { ...(object['spec'] as object), ...modes }
  if (object.kind !== 'PersistentVolume') return { ...object, spec }
  const figures = {
    ...(volume.type === undefined ? {} : { type: volume.type }),
    ...(volume.iops === undefined ? {} : { iops: String(volume.iops) }),
    ...(volume.throughputMiBps === undefined ? {} : { throughput: String(volume.throughputMiBps) }),
  }
  const csi = {
    driver: 'ebs.csi.aws.com',
    volumeHandle: mapping.names === 'ids' ? volume.id : object.metadata.name,
    ...(Object.keys(figures).length === 0 ? {} : { volumeAttributes: figures }),
  }
  if (readTaggedVolume(volume.tags).claim !== undefined)
    return { ...object, spec: { ...spec, csi } }
  // Whose it is, AWS does not tell: no claim that waits may be given it.
  const phase = volume.attachments.length > 0 ? 'Bound' : 'Released'
  return { ...object, spec: { ...spec, csi }, status: { phase } }
}

function makeAttachment(volumeName: string, nodeName: string): KubeObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: { name: `attachment-of-${volumeName}`.slice(0, 253) },
    spec: {
      attacher: 'ebs.csi.aws.com',
      nodeName,
      source: { persistentVolumeName: volumeName },
    },
    status: { attached: true },
  }
}

function reportUnused({ task }: Mapping, draft: ClusterDraft, unused: readonly Volume[]): void {
  const [first] = unused
  if (first === undefined) return
  const GiB = unused.reduce((sum, { sizeGiB }) => sum + (sizeGiB ?? 0), 0)
  const message = `${unused.length} detached ${unused.length === 1 ? 'volume' : 'volumes'} of ${draft.name} (${GiB} GiB) without tags of Kubernetes: listed here only, no pod is known to use ${unused.length === 1 ? 'it' : 'them'}`
  report(
    task.context,
    { code: 'aws-volumes-unused', severity: 'dropped', message, count: unused.length },
    placeOf(first.document, 'Volumes'),
  )
}
