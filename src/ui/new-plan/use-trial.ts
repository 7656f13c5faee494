import { useDraft } from '#store/draft-store.ts'
import type { Trial } from '#worker/draft.ts'

/** What an answer leads to, as last tried; stale when choices were changed since. */
export function useTrial(key: string): {
  readonly trial: Trial | undefined
  readonly isStale: boolean
} {
  const trial = useDraft((draft) => draft.trials.get(key))
  const isFresh = useDraft((draft) => draft.fresh.has(key))
  return { trial, isStale: trial !== undefined && !isFresh }
}
