import { allowsZone } from '../fits.ts'
import { fitsProviderTemplate, listLaunchZones } from './launches.ts'
import type { Theorem } from './theorem.ts'

/**
 * RT1: a group of Cluster Autoscaler all of whose zones suit the pod, one zone where the pod is
 * zone-bound. Whatever its template's zone is, it fits (XM5), and whatever zone the launch is in, the
 * pod may be there: the group can be brought to its maximum. At min 0 the provider's template must hold
 * the pod too, as an autoscaler restart forgets the remembered one (XD4).
 */
export const rt1GroupPerZone: Theorem = {
  id: 'RT1',
  countNodes(ground, group) {
    const canRaise =
      group.scaler === 'cluster-autoscaler' &&
      group.zones.every((zone) => allowsZone(ground.pod, zone)) &&
      (group.memory ?? []).every((zone) => group.zones.includes(zone)) &&
      listLaunchZones(ground, group).length > 0 &&
      (group.min > 0 || fitsProviderTemplate(ground.pod, group))
    return canRaise ? group.max : 0
  },
  listFigures: (group) => ({ max: group.max }),
}
