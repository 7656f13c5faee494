/** Ends the program with a bug report when something that only our own code can break is broken. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Neverpending bug: ${message}`)
}

/** The last branch of a switch over a union: a new member becomes a compile error here. */
export function unreachable(value: never): never {
  throw new Error(`Neverpending bug: unexpected ${JSON.stringify(value)}`)
}

/** An element that must exist. */
export function getAt<T>(list: readonly T[], index: number): T {
  const value = list[index]
  assert(value !== undefined, `no element ${index} in a list of ${list.length}`)
  return value
}
