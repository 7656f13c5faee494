/**
 * The model form as JSON Lines: a line `{ "id", "plan" }` in, a line `{ "id", … }` out with the fields
 * of a full search (exploration specification, sections 2, 4 and 5). `title`, `note` and `expected`
 * may be there, so that a file of vectors can be read as it is.
 */
import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import type { Model } from '#exploration/model.ts'
import { parseModel } from '#exploration/parse-model.ts'
import type { SearchAnswer } from '#exploration/search.ts'

export interface ModelLine {
  readonly id: string
  readonly model: Model
}

/** One line of the file, or every problem in it, with the file's name and the line's number. */
export function parseModelLine(
  text: string,
  place: { readonly file: string; readonly line: number },
): Result<ModelLine, Problem> {
  const refuse = (path: string, code: string, message: string) =>
    failed([{ code: `model/${code}`, path, message, ...place }])
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return refuse('', 'syntax', error instanceof Error ? error.message : 'is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('', 'type', 'a line is an object { "id", "plan" }')
  }
  const fields = new Map<string, unknown>(Object.entries(value))
  const id = fields.get('id')
  if (typeof id !== 'string' || id === '') {
    return refuse('id', id === undefined ? 'missing' : 'type', 'a line has an id, a text')
  }
  if (!fields.has('plan')) return refuse('plan', 'missing', 'a line has a plan, an object')
  const model = parseModel(fields.get('plan'))
  if (model.kind === 'ok') return ok({ id, model: model.value })
  return failed(
    model.problems.map((problem) => ({
      ...problem,
      path: problem.path === '' ? 'plan' : `plan.${problem.path}`,
      ...place,
    })),
  )
}

/** The line that answers it. An answer that was cut short says so in `unknown` or `minimal`. */
export function renderAnswerLine(id: string, answer: SearchAnswer): string {
  const { verdict, disturbances, steps, minimal, starvable, counts, trace } = answer
  return `${JSON.stringify({
    id,
    verdict,
    ...(disturbances === undefined ? {} : { disturbances }),
    ...(steps === undefined ? {} : { steps }),
    ...(minimal === false ? { minimal } : {}),
    ...(starvable === undefined ? {} : { starvable }),
    ...counts,
    ...(trace === undefined ? {} : { trace }),
    ...(verdict === 'unknown'
      ? { unknown: { reason: `${answer.states} states seen`, bound: answer.bound } }
      : {}),
  })}\n`
}
