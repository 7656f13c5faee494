import { changeView } from '#store/view-store.ts'
import type { RiskItem, SeverityWord } from '#store/risk-items.ts'
import { SeverityIcon, severityTone } from '../parts/severity-chip.tsx'

interface RiskGroupProps {
  readonly severity: SeverityWord
  readonly items: readonly RiskItem[]
  readonly shownKey: string
  readonly isStale: boolean
}

/** The rules' findings of one severity, or what they ask. */
export function RiskGroup({ severity, items, shownKey, isStale }: RiskGroupProps) {
  return (
    <div>
      <h2 className={`gh ${severityTone(severity)}`}>
        <SeverityIcon severity={severity} />
        {severity === 'unknown' ? 'to be asked' : severity}
        <small>{items.length}</small>
      </h2>
      {items.map((item) => (
        <button
          key={item.key}
          className={`it ${isStale ? 'is-stale' : ''}`}
          aria-current={item.key === shownKey ? 'true' : undefined}
          onClick={() => changeView({ open: item.key })}
        >
          <span className="p">
            {item.kind === 'finding' ? item.finding.headline : item.question.question}
          </span>
          <small>{renderRules(item)}</small>
          <small className="fx">{isStale ? 'before your last edit' : renderEnd(item)}</small>
        </button>
      ))}
    </div>
  )
}

function renderRules(item: RiskItem): string {
  if (item.kind === 'finding') return `${item.finding.rule} control plane`
  return item.rules.length === 0 ? 'control plane' : item.rules.join(', ')
}

function renderEnd(item: RiskItem): string {
  if (item.kind === 'question') return 'answer'
  return item.finding.fixes.some(({ kind }) => kind === 'edit') ? 'fix' : ''
}
