import type { Budget } from './model.ts'

/** XS5: the budgets of the default question, in the order in which they are asked. */
export const QUESTIONS: readonly Budget[] = [
  {},
  { nodeLoss: 1 },
  { scaleToZero: 1 },
  { nodeLoss: 1, scaleToZero: 1 },
  { nodeLoss: 2 },
  { autoscalerRestart: 1 },
  { zoneOutage: 1 },
]

/** The question whose stuck states have a zone down, where none is down at the start. */
export const OUTAGE_QUESTION = QUESTIONS.length - 1

/** Whether every state of the one question is a state of the other. */
export function isWithin(one: Budget, other: Budget): boolean {
  const kinds = ['nodeLoss', 'zoneOutage', 'scaleToZero', 'autoscalerRestart'] as const
  return kinds.every((kind) => (one[kind] ?? 0) <= (other[kind] ?? 0))
}
