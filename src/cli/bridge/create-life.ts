/** How long the helper lives without a call (I17.7). */
export const IDLE_MS = 15 * 60_000

/** Ends after a time without a call; a call that is under way keeps it alive. */
export interface Life {
  readonly ended: Promise<void>
  readonly end: () => void
  readonly during: <T>(work: () => Promise<T>) => Promise<T>
}

/** @param schedule runs something later and returns what takes it back */
export function createLife(
  schedule: (run: () => void, afterMs: number) => () => void,
  idleMs = IDLE_MS,
): Life {
  let resolveEnded: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    resolveEnded = resolve
  })
  let underWay = 0
  let isOver = false
  let cancel: () => void = () => undefined
  const end = () => {
    isOver = true
    cancel()
    resolveEnded()
  }
  cancel = schedule(end, idleMs)
  return {
    ended,
    end,
    during: async (work) => {
      cancel()
      underWay += 1
      try {
        return await work()
      } finally {
        underWay -= 1
        if (underWay === 0 && !isOver) cancel = schedule(end, idleMs)
      }
    },
  }
}
