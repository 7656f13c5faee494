/**
 * What is wrong with an input: a value, never an exception.
 *
 * `path` is the place in the document (`nodeGroups[0].zones[2]`), `message` names the value found and
 * the values allowed, `code` is stable and starts with the part that found it (`plan/unknown-zone`).
 */
export interface Problem {
  readonly code: string
  readonly path: string
  readonly message: string
  readonly file?: string
  /** 1-based line in the file, where known. */
  readonly line?: number
}

/** `plan/unknown-zone at nodeGroups[0].zones[2]: "eu-west-1d" is not …` */
export function renderProblem(problem: Problem): string {
  const file =
    problem.file === undefined
      ? ''
      : `${problem.file}${problem.line === undefined ? '' : `:${problem.line}`}: `
  const place = problem.path === '' ? '' : ` at ${problem.path}`
  return `${file}${problem.code}${place}: ${problem.message}`
}
