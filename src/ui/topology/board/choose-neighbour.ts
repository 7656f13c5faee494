/** A box on the board: only its place counts. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** Being off to the side counts more than being far ahead, so that arrows keep to their line. */
const SIDE_WEIGHT = 3

/** The nearest box in a direction, as an index; undefined at the edge. */
export function chooseNeighbour(
  from: Box,
  boxes: readonly Box[],
  direction: Direction,
): number | undefined {
  let best: number | undefined
  let bestCost = Number.POSITIVE_INFINITY
  for (const [index, box] of boxes.entries()) {
    const cost = costOf(from, box, direction)
    if (cost < bestCost) {
      best = index
      bestCost = cost
    }
  }
  return best
}

function costOf(from: Box, to: Box, direction: Direction): number {
  const isSideways = direction === 'left' || direction === 'right'
  const ahead = aheadOf(from, to, direction)
  if (ahead <= 0) return Number.POSITIVE_INFINITY
  const off = isSideways
    ? gap(from.top, from.bottom, to.top, to.bottom)
    : gap(from.left, from.right, to.left, to.right)
  const shift = isSideways ? Math.abs(from.top - to.top) : Math.abs(from.left - to.left)
  return ahead + SIDE_WEIGHT * off + shift / 100
}

/** How far the centre of one lies beyond that of the other. */
function aheadOf(from: Box, to: Box, direction: Direction): number {
  switch (direction) {
    case 'left':
      return from.left - to.left
    case 'right':
      return to.left - from.left
    case 'up':
      return from.top - to.top
    case 'down':
      return to.top - from.top
  }
}

/** Distance between two spans; 0 where they overlap. */
function gap(startA: number, endA: number, startB: number, endB: number): number {
  return Math.max(0, startB - endA, startA - endB)
}
