import { CircleCheck, Wrench } from 'lucide-react'
import type { ControlPlane } from '#plan/schema.ts'
import type { RiskItem } from '#store/risk-items.ts'
import { navigate } from '#store/view-store.ts'
import { PlaneFixCard } from '../fixes/plane-fix-card.tsx'
import { SeverityChip } from '../parts/severity-chip.tsx'

interface FindingsCardProps {
  readonly items: readonly RiskItem[]
  readonly plane: ControlPlane
  readonly isStale: boolean
}

/** What the rules find in the control plane, and the first edit that clears the worst of it. */
export function FindingsCard({ items, plane, isStale }: FindingsCardProps) {
  const findings = items.filter((item) => item.kind === 'finding')
  const asked = items.length - findings.length
  const fix = findings.flatMap(({ finding }) => finding.fixes).find((one) => one.kind === 'edit')
  return (
    <section className="card" aria-labelledby="cp-findings">
      <header>
        <Wrench className="ic" aria-hidden="true" />
        <h2 id="cp-findings">
          {findings.length === 0
            ? 'Findings'
            : fix === undefined
              ? 'Findings'
              : 'Findings and the fix'}
        </h2>
      </header>
      <div className="body stack">
        {findings.length === 0 && (
          <p className="cp-none">
            <CircleCheck className="ic" aria-hidden="true" />
            {asked === 0
              ? 'None: CPL-001, -002, -003 and -009 were checked.'
              : 'None so far: what is asked above is still open.'}
          </p>
        )}
        <ul className="cp-list">
          {findings.map(({ key, severity, finding }) => (
            <li key={key}>
              <SeverityChip severity={severity} />
              <button className="link" onClick={() => navigate('findings', { open: key })}>
                {finding.rule}: {finding.headline}
              </button>
            </li>
          ))}
        </ul>
        {fix?.kind === 'edit' && (
          <PlaneFixCard fix={fix} plane={plane} level={2} isStale={isStale} />
        )}
      </div>
    </section>
  )
}
