import { getAt } from '#base/assert.ts'
import { compileCluster } from '#cluster/compile.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import { startJudgement } from '#exploration/judge.ts'
import { createJudgementCache } from '#exploration/judgement-cache.ts'
import type { JudgementCache } from '#exploration/judgement-cache.ts'
import type { VerdictWord } from '#exploration/verdict.ts'
import { setGroupSize } from '#plan/edit.ts'
import type { Plan } from '#plan/schema.ts'
import { makeReviewPlan } from './make-review-plan.ts'

export interface EditSpeed {
  readonly nodes: number
  readonly pods: number
  readonly targets: number
  readonly p50Ms: number
  readonly p95Ms: number
  /** How often each verdict was given over all edits. */
  readonly verdicts: Readonly<Partial<Record<VerdictWord, number>>>
}

const BOUND = 50_000
const WARM_UP = 5

/**
 * From an edit of a group's size to the last verdict, of a plan of 60 nodes and 500 pods: the edit, the
 * compiled cluster, the model of each target, and its verdict by theorem or from the cache.
 */
export function measureEdits(edits: number, readTimeMs: () => number): EditSpeed {
  const cache = createJudgementCache(500)
  const verdicts: Partial<Record<VerdictWord, number>> = {}
  let plan = makeReviewPlan()
  let counted = judgeAll(plan, cache)
  const times = Array.from({ length: WARM_UP + edits }, (_, index) => {
    const startedMs = readTimeMs()
    // Another size each time, so that no edit finds the model of an earlier one.
    plan = setGroupSize(
      plan,
      { design: 0, cluster: 0, group: GROUPS[index % GROUPS.length] ?? '' },
      { max: 41 + index },
    )
    counted = judgeAll(plan, cache)
    for (const verdict of counted.verdicts) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
    return readTimeMs() - startedMs
  })
    .slice(WARM_UP)
    .sort((a, b) => a - b)
  return {
    nodes: counted.nodes,
    pods: counted.pods,
    targets: counted.verdicts.length,
    p50Ms: getAt(times, Math.floor(times.length * 0.5)),
    p95Ms: getAt(times, Math.floor(times.length * 0.95)),
    verdicts,
  }
}

const GROUPS = ['data-a', 'data-b', 'data-c', 'general']

function judgeAll(plan: Plan, cache: JudgementCache) {
  const cluster = compileCluster(
    getAt(getAt(plan.designs, 0).clusters, 0),
    'designs[0].clusters[0]',
  )
  const compiler = startTargets(cluster)
  const options = { bound: BOUND }
  const verdicts = compiler.subjects.flatMap((subject) => {
    const target = compiler.compile(subject)
    if (target === undefined) return []
    const known = cache.find(target, options)
    if (known !== undefined) return [known.report.verdict]
    const judgement = startJudgement(target, options)
    while (!judgement.advance(Infinity)) continue
    const result = judgement.result()
    cache.keep(target, options, result)
    return [result.report.verdict]
  })
  return { nodes: cluster.nodes.length, pods: cluster.pods.length, verdicts }
}
