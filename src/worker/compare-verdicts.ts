import { compareText } from '#base/compare.ts'
import { compileCluster } from '#cluster/compile.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import type { TargetCompiler } from '#exploration/compile/compile-targets.ts'
import { startJudgement } from '#exploration/judge.ts'
import type { JudgeResult } from '#exploration/judge.ts'
import type { Target } from '#exploration/target.ts'
import type { Subject, VerdictReport } from '#exploration/verdict.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import type { Desk } from './desk.ts'

/** What a chip shows of a verdict; two of them with the same members are the same verdict. */
export type VerdictSummary = Pick<
  VerdictReport,
  'verdict' | 'disturbances' | 'steps' | 'zoneBack' | 'starvable' | 'waitsFor' | 'proof'
>

/** A pod whose verdict is another one in the link, or that is only in one of the two. */
export interface VerdictDifference {
  /** `namespace/name` as in the plan that was shared. */
  readonly key: string
  readonly here: VerdictSummary | undefined
  readonly there: VerdictSummary | undefined
}

export interface VerdictComparison {
  /** Pods judged, on one side or both. */
  readonly count: number
  /** By name where names were kept; else as many as have no partner with the same verdict. */
  readonly differences: readonly VerdictDifference[]
}

export interface ComparisonProgress {
  readonly done: number
  readonly total: number
}

interface Pair {
  readonly here: Cluster
  readonly there: Cluster
  /** Names are stand-ins there: pods are matched by their verdicts. */
  readonly isNeutral: boolean
}

type Verdicts = ReadonlyMap<string, VerdictSummary>
export type JudgeDesk = Pick<Desk<ComparisonProgress>, 'cache' | 'nowMs' | 'pause' | 'report'>

const SLICE_STATES = 1_000
const SLICE_MS = 24

/**
 * Judges both clusters of each pair and tells the verdicts that differ (L4.6). What is as it was before
 * comes from the cache; undefined when the question was withdrawn.
 */
export async function compareVerdicts(
  pairs: readonly Pair[],
  bound: number,
  desk: JudgeDesk,
): Promise<VerdictComparison | undefined> {
  const differences: VerdictDifference[] = []
  let count = 0
  const sides = pairs.flatMap(({ here, there }) => [here, there]).map(startCluster)
  const total = sides.reduce((sum, { subjects }) => sum + subjects.length, 0)
  let done = 0
  const judged: Verdicts[] = []
  for (const side of sides) {
    const verdicts = await judgeSide(side, bound, desk, () => ({ done: ++done, total }))
    if (verdicts === undefined) return undefined
    judged.push(verdicts)
  }
  for (const [index, { isNeutral }] of pairs.entries()) {
    const here: Verdicts = judged[index * 2] ?? new Map()
    const there: Verdicts = judged[index * 2 + 1] ?? new Map()
    const differing = isNeutral ? diffUnnamed(here, there) : diffNamed(here, there)
    count += here.size + differing.filter((one) => one.here === undefined).length
    differences.push(...differing)
  }
  return { count, differences }
}

/** The clusters that a link holds, each beside the one it was made of. */
export function pairClusters(
  here: Plan,
  there: Plan,
  options: {
    readonly isNeutral: boolean
    readonly place: { readonly design: number; readonly cluster: number }
    readonly onlyDesign: boolean
    readonly onlyCluster: boolean
  },
): readonly Pair[] {
  const { isNeutral, place, onlyDesign, onlyCluster } = options
  const designs = onlyDesign ? here.designs.slice(place.design, place.design + 1) : here.designs
  return designs.flatMap((design, index) => {
    const only = onlyCluster ? design.clusters[place.cluster] : undefined
    const clusters = only === undefined ? design.clusters : [only]
    return clusters.flatMap((cluster, at) => {
      const twin = there.designs[index]?.clusters[at]
      return twin === undefined ? [] : [{ here: cluster, there: twin, isNeutral }]
    })
  })
}

function startCluster(cluster: Cluster) {
  return startTargets(compileCluster(cluster, ''))
}

async function judgeSide(
  compiler: ReturnType<typeof startCluster>,
  bound: number,
  desk: JudgeDesk,
  count: () => ComparisonProgress,
): Promise<Verdicts | undefined> {
  const verdicts = new Map<string, VerdictSummary>()
  const isDone = await judgeTargets(compiler, bound, desk, {
    count,
    keep: (target, { report }) => {
      for (const one of [target.subject, ...target.alsoFor]) {
        verdicts.set(renderKey(one), summarizeVerdict(report))
      }
    },
  })
  return isDone ? verdicts : undefined
}

interface TargetListener {
  /** Counts the target that is judged next. */
  readonly count: () => ComparisonProgress
  readonly keep: (target: Target, result: JudgeResult) => void
}

/** Judges all targets of a cluster in slices; false when the question was withdrawn. */
export async function judgeTargets(
  compiler: TargetCompiler,
  bound: number,
  { cache, nowMs, pause, report }: JudgeDesk,
  { count, keep }: TargetListener,
): Promise<boolean> {
  let sliceAtMs = nowMs()
  for (const subject of compiler.subjects) {
    const progress = count()
    const target = compiler.compile(subject)
    if (target === undefined) continue
    const known = cache.find(target, { bound })
    const judgement = known === undefined ? startJudgement(target, { bound }) : undefined
    while (judgement?.advance(SLICE_STATES) === false) {
      if (nowMs() - sliceAtMs < SLICE_MS) continue
      report(progress)
      if (!(await pause())) return false
      sliceAtMs = nowMs()
    }
    const result = known ?? judgement?.result()
    if (result === undefined) continue
    if (known === undefined) cache.keep(target, { bound }, result)
    keep(target, result)
    if (nowMs() - sliceAtMs < SLICE_MS) continue
    report(progress)
    if (!(await pause())) return false
    sliceAtMs = nowMs()
  }
  return true
}

function diffNamed(here: Verdicts, there: Verdicts): readonly VerdictDifference[] {
  const keys = [...new Set([...here.keys(), ...there.keys()])].sort(compareText)
  return keys
    .map((key) => ({ key, here: here.get(key), there: there.get(key) }))
    .filter((pair) => renderSummary(pair.here) !== renderSummary(pair.there))
}

/** Each verdict there is the partner of one that is the same here; who has none differs. */
function diffUnnamed(here: Verdicts, there: Verdicts): readonly VerdictDifference[] {
  const left = new Map<string, VerdictSummary[]>()
  for (const summary of there.values()) {
    const rendered = renderSummary(summary)
    const same = left.get(rendered)
    if (same === undefined) left.set(rendered, [summary])
    else same.push(summary)
  }
  const alone = [...here].filter(
    ([, summary]) => left.get(renderSummary(summary))?.pop() === undefined,
  )
  const others = [...left.values()].flat()
  return [
    ...alone.map(([key, summary], index) => ({ key, here: summary, there: others[index] })),
    ...others.slice(alone.length).map((summary) => ({ key: '', here: undefined, there: summary })),
  ]
}

/** As much of a report as a chip shows. */
export function summarizeVerdict(report: VerdictReport): VerdictSummary {
  const { verdict, disturbances, steps, zoneBack, starvable, waitsFor, proof } = report
  return {
    verdict,
    ...(disturbances === undefined ? {} : { disturbances }),
    ...(steps === undefined ? {} : { steps }),
    ...(zoneBack === undefined ? {} : { zoneBack }),
    ...(starvable === undefined ? {} : { starvable }),
    ...(waitsFor === undefined ? {} : { waitsFor }),
    proof,
  }
}

/** Facts of a proof bear names, which may be stand-ins: only the theorem counts, or that the search ended. */
function renderSummary(summary: VerdictSummary | undefined): string {
  if (summary === undefined) return ''
  const { proof, ...rest } = summary
  const way = proof.kind === 'theorem' ? proof.id : `search ${proof.complete}`
  return JSON.stringify([way, rest])
}

/** `namespace/name`. */
export function renderKey({ namespace, name }: Subject): string {
  return `${namespace}/${name}`
}
