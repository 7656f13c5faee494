import type { Problem } from '#base/problem.ts'
import { setAtPath } from '#plan/edit.ts'
import type { Plan } from '#plan/schema.ts'
import { parsePlan } from '#plan/validate.ts'
import { report, type ImportContext } from './import-context.ts'

/** More wrong values than any file that is meant has. */
const MAX_ROUNDS = 500

/**
 * The last net under the mappers: values that came in and that a plan cannot hold (a negative size, a
 * name of a thousand letters) are taken out and told, so that an import never gives a plan that could
 * not be opened again. `undefined`: what is wrong cannot be taken out.
 *
 * @param plan without resources, whose form the allow-lists hold
 */
export function dropInvalid(context: ImportContext, plan: Plan): Plan | undefined {
  let current = plan
  let before = ''
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const parsed = parsePlan(current)
    if (parsed.kind === 'ok') return current
    const [problem] = parsed.problems
    if (problem === undefined) return undefined
    const path = splitPath(problem.path)
    // A required value that was taken out takes what it belongs to with it.
    const place =
      problem.path === before || problem.code === 'plan/missing' ? path.slice(0, -1) : path
    if (place.length < SHORTEST_PATH) {
      tell(context, problem)
      return undefined
    }
    if (problem.code !== 'plan/missing') tell(context, problem)
    before = problem.path
    // Only optional members and items are taken out; the next round judges the result.
    current = setAtPath(current, place, undefined) as Plan
  }
  return undefined
}

/** `designs[0].clusters[0].nodeGroups[0]` and below may go; above is the plan itself. */
const SHORTEST_PATH = 5

function tell(context: ImportContext, { code, path, message }: Problem): void {
  const place = path.replace(/^designs\[0\]\.clusters\[\d+\]\./, '')
  report(
    context,
    { code, severity: 'error', message: `${place}: ${message}; left out` },
    { file: '' },
  )
}

function splitPath(path: string): readonly (string | number)[] {
  return [...path.matchAll(/"((?:[^"\\]|\\.)*)"|\[(\d+)\]|([^.[\]"]+)/g)].map(
    ([, quoted, index, plain]) =>
      index !== undefined
        ? Number(index)
        : quoted !== undefined
          ? String(JSON.parse(`"${quoted}"`))
          : (plain ?? ''),
  )
}
