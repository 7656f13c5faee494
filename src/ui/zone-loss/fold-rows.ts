import type { LossCell, LossColumn, LossRow } from '#losses/matrix.ts'
import { placeOf } from '#store/losses.ts'

/** Fewer rows than this are shown one by one. */
const MIN_FOLDED = 4

interface FoldInput {
  readonly rows: readonly LossRow[]
  readonly columns: readonly LossColumn[]
  readonly cells: ReadonlyMap<string, LossCell>
}

export interface FoldedRow {
  readonly row: LossRow
  /** Rows that differ from it in nothing but the number at the end of their name. */
  readonly alike: readonly LossRow[]
}

/** Folds replicas whose cells all read the same under the first of them; order is kept. */
export function foldRows({ rows, columns, cells }: FoldInput): readonly FoldedRow[] {
  const groups = new Map<string, LossRow[]>()
  for (const row of rows) {
    const look = describeLook(row)
    const group = groups.get(look)
    if (group === undefined) groups.set(look, [row])
    else group.push(row)
  }
  const folded = new Map<LossRow, readonly LossRow[]>()
  const hidden = new Set<LossRow>()
  for (const [first, ...alike] of groups.values()) {
    if (first === undefined || alike.length + 1 < MIN_FOLDED) continue
    folded.set(first, alike)
    for (const row of alike) hidden.add(row)
  }
  return rows
    .filter((row) => !hidden.has(row))
    .map((row) => ({ row, alike: folded.get(row) ?? [] }))

  function describeLook(row: LossRow): string {
    const own = columns.map(({ key }) => cells.get(placeOf({ row: row.key, column: key })))
    // A row that is still being judged stands for itself.
    if (!/-\d+$/.test(row.name) || own.includes(undefined)) return row.key
    const stem = row.name.replace(/\d+$/, '')
    const words = own.map((cell) => [cell?.verdict, cell?.disturbances, cell?.note])
    return JSON.stringify([row.section, row.namespace, stem, row.detail, row.zone, words])
  }
}
