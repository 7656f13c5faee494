import { CircleCheck, CircleQuestionMark, Hourglass, TriangleAlert } from 'lucide-react'
import type { VerdictReport, VerdictWord } from '#exploration/verdict.ts'
import { ForeverMark, SealMark } from './icons.tsx'

/** A verdict as icon, word and tone, each of which is enough on its own. */
export function VerdictMark({ report, isStale = false }: VerdictMarkProps) {
  return (
    <span className={`v ${verdictTone(report)}${isStale ? ' stale' : ''}`}>
      <VerdictIcon verdict={report.verdict} isProven={report.proof.kind === 'theorem'} />
      {renderVerdict(report)}
    </span>
  )
}

interface VerdictMarkProps {
  readonly report: VerdictReport
  /** It was given before the last edit. */
  readonly isStale?: boolean
}

export function VerdictIcon({ verdict, isProven }: { verdict: VerdictWord; isProven: boolean }) {
  switch (verdict) {
    case 'pending-forever':
      return <ForeverMark />
    case 'at-risk':
      return <TriangleAlert className="ic" aria-hidden="true" />
    case 'waits-for-zone':
      return <Hourglass className="ic" aria-hidden="true" />
    case 'unknown':
      return <CircleQuestionMark className="ic" aria-hidden="true" />
    case 'ok':
      return isProven ? <SealMark /> : <CircleCheck className="ic" aria-hidden="true" />
  }
}

export function verdictTone(report: VerdictReport): string {
  switch (report.verdict) {
    case 'pending-forever':
      return 't-bad solid'
    case 'at-risk':
      return (report.disturbances?.total ?? 0) <= 1 ? 't-bad' : 't-warn'
    case 'waits-for-zone':
      return 't-wait'
    case 'unknown':
      return 't-none'
    case 'ok':
      return report.starvable === true ? 't-calm' : 't-good'
  }
}

/** "at risk (1), zone back", "ok, proven by RT1". */
export function renderVerdict(report: VerdictReport): string {
  switch (report.verdict) {
    case 'pending-forever':
      return 'pending for ever'
    case 'at-risk':
      return `at risk (${report.disturbances?.total ?? 0})${report.zoneBack === true ? ', zone back' : ''}`
    case 'waits-for-zone':
      return 'waits for zone'
    case 'unknown':
      return 'unknown'
    case 'ok':
      if (report.proof.kind === 'theorem') return `ok, proven by ${report.proof.id}`
      return report.starvable === true ? 'ok, unlucky ties' : 'ok, searched'
  }
}
