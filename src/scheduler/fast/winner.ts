/** The choice among the best nodes without the heap that makes it (TB-2). */

/** The best of a list of totals. */
export interface Choice {
  /** Place of the winner. */
  readonly at: number
  readonly total: number
  /** How many nodes are as good, the winner included. */
  readonly equals: number
}

/**
 * The root of the heap of TB-2. Making the heap lifts into each place the greatest of what is below it, and of equals
 * the one in place first, then the left one: so the root is the first of the greatest totals when the places are read
 * from the root down, left before right. Place p has the path of the binary digits of p + 1 after the first.
 */
export function chooseBest(totals: Int32Array, count: number): Choice {
  let total = -Infinity
  let at = -1
  let equals = 0
  for (let place = 0; place < count; place += 1) {
    const one = totals[place] ?? 0
    if (one < total) continue
    if (one > total) {
      total = one
      at = place
      equals = 1
    } else {
      equals += 1
      if (comesBefore(place, at)) at = place
    }
  }
  return { at, total, equals }
}

/** Paths as texts: the lesser first, and of two that begin alike the shorter. */
function comesBefore(a: number, b: number): boolean {
  const zerosA = Math.clz32(a + 1)
  const zerosB = Math.clz32(b + 1)
  const pathA = ((a + 1) << zerosA) >>> 0
  const pathB = ((b + 1) << zerosB) >>> 0
  return pathA === pathB ? zerosA > zerosB : pathA < pathB
}
