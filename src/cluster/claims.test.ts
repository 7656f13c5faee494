import { describe, expect, it } from 'vitest'
import { chooseProvisionedZone, hashText } from './claims.ts'

describe('the zone of an Immediate claim', () => {
  it.each([
    { text: 'web', hash: 1181096325 },
    { text: 'data-web', hash: 2466845832 },
    { text: 'logs-web', hash: 383457905 },
    { text: '', hash: 2166136261 },
  ])('Z3, Z4: hashes "$text"', ({ text, hash }) => {
    expect(hashText(text)).toBe(hash)
  })

  it.each([
    { claim: 'data-web-0', zones: ['a', 'b', 'c'], zone: ['a'] },
    { claim: 'data-web-1', zones: ['a', 'b', 'c'], zone: ['b'] },
    { claim: 'data-web-2', zones: ['c', 'b', 'a', 'a'], zone: ['c'] },
    { claim: 'data', zones: [], zone: [] },
    { claim: 'data', zones: ['b'], zone: ['b'] },
  ])('Z2: $claim among $zones', ({ claim, zones, zone }) => {
    expect(chooseProvisionedZone(claim, zones)).toEqual(zone)
  })
})
