/** The other pods of Lemma H: those that can land on a group's nodes, or are on them. */
import { allowsGroup, allowsZone, countOf, hasRoom, hasSlots } from '../fits.ts'
import type { ModelGroup, ModelPod } from '../model.ts'
import type { Ground, Standing } from './ground.ts'

export interface Competitor {
  readonly pod: ModelPod
  readonly count: number
}

/**
 * `D` of Lemma H on nodes of the groups in the ground's zones, without the pod itself. Classes of lower
 * priority are left out, since XM2 takes them off.
 */
export function listCompetitors(
  ground: Ground,
  groups: readonly ModelGroup[],
): readonly Competitor[] {
  const priority = ground.pod.priority ?? 0
  return listOthers(ground, groups, ground.zones).filter(
    ({ pod }) => (pod.priority ?? 0) >= priority,
  )
}

/** Every other pod that can be on a node of the groups in the zones, of whatever priority. */
export function listOthers(
  { model, pod, standing }: Ground,
  groups: readonly ModelGroup[],
  zones: readonly string[],
): readonly Competitor[] {
  return model.pods
    .map((other) => ({ pod: other, count: countOf(other) - (other.name === pod.name ? 1 : 0) }))
    .filter((other) => other.count > 0 && canStandOn(standing, other.pod, groups, zones))
}

/** Whether a pod of the class can ever be on a node of the groups in the zones. */
export function canStandOn(
  standing: Standing,
  pod: ModelPod,
  groups: readonly ModelGroup[],
  zones: readonly string[],
): boolean {
  const places = standing.get(pod.name) ?? []
  return groups.some(
    (group) =>
      (allowsGroup(pod, group) &&
        hasRoom(pod, group.capacity) &&
        hasSlots(pod, group) &&
        group.zones.some((zone) => zones.includes(zone) && allowsZone(pod, zone))) ||
      places.some((place) => place.group === group.name && zones.includes(place.zone)),
  )
}

export function countPods(competitors: readonly Competitor[]): number {
  return competitors.reduce((sum, one) => sum + one.count, 0)
}

/** Required host anti-affinity, read both ways (section 2, `apartFrom`). */
export function isRepelled(pod: ModelPod, other: ModelPod): boolean {
  return (
    (pod.apartFrom?.includes(other.name) ?? false) || (other.apartFrom?.includes(pod.name) ?? false)
  )
}
