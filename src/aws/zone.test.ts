import { describe, expect, it } from 'vitest'
import { REGIONS_AS_OF, findZoneRegion, listRegionZones } from './zone.ts'

describe('zones of a region', () => {
  it.each([
    { region: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] },
    { region: 'ca-central-1', zones: ['ca-central-1a', 'ca-central-1b', 'ca-central-1d'] },
    { region: 'us-west-1', zones: ['us-west-1a', 'us-west-1b'] },
    { region: 'eu-west-9', zones: undefined },
    { region: 'me-west-1', zones: undefined },
  ])('$region', ({ region, zones }) => {
    expect(listRegionZones(region)?.map(({ name }) => name)).toEqual(zones)
  })

  it('says of which day it is', () => {
    expect(REGIONS_AS_OF).toBe('2026-08-01')
  })

  it('gives ids only where letters mean the same to every account', () => {
    expect(listRegionZones('eu-central-1')?.[0]?.zoneId).toBe('euc1-az2')
    expect(listRegionZones('eu-west-1')?.[0]?.zoneId).toBeUndefined()
  })

  it.each([
    { zone: 'eu-west-1a', region: 'eu-west-1' },
    { zone: 'us-gov-east-1b', region: 'us-gov-east-1' },
    { zone: 'eusc-de-east-1a', region: 'eusc-de-east-1' },
    { zone: 'euw1-az1', region: undefined },
    { zone: 'eu-west-1', region: undefined },
    { zone: 'zone-a', region: undefined },
  ])('$zone lies in $region', ({ zone, region }) => {
    expect(findZoneRegion(zone)).toBe(region)
  })
})
