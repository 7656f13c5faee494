import { ZONE_KEYS } from '#kube/labels.ts'
import { setGroupField, setGroupZones } from '#plan/edit.ts'
import type { Requirement } from '#plan/schema.ts'
import type { FixCase, FixCandidate, FixRecipe, Host } from '../candidate.ts'

/** The zone added to a group that does not reach it; listed last, so that its template stays (A7.1). */
export const addZone: FixRecipe = {
  id: 'add-zone',
  frees: ['zone-coverage'],
  list: (at) =>
    at.hosts
      .filter(({ compiled }) => at.zones.every((zone) => !compiled.zones.includes(zone)))
      .slice(0, 3)
      .flatMap((host) => at.zones.slice(0, 2).map((zone) => reachZone(at, host, zone))),
}

function reachZone(at: FixCase, { group, compiled }: Host, zone: string): FixCandidate {
  const place = { ...at.place, group: group.name }
  const widened = setGroupZones(at.plan, place, [...compiled.zones, zone])
  // A NodePool says its zones as a requirement too.
  const requirements = group.requirements?.flatMap((one) => allowZone(one, zone))
  return {
    title: `${group.name} reaches ${zone}`,
    plan:
      requirements === undefined
        ? widened
        : setGroupField(widened, place, { field: 'requirements', value: requirements }),
  }
}

/** The requirement with the zone let in; none where nothing is left of it. */
function allowZone(requirement: Requirement, zone: string): readonly Requirement[] {
  const { key, operator, values = [] } = requirement
  if (!ZONE_KEYS.includes(key)) return [requirement]
  if (operator === 'In') {
    return values.includes(zone) ? [requirement] : [{ ...requirement, values: [...values, zone] }]
  }
  if (operator !== 'NotIn') return operator === 'DoesNotExist' ? [] : [requirement]
  const kept = values.filter((value) => value !== zone)
  return kept.length === 0 ? [] : [{ ...requirement, values: kept }]
}
