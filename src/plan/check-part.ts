import type { Problem } from '#base/problem.ts'
import { setAtPath } from './edit.ts'
import type { Plan } from './schema.ts'
import { parsePlan, renderPath } from './validate.ts'

/**
 * What would be wrong with a part of a plan, were it put there: the sentences of `validate.ts`, by their
 * path inside the part (`min`, `taints[0].effect`). `undefined` takes the part out, and then problems
 * elsewhere are told by their whole path.
 */
export function checkPart(
  plan: Plan,
  path: readonly (string | number)[],
  value: unknown,
): readonly Problem[] {
  const parsed = parsePlan(setAtPath(plan, path, value))
  if (parsed.kind === 'ok') return []
  const prefix = renderPath(path)
  return parsed.problems.map((problem) => {
    const isInside = problem.path === prefix || problem.path.startsWith(`${prefix}.`)
    return isInside ? { ...problem, path: problem.path.slice(prefix.length + 1) } : problem
  })
}
