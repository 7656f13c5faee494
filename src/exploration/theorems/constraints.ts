/**
 * The premise that all theorems share: no constraint between pods concerns the pod but host
 * anti-affinity. A constraint that cannot bind, wherever the other pods are, concerns it not.
 */
import { countOf } from '../fits.ts'
import type { ModelPod } from '../model.ts'
import { canStandOn } from './competitors.ts'
import type { Ground } from './ground.ts'

export function isFreeOfConstraints(ground: Ground): boolean {
  const { pod, zones } = ground
  return (
    pod.zoneWith === undefined &&
    zones.every((zone) => !canBeRepelledIn(ground, zone) && isSpreadLoose(ground, zone))
  )
}

function canBeRepelledIn({ model, pod, standing }: Ground, zone: string): boolean {
  return model.pods.some((other) => {
    const isApart =
      (pod.zoneApart?.includes(other.name) ?? false) ||
      (other.zoneApart?.includes(pod.name) ?? false)
    if (!isApart) return false
    const others = countOf(other) - (other.name === pod.name ? 1 : 0)
    return others > 0 && canStandOn(standing, other, model.groups, [zone])
  })
}

/** Spread never refuses where all counted pods that can be in the zone are within `maxSkew`. */
function isSpreadLoose({ model, pod, standing }: Ground, zone: string): boolean {
  const { spread } = pod
  if (spread === undefined) return true
  const counted = model.pods.filter((other) => spread.with.includes(other.name))
  const most = counted
    .filter((other) => canStandOn(standing, other, model.groups, [zone]))
    .reduce((sum, other) => sum + countOthers(other, pod), 0)
  const own = spread.with.includes(pod.name) ? 1 : 0
  return most + own <= spread.maxSkew
}

function countOthers(other: ModelPod, pod: ModelPod): number {
  return countOf(other) - (other.name === pod.name ? 1 : 0)
}
