import { CircleMinus, Info, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { SeverityWord } from '#store/risk-items.ts'
import { DiamondMark, UnknownMark } from './marks.tsx'

/** How bad a finding is, as icon, word and tone; what it is, its rule says. */
export function SeverityChip({ severity }: { readonly severity: SeverityWord }) {
  return (
    <span className={`v ${severityTone(severity)}`}>
      <SeverityIcon severity={severity} />
      {severity}
    </span>
  )
}

export function SeverityIcon({ severity }: { readonly severity: SeverityWord }) {
  switch (severity) {
    case 'critical':
      return <OctagonAlert className="ic" aria-hidden="true" />
    case 'high':
      return <TriangleAlert className="ic" aria-hidden="true" />
    case 'medium':
      return <DiamondMark />
    case 'low':
      return <CircleMinus className="ic" aria-hidden="true" />
    case 'info':
      return <Info className="ic" aria-hidden="true" />
    case 'unknown':
      return <UnknownMark />
  }
}

export function severityTone(severity: SeverityWord): string {
  switch (severity) {
    case 'critical':
      return 't-bad'
    case 'high':
      return 't-warn'
    case 'medium':
      return 't-mild'
    case 'low':
    case 'info':
      return 't-calm'
    case 'unknown':
      return 't-none'
  }
}
