import type { Problem } from '#base/problem.ts'
import type { DifferenceChoices } from '#differences/difference.ts'
import type { AbsentThings } from '#importers/importer.ts'
import type { JudgedDesign } from './judged-design.ts'
import type { PackedPlan } from './packed-plan.ts'

/** One design of a plan, wherever the plan comes from. */
export interface DesignSource {
  readonly packed: PackedPlan
  /** Index in the plan. */
  readonly design: number
  /** What an import does not name; applying it keeps that, what is live is without it. */
  readonly absent?: readonly AbsentThings[]
}

export interface DesignPair {
  readonly mine: DesignSource
  readonly theirs: DesignSource
}

export interface DesignQuestion {
  readonly source: DesignSource
  readonly bound: number
}

export interface MergeQuestion extends DesignPair {
  readonly choices: DifferenceChoices
  readonly bound: number
}

/** My plan with what was chosen of theirs, and what that leads to. */
export type DesignMerge =
  | { readonly kind: 'merged'; readonly packed: PackedPlan; readonly judged: JudgedDesign }
  /** What was chosen does not go together: a group in a zone that goes. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
