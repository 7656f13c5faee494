import { compileCluster } from '#cluster/compile.ts'
import { createJudgementCache } from '#exploration/judgement-cache.ts'
import { readOutageHours } from '#losses/outage-hours.ts'
import { startMatrix } from '#losses/start-matrix.ts'
import type { Plan } from '#plan/schema.ts'
import { findValue } from '../command.ts'
import type { Command, CommandInput, ExitCode } from '../command.ts'
import { printGuesses } from '../print-guesses.ts'
import { printProblems } from '../print-problems.ts'
import { READ_OPTIONS, readPlan } from '../read-plan.ts'
import { renderLosses } from '../render-losses.ts'
import type { JudgedMatrix } from '../render-losses.ts'
import type { Terminal } from '../terminal.ts'
import { BOUND_OPTION, FORMAT_OPTION, readBound } from '../write-verdicts.ts'

export const lossesCommand: Command = {
  name: 'losses',
  summary: 'the zone-loss matrix: what each loss does to each workload and volume',
  usage: ['losses FILE… [options]'],
  options: [BOUND_OPTION, FORMAT_OPTION, ...READ_OPTIONS],
  notes: ['A cell is the verdict when only the event of its column may happen, at any moment.'],
  run: runLosses,
}

const CACHE_CAPACITY = 1_000
/** Nobody waits for each cell. */
const PATIENCE = 50

async function runLosses(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const bound = readBound(input)
  if (bound.kind === 'failed') return printProblems(bound.problems, terminal)
  const read = await readPlan(input, terminal)
  if (read.kind === 'failed') return printProblems(read.problems, terminal)
  const { plan, result } = read.value
  printGuesses(result, terminal)
  const matrices = judgeMatrices(plan, bound.value)
  const isJson = findValue(input, 'format') === 'json'
  await terminal.write(isJson ? renderJson(matrices) : matrices.map(renderLosses).join('\n'))
  return 0
}

function judgeMatrices(plan: Plan, bound: number): readonly JudgedMatrix[] {
  const cache = createJudgementCache(CACHE_CAPACITY)
  return plan.designs.flatMap((design, designIndex) =>
    design.clusters.map((cluster, index) => {
      const path = `designs[${designIndex}].clusters[${index}]`
      const outageHours = readOutageHours(design.assumptions)
      const options = { bound, cache, outageHours, patience: PATIENCE }
      const run = startMatrix(cluster, compileCluster(cluster, path), options)
      while (!run.advance(Infinity)) continue
      const cells = run.takeCells()
      return { design: design.id, cluster: cluster.name, matrix: run.matrix, cells }
    }),
  )
}

function renderJson(matrices: readonly JudgedMatrix[]): string {
  const clusters = matrices.map(({ matrix: { columns, rows, ...counts }, cells, ...place }) => ({
    ...place,
    ...counts,
    columns: columns.map(({ key, nodes, pods }) => ({ key, nodes, pods })),
    rows: rows.map(({ pods: _, ...row }) => ({
      ...row,
      cells: cells
        .filter((cell) => cell.row === row.key)
        .map(({ row: _row, chain: _chain, ...cell }) => cell),
    })),
  }))
  return `${JSON.stringify({ clusters }, undefined, 2)}\n`
}
