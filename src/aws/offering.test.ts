import { describe, expect, it } from 'vitest'
import { OFFERINGS_AS_OF, findOffering, listOfferedZoneIds } from './offering.ts'

describe('offerings', () => {
  it.each([
    {
      name: 'by id',
      region: 'us-east-1',
      zone: 'us-east-1e',
      zoneId: 'use1-az3',
      instanceType: 'm6i.large',
      offered: false,
    },
    {
      name: 'by id',
      region: 'us-east-1',
      zone: 'us-east-1a',
      zoneId: 'use1-az2',
      instanceType: 'm6i.large',
      offered: true,
    },
    {
      name: 'letters vary, zones differ',
      region: 'us-east-1',
      zone: 'us-east-1a',
      zoneId: undefined,
      instanceType: 'm6i.large',
      offered: undefined,
    },
    {
      name: 'letters vary, zones agree',
      region: 'eu-west-1',
      zone: 'eu-west-1c',
      zoneId: undefined,
      instanceType: 'm5.large',
      offered: true,
    },
    {
      name: 'letters fixed',
      region: 'eu-central-1',
      zone: 'eu-central-1a',
      zoneId: undefined,
      instanceType: 'm5.large',
      offered: true,
    },
    {
      name: 'an unknown zone',
      region: 'eu-west-1',
      zone: 'eu-west-1z',
      zoneId: undefined,
      instanceType: 'm5.large',
      offered: undefined,
    },
    {
      name: 'an unknown zone id',
      region: 'eu-west-1',
      zone: 'eu-west-1a',
      zoneId: 'euw1-az9',
      instanceType: 'm5.large',
      offered: undefined,
    },
    {
      name: 'an unknown type',
      region: 'eu-west-1',
      zone: 'eu-west-1a',
      zoneId: undefined,
      instanceType: 'm99.large',
      offered: undefined,
    },
    {
      name: 'an unknown region',
      region: 'cn-north-1',
      zone: 'cn-north-1a',
      zoneId: undefined,
      instanceType: 'm5.large',
      offered: undefined,
    },
  ])('$name: $instanceType in $zone', ({ offered, ...place }) => {
    expect(findOffering(place)).toBe(offered)
  })

  it('says of which day it is', () => {
    expect(OFFERINGS_AS_OF).toBe('2026-08-01')
  })

  it('lists zone ids', () => {
    expect(listOfferedZoneIds('us-west-1', 'm5.large')).toEqual(['usw1-az1', 'usw1-az3'])
  })
})
