import { CircleCheck, Hourglass, Lock, Pencil } from 'lucide-react'
import { useState } from 'react'
import { renderMinutes } from '#availability/render-minutes.ts'
import type { ControlPlaneReport, SelfManagedReport } from '#availability/evaluate-control-plane.ts'
import type { ControlPlaneAssessment } from '#risk/assess-control-plane.ts'
import { useControlPlane } from '#store/control-plane-store.ts'
import type { RiskItem } from '#store/risk-items.ts'
import { renderMoney } from '../fixes/render-money.ts'
import { UnknownMark } from '../parts/marks.tsx'
import { renderCount } from '../parts/render-count.ts'
import { SeverityChip } from '../parts/severity-chip.tsx'
import { PriorsDialog } from './priors-dialog.tsx'

interface PlaneHeadProps {
  readonly assessment: ControlPlaneAssessment
  readonly items: readonly RiskItem[]
  readonly isStale: boolean
}

/** Today's choice at the first glance: whether a zone ends it, and what would change that. */
export function PlaneHead({ assessment, items, isStale }: PlaneHeadProps) {
  const { report } = assessment
  const findings = items.flatMap((item) => (item.kind === 'finding' ? [item.finding] : []))
  const [worst] = findings
  const isEnding = report.kind === 'self-managed' && report.tolerance.zonesThatEndIt.length > 0
  const [isOpen, setOpen] = useState(false)
  const { assumptions = {} } = useControlPlane((run) => run.question) ?? {}
  return (
    <div className="head">
      <div>
        <div className="row wrap cp-chips">
          {worst !== undefined && <SeverityChip severity={worst.severity} />}
          <PlaneChip report={report} />
          {[...new Set(findings.map(({ rule }) => rule))].map((rule) => (
            <span key={rule} className="tag">
              {rule}
            </span>
          ))}
          {isEnding && (
            <span className="small dim">for ever only if the volumes in it are gone</span>
          )}
          {isStale && <span className="tag">before your last edit</span>}
        </div>
        <h1>{sayHeadline(report)}</h1>
        <p className="dim" role="status">
          {sayReason(assessment)}
        </p>
      </div>
      <button className="btn push" onClick={() => setOpen(true)}>
        <Pencil className="ic s" aria-hidden="true" />
        Priors and bands
      </button>
      {isOpen && (
        <PriorsDialog
          priors={assessment.priors}
          given={Object.keys(assumptions)}
          byCorrelation={
            report.kind === 'self-managed' ? report.minutesPerYear.byCorrelation : undefined
          }
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}

function PlaneChip({ report }: { readonly report: ControlPlaneReport }) {
  if (report.kind === 'managed') {
    return (
      <span className="tag">
        <Lock className="ic" aria-hidden="true" />
        managed by AWS
      </span>
    )
  }
  if (report.kind === 'unknown') {
    return (
      <span className="v t-none">
        <UnknownMark />
        unknown
      </span>
    )
  }
  return report.tolerance.zonesThatEndIt.length > 0 ? (
    <span className="v t-wait">
      <Hourglass className="ic" aria-hidden="true" />
      waits for zone
    </span>
  ) : (
    <span className="v t-good">
      <CircleCheck className="ic" aria-hidden="true" />
      ok, any one zone
    </span>
  )
}

function sayHeadline(report: ControlPlaneReport): string {
  switch (report.kind) {
    case 'unknown':
      return report.questions[0]?.question ?? 'The control plane is not known'
    case 'managed':
      return report.boundMinutesPerYear === undefined
        ? 'EKS runs the API; its tier is not known'
        : `EKS runs the API: down at most ${renderMinutes(report.boundMinutesPerYear)} a year, by contract`
    case 'self-managed':
      return sayZones(report)
  }
}

function sayZones({ tolerance, losses }: SelfManagedReport): string {
  const ending = tolerance.zonesThatEndIt
  if (ending.length === 0) return 'Any one zone may go, and the API goes on'
  const loss = losses.find(({ kind, name }) => kind === 'zone' && name === ending[0])
  const [main] = loss?.etcd ?? []
  const isQuorumLost = main !== undefined && main.left < main.quorum
  const what = isQuorumLost ? 'etcd has no quorum' : 'no API server is left'
  return `Without ${ending.join(' or ')}, ${what} and the API waits for the zone`
}

function sayReason({ report, risks }: ControlPlaneAssessment): string {
  switch (report.kind) {
    case 'unknown':
      return 'No figure is given before it is answered. What it could be stands below.'
    case 'managed':
      return 'A service level is a bound on what is paid for, no forecast. What happens inside cannot be seen.'
    case 'self-managed': {
      const fix = risks.findings
        .flatMap(({ fixes }) => fixes)
        .find((one) => one.kind === 'edit' && one.minutesPerYearChange !== undefined)
      const { withPlanned } = report.minutesPerYear
      const now = `The API is down ${renderMinutes(withPlanned.central)} a year, mean, between ${renderMinutes(withPlanned.low)} and ${renderMinutes(withPlanned.high)}`
      const price =
        fix?.kind === 'edit' && fix.pricePerMonthChange !== undefined
          ? `, ${renderMoney(Math.round(fix.pricePerMonthChange * 100) / 100)} USD a month`
          : ''
      if (fix?.kind === 'edit' && (fix.minutesPerYearChange ?? 0) < 0) {
        return `${now}. With ${fix.text}: ${renderMinutes(-(fix.minutesPerYearChange ?? 0))} less${price}.`
      }
      const { members } = report.tolerance
      return `${now}; ${members === 0 ? 'no member may be down' : `any ${renderCount(members, 'member')} may be down at once`}. More members or external etcd buy margin, not minutes.`
    }
  }
}
