import { describe, expect, it } from 'vitest'
import { findBandScale, findShare, renderTick } from './band-scale.ts'

describe('findBandScale', () => {
  it.each([
    { name: 'the bands of table 3.10', values: [0.0086, 18.0081, 262.8], from: 0.001, to: 1000 },
    { name: 'nothing', values: [], from: 1, to: 10 },
    { name: 'zero alone', values: [0], from: 1, to: 10 },
    { name: 'a power of ten on its own', values: [100], from: 1, to: 100 },
    { name: 'two members at the pessimistic end', values: [0.03, 17_000], from: 0.01, to: 100_000 },
  ])('holds $name', ({ values, from, to }) => {
    const scale = findBandScale(values)
    expect(scale.from).toBeCloseTo(from, 12)
    expect(scale.to).toBeCloseTo(to, 6)
    expect(scale.ticks).toHaveLength(Math.round(Math.log10(to / from)) + 1)
  })
})

describe('findShare', () => {
  it.each([
    { value: 0, share: 0 },
    { value: 0.01, share: 0 },
    { value: 1, share: 0.4 },
    { value: 1000, share: 1 },
    { value: 5000, share: 1 },
  ])('$value of 0.01 to 1000 is at $share', ({ value, share }) => {
    expect(findShare(findBandScale([0.01, 1000]), value)).toBeCloseTo(share, 12)
  })
})

describe('renderTick', () => {
  it.each([
    [0.001, '0.06 s'],
    [0.01, '0.6 s'],
    [0.1, '6 s'],
    [1, '1 min'],
    [10, '10 min'],
    [100, '1 h 40'],
    [1000, '17 h'],
    [10_000, '7 d'],
  ])('%d min is %s', (minutes, words) => {
    expect(renderTick(minutes)).toBe(words)
  })
})
