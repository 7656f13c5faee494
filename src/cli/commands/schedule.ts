import { placePods } from '#scheduler/schedule-pods.ts'
import type { RecordedAttempt } from '#scheduler/scenario.ts'
import { VERSIONS, clampVersion, isRelease } from '#scheduler/version.ts'
import { findValue, isGiven } from '../command.ts'
import type { Command, CommandInput, ExitCode } from '../command.ts'
import { listRefusals } from '../list-refusals.ts'
import { printProblems } from '../print-problems.ts'
import { readObjects } from '../read-objects.ts'
import { SPEED_OPTIONS, reportSpeed } from '../report-speed.ts'
import type { Terminal } from '../terminal.ts'
import { FORMAT_OPTION } from '../write-verdicts.ts'

export const scheduleCommand: Command = {
  name: 'schedule',
  summary: 'where kube-scheduler puts the pods that have no node, and why',
  usage: [
    'schedule FILE… [--compat VERSION] [--format json]',
    'schedule --bench-shape SHAPE [--nodes N] [--format json]',
  ],
  options: [
    {
      name: 'compat',
      value: 'VERSION',
      help: `the release whose scheduler it is (1.37); others are taken for the nearest of ${VERSIONS.join(', ')}`,
    },
    FORMAT_OPTION,
    ...SPEED_OPTIONS,
  ],
  notes: [
    'FILE holds Kubernetes objects. Nodes are told to the scheduler in the order in which they stand there.',
    'Pods are tried by priority, then by age; a pod that fits is bound, victims of preemption are gone at once.',
  ],
  run: runSchedule,
}

async function runSchedule(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  if (isGiven(input, 'bench-shape')) return reportSpeed(input, terminal)
  if (isGiven(input, 'nodes')) {
    const message = 'is for --bench-shape only'
    return printProblems([{ code: 'cli/refused', path: '--nodes', message }], terminal)
  }
  const compat = findValue(input, 'compat') ?? '1.37'
  if (!isRelease(compat)) {
    const message = `${JSON.stringify(compat)} is not a release, as in ${VERSIONS.join(', ')}`
    return printProblems([{ code: 'cli/type', path: '--compat', message }], terminal)
  }
  const objects = await readObjects(input.files, terminal)
  if (objects.kind === 'failed') return printProblems(objects.problems, terminal)
  const refusals = listRefusals(objects.value)
  if (refusals.length > 0) return printProblems(refusals, terminal)
  const version = clampVersion(compat)
  const isOwn = compat.replace(/^v/, '').split('.')[1] === version.split('.')[1]
  if (!isOwn)
    terminal.warn(`--compat ${compat}: as ${version}, the nearest release that is known\n`)
  const attempts = placePods(objects.value, version, 'fast')
  const isJson = findValue(input, 'format') === 'json'
  // One after the other: those of a large cluster together need more memory than there is.
  await (isJson ? writeJson(attempts, terminal) : writeText(attempts, terminal))
  return 0
}

/** An attempt a line. */
async function writeJson(attempts: Iterable<RecordedAttempt>, terminal: Terminal): Promise<void> {
  let count = 0
  for (const attempt of attempts) {
    await terminal.write(`${count === 0 ? '{"attempts": [' : ','}\n${JSON.stringify(attempt)}`)
    count += 1
  }
  await terminal.write(count === 0 ? '{"attempts": []}\n' : '\n]}\n')
}

async function writeText(attempts: Iterable<RecordedAttempt>, terminal: Terminal): Promise<void> {
  let count = 0
  for (const attempt of attempts) {
    await terminal.write(`${renderAttempt(attempt)}\n`)
    count += 1
  }
  if (count === 0) await terminal.write('Every pod has a node.\n')
}

function renderAttempt({ pod, result, winner, top = [], message, preemption }: RecordedAttempt) {
  if (result === 'scheduled') {
    const others = top.filter((name) => name !== winner)
    const equals = others.length === 0 ? '' : ` (as good: ${others.join(', ')})`
    return `${pod} → ${winner ?? ''}${equals}`
  }
  const victims = preemption?.victims ?? []
  const evicted = victims.length === 0 ? '' : ` Evicts ${victims.join(', ')}.`
  return `${pod} ${result}: ${message ?? ''}${evicted}`
}
