import { describe, expect, it } from 'vitest'
import { renderMinutes } from './render-minutes.ts'

describe('renderMinutes', () => {
  it.each([
    [0, 'under 0.1 s'],
    [0.0361, '2.2 s'],
    [0.1, '6 s'],
    [0.99, '59 s'],
    [1, '1 min'],
    [3.6, '3.6 min'],
    [6, '6 min'],
    [9.96, '10 min'],
    [18.0081, '18 min'],
    [59.6, '1 h'],
    [143.99, '2 h 24 min'],
    [262.8, '4 h 23 min'],
    [5763.09, '4 d'],
  ])('3.11 %d is %s', (minutes, words) => {
    expect(renderMinutes(minutes)).toBe(words)
  })
})
