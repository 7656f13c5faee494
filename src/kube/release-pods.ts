import { readList, readText } from './field.ts'
import { readMetadata } from './metadata.ts'
import { readNode } from './node.ts'
import type { KubeObject } from './object.ts'
import { setFields } from './set-field.ts'
import { findVolumeZones, readPersistentVolume } from './volume.ts'

/**
 * Pods that can't stay where they run once their volume lies in another zone: the same pods without a
 * node, so that they start again, pending (VZ-1).
 */
export function releasePods(
  objects: readonly KubeObject[],
  volume: KubeObject,
): readonly KubeObject[] {
  const read = readPersistentVolume(volume)
  const zones = findVolumeZones(read)
  const { claimRef } = read
  if (zones === undefined || claimRef === undefined) return []
  const zoneOf = new Map(
    objects.flatMap((object) =>
      object.kind === 'Node' ? [[object.metadata.name, readNode(object).zone] as const] : [],
    ),
  )
  return objects.flatMap((object) => {
    if (object.kind !== 'Pod' || readMetadata(object).namespace !== claimRef.namespace) return []
    const zone = zoneOf.get(readText(object, 'spec', 'nodeName') ?? '')
    const isThere = zone === undefined || zones.includes(zone)
    if (isThere || !usesClaim(object, claimRef.name)) return []
    return [
      setFields(object, [
        [['spec', 'nodeName'], undefined],
        [['status'], { phase: 'Pending' }],
      ]),
    ]
  })
}

function usesClaim(pod: KubeObject, claim: string): boolean {
  return readList(pod, 'spec', 'volumes').some(
    (volume) => readText(volume, 'persistentVolumeClaim', 'claimName') === claim,
  )
}
