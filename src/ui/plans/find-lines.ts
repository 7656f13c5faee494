import { compareText } from '#base/compare.ts'
import { VERDICTS } from '#exploration/verdict.ts'
import type { PlanLine } from '#store/plan-database.ts'
import { matchWords, splitQuery } from '../palette/match-words.ts'

export const ORDERS = ['changed', 'name', 'verdict'] as const
export type Order = (typeof ORDERS)[number]

/** Kept plans that have every word, in the order asked for; equals by name. */
export function findLines(
  lines: readonly PlanLine[],
  { query, order }: { readonly query: string; readonly order: Order },
): readonly PlanLine[] {
  const words = splitQuery(query)
  const rank = ({ worst }: PlanLine) =>
    worst === undefined ? VERDICTS.length : VERDICTS.indexOf(worst.verdict)
  return lines
    .filter((line) => matchWords(line.name, words) !== undefined)
    .toSorted(
      (a, b) =>
        (order === 'changed' ? b.changedAtMs - a.changedAtMs : 0) ||
        (order === 'verdict' ? rank(a) - rank(b) : 0) ||
        compareText(a.name.toLowerCase(), b.name.toLowerCase()) ||
        compareText(a.id, b.id),
    )
}
