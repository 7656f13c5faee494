import { compareText } from '#base/compare.ts'
import type { Problem } from '#base/problem.ts'
import { compileCluster } from '#cluster/compile.ts'
import { startTargets } from '#exploration/compile/compile-targets.ts'
import type { TargetCompiler } from '#exploration/compile/compile-targets.ts'
import type { VerdictWords } from '#exploration/explain.ts'
import { startJudgement } from '#exploration/judge.ts'
import type { JudgeResult } from '#exploration/judge.ts'
import { createJudgementCache } from '#exploration/judgement-cache.ts'
import type { JudgementCache } from '#exploration/judgement-cache.ts'
import type { Target } from '#exploration/target.ts'
import type { Subject, VerdictReport } from '#exploration/verdict.ts'
import type { Cluster, Plan } from '#plan/schema.ts'

/** A verdict with its words, and where it belongs. */
export interface JudgedPod {
  readonly design: string
  readonly cluster: string
  readonly report: VerdictReport
  readonly words: VerdictWords
  /** Pods of the same kind that share the verdict; they follow it when each is asked for. */
  readonly alsoFor: readonly Subject[]
}

export interface JudgeOptions {
  readonly bound: number
  /** `namespace/name` of the only pod asked about; absent: every pod that matters (XC1). */
  readonly only?: string
  /** True: also each of the pods that share another's verdict. */
  readonly each: boolean
}

/** Results kept for targets of one model (XS7): each holds its model as text. */
const CACHE_CAPACITY = 1_000

/** Judges the clusters of all designs, one pod after the other, so that a caller can print as it goes. */
export function* judgePlan(plan: Plan, options: JudgeOptions): Generator<JudgedPod> {
  const cache = createJudgementCache(CACHE_CAPACITY)
  for (const { design, cluster, compiler } of listCompilers(plan)) {
    for (const subject of listSubjects(compiler, options)) {
      const target = compiler.compile(subject)
      if (target === undefined) continue
      const { report, words } = cache.find(target, options) ?? judgeAnew(target, options, cache)
      yield { design, cluster: cluster.name, report, words, alsoFor: target.alsoFor }
    }
  }
}

function judgeAnew(target: Target, options: JudgeOptions, cache: JudgementCache): JudgeResult {
  const judgement = startJudgement(target, options)
  while (!judgement.advance(Infinity)) continue
  const result = judgement.result()
  cache.keep(target, options, result)
  return result
}

function listSubjects(compiler: TargetCompiler, { only, each }: JudgeOptions): readonly Subject[] {
  if (only !== undefined) return [toSubject(only)]
  if (!each) return compiler.subjects
  const others = compiler.subjects.flatMap((subject) => compiler.compile(subject)?.alsoFor ?? [])
  return [...compiler.subjects, ...others].sort(
    (a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name),
  )
}

/** Why `--target` names no pod of the plan; undefined when it does. */
export function findTargetProblem(plan: Plan, only: string): Problem | undefined {
  const isThere = listCompilers(plan).some(
    ({ compiler }) => compiler.compile(toSubject(only)) !== undefined,
  )
  if (isThere) return undefined
  const known = listCompilers(plan).flatMap(({ compiler }) => compiler.subjects.map(renderKey))
  const shown = known.slice(0, 10).join(', ')
  const more = known.length > 10 ? `, and ${known.length - 10} more` : ''
  return {
    code: 'cli/unknown-target',
    path: '--target',
    message: `"${only}" is not NAMESPACE/NAME of a pod that can be judged (${shown}${more})`,
  }
}

export function renderKey({ namespace, name }: Subject): string {
  return `${namespace}/${name}`
}

function toSubject(key: string): Subject {
  const at = key.indexOf('/')
  const namespace = at < 0 ? 'default' : key.slice(0, at)
  return { kind: 'Pod', namespace, name: key.slice(at + 1) }
}

function listCompilers(plan: Plan) {
  return plan.designs.flatMap((design, designIndex) =>
    design.clusters.map((cluster: Cluster, index) => ({
      design: design.id,
      cluster,
      compiler: startTargets(compileCluster(cluster, `designs[${designIndex}].clusters[${index}]`)),
    })),
  )
}
