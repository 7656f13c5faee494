import type { Problem } from '#base/problem.ts'
import { renderProblem } from '#base/problem.ts'
import type { Terminal } from './terminal.ts'

/** Every problem on a line of its own; the exit code of bad input. */
export function printProblems(problems: readonly Problem[], terminal: Terminal): 2 {
  for (const problem of problems) terminal.warn(`${renderProblem(problem)}\n`)
  return 2
}
