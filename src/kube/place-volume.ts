import { readField, readList, readText } from './field.ts'
import { makeVolume, setVolumeClass, setVolumeSize, setVolumeZone } from './make-volume.ts'
import { readMetadata } from './metadata.ts'
import type { KubeObject } from './object.ts'
import { parseUnits } from './quantity.ts'
import { findVolumeZones, readPersistentVolume, readPersistentVolumeClaim } from './volume.ts'

/** A volume by the name of its claim; by its own name where the namespace is empty. */
export interface VolumeName {
  readonly namespace: string
  readonly name: string
}

/** Where a volume is and what it is. */
export interface VolumeState {
  /** Absent: not made yet, or nothing says where it lies. */
  readonly zone?: string
  readonly sizeGiB?: number
  readonly className: string
  /** False: the claim waits for its volume, or a workload's template for its claim. */
  readonly isMade: boolean
}

/** Kinds that say something of a volume. */
export const VOLUME_KINDS = ['PersistentVolume', 'PersistentVolumeClaim', 'StatefulSet'] as const

/** What the objects say of a volume; of a claim that is still to be made, what its template says. */
export function findVolumeState(
  objects: readonly KubeObject[],
  name: VolumeName,
): VolumeState | undefined {
  const { volume, claim } = findParts(objects, name)
  if (volume !== undefined) {
    const read = readPersistentVolume(volume)
    const zones = findVolumeZones(read) ?? []
    return {
      ...(zones.length === 1 && zones[0] !== undefined ? { zone: zones[0] } : {}),
      ...toGiB(read.capacityBytes),
      className: read.className,
      isMade: true,
    }
  }
  if (claim !== undefined) {
    const read = readPersistentVolumeClaim(claim)
    return { ...toGiB(read.requestedBytes), className: read.className ?? '', isMade: false }
  }
  const template = findTemplate(objects, name)
  if (template === undefined) return undefined
  const bytes = parseUnits(readField(template, 'spec', 'resources', 'requests', 'storage'), '')
  return {
    ...toGiB(bytes.kind === 'ok' ? bytes.value : undefined),
    className: readText(template, 'spec', 'storageClassName') ?? '',
    isMade: false,
  }
}

/**
 * The objects to put so that the volume lies in the zone, with that size and class: the volume and its
 * claim as they are but for these, or made, bound to each other, where there was none (XC7). An empty
 * zone leaves a claim without a volume so.
 */
export function placeVolume(
  objects: readonly KubeObject[],
  name: VolumeName,
  { zone, sizeGiB, className }: Required<Omit<VolumeState, 'isMade'>>,
): readonly KubeObject[] {
  const { volume, claim } = findParts(objects, name)
  const change = (object: KubeObject) => {
    const state = findVolumeState(objects, name)
    const sized = state?.sizeGiB === sizeGiB ? object : setVolumeSize(object, sizeGiB)
    return state?.className === className ? sized : setVolumeClass(sized, className)
  }
  if (volume !== undefined) {
    const parts = [
      setVolumeZone(change(volume), zone),
      ...(claim === undefined ? [] : [change(claim)]),
    ]
    return parts.filter((part) => part !== volume && part !== claim)
  }
  // Of a claim that goes on waiting for its volume only size and class change.
  if (zone === '' && claim !== undefined) return [change(claim)].filter((part) => part !== claim)
  if (name.namespace === '' || zone === '') return []
  const made = makeVolume({
    name: findFreeVolumeName(objects, name),
    zone,
    sizeGiB,
    className,
    claim: { namespace: claim?.metadata.namespace ?? name.namespace, name: name.name },
  })
  if (claim === undefined) return made
  // What the claim says beside stays.
  return made.map((object) =>
    object.kind === 'PersistentVolumeClaim'
      ? {
          ...claim,
          spec: { ...(claim['spec'] as object), ...(object['spec'] as object) },
          status: object['status'],
        }
      : object,
  )
}

/** A name for the volume of a claim that no other bears. */
export function findFreeVolumeName(
  objects: readonly KubeObject[],
  { namespace, name }: VolumeName,
): string {
  const names = new Set(
    objects.flatMap(({ kind, metadata }) => (kind === 'PersistentVolume' ? metadata.name : [])),
  )
  const base = `pv-${namespace}-${name}`.slice(0, 240)
  for (let number = 1; ; number++) {
    const free = number === 1 ? base : `${base}-${number}`
    if (!names.has(free)) return free
  }
}

function findParts(
  objects: readonly KubeObject[],
  { namespace, name }: VolumeName,
): { readonly volume?: KubeObject; readonly claim?: KubeObject } {
  const findVolume = (volumeName: string) =>
    objects.find(
      (object) => object.kind === 'PersistentVolume' && object.metadata.name === volumeName,
    )
  if (namespace === '') {
    const volume = findVolume(name)
    return volume === undefined ? {} : { volume }
  }
  const claim = objects.find(
    (object) =>
      object.kind === 'PersistentVolumeClaim' &&
      object.metadata.name === name &&
      readMetadata(object).namespace === namespace,
  )
  if (claim === undefined) return {}
  const volume = findVolume(readText(claim, 'spec', 'volumeName') ?? '')
  return volume === undefined ? { claim } : { claim, volume }
}

/** `data-db-0` is made from the template `data` of StatefulSet `db`. */
function findTemplate(objects: readonly KubeObject[], { namespace, name }: VolumeName): unknown {
  for (const object of objects) {
    if (object.kind !== 'StatefulSet' || readMetadata(object).namespace !== namespace) continue
    const template = readList(object, 'spec', 'volumeClaimTemplates').find((one) => {
      const stem = `${readText(one, 'metadata', 'name') ?? ''}-${object.metadata.name}-`
      return name.startsWith(stem) && /^\d+$/.test(name.slice(stem.length))
    })
    if (template !== undefined) return template
  }
  return undefined
}

function toGiB(bytes: number | undefined): { readonly sizeGiB?: number } {
  return bytes === undefined ? {} : { sizeGiB: bytes / 2 ** 30 }
}
