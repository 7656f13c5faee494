import { describe, expect, it } from 'vitest'
import { findPrice, loadPrices } from './price.ts'

const prices = await loadPrices()

describe('on-demand prices', () => {
  it.each([
    {
      region: 'us-east-1',
      instanceType: 'm5.large',
      pricePerHour: 0.096,
      currency: 'USD',
      asOf: '2026-07-20',
    },
    {
      region: 'eu-west-1',
      instanceType: 'm5.large',
      pricePerHour: 0.107,
      currency: 'USD',
      asOf: '2025-11-04',
    },
  ])('$instanceType in $region', ({ region, instanceType, ...price }) => {
    expect(findPrice(prices, { region, instanceType })).toEqual({ ...price, isEstimate: false })
  })

  it('estimates a price that no list holds by the ratio of its class', () => {
    const price = findPrice(prices, { region: 'eu-west-1', instanceType: 'c8a.large' })
    expect(price).toMatchObject({ currency: 'USD', isEstimate: true })
    expect(price?.pricePerHour).toBeCloseTo(0.10777 * 1.1163, 10)
  })

  it.each([
    { region: 'eu-west-1', instanceType: 'm99.large' },
    { region: 'mars-1', instanceType: 'm5.large' },
    { region: 'cn-north-1', instanceType: 'c8a.large' },
  ])('knows nothing of $instanceType in $region', (place) => {
    expect(findPrice(prices, place)).toBeUndefined()
  })
})
