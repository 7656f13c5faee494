import type { Problem } from '#base/problem.ts'
import { PRIOR_NAMES } from '#availability/priors.ts'
import { YEAR_MINUTES } from '#availability/quorum.ts'
import { loadPrices } from '#aws/price.ts'
import { findValue } from '../command.ts'
import type { Command, CommandInput, ExitCode } from '../command.ts'
import { RULE_ASSUMPTIONS } from '#risk/rule.ts'
import { readVectors } from '../member-vectors.ts'
import { printGuesses } from '../print-guesses.ts'
import { printProblems } from '../print-problems.ts'
import { READ_OPTIONS, parsePairs, readPlan } from '../read-plan.ts'
import { renderAvailability } from '../render-availability.ts'
import { reportPlan } from '../report-availability.ts'
import type { PlacedReport } from '../report-availability.ts'
import type { Terminal } from '../terminal.ts'
import { FORMAT_OPTION } from '../write-verdicts.ts'

/** What `--assume` takes here. */
const ASSUMPTION_NAMES = [...PRIOR_NAMES, ...RULE_ASSUMPTIONS]

export const availabilityCommand: Command = {
  name: 'availability',
  summary: 'what the control plane withstands, and minutes a year without it',
  usage: ['availability FILE… [--assume NAME=VALUE] [--members 1,1,1] [options]'],
  options: [
    {
      name: 'assume',
      value: 'NAME=VALUE',
      isRepeatable: true,
      help: 'a rate of failures in place of the prior',
    },
    {
      name: 'members',
      value: 'VECTOR',
      help: 'what if it had these members, by zone in the order of the plan, such as 2,1,0',
    },
    {
      name: 'etcd',
      value: 'VECTOR',
      help: 'with --members: etcd apart from them, by zone',
    },
    FORMAT_OPTION,
    ...READ_OPTIONS,
  ],
  notes: [
    'Rates of failures are priors, not facts; every figure has a band, all rates × 1/3 to × 3.',
    'Names for --assume, and for the assumptions of a design in the plan:',
    ...wrapNames(ASSUMPTION_NAMES),
  ],
  run: runAvailability,
}

async function runAvailability(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const assumed = parsePairs(input, 'assume')
  const vectors = readVectors(input)
  const problems = [
    ...(assumed.kind === 'failed' ? assumed.problems : listUnknownNames(assumed.value)),
    ...(vectors.kind === 'failed' ? vectors.problems : []),
  ]
  if (assumed.kind === 'failed' || vectors.kind === 'failed' || problems.length > 0) {
    return printProblems(problems, terminal)
  }
  const read = await readPlan(input, terminal)
  if (read.kind === 'failed') return printProblems(read.problems, terminal)
  printGuesses(read.value.result, terminal)
  const reports = reportPlan(read.value.plan, {
    assumed: assumed.value,
    vectors: vectors.value,
    list: await loadPrices(),
  })
  if (reports.kind === 'failed') return printProblems(reports.problems, terminal)
  await terminal.write(
    findValue(input, 'format') === 'json'
      ? renderJson(reports.value)
      : reports.value.map((one) => renderAvailability(one)).join('\n'),
  )
  return 0
}

function listUnknownNames(assumed: Readonly<Record<string, string>>): readonly Problem[] {
  return Object.keys(assumed)
    .filter((name) => !ASSUMPTION_NAMES.includes(name))
    .map((name) => ({
      code: 'cli/type',
      path: '--assume',
      message: `"${name}" is not one of ${ASSUMPTION_NAMES.join(', ')}`,
    }))
}

function renderJson(reports: readonly PlacedReport[]): string {
  const clusters = reports.map(({ design, cluster, region, report, risks, ...basis }) => ({
    design,
    cluster,
    region,
    ...basis,
    ...risks,
    ...report,
  }))
  return `${JSON.stringify({ yearMinutes: YEAR_MINUTES, clusters }, undefined, 2)}\n`
}

function wrapNames(names: readonly string[]): readonly string[] {
  const lines: string[] = []
  for (const name of names) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + name.length < 96)
      lines[lines.length - 1] = `${last}, ${name}`
    else lines.push(`  ${name}`)
  }
  return lines
}
