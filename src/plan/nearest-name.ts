/**
 * The one name that a misspelt one most likely means: at most two letters away (one for names of up to
 * four letters), and no other name as near. `undefined` where it would be a guess.
 */
export function findNearestName(name: string, names: readonly string[]): string | undefined {
  const limit = name.length <= 4 ? 1 : 2
  let nearest: string | undefined
  let least = limit + 1
  let isTied = false
  for (const candidate of names) {
    const distance = measureDistance(name.toLowerCase(), candidate.toLowerCase(), limit)
    if (distance < least) {
      nearest = candidate
      least = distance
      isTied = false
    } else if (distance === least) {
      isTied = true
    }
  }
  return least > limit || isTied ? undefined : nearest
}

/** Insertions, deletions and replacements from one text to the other; `limit + 1` when more. */
function measureDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1]
      const replaced = (previous[column - 1] ?? 0) + (isSame ? 0 : 1)
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return Math.min(previous[to.length] ?? limit + 1, limit + 1)
}
