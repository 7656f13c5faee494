import type { LossCell, LossMatrix } from '#losses/matrix.ts'
import type { LossAnswer, LossProgress } from '#worker/loss-query.ts'
import type { PackedPlan } from '#worker/packed-plan.ts'

/**
 * The zone-loss matrix as far as it is judged. After an edit the old cells stay, stale, until each is
 * replaced, or until the new matrix has no such row or column.
 */
export interface Losses {
  /** The plan that it is of; undefined before the first. */
  readonly packed: PackedPlan | undefined
  readonly status: 'idle' | 'judging' | 'done' | 'stopped' | 'failed'
  readonly matrix: LossMatrix | undefined
  /** By `placeOf`. */
  readonly cells: ReadonlyMap<string, LossCell>
  /** Places of cells from before the last edit. */
  readonly stale: ReadonlySet<string>
  readonly done: number
  readonly total: number
  readonly answer: LossAnswer | undefined
  readonly message: string | undefined
}

export const NO_LOSSES: Losses = {
  packed: undefined,
  status: 'idle',
  matrix: undefined,
  cells: new Map(),
  stale: new Set(),
  done: 0,
  total: 0,
  answer: undefined,
  message: undefined,
}

export function placeOf({
  row,
  column,
}: {
  readonly row: string
  readonly column: string
}): string {
  return `${row}\n${column}`
}

export function startLosses(losses: Losses, packed: PackedPlan): Losses {
  return {
    ...losses,
    packed,
    status: 'judging',
    stale: new Set(losses.cells.keys()),
    done: 0,
    answer: undefined,
    message: undefined,
  }
}

export function applyLosses(losses: Losses, { matrix, cells, done, total }: LossProgress): Losses {
  const kept = matrix === undefined ? losses : keepCells(losses, matrix)
  const all = new Map(kept.cells)
  const stale = new Set(kept.stale)
  for (const cell of cells) {
    all.set(placeOf(cell), cell)
    stale.delete(placeOf(cell))
  }
  return { ...kept, cells: all, stale, done, total }
}

function keepCells(losses: Losses, matrix: LossMatrix): Losses {
  const rows = new Set(matrix.rows.map(({ key }) => key))
  const columns = new Set(matrix.columns.map(({ key }) => key))
  const cells = new Map(
    [...losses.cells].filter(([, cell]) => rows.has(cell.row) && columns.has(cell.column)),
  )
  const stale = new Set([...losses.stale].filter((place) => cells.has(place)))
  return { ...losses, matrix, cells, stale }
}

export function finishLosses(losses: Losses, answer: LossAnswer): Losses {
  return { ...losses, status: answer.left > 0 ? 'stopped' : 'done', answer }
}

/** Stopped by the person or by a fault; cells that are there stay. */
export function stopLosses(losses: Losses, message?: string): Losses {
  return { ...losses, status: message === undefined ? 'stopped' : 'failed', message }
}

/** Cells in which something can be pending for ever: the number in the navigation. */
export function countBad({ cells, stale }: Losses): number {
  return [...cells.values()].filter(
    (cell) =>
      !stale.has(placeOf(cell)) &&
      (cell.verdict === 'pending-forever' || cell.verdict === 'at-risk'),
  ).length
}
