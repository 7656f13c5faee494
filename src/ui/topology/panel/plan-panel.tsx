import type { Judged } from '#worker/protocol.ts'
import { VerdictChip } from '../../parts/verdict-chip.tsx'
import { renderCount } from '../render-amount.ts'
import type { PanelView } from './panel-view.ts'
import { SidePanel } from './side-panel.tsx'

const MAX_RESULTS = 40

interface PlanPanelProps {
  /** Each result once, worst first. */
  readonly results: readonly Judged[]
  readonly view: PanelView
}

/** Nothing is selected: what is known of each pod that was judged, worst first. */
export function PlanPanel({ results, view }: PlanPanelProps) {
  const podCount = results.reduce((sum, judged) => sum + 1 + judged.alsoFor.length, 0)
  const volumes = view.scene.volumes.length
  return (
    <SidePanel
      selection={undefined}
      kick="Proof"
      name={nameFor(results)}
      about={
        <p>
          {results.length === 0
            ? 'No pod is bound to a zone and none is pending.'
            : `${renderCount(podCount, 'pod')} judged, ${renderCount(volumes, 'volume')} in ${renderCount(view.scene.zones.length, 'zone')}.`}
        </p>
      }
      takesFocus={false}
      onClose={undefined}
    >
      {results.length > 0 && <Results results={results} view={view} />}
    </SidePanel>
  )
}

function Results({ results, view }: PlanPanelProps) {
  return (
    <section>
      <ul className="pf">
        {results.slice(0, MAX_RESULTS).map((judged) => (
          <li key={judged.key}>
            <button
              className="link"
              onClick={() => view.onSelect({ kind: 'pod', key: judged.key })}
            >
              {judged.report.subject.name}
              {judged.alsoFor.length > 0 && ` and ${judged.alsoFor.length} more`}
            </button>
            <VerdictChip report={judged.report} isStale={view.stale.has(judged.key)} />
            <small>{judged.proofSentence}</small>
          </li>
        ))}
      </ul>
      {results.length > MAX_RESULTS && (
        <p className="micro dimmer">{`and ${results.length - MAX_RESULTS} more in Findings`}</p>
      )}
    </section>
  )
}

function nameFor(results: readonly Judged[]): string {
  if (results.length === 0) return 'Nothing to judge'
  return results.every(({ report }) => report.verdict === 'ok')
    ? 'Why every pod comes back'
    : 'What can stay pending'
}
