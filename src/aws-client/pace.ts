/** The outside world of a reading, put in by whoever runs it: tests have a clock of their own. */
export interface Surroundings {
  readonly nowMs: () => number
  /** Rejects at once when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** 0 ≤ x < 1, for the jitter of waits. */
  readonly random: () => number
  readonly signal: AbortSignal
}

/** I13.3: at most five requests a second, one at a time. */
const GAP_MS = 200

/** Waits until the next request may leave. */
export function createPace({ nowMs, sleep, signal }: Surroundings): () => Promise<void> {
  let nextMs = 0
  return async () => {
    const waitMs = nextMs - nowMs()
    if (waitMs > 0) await sleep(waitMs, signal)
    nextMs = nowMs() + GAP_MS
  }
}

const BASE_MS = 500
const MOST_MS = 20_000
/** No wait is shorter than the one before: AWS asked for less, not for more. */
const GROWTH = 1.2

/**
 * How long to wait before another attempt (I13.3): anywhere between half a second and a bound that doubles
 * up to 20 s, and longer than the wait before.
 *
 * @param failed attempts that failed so far, from 1
 */
export function chooseWaitMs(failed: number, previousMs: number, random: () => number): number {
  const mostMs = Math.min(MOST_MS, BASE_MS * 2 ** failed)
  const drawnMs = BASE_MS + random() * (mostMs - BASE_MS)
  return Math.min(MOST_MS, Math.round(Math.max(drawnMs, previousMs * GROWTH)))
}
