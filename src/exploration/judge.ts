/**
 * Judges a target: each of its variants by the ladder, then their answers as one (XC6, XC7), and says it
 * in the form of exploration specification, section 9.
 */
import { assert } from '#base/assert.ts'
import type { AskedEvent } from './event.ts'
import { explainVerdict } from './explain.ts'
import type { VerdictWords } from './explain.ts'
import { judgeVariant } from './judge-variant.ts'
import type { Meter, Outcome, Sliced } from './judge-variant.ts'
import { QUESTIONS } from './questions.ts'
import { addSentences } from './sentences.ts'
import type { Model } from './model.ts'
import type { Target } from './target.ts'
import { VERDICTS } from './verdict.ts'
import type { Subject, VerdictReport, VerdictWord } from './verdict.ts'

export interface JudgeOptions {
  /** XS4: states of one question. */
  readonly bound: number
  /** The only event that may happen; absent: the questions of XS5. */
  readonly event?: AskedEvent | undefined
}

export interface JudgeProgress {
  /** The question of XS5 being asked, 0-based. */
  readonly question: number
  readonly questions: number
  /** Over all questions and variants so far. */
  readonly states: number
  /** Of the variant being judged, the questions answered so far. */
  readonly answered: readonly VerdictWord[]
}

/** A judgement that is advanced in slices, so that a worker can show progress and drop it. */
export interface Judgement {
  /** Looks at up to about so many states more; true when the report is there. */
  readonly advance: (states: number) => boolean
  readonly progress: () => JudgeProgress
  /** The JSON of section 9. */
  readonly report: () => VerdictReport
  /** The report with its words, and what a replay of its trace needs. */
  readonly result: () => JudgeResult
}

export interface JudgeResult {
  readonly report: VerdictReport
  readonly words: VerdictWords
  /** Index of the target's variant whose first state the trace starts in; absent where none was judged. */
  readonly variantIndex?: number
  /** The state in which the trace ends. */
  readonly stuckState?: Model
}

/** The whole judgement at once. */
export function judge(target: Target, options: JudgeOptions): VerdictReport {
  const judgement = startJudgement(target, options)
  while (!judgement.advance(Infinity)) continue
  return judgement.report()
}

/** A judgement at its beginning (XS3, XS5). */
export function startJudgement(target: Target, options: JudgeOptions): Judgement {
  const meter: Meter = { left: 0, question: 0, states: 0, answered: [] }
  const run = judgeTarget(target, options, meter)
  let result: JudgeResult | undefined
  const getResult = (): JudgeResult => {
    assert(result !== undefined, 'the judgement has not ended')
    return result
  }
  return {
    advance: (states) => {
      if (result !== undefined) return true
      meter.left = states
      const next = run.next()
      if (next.done === true) result = next.value
      return result !== undefined
    },
    progress: () => ({
      question: meter.question,
      questions: options.event === undefined ? QUESTIONS.length : 1,
      states: meter.states,
      answered: [...meter.answered],
    }),
    report: () => getResult().report,
    result: getResult,
  }
}

function* judgeTarget(target: Target, options: JudgeOptions, meter: Meter): Sliced<JudgeResult> {
  const { subject, settled, doubts } = target
  // What compilation settles holds whatever the doubts' answers are (AT1, a lost claim).
  if (settled !== undefined) return reportSettled(subject, settled)
  const outcomes: Outcome[] = []
  for (const variant of target.variants) {
    meter.answered.length = 0
    outcomes.push(yield* judgeVariant({ variant, doubts, ...options }, meter))
  }
  return reportOutcome(target, combineOutcomes(target, outcomes), options.event)
}

/** XC6: answers that are equal stand. XC7: the worst of them. */
function combineOutcomes(target: Target, outcomes: readonly Outcome[]): Outcome {
  const [worst] = [...outcomes].sort(compareOutcomes)
  assert(worst !== undefined, `target ${target.subject.name} has no variant`)
  if (outcomes.length === 1) return worst
  const states = outcomes.reduce(
    (sum, { proof }) => sum + (proof.kind === 'search' ? proof.states : 0),
    0,
  )
  if (target.combine !== 'all-equal' || outcomes.every((one) => isEqual(one, worst))) {
    const { proof } =
      outcomes.find((one) => one.proof.kind === 'search' && isEqual(one, worst)) ?? worst
    return { ...worst, proof: proof.kind === 'search' ? { ...proof, states } : proof }
  }
  const labels = outcomes.map(({ variant, verdict }) => `${variant.label}: ${verdict}`)
  const reason = `the verdict depends on the instance type that comes (${labels.join(', ')})`
  return {
    variant: worst.variant,
    verdict: 'unknown',
    proof: { kind: 'search', states, complete: false, bound: boundOf(outcomes) },
    unknown: { reason },
  }
}

/** Worst verdict first, then fewest disturbances and steps. */
function compareOutcomes(a: Outcome, b: Outcome): number {
  return (
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
    (a.disturbances?.total ?? 0) - (b.disturbances?.total ?? 0) ||
    (a.steps ?? 0) - (b.steps ?? 0)
  )
}

function isEqual(a: Outcome, b: Outcome): boolean {
  return a.verdict === b.verdict && a.disturbances?.total === b.disturbances?.total
}

function boundOf(outcomes: readonly Outcome[]): number {
  return Math.max(0, ...outcomes.map(({ proof }) => (proof.kind === 'search' ? proof.bound : 0)))
}

function reportSettled(
  subject: Subject,
  { verdict, id, facts }: NonNullable<Target['settled']>,
): JudgeResult {
  const report: VerdictReport = {
    subject,
    verdict,
    disturbances: { total: 0, kinds: [] },
    steps: 0,
    minimal: true,
    zoneBack: false,
    starvable: false,
    proof: { kind: 'theorem', id, facts },
    trace: [],
  }
  return { report, words: explainVerdict(report, undefined) }
}

/** Fields in the order of section 9, those that do not apply left out. */
function reportOutcome(
  { subject, variants }: Target,
  outcome: Outcome,
  event: AskedEvent | undefined,
): JudgeResult {
  const { variant, trace, stuckState } = outcome
  const report = withoutUndefined({
    subject,
    verdict: outcome.verdict,
    disturbances: outcome.disturbances,
    steps: outcome.steps,
    minimal: outcome.minimal,
    zoneBack: outcome.zoneBack,
    starvable: outcome.starvable,
    waitsFor: outcome.waitsFor,
    proof: outcome.proof,
    causes: outcome.causes,
    trace: trace === undefined ? undefined : addSentences(variant, trace),
    unknown: outcome.unknown,
  })
  return {
    report,
    words: explainVerdict(report, { variant, stuckState, event }),
    variantIndex: variants.indexOf(variant),
    ...(stuckState === undefined ? {} : { stuckState }),
  }
}

/** The same result said of a target that differs in nothing but names and places (XS7). */
export function renameResult(target: Target, result: JudgeResult, event?: AskedEvent): JudgeResult {
  const { variantIndex, stuckState } = result
  const { trace, unknown } = result.report
  const variant = target.variants[variantIndex ?? -1]
  const doubt = target.doubts.find((one) => one.reason === unknown?.reason)
  const report = withoutUndefined({
    ...result.report,
    subject: target.subject,
    trace: trace && variant ? addSentences(variant, trace) : trace,
    unknown: unknown && doubt?.path !== undefined ? { ...unknown, path: doubt.path } : unknown,
  })
  const scene = variant && { variant, stuckState, event }
  return { ...result, report, words: explainVerdict(report, scene) }
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Only optional fields of a report are ever undefined here, so that what is left is a report. */
function withoutUndefined<T extends object>(fields: T): Present<T> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Present<T>
}
