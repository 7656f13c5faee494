import type { LossCell } from '#losses/matrix.ts'
import { VERDICTS } from '#exploration/verdict.ts'
import { placeOf } from '#store/losses.ts'
import type { Losses } from '#store/losses.ts'

/** The cell that a reviewer looks at first: the worst, of these the first in the matrix. */
export function findWorstCell(
  { matrix, cells }: Losses,
  isAsked: (cell: LossCell) => boolean = () => true,
): LossCell | undefined {
  let worst: LossCell | undefined
  for (const row of matrix?.rows ?? []) {
    for (const column of matrix?.columns ?? []) {
      const cell = cells.get(placeOf({ row: row.key, column: column.key }))
      if (cell === undefined || !isAsked(cell)) continue
      if (worst === undefined || isWorse(cell, worst)) worst = cell
    }
  }
  return worst
}

/** Worst verdict, then fewest disturbances, then the shortest way there. */
function isWorse(a: LossCell, b: LossCell): boolean {
  const order = VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict)
  const total = (a.disturbances?.total ?? 0) - (b.disturbances?.total ?? 0)
  return (order || total || (a.steps ?? 0) - (b.steps ?? 0)) < 0
}
