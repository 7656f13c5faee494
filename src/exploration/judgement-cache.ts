/**
 * XS7: a judgement is a function of what compilation made of the plan, so an edit that leaves a target's
 * model alone leaves its verdict alone. Names and places may differ: they are put into the answer anew.
 */
import { digestText } from './digest-text.ts'
import { renameResult } from './judge.ts'
import type { JudgeOptions, JudgeResult } from './judge.ts'
import type { Model } from './model.ts'
import type { Target } from './target.ts'

/** Everything that a verdict depends on: equal keys, equal verdicts. */
export function judgementKey(target: Target, { bound, event }: JudgeOptions): string {
  const { variants, combine, settled, doubts } = target
  const doubted = doubts.map(({ reason, harmlessFor }) => [reason, harmlessFor])
  const labels = variants.map(({ label }) => label)
  const own = JSON.stringify([bound, event, combine, settled, doubted, labels])
  return [own, ...variants.map(({ model }) => keyOfModel(model))].join('\n')
}

/** Targets of one cone share the lists of their models: each list is read once. Large ones are digested. */
const DIGESTS = new WeakMap<object, string>()

function keyOfModel({ zones, groups, pods, nodes, ...rest }: Model): string {
  return [...[zones, groups, pods, nodes].map(digestOnce), JSON.stringify(rest)].join('\n')
}

function digestOnce(list: object): string {
  const known = DIGESTS.get(list)
  if (known !== undefined) return known
  const digest = digestText(JSON.stringify(list))
  DIGESTS.set(list, digest)
  return digest
}

export interface JudgementCache {
  readonly find: (target: Target, options: JudgeOptions) => JudgeResult | undefined
  readonly keep: (target: Target, options: JudgeOptions, result: JudgeResult) => void
}

/**
 * Keeps the results of the last so many targets.
 *
 * @param capacity results kept; the one not used for longest goes first
 */
export function createJudgementCache(capacity: number): JudgementCache {
  const results = new Map<string, JudgeResult>()
  const put = (key: string, result: JudgeResult): void => {
    results.delete(key)
    results.set(key, result)
    const [oldest] = results.keys()
    if (results.size > capacity && oldest !== undefined) results.delete(oldest)
  }
  return {
    find: (target, options) => {
      const key = judgementKey(target, options)
      const result = results.get(key)
      if (result === undefined) return undefined
      put(key, result)
      return renameResult(target, result, options.event)
    },
    keep: (target, options, result) => put(judgementKey(target, options), result),
  }
}
