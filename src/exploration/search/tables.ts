/**
 * Every table of the search is an Int32Array: one kind of array keeps the hot loops monomorphic, and
 * `?? 0` costs nothing while indices stay in range.
 */
export type Ints = Int32Array

/** Room for at least `needed` numbers; what was there stays. */
export function growTable(table: Ints, needed: number, fill = 0): Ints {
  if (needed <= table.length) return table
  const grown = new Int32Array(Math.max(needed, table.length * 2))
  if (fill !== 0) grown.fill(fill, table.length)
  grown.set(table)
  return grown
}

/** Spreads the bits of a word so that neighbours do not meet in the hash table. */
export function mixHash(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}
