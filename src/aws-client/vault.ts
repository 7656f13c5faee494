import type { Credentials } from './read-credentials.ts'

/** How long keys are held at most (I15.4). */
export const KEYS_LIVE_MS = 15 * 60_000

/**
 * Keys in one closure in memory and nowhere else (I15.4). They leave it only through `get`, and are gone
 * after `wipe` or when their time is up.
 */
export interface Vault {
  readonly put: (credentials: Credentials) => void
  readonly get: () => Credentials | undefined
  readonly wipe: () => void
}

/** @param schedule runs something later and returns what takes it back */
export function createVault(
  schedule: (run: () => void, afterMs: number) => () => void,
  lifeMs = KEYS_LIVE_MS,
): Vault {
  let held: Credentials | undefined
  let cancel: (() => void) | undefined
  const wipe = () => {
    held = undefined
    cancel?.()
    cancel = undefined
  }
  return {
    put: (credentials) => {
      wipe()
      held = credentials
      cancel = schedule(wipe, lifeMs)
    },
    get: () => held,
    wipe,
  }
}
