import { compileCluster } from '#cluster/compile.ts'
import { drawPicture } from '#cluster/draw-picture.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import type { TargetCompiler } from '#exploration/compile/compile-targets.ts'
import { startJudgement } from '#exploration/judge.ts'
import type { JudgeResult } from '#exploration/judge.ts'
import type { JudgementCache } from '#exploration/judgement-cache.ts'
import type { Target } from '#exploration/target.ts'
import type { Subject } from '#exploration/verdict.ts'
import type { Cluster } from '#plan/schema.ts'
import { startExplaining } from '#scheduler/explain-board.ts'
import type { Judged, Response, TargetSummary } from './protocol.ts'

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

/** What a judgement in slices asks of its surroundings, so that it runs in a worker and in a test alike. */
export interface Surroundings {
  readonly send: (response: WithoutId<Response>) => void
  /** Lets other messages in; false when this request was cancelled or superseded meanwhile. */
  readonly pause: () => Promise<boolean>
  readonly nowMs: () => number
  readonly cache: JudgementCache
}

/** What is kept of a judgement for replays and for single pods asked about later. */
export interface JudgedCluster {
  readonly cluster: Cluster
  readonly path: string
  readonly compiler: TargetCompiler
  /** By the key of the pod. */
  readonly results: Map<string, { readonly target: Target; readonly result: JudgeResult }>
}

/** States looked at before the clock is read again. */
const SLICE_STATES = 1_000
const SLICE_MS = 24
/** News are sent so often, and less often the more the page has to draw again with each. */
const REPORT_MS = 80
const REPORT_MS_PER_RESULT = 0.25

/**
 * Draws a cluster and judges every pod that matters, first the picture, then each verdict as it comes.
 * Returns what it knows so far at once: `results` fills while the judgement goes on.
 */
export function startJudgingCluster(
  cluster: Cluster,
  path: string,
  { send }: Pick<Surroundings, 'send'>,
): JudgedCluster {
  const compiled = compileCluster(cluster, path)
  const picture = drawPicture(cluster, compiled, startExplaining(cluster, compiled))
  const compiler = startTargets(compiled)
  send({ kind: 'picture', picture, targets: compiler.subjects.map(summarizeSubject) })
  return { cluster, path, compiler, results: new Map() }
}

export async function judgeSubjects(
  { compiler, results }: JudgedCluster,
  subjects: readonly Subject[],
  bound: number,
  { send, pause, nowMs, cache }: Surroundings,
): Promise<void> {
  const startedAtMs = nowMs()
  let sliceAtMs = startedAtMs
  let reportedAtMs = startedAtMs
  let news: Judged[] = []
  const report = () => {
    if (news.length > 0) send({ kind: 'verdicts', judged: news })
    news = []
    reportedAtMs = nowMs()
  }

  const isReportDue = () =>
    nowMs() - reportedAtMs >= REPORT_MS + results.size * REPORT_MS_PER_RESULT

  for (const [done, subject] of subjects.entries()) {
    const target = compiler.compile(subject)
    if (target === undefined) continue
    const key = renderKey(subject)
    const known = cache.find(target, { bound })
    const judgement = known === undefined ? startJudgement(target, { bound }) : undefined
    while (judgement?.advance(SLICE_STATES) === false) {
      if (nowMs() - sliceAtMs < SLICE_MS) continue
      if (isReportDue()) {
        report()
        const { question, questions, states } = judgement.progress()
        const progress = { key, done, total: subjects.length, question, questions, states, bound }
        send({ kind: 'judge-progress', progress })
      }
      if (!(await pause())) return
      sliceAtMs = nowMs()
    }
    const result = known ?? judgement?.result()
    if (result === undefined) continue
    if (known === undefined) cache.keep(target, { bound }, result)
    results.set(key, { target, result })
    news.push(toJudged(target, result))
    if (isReportDue()) report()
    if (nowMs() - sliceAtMs >= SLICE_MS) {
      if (!(await pause())) return
      sliceAtMs = nowMs()
    }
  }
  report()
  send({ kind: 'judge-done', elapsedMs: nowMs() - startedAtMs })
}

/** The pod of a key, `namespace/name`. */
export function parseKey(key: string): Subject {
  const at = key.indexOf('/')
  return { kind: 'Pod', namespace: key.slice(0, at), name: key.slice(at + 1) }
}

function renderKey({ namespace, name }: Subject): string {
  return `${namespace}/${name}`
}

function summarizeSubject(subject: Subject): TargetSummary {
  return { key: renderKey(subject), namespace: subject.namespace, name: subject.name }
}

function toJudged(target: Target, { report, words }: JudgeResult): Judged {
  return {
    key: renderKey(target.subject),
    alsoFor: target.alsoFor.map(renderKey),
    report,
    ...words,
  }
}
