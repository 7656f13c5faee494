import { findRegion } from './zone.ts'
import offerings from './data/offerings.json' with { type: 'json' }

/** Which types each zone offers, as one account saw it on `OFFERINGS_AS_OF`; capacity at an hour is another matter. */
export const OFFERINGS_AS_OF = offerings.asOf

const TYPE_INDEX: ReadonlyMap<string, number> = new Map(
  offerings.types.map((name, index) => [name, index]),
)

const REGION_OFFERINGS: ReadonlyMap<
  string,
  { readonly zoneIds: readonly string[]; readonly mask: string }
> = new Map(offerings.regions.map(({ code, zoneIds, mask }) => [code, { zoneIds, mask }]))

/** The ids of all zones of a region that the list holds; empty: none. */
export function listZoneIds(region: string): readonly string[] {
  return REGION_OFFERINGS.get(region)?.zoneIds ?? []
}

/** The ids of the zones that offer a type; undefined: the region or the type is not in the list. */
export function listOfferedZoneIds(
  region: string,
  instanceType: string,
): readonly string[] | undefined {
  const known = REGION_OFFERINGS.get(region)
  const index = TYPE_INDEX.get(instanceType)
  if (known === undefined || index === undefined) return undefined
  // Two hexadecimal digits a type; bit n stands for the zone n of the region.
  const bits = Number.parseInt(known.mask.slice(2 * index, 2 * index + 2), 16)
  return known.zoneIds.filter((_, zone) => ((bits >> zone) & 1) === 1)
}

/**
 * Whether a zone offers a type. By zone id where it is known. By name alone: where letters mean the same
 * zone to every account by the id behind the letter, elsewhere only when all zones agree.
 *
 * @returns undefined: not known; never taken for no
 */
export function findOffering(place: {
  readonly region: string
  readonly zone: string
  readonly zoneId?: string | undefined
  readonly instanceType: string
}): boolean | undefined {
  const known = REGION_OFFERINGS.get(place.region)
  const offered = listOfferedZoneIds(place.region, place.instanceType)
  if (known === undefined || offered === undefined) return undefined
  const zones = findRegion(place.region)?.zones ?? []
  const zone = zones.find((candidate) => candidate.name === place.zone)
  const zoneId = place.zoneId ?? zone?.zoneId
  if (zoneId !== undefined) {
    return known.zoneIds.includes(zoneId) ? offered.includes(zoneId) : undefined
  }
  if (zone === undefined) return undefined
  if (offered.length === known.zoneIds.length) return true
  return offered.length === 0 ? false : undefined
}
