/** What `explore` and `check` have in common: the bound, the format, and the verdicts as they come. */
import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import type { Plan } from '#plan/schema.ts'
import { findValue } from './command.ts'
import type { CommandInput, Option } from './command.ts'
import type { JudgedPod } from './judge-plan.ts'
import { renderReport } from './render-report.ts'
import type { Terminal } from './terminal.ts'

/** XS4: of the command line. */
const DEFAULT_BOUND = 300_000
/** More would not fit in a search's memory. */
const MAX_BOUND = 20_000_000

export const BOUND_OPTION: Option = {
  name: 'bound',
  value: 'N',
  help: `states of one question before it is given up (${DEFAULT_BOUND})`,
}

export const FORMAT_OPTION: Option = {
  name: 'format',
  value: 'FORMAT',
  words: ['text', 'json'],
  help: 'for people or for machines (text)',
}

export function readBound(input: CommandInput): Result<number, Problem> {
  const text = findValue(input, 'bound')
  if (text === undefined) return ok(DEFAULT_BOUND)
  const bound = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (bound >= 1 && bound <= MAX_BOUND) return ok(bound)
  const message = `"${text}" is not a whole number from 1 to ${MAX_BOUND}`
  return failed([{ code: 'cli/type', path: '--bound', message }])
}

/**
 * Writes each verdict as soon as it is known: text, or the JSON of the exploration specification,
 * section 9, a verdict a line. In a plan of several clusters a verdict bears its design and cluster.
 */
export async function writeVerdicts(
  plan: Plan,
  judged: Iterable<JudgedPod>,
  input: CommandInput,
  terminal: Terminal,
): Promise<void> {
  const isJson = findValue(input, 'format') === 'json'
  const isOne = plan.designs.length === 1 && plan.designs[0]?.clusters.length === 1
  let written = 0
  let place = ''
  if (isJson) await terminal.write('{"verdicts": [')
  for (const one of judged) {
    const { design, cluster } = one
    if (isJson) {
      const value = isOne ? one.report : { design, cluster, ...one.report }
      await terminal.write(`${written === 0 ? '\n' : ',\n'}${JSON.stringify(value)}`)
    } else {
      const here = `design ${design}, cluster ${cluster}`
      if (!isOne && here !== place) await terminal.write(`${here}\n\n`)
      place = here
      await terminal.write(`${renderReport(one, terminal.hasColor)}\n`)
    }
    written += 1
  }
  if (isJson) await terminal.write(written === 0 ? ']}\n' : '\n]}\n')
  else if (written === 0) await terminal.write('No pod has a zonal volume and none is pending.\n')
}
