import { loadPrices } from '#aws/price.ts'
import type { PriceList } from '#aws/price.ts'
import { compareText } from '#base/compare.ts'
import { compileCluster } from '#cluster/compile.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import { VERDICTS } from '#exploration/verdict.ts'
import type { Design } from '#plan/schema.ts'
import { judgeTargets, renderKey, summarizeVerdict } from './compare-verdicts.ts'
import type { ComparisonProgress, JudgeDesk } from './compare-verdicts.ts'
import type { Desk } from './desk.ts'
import { judgePlane } from './judge-draft.ts'
import type { DesignVerdict, JudgedDesign, JudgedDesignCluster } from './judged-design.ts'
import type { DesignQuestion } from './design-questions.ts'
import { readDesign } from './read-design.ts'
import { sketchCluster } from './sketch-cluster.ts'

/** The verdicts, the control plane and the price of one design; `undefined` when it was withdrawn. */
export async function answerDesign(
  { source, bound }: DesignQuestion,
  desk: Desk<ComparisonProgress>,
): Promise<JudgedDesign | undefined> {
  const [found, prices] = await Promise.all([readDesign(source, desk), loadPrices()])
  if (found === undefined) return undefined
  return judgeDesign(found.design, { bound, prices }, desk)
}

/** Judges every cluster of a design, in slices. */
export async function judgeDesign(
  { clusters, assumptions = {} }: Design,
  { bound, prices }: { readonly bound: number; readonly prices: PriceList },
  desk: JudgeDesk,
): Promise<JudgedDesign | undefined> {
  const startedAtMs = desk.nowMs()
  const started = clusters.map((cluster) => startTargets(compileCluster(cluster, '')))
  const total = started.reduce((sum, { subjects }) => sum + subjects.length, 0)
  let done = 0
  const judged: JudgedDesignCluster[] = []
  for (const [index, cluster] of clusters.entries()) {
    const compiler = started[index]
    if (compiler === undefined) continue
    const verdicts = new Map<string, DesignVerdict>()
    const isDone = await judgeTargets(compiler, bound, desk, {
      count: () => ({ done: ++done, total }),
      keep: (target, { report, words }) => {
        const summary = summarizeVerdict(report)
        for (const one of [target.subject, ...target.alsoFor]) {
          const key = renderKey(one)
          verdicts.set(key, { key, summary, headline: words.headline })
        }
      },
    })
    if (!isDone) return undefined
    judged.push({
      name: cluster.name,
      verdicts: [...verdicts.values()].toSorted(compareVerdict),
      ...judgePlane(cluster, prices, assumptions),
      sketch: sketchCluster(cluster),
    })
  }
  return { clusters: judged, elapsedMs: desk.nowMs() - startedAtMs }
}

function compareVerdict(a: DesignVerdict, b: DesignVerdict): number {
  return (
    VERDICTS.indexOf(a.summary.verdict) - VERDICTS.indexOf(b.summary.verdict) ||
    (a.summary.disturbances?.total ?? 0) - (b.summary.disturbances?.total ?? 0) ||
    (a.summary.steps ?? 0) - (b.summary.steps ?? 0) ||
    compareText(a.key, b.key)
  )
}
