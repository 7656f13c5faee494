import type { Surroundings } from '#aws-client/pace.ts'

/** A world in which waiting takes no time: the clock is what was slept. */
export interface StillSurroundings extends Surroundings {
  readonly waitsMs: readonly number[]
  readonly abort: () => void
}

/** @param random what each draw gives, 0 ≤ x < 1 */
export function makeStillSurroundings(random = 0.5): StillSurroundings {
  const controller = new AbortController()
  const waitsMs: number[] = []
  let nowMs = Date.UTC(2026, 10, 24)
  return {
    nowMs: () => nowMs,
    sleep: (ms, signal) => {
      if (signal.aborted) return Promise.reject(new Error('aborted'))
      waitsMs.push(ms)
      nowMs += ms
      return Promise.resolve()
    },
    random: () => random,
    signal: controller.signal,
    waitsMs,
    abort: () => controller.abort(),
  }
}
