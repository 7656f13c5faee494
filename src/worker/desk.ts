import type { JudgementCache } from '#exploration/judgement-cache.ts'
import type { ResourceCache } from './resource-cache.ts'

/** What the worker lends to whoever answers a question of `questions.ts`. */
export interface Desk<Progress> {
  readonly resources: ResourceCache
  readonly cache: JudgementCache
  readonly nowMs: () => number
  /** Lets other messages be read; false when the question was withdrawn. */
  readonly pause: () => Promise<boolean>
  readonly report: (progress: Progress) => void
}
