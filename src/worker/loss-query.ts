import type { LossCell, LossMatrix } from '#losses/matrix.ts'
import type { ClusterPlace } from '#plan/edit.ts'
import type { PackedPlan } from './packed-plan.ts'

export interface LossQuery {
  readonly packed: PackedPlan
  readonly place: ClusterPlace
  /** XS4: states of one question. */
  readonly bound: number
  /** See `MatrixOptions`. */
  readonly patience: number
  /** After so long it stops with what it has. */
  readonly limitMs: number
}

/** First the rows and columns, then cells as they are judged. */
export interface LossProgress {
  readonly matrix?: LossMatrix
  readonly cells: readonly LossCell[]
  readonly done: number
  readonly total: number
}

export interface LossAnswer {
  readonly elapsedMs: number
  /** Cells that the limit left unjudged. */
  readonly left: number
}
