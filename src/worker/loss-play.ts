import type { PicturePending } from '#cluster/picture.ts'
import type { VerdictWords } from '#exploration/explain.ts'
import type { VerdictReport } from '#exploration/verdict.ts'
import type { ClusterPlace } from '#plan/edit.ts'
import type { PackedPlan } from './packed-plan.ts'
import type { PlayerFrame } from './player-frame.ts'

export interface LossPlayQuery {
  readonly packed: PackedPlan
  readonly place: ClusterPlace
  readonly bound: number
  /** `zone/eu-west-1c`, `node`, `zero`, or `node/NAME` for that very node, lost now. */
  readonly event: string
  /** The pod whose row it is, `namespace/name`. */
  readonly key: string
}

/** A cell's trace; where it has none, the event alone: the picture after it. */
export interface LossPlay {
  readonly report: VerdictReport
  readonly words: VerdictWords
  readonly frames: readonly PlayerFrame[]
  /** What the scheduler says of the pod after the last step. */
  readonly end?: Pick<PicturePending, 'message' | 'reasons'>
}
