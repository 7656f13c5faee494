import { answerControlPlane } from './answer-control-plane.ts'
import { answerChanges, answerPlacement } from './answer-placement.ts'
import { drawDraft, tryAlternatives } from './draw-draft.ts'
import { changePlanText, listTextHelp, readPlanTextIn, renderPlanText } from './answer-plan-text.ts'
import { compareLink } from './compare-link.ts'
import { answerDifferences } from './compare-designs.ts'
import { answerDesign } from './judge-design.ts'
import { answerMerge } from './merge-designs.ts'
import type { Desk } from './desk.ts'
import { editObjects, readGoing, readObjects } from './edit-objects.ts'
import { makeLink } from './make-link.ts'
import { judgeLosses } from './judge-losses.ts'
import { playLoss } from './play-loss.ts'
import type { Questions } from './questions.ts'
import { readLink } from './read-link.ts'
import { readPasted } from './read-pasted.ts'

type Answers = {
  readonly [K in keyof Questions]: (
    question: Questions[K]['question'],
    desk: Desk<Questions[K]['progress']>,
  ) => Promise<Questions[K]['answer']>
}

/** Who answers which question. */
export const ANSWERS: Answers = {
  'assess-control-plane': answerControlPlane,
  'compare-link': compareLink,
  'compare-designs': answerDifferences,
  'judge-design': answerDesign,
  'merge-designs': answerMerge,
  'edit-objects': editObjects,
  'make-link': makeLink,
  'read-link': readLink,
  'read-objects': readObjects,
  'render-plan-text': renderPlanText,
  'read-plan-text': readPlanTextIn,
  'change-plan-text': changePlanText,
  'list-text-help': listTextHelp,
  'list-going': readGoing,
  'read-manifests': readPasted,
  losses: judgeLosses,
  'play-loss': playLoss,
  'explain-placement': answerPlacement,
  'try-changes': answerChanges,
  'draw-draft': drawDraft,
  'try-alternatives': tryAlternatives,
}
