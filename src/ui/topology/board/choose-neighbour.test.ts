import { describe, expect, it } from 'vitest'
import { chooseNeighbour } from './choose-neighbour.ts'

const at = (left: number, top: number) => ({ left, top, right: left + 50, bottom: top + 40 })

// Two columns: two cards above each other at the left, one tall gap and a card at the right.
const boxes = [at(0, 0), at(0, 50), at(100, 0), at(100, 200)]
const from = boxes[0] ?? at(0, 0)

describe('chooseNeighbour', () => {
  it.each([
    { name: 'down goes to the next card of the column', direction: 'down', found: 1 },
    { name: 'right goes to the card beside it', direction: 'right', found: 2 },
    { name: 'left ends at the edge', direction: 'left', found: undefined },
    { name: 'up ends at the edge', direction: 'up', found: undefined },
  ] as const)('$name', ({ direction, found }) => {
    expect(chooseNeighbour(from, boxes, direction)).toBe(found)
  })

  it('finds nothing on an empty board', () => {
    expect(chooseNeighbour(from, [], 'down')).toBeUndefined()
  })
})
