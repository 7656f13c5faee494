import type { PlayerFrame } from '#worker/player-frame.ts'
import type { Judged, Replay } from '#worker/protocol.ts'

/** A verdict with a trace, and the frames of that trace. */
export interface Playable {
  readonly judged: Judged
  readonly frames: readonly PlayerFrame[]
  /** What the scheduler says of the pod after the last step. */
  readonly end: Replay['end']
  /** It is of the plan before the last edit. */
  readonly isStale: boolean
}
