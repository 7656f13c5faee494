import regionData from './data/regions.json' with { type: 'json' }

/** Regions and their availability zones, as one account saw them on `REGIONS_AS_OF`. */
export interface Region {
  readonly code: string
  readonly name: string
  readonly zones: readonly RegionZone[]
  /** Whether the zones were seen, follow from the naming rule, or are not known. */
  readonly certainty: 'sampled' | 'derived' | 'unknown'
  /** True where a letter means different zones in different accounts; compare zone ids there. */
  readonly lettersVary: boolean
}

export interface RegionZone {
  /** `eu-west-1a`. */
  readonly name: string
  /** The zone id behind the name, where it is the same for every account. */
  readonly zoneId?: string | undefined
}

export const REGIONS_AS_OF = regionData.asOf

const REGIONS: ReadonlyMap<string, Region> = new Map(
  regionData.regions.map((row) => {
    const idByName = new Map(row.zones.map((cell) => [cell.split('=')[1], cell.split('=')[0]]))
    const zones = [...row.letters].map((letter): RegionZone => {
      const name = `${row.code}${letter}`
      return { name, zoneId: row.lettersVary ? undefined : idByName.get(name) }
    })
    const certainty =
      row.certainty === 'sampled' || row.certainty === 'derived' ? row.certainty : 'unknown'
    const { code, name, lettersVary } = row
    return [code, { code, name, zones, certainty, lettersVary }]
  }),
)

export function listRegions(): readonly Region[] {
  return [...REGIONS.values()]
}

export function findRegion(code: string): Region | undefined {
  return REGIONS.get(code)
}

/** The zones of a region, by name; undefined: the region, or how many zones it has, is not known. */
export function listRegionZones(code: string): readonly RegionZone[] | undefined {
  const region = REGIONS.get(code)
  return region === undefined || region.zones.length === 0 ? undefined : region.zones
}

/** The region of a zone name, by the rule that a letter follows it; undefined: no such name. */
export function findZoneRegion(zone: string): string | undefined {
  return /^([a-z]{2,4}(?:-[a-z]+)+-\d+)[a-z]$/.exec(zone)?.[1]
}
