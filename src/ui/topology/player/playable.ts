import type { Judged, PlayerFrame } from '#worker/protocol.ts'

/** A verdict with a trace, and the frames of that trace. */
export interface Playable {
  readonly judged: Judged
  readonly frames: readonly PlayerFrame[]
  /** It is of the plan before the last edit. */
  readonly isStale: boolean
}
