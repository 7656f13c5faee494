import './findings.css'
import { ChevronLeft } from 'lucide-react'
import type { VerdictWord } from '#exploration/verdict.ts'
import { useAssessment, useRiskItems } from '#store/control-plane-store.ts'
import { useRun } from '#store/run-store.ts'
import { changeView, useView } from '#store/view-store.ts'
import { renderCount } from '../parts/render-count.ts'
import { usePrinting } from '../parts/use-printing.ts'
import { FindingDetail } from './finding-detail.tsx'
import { FindingList } from './finding-list.tsx'
import { RiskDetail } from './risk-detail.tsx'

/** Verdicts that are worse than what a rule finds. */
const LEADING: readonly VerdictWord[] = ['pending-forever', 'at-risk']

/** The exploration's verdicts and the rules' findings, worst first, and the evidence of the one that is open. */
export function FindingsScreen() {
  const results = useRun((run) => run.results)
  const judged = useRun((run) => run.judged)
  const stale = useRun((run) => run.stale)
  const isJudging = useRun((run) => run.status === 'judging')
  const open = useView((view) => view.open)
  const risks = useRiskItems()
  const { isStale: isRiskStale } = useAssessment()
  const isPrinting = usePrinting()
  const asked = open === undefined ? undefined : judged.get(open)
  const [worst] = results
  const [firstRisk] = risks
  const risk =
    asked !== undefined
      ? undefined
      : (risks.find(({ key }) => key === open) ??
        (worst !== undefined && LEADING.includes(worst.report.verdict) ? undefined : firstRisk))
  const shown = risk === undefined ? (asked ?? worst) : undefined
  const shownKey = risk?.key ?? shown?.key
  if (shownKey === undefined) return <NoFinding isJudging={isJudging} />
  return (
    <div className={`fd ${open === undefined ? 'is-list' : 'is-detail'}`}>
      <FindingList
        results={results}
        stale={stale}
        risks={risks}
        areRisksStale={isRiskStale}
        shownKey={shownKey}
      />
      <section className="dt" aria-label="Evidence">
        <button className="btn quiet back" onClick={() => changeView({ open: undefined })}>
          <ChevronLeft className="ic s" aria-hidden="true" />
          All findings
        </button>
        {isPrinting ? (
          <AllOpened />
        ) : (
          <>
            {risk !== undefined && <RiskDetail item={risk} isStale={isRiskStale} />}
            {shown !== undefined && <FindingDetail judged={shown} isStale={stale.has(shown.key)} />}
          </>
        )}
      </section>
    </div>
  )
}

/** Findings put on paper: a plan of thousands is not for paper. */
const MAX_PRINTED = 100

/** On paper nothing can be opened, so each finding that is not ok is. */
function AllOpened() {
  const results = useRun((run) => run.results)
  const stale = useRun((run) => run.stale)
  const risks = useRiskItems()
  const { isStale: isRiskStale } = useAssessment()
  const verdicts = results.filter(({ report }) => report.verdict !== 'ok')
  const left = Math.max(0, verdicts.length - MAX_PRINTED)
  return (
    <>
      {verdicts.slice(0, MAX_PRINTED).map((judged) => (
        <article className="opened" key={judged.key}>
          <FindingDetail judged={judged} isStale={stale.has(judged.key)} />
        </article>
      ))}
      {left > 0 && <p className="opened">{renderCount(left, 'further verdict')}, not printed.</p>}
      {risks.map((item) => (
        <article className="opened" key={item.key}>
          <RiskDetail item={item} isStale={isRiskStale} />
        </article>
      ))}
      {verdicts.length + risks.length === 0 && <p>Every pod that was judged is ok.</p>}
    </>
  )
}

function NoFinding({ isJudging }: { readonly isJudging: boolean }) {
  return (
    <div className="page">
      <div className="empty">
        <h1>{isJudging ? 'No verdict yet' : 'No finding, and why'}</h1>
        <p>
          {isJudging
            ? 'Each stands here as soon as it is known.'
            : 'No pod of this plan has a zonal volume and none waits for a node, so none was judged; and no rule found anything in its control plane.'}
        </p>
        <a className="btn" href="#/topology">
          Topology
        </a>
      </div>
    </div>
  )
}
