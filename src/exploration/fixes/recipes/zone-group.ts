import type { FixRecipe } from '../candidate.ts'
import { addGroupLike, makeZoneGroup } from '../make-zone-group.ts'

/**
 * A group of the volume's zone alone beside those that there are: what it launches can only be there, so
 * an autoscaler asks for it. Without an autoscaler it keeps one node.
 */
export const zoneGroup: FixRecipe = {
  id: 'zone-group',
  frees: ['zone-coverage', 'template-zone', 'maximum-reached', 'resources'],
  list: (at) => {
    const [zone] = at.zones
    if (zone === undefined || at.zones.length !== 1) return []
    return at.hosts
      .filter(({ model }) => model.scaler !== 'karpenter')
      .slice(0, 2)
      .map((host, index) => {
        const kept = host.model.scaler === 'none' ? 1 : 0
        const sizes = { min: kept, desired: kept, max: Math.max(1, host.group.max ?? 1) }
        const group = makeZoneGroup(at, host, zone, sizes)
        return {
          title:
            index === 0
              ? `A group of its own for ${zone}`
              : `A group like ${host.group.name} for ${zone}`,
          note:
            kept === 0
              ? `${group.name} starts empty and grows when a pod asks for ${zone}`
              : `no autoscaler owns ${host.group.name}, so ${group.name} keeps one node`,
          plan: addGroupLike(at.plan, at.place, { group, like: host.group.name }),
        }
      })
  },
}
