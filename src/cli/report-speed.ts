import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { measureSpeed } from '#scheduler/speed/measure-speed.ts'
import type { SchedulerSpeed } from '#scheduler/speed/measure-speed.ts'
import { SPEED_SHAPES } from '#scheduler/speed/speed-shapes.ts'
import { findValue } from './command.ts'
import type { CommandInput, ExitCode, Option } from './command.ts'
import { printProblems } from './print-problems.ts'
import type { Terminal } from './terminal.ts'

export const SPEED_OPTIONS: readonly Option[] = [
  {
    name: 'bench-shape',
    value: 'SHAPE',
    words: SPEED_SHAPES,
    help: 'measure a made-up cluster instead',
  },
  { name: 'nodes', value: 'N', help: 'with --bench-shape: how many nodes (1000)' },
]

/** Fewer have no room for an application's pods that stay apart; more take minutes to make. */
const NODES = { least: 30, most: 10_000, usual: 1000 }
const MOST_PODS = 5000
const PLAIN_PODS = 20
const ROUNDS = 3

/** How fast pods of the shape are placed, by both algorithms. Exit code 1: they do not decide alike. */
export async function reportSpeed(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const nodes = readNodes(input)
  if (nodes.kind === 'failed') return printProblems(nodes.problems, terminal)
  if (input.files.length > 0) {
    const message = 'makes its own cluster and reads no file'
    return printProblems([{ code: 'cli/refused', path: '--bench-shape', message }], terminal)
  }
  const shape = SPEED_SHAPES.find((one) => one === findValue(input, 'bench-shape')) ?? 'plain'
  const pods = Math.min(MOST_PODS, 10 * nodes.value)
  const options = { nodes: nodes.value, pods, plainPods: PLAIN_PODS, rounds: ROUNDS }
  const speed = measureSpeed(shape, options, {
    readTimeMs: () => performance.now(),
    readCpuMs: () => {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1000
    },
  })
  const isJson = findValue(input, 'format') === 'json'
  await terminal.write(isJson ? `${JSON.stringify(speed)}\n` : renderSpeed(speed))
  return speed.fastChecksum === speed.plainChecksum ? 0 : 1
}

function readNodes(input: CommandInput): Result<number, Problem> {
  const text = findValue(input, 'nodes') ?? String(NODES.usual)
  const nodes = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (nodes >= NODES.least && nodes <= NODES.most) return ok(nodes)
  const message = `"${text}" is not a number from ${NODES.least} to ${NODES.most}`
  return failed([{ code: 'cli/type', path: '--nodes', message }])
}

function renderSpeed(speed: SchedulerSpeed): string {
  const { shape, nodes, pods, plainPods, fastChecksum, plainChecksum } = speed
  const verdict =
    fastChecksum === plainChecksum
      ? `both decide alike about the first ${plainPods} (${fastChecksum})`
      : `THEY DIFFER: ${fastChecksum} and ${plainChecksum}`
  return [
    `${shape}, ${nodes} nodes with ten pods each, ${pods} pods to place`,
    `  fast   ${renderRate(speed.fastPodsPerSecond, speed.fastCpuMicros)}`,
    `  plain  ${renderRate(speed.plainPodsPerSecond, speed.plainCpuMicros)}, ${plainPods} pods`,
    `  ${verdict}`,
    '',
  ].join('\n')
}

function renderRate(podsPerSecond: number, cpuMicros: number): string {
  const digits = podsPerSecond < 100 ? 1 : 0
  return `${podsPerSecond.toFixed(digits)} pods/s by the clock, ${cpuMicros.toFixed(1)} µs of processor time a pod`
}
