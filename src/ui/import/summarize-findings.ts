import type { Problem } from '#base/problem.ts'
import type { ImportFinding, ImportResult } from '#importers/importer.ts'

/** An import's findings sorted by what a person does with them. */
export interface FindingSummary {
  /** Objects that stand in the plan. */
  readonly understood: number
  /** Objects left out on purpose, and of kinds that a plan does not use. */
  readonly notRead: number
  readonly notUsed: number
  readonly errors: readonly ImportFinding[]
  readonly guesses: readonly ImportFinding[]
  /** Whole objects that were left out. */
  readonly leftOutObjects: readonly ImportFinding[]
  /** Single fields that were left out. */
  readonly leftOutFields: readonly ImportFinding[]
  readonly notes: readonly ImportFinding[]
}

/** Findings that stand for whole objects (import specification, I8.2, I10.1, I10.2). */
const NOT_READ: readonly string[] = ['never-read', 'capi-left-out']
const NOT_USED: readonly string[] = ['unknown-kind']
/** Of an account's resources most are no part of any cluster: left out, and no item of the import. */
const ELSEWHERE: readonly string[] = ['tf-type']

export function summarizeFindings(
  result: Pick<ImportResult, 'findings' | 'understood'>,
): FindingSummary {
  const { findings, understood } = result
  const isWhole = ({ code }: ImportFinding) =>
    [...NOT_READ, ...NOT_USED, ...ELSEWHERE].includes(code)
  const count = (codes: readonly string[]) =>
    sum(findings.filter(({ code }) => codes.includes(code)).map((finding) => finding.count ?? 1))
  const isLeftOut = ({ severity }: ImportFinding) =>
    severity === 'dropped' || severity === 'unknown'
  return {
    understood: sum(understood.map((kind) => kind.count)),
    notRead: count(NOT_READ),
    notUsed: count(NOT_USED),
    errors: findings.filter((finding) => finding.severity === 'error'),
    guesses: findings.filter((finding) => finding.guess !== undefined),
    leftOutObjects: findings.filter(isWhole),
    leftOutFields: findings.filter((finding) => isLeftOut(finding) && !isWhole(finding)),
    notes: findings.filter(
      (finding) =>
        finding.guess === undefined && finding.severity !== 'error' && !isLeftOut(finding),
    ),
  }
}

/** What could not be used: findings, and files that could not even be read. */
export function countErrors({
  findings,
  problems,
}: Pick<ImportResult, 'findings' | 'problems'>): number {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const isFinding = ({ message }: Problem) => errors.some((one) => one.message === message)
  return problems.filter((problem) => !isFinding(problem)).length + errors.length
}

/** `objects.yaml:12`. */
export function renderPlace({ file, line }: Pick<ImportFinding, 'file' | 'line'>): string {
  return line === undefined ? file : `${file}:${line}`
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, one) => total + one, 0)
}
