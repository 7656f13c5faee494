import { readText, readWhole } from '#kube/field.ts'
import { makeVolume } from '#kube/make-volume.ts'
import type { KubeObject } from '#kube/object.ts'
import { readEtcdMembers, readTaggedVolume } from '../../aws-tags.ts'
import type { ObservedCluster, ObservedVolume } from '../../format-importer.ts'
import { placeOf, report } from '../../import-context.ts'
import type { Draft } from './draft.ts'
import type { Resource } from './read-resources.ts'
import { readZone } from './zones.ts'

/**
 * The cluster's volumes as PersistentVolumes in their zones, with the claims that their tags name
 * (I12.14); those of etcd are the control plane's.
 */
export function mapVolumes(draft: Draft): ObservedCluster | undefined {
  const kept = draft.volumes.filter(({ tags }) => readEtcdMembers(tags).length === 0)
  const taken = new Set<string>()
  const volumes = kept.flatMap((volume) => mapVolume(draft, volume, taken))
  if (volumes.length === 0) return undefined
  const name = draft.clusterName === '' ? {} : { clusterName: draft.clusterName }
  return { ...name, nodes: [], volumes, guessed: [] }
}

function mapVolume(draft: Draft, volume: Resource, taken: Set<string>): ObservedVolume[] {
  const zone = readZone(volume)
  const sizeGiB = readWhole(volume.copy, 'size')
  if (zone === undefined || sizeGiB === undefined || sizeGiB < 1) {
    const what = zone === undefined ? 'zone' : 'size'
    const message = `${volume.address} says no ${what}; left out`
    report(
      draft.world.task.context,
      { code: 'tf-volume-incomplete', severity: 'error', message },
      placeOf(volume.document, ''),
    )
    return []
  }
  const { claim, volumeName } = readTaggedVolume(volume.tags)
  const name = nameVolume(volume, volumeName, taken)
  const sketch = { name, zone, sizeGiB, className: '' }
  const objects = makeVolume(claim === undefined ? sketch : { ...sketch, claim })
  return [
    {
      volumeId: readText(volume.copy, 'id') ?? volume.address,
      zone,
      objects: objects.map((object) => ({
        object: addFigures(volume, object),
        document: volume.document,
      })),
    },
  ]
}

/** As its tag says, else as Terraform's files call it. */
function nameVolume(volume: Resource, said: string | undefined, taken: Set<string>): string {
  const own = volume.block.replace(/^.*\./, '')
  const base = toObjectName(said ?? (own === volume.key ? own : `${own}-${volume.key}`))
  let name = base
  for (let next = 2; taken.has(name); next += 1) name = `${base}-${next}`
  taken.add(name)
  return name
}

/** A name that Kubernetes allows. */
function toObjectName(text: string): string {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .slice(0, 240)
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
  return name === '' ? 'volume' : name
}

/** What a driver keeps of the disk beside its size. */
function addFigures({ copy }: Resource, object: KubeObject): KubeObject {
  if (object.kind !== 'PersistentVolume') return object
  const type = readText(copy, 'type')
  const figures = [
    ...(type === undefined || type === '' ? [] : [['type', type] as const]),
    ...(['iops', 'throughput'] as const).flatMap((field) => {
      const value = readWhole(copy, field)
      return value === undefined || value === 0 ? [] : [[field, String(value)] as const]
    }),
  ]
  if (figures.length === 0) return object
  const csi = {
    driver: 'ebs.csi.aws.com',
    volumeHandle: object.metadata.name,
    volumeAttributes: Object.fromEntries(figures),
  }
  return { ...object, spec: { ...(object['spec'] as object), csi } }
}
