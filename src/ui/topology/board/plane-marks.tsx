import { useRiskItems } from '#store/control-plane-store.ts'
import type { RiskItem } from '#store/risk-items.ts'
import { navigate } from '#store/view-store.ts'
import { renderCount } from '../../parts/render-count.ts'
import { SeverityIcon, severityTone } from '../../parts/severity-chip.tsx'

/** What the rules find in the control plane, on its lane: each leads to the finding. */
export function PlaneMarks() {
  const items = useRiskItems()
  const asked = items.filter(({ kind }) => kind === 'question').length
  return (
    <span className="plane-marks">
      {listFirstOfRules(items).map((item) => (
        <button
          key={item.key}
          className={`v ${severityTone(item.severity)}`}
          aria-label={`${item.severity}, ${item.finding.rule}: ${item.finding.headline}`}
          onClick={() => navigate('findings', { open: item.key })}
        >
          <SeverityIcon severity={item.severity} />
          {item.finding.rule}
        </button>
      ))}
      {asked > 0 && (
        <button
          className={`v ${severityTone('unknown')}`}
          aria-label={`${renderCount(asked, 'question')} of the control plane to be answered`}
          onClick={() => navigate('control-plane')}
        >
          <SeverityIcon severity="unknown" />
          {asked} to be asked
        </button>
      )}
    </span>
  )
}

type FindingItem = Extract<RiskItem, { readonly kind: 'finding' }>

/** A rule that finds the same in `main` and in `events` is marked once. */
function listFirstOfRules(items: readonly RiskItem[]): readonly FindingItem[] {
  const findings = items.filter((item) => item.kind === 'finding')
  return findings.filter(
    ({ finding }, index) =>
      findings.findIndex((other) => other.finding.rule === finding.rule) === index,
  )
}
