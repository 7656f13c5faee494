import { findVolumeZones, readPersistentVolume } from '#kube/volume.ts'
import type { Cluster } from '#plan/schema.ts'

/** A column of the small picture of a plan that is not open yet: what is in a zone, by name. */
export interface ZoneSketch {
  readonly zone: string
  readonly groups: readonly string[]
  /** Names of the claims they are kept for, or their own. */
  readonly volumes: readonly string[]
  /** Volumes in the zone that are not named. */
  readonly moreVolumes: number
  readonly moreGroups: number
}

const MAX_NAMES = 4

/** Read from the plan alone: nothing is compiled or judged to draw it (L5.8). */
export function sketchCluster({ zones, nodeGroups, resources }: Cluster): readonly ZoneSketch[] {
  const volumes = new Map<string, string[]>()
  for (const object of resources) {
    if (object.kind !== 'PersistentVolume') continue
    const volume = readPersistentVolume(object)
    for (const zone of findVolumeZones(volume) ?? []) {
      const names = volumes.get(zone) ?? []
      names.push(volume.claimRef?.name ?? volume.name)
      volumes.set(zone, names)
    }
  }
  return zones.map(({ name: zone }) => {
    const groups = nodeGroups.filter((group) => group.zones?.includes(zone) === true)
    const inZone = volumes.get(zone) ?? []
    return {
      zone,
      groups: groups.slice(0, MAX_NAMES).map(({ name }) => name),
      moreGroups: Math.max(0, groups.length - MAX_NAMES),
      volumes: inZone.slice(0, MAX_NAMES),
      moreVolumes: Math.max(0, inZone.length - MAX_NAMES),
    }
  })
}
