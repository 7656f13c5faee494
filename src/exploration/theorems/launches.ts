/** Where an Auto Scaling group launches while nodes < desired (XM3), as the theorems need it. */
import { hasRoom, hasSlots, offeredZones } from '../fits.ts'
import type { ModelGroup, ModelPod } from '../model.ts'
import { countStrayNodes } from './ground.ts'
import type { Ground } from './ground.ts'

/**
 * Zones in which the group launches whenever nodes < desired; empty when XM3 can be off in some state.
 * `balanced-only` waits for a zone that is down or not offered as soon as it has the fewest nodes.
 */
export function listLaunchZones({ down }: Ground, group: ModelGroup): readonly string[] {
  if (group.scaler === 'karpenter') return []
  const up = offeredZones(group).filter((zone) => zone !== down)
  const canWait = group.distribution === 'balanced-only' && up.length < group.zones.length
  return canWait ? [] : up
}

/** The size that nothing takes the group below: XM6 and XM7 stop at min, and without an autoscaler desired stands. */
export function floorOf(group: ModelGroup): number {
  return group.scaler === 'none' ? group.desired : group.min
}

/** Whether the pod may be in every zone of the group, the one that is down included. */
export function isWhollyAllowed({ zones, down }: Ground, group: ModelGroup): boolean {
  return group.zones.every((zone) => zones.includes(zone) || zone === down)
}

/**
 * Nodes in the ground's zones once the group has so many and AZRebalance has nothing to do: its zones
 * differ by at most one then (XM3, XM4). Stray nodes, in zones without offer, count for nothing.
 */
export function countBalanced(ground: Ground, group: ModelGroup, size: number): number {
  const launched = listLaunchZones(ground, group)
  const usable = launched.filter((zone) => ground.zones.includes(zone))
  if (group.rebalance !== true && launched.length > 1) return 0
  if (launched.length === 0 || usable.length === 0) return 0
  const settled = size - countStrayNodes(ground.model, group, offeredZones(group))
  return usable.length * Math.max(0, Math.floor(settled / launched.length))
}

/** Whether an empty node of the provider's template, for a group without nodes and memory, holds the pod. */
export function fitsProviderTemplate(pod: ModelPod, group: ModelGroup): boolean {
  return (
    hasRoom(pod, group.templateCapacity ?? group.capacity) &&
    (group.slotsInTemplate !== true || hasSlots(pod, group))
  )
}
