import type { PriceList } from '#aws/price.ts'
import { startFixes } from '#exploration/fixes/find-fixes.ts'
import type { JudgementCache } from '#exploration/judgement-cache.ts'
import type { Plan } from '#plan/schema.ts'
import { parseKey } from './judge-cluster.ts'
import type { Surroundings } from './judge-cluster.ts'
import type { FixesRequest } from './protocol.ts'

const SLICE_STATES = 1_000
const SLICE_MS = 24

type FixesQuestion = Pick<FixesRequest, 'place' | 'key' | 'bound'> & {
  readonly plan: Plan
  readonly prices: PriceList
  readonly cache: JudgementCache
}

/** Answers a request for fixes in slices, with progress after each edit that was tried. */
export async function searchFixes(
  { key, ...question }: FixesQuestion,
  { send, pause, nowMs }: Pick<Surroundings, 'send' | 'pause' | 'nowMs'>,
): Promise<void> {
  const search = startFixes({ ...question, subject: parseKey(key) })
  let sliceAtMs = nowMs()
  let reported = -1
  while (!search.advance(SLICE_STATES)) {
    if (nowMs() - sliceAtMs < SLICE_MS) continue
    const progress = search.progress()
    if (progress.done !== reported) {
      reported = progress.done
      send({ kind: 'fixes-progress', progress })
    }
    if (!(await pause())) return
    sliceAtMs = nowMs()
  }
  send({ kind: 'fixes-done', answer: search.answer() })
}
