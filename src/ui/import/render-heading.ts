import type { ImportResult } from '#importers/importer.ts'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { countErrors, summarizeFindings } from './summarize-findings.ts'

/**
 * `2 of 3 items understood, 6 questions and 1 error need you`: what of the files stands in the plan, and
 * what waits for the person. Questions are of fields, and so more than there are items at times.
 */
export function renderHeading(
  result: Pick<ImportResult, 'findings' | 'understood' | 'problems' | 'conflicts' | 'placeholders'>,
  confirmed: ReadonlySet<string>,
): string {
  const found = summarizeFindings(result)
  const errors = countErrors(result)
  const open = found.guesses.filter(({ guess }) => guess !== undefined && !confirmed.has(guess.id))
  const questions = open.length + result.conflicts.length + result.placeholders.length
  const all = found.understood + found.notRead + found.notUsed + errors
  const waiting = [
    ...(questions === 0 ? [] : [renderCount(questions, 'question')]),
    ...(errors === 0 ? [] : [renderCount(errors, 'error')]),
  ]
  const verb = questions + errors === 1 ? 'needs' : 'need'
  const needed = waiting.length === 0 ? 'none needs you' : `${waiting.join(' and ')} ${verb} you`
  return `${renderNumber(found.understood)} of ${renderCount(all, 'item')} understood, ${needed}`
}
