import { setGroupField, setGroupZones } from '#plan/edit.ts'
import type { FixCase, FixCandidate, FixRecipe, Host } from './candidate.ts'

/** The zone added to a group that does not reach it; listed last, so that its template stays (A7.1). */
export const addZone: FixRecipe = {
  id: 'add-zone',
  list: (at) =>
    at.hosts
      .filter(({ compiled }) => at.zones.every((zone) => !compiled.zones.includes(zone)))
      .slice(0, 3)
      .flatMap((host) => at.zones.slice(0, 2).map((zone) => reachZone(at, host, zone))),
}

const ZONE_KEY = 'topology.kubernetes.io/zone'

function reachZone(at: FixCase, { group, compiled }: Host, zone: string): FixCandidate {
  const place = { ...at.place, group: group.name }
  const widened = setGroupZones(at.plan, place, [...compiled.zones, zone])
  // A NodePool says its zones as a requirement too.
  const requirements = group.requirements?.map((one) =>
    one.key === ZONE_KEY && one.operator === 'In' && one.values?.includes(zone) !== true
      ? { ...one, values: [...(one.values ?? []), zone] }
      : one,
  )
  return {
    title: `${group.name} reaches ${zone}`,
    plan:
      requirements === undefined
        ? widened
        : setGroupField(widened, place, { field: 'requirements', value: requirements }),
  }
}
