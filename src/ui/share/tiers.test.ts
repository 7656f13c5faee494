import { describe, expect, it } from 'vitest'
import { findPart, findPosition } from './tiers.ts'

describe('the scale of lengths', () => {
  it.each([
    { name: 'L4.2 the bound belongs to the lower part', characters: 1_000, part: 0 },
    { name: 'L4.2 one more does not', characters: 1_001, part: 1 },
    { name: 'L4.2 the last length of a link', characters: 32_000, part: 4 },
    { name: 'L4.2 no link', characters: 32_001, part: -1 },
  ])('$name', ({ characters, part }) => {
    expect(findPart(characters)).toBe(part)
  })

  it.each([
    { name: 'nothing', characters: 0, position: 0 },
    { name: 'half of the first part', characters: 500, position: 0.5 / 5.3 },
    { name: 'the end of the second', characters: 2_000, position: 2 / 5.3 },
    { name: 'the end', characters: 32_000, position: 1 },
    { name: 'beyond it', characters: 90_000, position: 1 },
  ])('puts $name in its place', ({ characters, position }) => {
    expect(findPosition(characters)).toBeCloseTo(position, 10)
  })
})
