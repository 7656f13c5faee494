import { getAt } from '#base/assert.ts'
import { VERDICTS } from '#exploration/verdict.ts'
import type { VerdictWord } from '#exploration/verdict.ts'
import { findValue } from '../command.ts'
import type { Command, CommandInput, ExitCode } from '../command.ts'
import { judgePlan } from '../judge-plan.ts'
import type { JudgedPod } from '../judge-plan.ts'
import { printGuesses } from '../print-guesses.ts'
import { printProblems } from '../print-problems.ts'
import { READ_OPTIONS, readPlan } from '../read-plan.ts'
import type { Terminal } from '../terminal.ts'
import { BOUND_OPTION, FORMAT_OPTION, readBound, writeVerdicts } from '../write-verdicts.ts'

/** From harmless to worst: `--fail-on` fails on the word and on all after it. */
const ORDER: readonly VerdictWord[] = [...VERDICTS].reverse()
const DEFAULT_FAIL_ON: VerdictWord = 'at-risk'

export const checkCommand: Command = {
  name: 'check',
  summary: 'fail when a verdict is as bad as allowed no more',
  usage: ['check FILE… [--fail-on VERDICT] [options]'],
  options: [
    {
      name: 'fail-on',
      value: 'VERDICT',
      words: ORDER,
      help: `exit code 1 for this verdict and worse (${DEFAULT_FAIL_ON})`,
    },
    BOUND_OPTION,
    FORMAT_OPTION,
    ...READ_OPTIONS,
  ],
  notes: ['Text shows the verdicts that fail; JSON shows all.'],
  run: runCheck,
}

async function runCheck(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const bound = readBound(input)
  if (bound.kind === 'failed') return printProblems(bound.problems, terminal)
  const read = await readPlan(input, terminal)
  if (read.kind === 'failed') return printProblems(read.problems, terminal)
  const { plan, result } = read.value
  printGuesses(result, terminal)
  const failOn = findValue(input, 'fail-on') ?? DEFAULT_FAIL_ON
  const limit = ORDER.findIndex((word) => word === failOn)
  const isJson = findValue(input, 'format') === 'json'
  const judged = [...judgePlan(plan, { bound: bound.value, each: isJson })]
  const failing = judged.filter(({ report }) => ORDER.indexOf(report.verdict) >= limit)
  if (isJson || failing.length > 0) {
    await writeVerdicts(plan, isJson ? judged : failing, input, terminal)
  }
  if (!isJson) await terminal.write(renderSummary(judged, failing.length, getAt(ORDER, limit)))
  return failing.length > 0 ? 1 : 0
}

function renderSummary(judged: readonly JudgedPod[], failing: number, failOn: string): string {
  const counts = VERDICTS.flatMap((word) => {
    const count = judged
      .filter(({ report }) => report.verdict === word)
      .reduce((sum, { alsoFor }) => sum + 1 + alsoFor.length, 0)
    return count === 0 ? [] : [`${count} ${word}`]
  })
  const all = counts.length === 0 ? 'no pod to judge' : counts.join(', ')
  return `${failing === 0 ? 'Passed' : 'Failed'}: ${all}; fails on ${failOn} and worse.\n`
}
