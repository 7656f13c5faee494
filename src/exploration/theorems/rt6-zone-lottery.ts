import { countBalanced } from './launches.ts'
import type { Theorem } from './theorem.ts'

/**
 * RT6: a rebalanced group of Cluster Autoscaler that always comes to have a node in the pod's zone has a
 * template there, and can be raised to its maximum (XM5); balanced again, each zone has at least
 * ⌊max ÷ zones⌋.
 */
export const rt6ZoneLottery: Theorem = {
  id: 'RT6',
  countNodes(ground, group) {
    const staysInZone =
      group.scaler === 'cluster-autoscaler' && countBalanced(ground, group, group.min) > 0
    return staysInZone ? countBalanced(ground, group, group.max) : 0
  },
  listFigures: (group) => ({ max: group.max, min: group.min, zones: group.zones.length }),
}
