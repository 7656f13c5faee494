import { findValue, isGiven } from '../command.ts'
import type { Command, CommandInput, ExitCode } from '../command.ts'
import { exploreModels } from '../explore-models.ts'
import { findTargetProblem, judgePlan } from '../judge-plan.ts'
import { BOUND_OPTION, FORMAT_OPTION, readBound, writeVerdicts } from '../write-verdicts.ts'
import { printProblems } from '../print-problems.ts'
import { READ_OPTIONS, readPlan } from '../read-plan.ts'
import { printGuesses } from '../print-guesses.ts'
import type { Terminal } from '../terminal.ts'

export const exploreCommand: Command = {
  name: 'explore',
  summary: 'which pods can stay Pending for ever, with proof',
  usage: ['explore FILE… [--target NAMESPACE/NAME] [options]', 'explore --model FILE… [--plain]'],
  options: [
    { name: 'target', value: 'POD', help: 'judge this pod only, NAMESPACE/NAME' },
    BOUND_OPTION,
    FORMAT_OPTION,
    { name: 'model', help: 'FILE holds models, as JSON Lines: {"id", "plan"} in, {"id", …} out' },
    { name: 'plain', help: 'with --model: no reductions, and the counts of the plain search' },
    ...READ_OPTIONS,
  ],
  notes: [
    'Judged are every pod with a zonal claim and every pod without a node; --target takes any pod.',
    'A bad line of --model is told on standard error and passed over; the exit code then is 2.',
  ],
  run: runExplore,
}

async function runExplore(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const bound = readBound(input)
  if (bound.kind === 'failed') return printProblems(bound.problems, terminal)
  if (isGiven(input, 'model')) {
    const options = { bound: bound.value, plain: isGiven(input, 'plain') }
    return exploreModels(input.files, options, terminal)
  }
  if (isGiven(input, 'plain')) {
    const message = 'is for --model only'
    return printProblems([{ code: 'cli/refused', path: '--plain', message }], terminal)
  }
  const read = await readPlan(input, terminal)
  if (read.kind === 'failed') return printProblems(read.problems, terminal)
  const { plan, result } = read.value
  printGuesses(result, terminal)
  const only = findValue(input, 'target')
  const problem = only === undefined ? undefined : findTargetProblem(plan, only)
  if (problem !== undefined) return printProblems([problem], terminal)
  const judged = judgePlan(plan, {
    bound: bound.value,
    each: findValue(input, 'format') === 'json',
    ...(only === undefined ? {} : { only }),
  })
  await writeVerdicts(plan, judged, input, terminal)
  return 0
}
