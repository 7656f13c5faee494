import type { SceneRow } from './scene.ts'

/** The order in which the rows of a board stand, and whether it is kept from now on. */
export interface RowOrder {
  readonly names: readonly string[]
  readonly isKept: boolean
}

export const NO_ROW_ORDER: RowOrder = { names: [], isKept: false }

/**
 * Rows with findings come first, but neither an edit nor a step of a trace moves the layout: once
 * either begins, the order is kept for as long as the rows are the same.
 */
export function keepRowOrder(
  rows: readonly SceneRow[],
  before: RowOrder,
  isHeld: boolean,
): { readonly rows: readonly SceneRow[]; readonly order: RowOrder } {
  const byName = new Map(rows.map((row) => [row.name, row]))
  const kept = before.names.flatMap((name) => byName.get(name) ?? [])
  const isSame = kept.length === rows.length && before.names.length === rows.length
  if (!isSame || !(isHeld || before.isKept)) {
    return { rows, order: { names: rows.map((row) => row.name), isKept: false } }
  }
  return { rows: kept, order: { names: before.names, isKept: true } }
}
