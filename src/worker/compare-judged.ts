import { compareText } from '#base/compare.ts'
import { VERDICTS } from '#exploration/verdict.ts'
import type { VerdictReport } from '#exploration/verdict.ts'
import type { Judged } from './protocol.ts'

/** Worst first; then fewer disturbances, fewer steps, and the key. */
export function compareJudged(a: Judged, b: Judged): number {
  return (
    VERDICTS.indexOf(a.report.verdict) - VERDICTS.indexOf(b.report.verdict) ||
    countDisturbances(a.report) - countDisturbances(b.report) ||
    (a.report.steps ?? 0) - (b.report.steps ?? 0) ||
    compareText(a.key, b.key)
  )
}

function countDisturbances(report: VerdictReport): number {
  return report.disturbances?.total ?? 0
}
