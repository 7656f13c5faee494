import { offeredZones } from '../fits.ts'
import { countPods, listOthers } from './competitors.ts'
import { countNeeded } from './need.ts'
import type { Theorem } from './theorem.ts'

/**
 * RT3: a NodePool launches in a zone the pod may be in (XM8) as long as its limit leaves room. In a calm
 * state every node that is not empty holds another pod; an empty one accepts the pod or can go (XM9).
 * So a limit of |D| + 1 is enough, D the other pods that can be on the pool in any zone. Nodes in the
 * pod's own zones count as blocked only as far as Lemma H lets them be.
 */
export const rt3Karpenter: Theorem = {
  id: 'RT3',
  countNodes(ground, group) {
    if (group.scaler !== 'karpenter') return 0
    const canLaunch = offeredZones(group).some((zone) => ground.zones.includes(zone))
    if (!canLaunch) return 0
    const elsewhere = group.zones.filter((zone) => !ground.zones.includes(zone))
    const inTheWay = countPods(listOthers(ground, [group], elsewhere))
    const all = countPods(listOthers(ground, [group], group.zones))
    const needed = Math.min(all + 1, inTheWay + countNeeded(ground, group))
    return group.max >= needed ? Infinity : 0
  },
  listFigures: (group) => ({ max: group.max }),
}
