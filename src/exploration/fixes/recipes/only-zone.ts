import { setGroupZones } from '#plan/edit.ts'
import type { FixRecipe } from '../candidate.ts'

/** A group held to the zone of the volume, where none of its nodes is elsewhere: each replacement comes there. */
export const onlyZone: FixRecipe = {
  id: 'only-zone',
  frees: ['zone-coverage', 'template-zone'],
  list: (at) => {
    const [zone] = at.zones
    if (zone === undefined || at.zones.length !== 1) return []
    return at.hosts
      .filter(({ model, compiled }) => model.scaler !== 'karpenter' && compiled.zones.length > 1)
      .filter(({ compiled: { zones, nodes } }) => {
        const isElsewhere = nodes.some((index) => at.compiled.nodes[index]?.zone !== zone)
        return zones.includes(zone) && !isElsewhere
      })
      .slice(0, 2)
      .map(({ group }) => ({
        title: `${group.name} only in ${zone}`,
        note: `while ${zone} is down none of its nodes comes back`,
        plan: setGroupZones(at.plan, { ...at.place, group: group.name }, [zone]),
      }))
  },
}
