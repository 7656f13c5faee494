/**
 * The ladder of one variant (XS3) and the questions put to it (XS5): theorem, then each question by the
 * full search, and by the frozen one where that hit its bound. A frozen trace is a trace of the full
 * model; that its end is stuck there too is asked again.
 */
import { findCauses } from './causes.ts'
import { allowEvent } from './event.ts'
import type { AskedEvent } from './event.ts'
import { countOf } from './fits.ts'
import type { Model } from './model.ts'
import { OUTAGE_QUESTION, QUESTIONS, isWithin } from './questions.ts'
import { isStuckNow, startSearch } from './search.ts'
import type { ForeignWait, SearchAnswer, SearchOptions } from './search.ts'
import type { Doubt, TargetVariant } from './target.ts'
import { THEOREM_IDS } from './theorems/registry.ts'
import { proveOk } from './theorems/prove-ok.ts'
import type { SafetyProof } from './theorems/prove-ok.ts'
import { proveStuck } from './theorems/prove-stuck.ts'
import type { StuckProof } from './theorems/prove-stuck.ts'
import { proveWait } from './theorems/prove-wait.ts'
import type { Step } from './trace.ts'
import type { Cause, Proof, TheoremId, Unknown, VerdictReport, VerdictWord } from './verdict.ts'

/** What the report says of a verdict, before names and sentences. */
export interface Outcome extends Pick<
  VerdictReport,
  'disturbances' | 'steps' | 'minimal' | 'zoneBack' | 'starvable' | 'waitsFor'
> {
  readonly variant: TargetVariant
  readonly verdict: VerdictWord
  readonly proof: Proof
  readonly causes?: readonly Cause[]
  readonly trace?: readonly Step[]
  readonly unknown?: Unknown
  /** Where the trace ends. */
  readonly stuckState?: Model
}

/** What has been answered so far; the page shows it while the rest runs. */
export interface Meter {
  /** States that may still be looked at before the caller is asked again. */
  left: number
  /** 0-based, of `QUESTIONS`. */
  question: number
  /** Over all questions asked. */
  states: number
  readonly answered: VerdictWord[]
}

export interface VariantQuestion {
  readonly variant: TargetVariant
  readonly doubts: readonly Doubt[]
  /** XS4: states of one question. */
  readonly bound: number
  /** The only event that may happen; absent: the questions of XS5. */
  readonly event?: AskedEvent | undefined
}

/** A computation that stops whenever the meter's states are used up. */
export type Sliced<T> = Generator<void, T, void>

export function* judgeVariant(question: VariantQuestion, meter: Meter): Sliced<Outcome> {
  const { variant, doubts, bound, event } = question
  const { stuck, safe } = proveVariant(variant, doubts)
  if (stuck !== undefined) {
    yield
    return endStuck(variant, { kind: 'theorem', ...stuck }, bound)
  }
  if (safe !== undefined && event !== undefined) {
    const outcome = endSafeFrom(variant, event, safe)
    if (outcome !== undefined) return outcome
  } else if (safe?.coversOutages) return endSafe(variant, safe)
  const [doubt] = doubts
  if (doubt !== undefined) return endUnknown(variant, doubt, { states: 0, bound })
  return yield* askQuestions(question, meter, safe)
}

/** What theorems say of a variant, whatever may happen. */
interface Proven {
  readonly doubts: readonly Doubt[]
  readonly stuck: StuckProof | undefined
  readonly safe: SafetyProof | undefined
}

/** A variant is asked about more than one event: its theorems are tried once. */
const PROVEN = new WeakMap<TargetVariant, Proven>()

function proveVariant(variant: TargetVariant, doubts: readonly Doubt[]): Proven {
  const known = PROVEN.get(variant)
  if (known?.doubts === doubts) return known
  // XC8: only theorems that hold whatever the doubts' answers are may decide.
  const isTrusted = (id: TheoremId) => doubts.every((doubt) => doubt.harmlessFor.includes(id))
  const found = proveStuck(variant.model)
  const stuck = found !== undefined && isTrusted(found.id) ? found : undefined
  const safe =
    stuck === undefined ? proveOk(variant.model, THEOREM_IDS.filter(isTrusted)) : undefined
  const proven = { doubts, stuck, safe }
  PROVEN.set(variant, proven)
  return proven
}

function endStuck(variant: TargetVariant, proof: Proof, bound: number): Outcome {
  return {
    variant,
    verdict: 'pending-forever',
    disturbances: { total: 0, kinds: [] },
    steps: 0,
    minimal: true,
    zoneBack: false,
    starvable: false,
    proof,
    ...nameCauses(variant.model, bound),
    trace: [],
    stuckState: variant.model,
  }
}

function endSafe(variant: TargetVariant, safe: SafetyProof): Outcome {
  return {
    variant,
    verdict: 'ok',
    ...(safe.ownZone === undefined ? {} : { waitsFor: safe.ownZone }),
    proof: { kind: 'theorem', id: safe.id, facts: safe.facts },
  }
}

/**
 * What a theorem says of one event; undefined where the search has to. An outage that the pod waits out is
 * `waits-for-zone` here, though the plan's own verdict stays `ok` (section 1).
 */
function endSafeFrom(
  variant: TargetVariant,
  event: AskedEvent,
  safe: SafetyProof,
): Outcome | undefined {
  const { model } = variant
  const proof: Proof = { kind: 'theorem', id: safe.id, facts: safe.facts }
  if (event.kind !== 'zoneOutage') {
    return model.down === undefined ? { variant, verdict: 'ok', proof } : undefined
  }
  const wait = proveWait(model, event.zone)
  if (wait !== undefined) {
    return {
      variant,
      verdict: 'waits-for-zone',
      disturbances: { total: 1, kinds: ['zoneOutage'] },
      steps: 1,
      minimal: true,
      zoneBack: false,
      starvable: false,
      proof,
      trace: [{ step: 'zoneOutage', zone: event.zone }],
      stuckState: wait,
    }
  }
  const isCovered = safe.coversOutages && model.down === undefined && safe.ownZone !== event.zone
  // A claim that is not bound yet can be bound in the zone that goes: the search tells.
  return isCovered && model.pods.every((pod) => pod.binds === undefined)
    ? { variant, verdict: 'ok', proof }
    : undefined
}

function endUnknown(
  variant: TargetVariant,
  unknown: Unknown,
  { states, bound }: { readonly states: number; readonly bound: number },
): Outcome {
  return {
    variant,
    verdict: 'unknown',
    proof: { kind: 'search', states, complete: false, bound },
    unknown: {
      reason: unknown.reason,
      ...(unknown.path === undefined ? {} : { path: unknown.path }),
      ...(unknown.bound === undefined ? {} : { bound: unknown.bound }),
    },
  }
}

/** What the questions have shown that did not end them. */
interface Shown {
  states: number
  isStarvable: boolean
  waitsFor: string | undefined
  foreignWait: ForeignWait | undefined
  /** Of one event: the least stuck state, with a zone down. */
  eventWait: SearchAnswer | undefined
  /** Questions whose full, and whose frozen search hit the bound. */
  readonly cut: number[]
  readonly frozenCut: number[]
}

function* askQuestions(
  { variant, bound, event }: VariantQuestion,
  meter: Meter,
  safe: SafetyProof | undefined,
): Sliced<Outcome> {
  const { model } = variant
  const questions =
    event === undefined
      ? QUESTIONS.map((budget) => ({ ...model, budget }))
      : [allowEvent(model, event)]
  const outage = event?.kind === 'zoneOutage' ? 0 : OUTAGE_QUESTION
  const shown: Shown = {
    states: 0,
    isStarvable: false,
    waitsFor: safe?.ownZone,
    foreignWait: undefined,
    eventWait: undefined,
    cut: [],
    frozenCut: [],
  }
  for (const [index, question] of questions.entries()) {
    // A theorem answers the questions in which every zone is up.
    if (safe !== undefined && event === undefined && index !== outage) {
      meter.answered.push('ok')
      continue
    }
    meter.question = index
    const answer = yield* askQuestion(question, { index, bound, shown }, meter)
    shown.states += answer.states
    meter.answered.push(answer.verdict)
    const isBad = answer.verdict === 'at-risk' || answer.verdict === 'pending-forever'
    if (isBad) return endBad(variant, answer, shown)
    if (answer.verdict === 'unknown') continue
    shown.isStarvable ||= answer.starvable === true
    if (event !== undefined && answer.verdict === 'waits-for-zone') shown.eventWait = answer
    shown.foreignWait ??= answer.foreignWait
    if (answer.verdict === 'waits-for-zone' && answer.foreignWait === undefined) {
      shown.waitsFor ??= answer.stuckZone
    }
  }
  return endQuestions({ variant, bound }, shown, safe)
}

interface Asked {
  readonly index: number
  readonly bound: number
  readonly shown: Shown
}

/** One question; `unknown` when no search found anything and the full one hit its bound. */
function* askQuestion(model: Model, asked: Asked, meter: Meter): Sliced<SearchAnswer> {
  // A large model's frozen search is a thousand times smaller; a small one's full search is exact.
  const searches = weighState(model) > LARGE ? [askFrozen, askInFull] : [askInFull, askFrozen]
  let states = 0
  for (const ask of searches) {
    const answer = yield* ask(model, asked, meter)
    if (answer?.complete === true || (answer !== undefined && isStuckAnswer(answer))) {
      return { ...answer, states: states + answer.states }
    }
    states += answer?.states ?? 0
  }
  return { verdict: 'unknown', states, complete: false, bound: asked.bound }
}

/** From about 1,000 pods times nodes on, as in 20 nodes with 50 pods. */
export const LARGE = 20

function* askInFull(
  model: Model,
  { index, bound, shown }: Asked,
  meter: Meter,
): Sliced<SearchAnswer | undefined> {
  if (isHopeless(index, shown.cut)) return undefined
  const answer = yield* runSearch(model, { maxStates: bound }, meter)
  if (!answer.complete && !isStuckAnswer(answer)) shown.cut.push(index)
  return answer
}

/** Never complete: what it does not find may be there (XS3). */
function* askFrozen(
  model: Model,
  { index, bound, shown }: Asked,
  meter: Meter,
): Sliced<SearchAnswer | undefined> {
  if (isHopeless(index, shown.frozenCut)) return undefined
  const answer = yield* runSearch(model, { maxStates: bound, frozen: true }, meter)
  const isSure =
    isStuckAnswer(answer) && answer.stuckState !== undefined && isStuck(answer.stuckState, bound)
  if (isSure) return { ...answer, complete: false, minimal: answer.verdict === 'pending-forever' }
  if (!answer.complete) shown.frozenCut.push(index)
  return { verdict: 'unknown', states: answer.states, complete: false, bound }
}

/** A question that holds every state of one that hit the bound hits it too. */
function isHopeless(index: number, cut: readonly number[]): boolean {
  const budget = QUESTIONS[index] ?? {}
  return cut.some((lesser) => isWithin(QUESTIONS[lesser] ?? {}, budget))
}

function isStuckAnswer(answer: SearchAnswer): boolean {
  return answer.verdict === 'at-risk' || answer.verdict === 'pending-forever'
}

function isStuck(state: Model, maxStates: number): boolean {
  return proveStuck(state) !== undefined || isStuckNow(state, { maxStates }) === true
}

function* runSearch(model: Model, options: SearchOptions, meter: Meter): Sliced<SearchAnswer> {
  const started = startSearch(model, options)
  const weight = weighState(model)
  const earlier = meter.states
  for (;;) {
    if (meter.left <= 0) yield
    const slice = Math.max(1, Math.floor(meter.left / weight))
    const isDone = started.advance(slice)
    const looked = earlier + started.statesSeen() - meter.states
    meter.states += looked
    meter.left -= Math.max(1, looked * weight)
    if (isDone) return started.answer()
    meter.left = 0
  }
}

/**
 * How many states of a small model one of this model is worth: the moves of a state grow with nodes and
 * pods, and a slice has to end in time however large the plan is.
 */
export function weighState(model: Model): number {
  const pods = model.pods.reduce((sum, pod) => sum + countOf(pod), 0)
  return Math.max(1, Math.round(((model.nodes.length + 1) * pods) / 50))
}

function endBad(variant: TargetVariant, answer: SearchAnswer, shown: Shown): Outcome {
  const { stuckState, trace, disturbances, steps } = answer
  return {
    variant,
    verdict: answer.verdict,
    ...(disturbances === undefined ? {} : { disturbances }),
    ...(steps === undefined ? {} : { steps }),
    minimal: answer.minimal ?? false,
    zoneBack: answer.zoneBack ?? false,
    starvable: false,
    proof: searchProof(shown.states, answer.complete, answer.bound),
    ...(stuckState === undefined ? {} : nameCauses(stuckState, answer.bound)),
    ...(trace === undefined ? {} : { trace }),
    ...(stuckState === undefined ? {} : { stuckState }),
  }
}

function endQuestions(
  { variant, bound }: Pick<VariantQuestion, 'variant' | 'bound'>,
  shown: Shown,
  safe: SafetyProof | undefined,
): Outcome {
  const { states, foreignWait, waitsFor } = shown
  if (shown.cut.length > 0) {
    const tried =
      safe === undefined
        ? `none of ${THEOREM_IDS.join(', ')} applies`
        : `${safe.id} answers only with every zone up`
    const reason = `the search stopped at its bound of ${bound.toLocaleString('en-US')} states, and ${tried}`
    return endUnknown(variant, { reason, bound }, { states, bound })
  }
  const proof: Proof =
    safe === undefined
      ? searchProof(states, true, bound)
      : { kind: 'theorem', id: safe.id, facts: { ...safe.facts, outageStates: states } }
  const wait = shown.eventWait ?? foreignWait
  if (wait !== undefined) {
    const { stuckState, trace, disturbances, steps, zoneBack } = wait
    return {
      variant,
      verdict: 'waits-for-zone',
      ...(disturbances === undefined ? {} : { disturbances }),
      ...(steps === undefined ? {} : { steps }),
      minimal: true,
      zoneBack: zoneBack ?? false,
      starvable: false,
      proof,
      ...(trace === undefined ? {} : { trace }),
      ...(stuckState === undefined ? {} : { stuckState }),
    }
  }
  return {
    variant,
    verdict: 'ok',
    ...(safe === undefined ? { starvable: shown.isStarvable } : {}),
    ...(waitsFor === undefined || shown.eventWait !== undefined ? {} : { waitsFor }),
    proof,
  }
}

function searchProof(states: number, complete: boolean, bound: number): Proof {
  return { kind: 'search', states, complete, bound }
}

/** Each question of section 6 gets a part of the bound: there are up to 66 of them. */
const CAUSE_STATES = 20_000

function nameCauses(stuckState: Model, bound: number): { readonly causes?: readonly Cause[] } {
  const causes = findCauses(stuckState, Math.min(bound, CAUSE_STATES))
  return causes.length === 0 ? {} : { causes }
}
