import { loadPrices } from '#aws/price.ts'
import { renderPlanYaml } from '#plan/canonical.ts'
import { checkChoices } from '#shapes/check-choices.ts'
import { drawPlan } from '#shapes/draw-plan.ts'
import type { Desk } from './desk.ts'
import { judgeDraft } from './judge-draft.ts'
import { packPlan } from './packed-plan.ts'
import type { DraftAnswer, DraftQuestion, TriedAlternative, TrialsQuestion } from './questions.ts'

/** States of one question for a plan that is being drawn (XS4): less than one that is open gets. */
const DRAFT_BOUND = 20_000

/** Draws the plan of some choices, and judges and prices it. */
export async function drawDraft(
  { choices }: DraftQuestion,
  desk: Pick<Desk<never>, 'cache' | 'nowMs' | 'pause' | 'resources'>,
): Promise<DraftAnswer | undefined> {
  const problems = checkChoices(choices)
  if (problems.length > 0) return { kind: 'refused', problems }
  const startedAtMs = desk.nowMs()
  const plan = drawPlan(choices)
  const draft = await judgeDraft(plan, { prices: await loadPrices(), bound: DRAFT_BOUND }, desk)
  if (draft === undefined) return undefined
  const packed = packPlan(plan)
  desk.resources.keep(packed, plan)
  return {
    kind: 'drawn',
    ...draft,
    packed,
    text: renderPlanYaml(plan),
    elapsedMs: desk.nowMs() - startedAtMs,
  }
}

/** Tries each alternative to what was chosen, and tells of each as soon as it is judged. */
export async function tryAlternatives(
  { alternatives }: TrialsQuestion,
  desk: Pick<Desk<TriedAlternative>, 'cache' | 'nowMs' | 'pause' | 'report'>,
): Promise<number> {
  const prices = await loadPrices()
  let tried = 0
  for (const { key, choices } of alternatives) {
    if (checkChoices(choices).length > 0) continue
    const draft = await judgeDraft(drawPlan(choices), { prices, bound: DRAFT_BOUND }, desk)
    if (draft === undefined) return tried
    const { picture: _picture, judged: _judged, ...trial } = draft
    desk.report({ key, trial })
    tried++
    if (!(await desk.pause())) return tried
  }
  return tried
}
