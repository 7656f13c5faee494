import { pluralize } from '#base/plural.ts'
import { renderPlanJson, renderPlanYaml } from '#plan/canonical.ts'
import type { ImportResult } from '#importers/importer.ts'
import { findValue } from '../command.ts'
import type { Command, CommandInput, ExitCode } from '../command.ts'
import { printProblems } from '../print-problems.ts'
import { READ_OPTIONS, readPlan, renderFinding } from '../read-plan.ts'
import type { Terminal } from '../terminal.ts'

export const importCommand: Command = {
  name: 'import',
  summary: 'files of a cluster into one plan',
  usage: ['import FILE… [-o PLAN] [options]'],
  options: [
    { name: 'output', short: 'o', value: 'PLAN', help: 'where to write the plan; standard output' },
    {
      name: 'format',
      value: 'FORMAT',
      words: ['yaml', 'json'],
      help: 'of the plan (by the name of PLAN, else yaml)',
    },
    ...READ_OPTIONS,
  ],
  notes: ['What was understood, guessed and left out is told on standard error.'],
  run: runImport,
}

async function runImport(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const read = await readPlan(input, terminal)
  if (read.kind === 'failed') return printProblems(read.problems, terminal)
  const { plan, result } = read.value
  printSummary(result, terminal)
  const output = findValue(input, 'output')
  const byName = output?.endsWith('.json') === true ? 'json' : 'yaml'
  const isJson = (findValue(input, 'format') ?? byName) === 'json'
  const text = isJson ? renderPlanJson(plan) : renderPlanYaml(plan)
  if (output === undefined || output === '-') await terminal.write(text)
  else {
    const problem = await writePlan(output, text, terminal)
    if (problem !== undefined) return printProblems([problem], terminal)
  }
  return 0
}

async function writePlan(path: string, text: string, terminal: Terminal) {
  try {
    await terminal.writeFile(path, text)
    terminal.warn(`Wrote ${path}\n`)
    return undefined
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { code: 'cli/unwritable', path, message }
  }
}

function printSummary(result: ImportResult, terminal: Terminal): void {
  for (const { label, format, detail } of result.sources) {
    const what = format === '' ? 'not recognised' : format
    terminal.warn(`read ${label}: ${what}${detail === '' ? '' : `, ${detail}`}\n`)
  }
  const kinds = result.understood
    .map(({ kind, count }) => `${count} ${pluralize(kind, count)}`)
    .join(', ')
  if (kinds !== '') terminal.warn(`understood ${kinds}\n`)
  for (const finding of result.findings) {
    terminal.warn(`${renderFinding(finding)}\n`)
    const { guess } = finding
    if (guess === undefined) continue
    const others = guess.alternatives.map(({ value }) => value).join(', ')
    const allowed = [
      ...(others === '' ? [] : [others]),
      ...(guess.free === true ? ['any value'] : []),
    ]
    terminal.warn(`  --choose ${guess.id}=… instead of ${guess.taken} (${allowed.join(', ')})\n`)
  }
  for (const { field, values, chosen } of result.conflicts) {
    const said = values.map(({ source, value }) => `${source} says ${value}`).join(', ')
    terminal.warn(`conflict ${field}: ${said}; taken: ${values[chosen]?.value ?? ''}\n`)
  }
  for (const { variable, places } of result.placeholders) {
    terminal.warn(`placeholder ${variable}: --set ${variable}=… (${places.join(', ')})\n`)
  }
}
