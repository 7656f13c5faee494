import { offeredZones } from '../fits.ts'
import { countStrayNodes } from './ground.ts'
import { floorOf, isWhollyAllowed, listLaunchZones } from './launches.ts'
import type { Theorem } from './theorem.ts'

/**
 * RT2: the size that the group never goes below, where it launches only in zones that suit the pod. With
 * or without an autoscaler; lost nodes come back (XM3).
 */
export const rt2StaticReserve: Theorem = {
  id: 'RT2',
  countNodes(ground, group) {
    const launched = listLaunchZones(ground, group)
    if (launched.length === 0) return 0
    if (isWhollyAllowed(ground, group)) return floorOf(group)
    const suits = launched.every((zone) => ground.zones.includes(zone))
    const stray = countStrayNodes(ground.model, group, offeredZones(group))
    return suits ? Math.max(0, floorOf(group) - stray) : 0
  },
  listFigures: (group) => ({ min: floorOf(group) }),
}
