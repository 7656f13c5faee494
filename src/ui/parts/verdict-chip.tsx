import { CircleCheck, Hourglass, TriangleAlert } from 'lucide-react'
import type { VerdictReport } from '#exploration/verdict.ts'
import { ForeverMark, SealMark, UnknownMark } from './marks.tsx'

/** As much of a verdict as its chip shows; also what is kept of it in the list of plans. */
export type ChipVerdict = Pick<
  VerdictReport,
  'verdict' | 'disturbances' | 'zoneBack' | 'starvable' | 'proof'
>

interface VerdictChipProps {
  readonly report: ChipVerdict
  readonly isBig?: boolean
  /** The chip of a whole plan, which at one step from outside is drawn solid. */
  readonly isSolid?: boolean
  /** It was given before the last edit. */
  readonly isStale?: boolean
}

/** A verdict as icon, word and tone, each of which is enough on its own. */
export function VerdictChip({ report, isBig, isSolid, isStale }: VerdictChipProps) {
  const solid = isSolid === true && verdictTone(report) === 't-bad' ? ' solid' : ''
  const classes = `v ${verdictTone(report)}${solid}${isBig === true ? ' big' : ''}`
  return (
    <span className={`${classes}${isStale === true ? ' stale' : ''}`}>
      <VerdictIcon report={report} />
      {renderVerdict(report)}
    </span>
  )
}

export function VerdictIcon({ report }: { readonly report: ChipVerdict }) {
  switch (report.verdict) {
    case 'pending-forever':
      return <ForeverMark />
    case 'at-risk':
      return <TriangleAlert className="ic" aria-hidden="true" />
    case 'waits-for-zone':
      return <Hourglass className="ic" aria-hidden="true" />
    case 'unknown':
      return <UnknownMark />
    case 'ok':
      return report.proof.kind === 'theorem' ? (
        <SealMark />
      ) : (
        <CircleCheck className="ic" aria-hidden="true" />
      )
  }
}

/** Class that sets a verdict's tone: how bad it is, never what it is. */
export function verdictTone(report: ChipVerdict): string {
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
export function renderVerdict(report: ChipVerdict): string {
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
