import { setTimeout as sleep } from 'node:timers/promises'

/** Runs a piece of work when its turn has come. */
export type TakeTurn = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>

/** I13.3: at most five requests a second. */
const GAP_MS = 200

/** More than a page ever has under way. */
const MAX_WAITING = 16

/** Too many calls at once; the page sends them one after the other. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull'
}

/**
 * One request at a time and at most five a second, whoever asks and for whichever service: stricter than
 * I13.3, which the page keeps as well. A call whose page went away gives up its place.
 */
export function createQueue(gapMs = GAP_MS): TakeTurn {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  let nextAtMs = 0
  return async (signal, work) => {
    if (waiting >= MAX_WAITING) throw new QueueFull('too many calls at once')
    waiting += 1
    const before = last
    let end = () => {}
    last = new Promise<void>((resolve) => {
      end = resolve
    })
    try {
      await before
      signal.throwIfAborted()
      const waitMs = nextAtMs - performance.now()
      if (waitMs > 0) await sleep(Math.ceil(waitMs), undefined, { signal })
      nextAtMs = performance.now() + gapMs
      return await work()
    } finally {
      waiting -= 1
      end()
    }
  }
}
