import './findings.css'
import { ChevronLeft } from 'lucide-react'
import { useRun } from '#store/run-store.ts'
import { changeView, useView } from '#store/view-store.ts'
import { renderCount } from '../parts/render-count.ts'
import { FindingDetail } from './finding-detail.tsx'
import { FindingList } from './finding-list.tsx'

/** One list of the exploration's verdicts, worst first, and the evidence of the one that is open. */
export function FindingsScreen() {
  const results = useRun((run) => run.results)
  const judged = useRun((run) => run.judged)
  const stale = useRun((run) => run.stale)
  const isJudging = useRun((run) => run.status === 'judging')
  const open = useView((view) => view.open)
  const shown = (open === undefined ? undefined : judged.get(open)) ?? results[0]
  if (shown === undefined) return <NoFinding isJudging={isJudging} />
  return (
    <div className={`fd ${open === undefined ? 'is-list' : 'is-detail'}`}>
      <FindingList results={results} stale={stale} shownKey={shown.key} />
      <section className="dt" aria-label="Evidence">
        <button className="btn quiet back" onClick={() => changeView({ open: undefined })}>
          <ChevronLeft className="ic s" aria-hidden="true" />
          {renderCount(results.length, 'verdict')}
        </button>
        <FindingDetail judged={shown} isStale={stale.has(shown.key)} />
      </section>
    </div>
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
            : 'No pod of this plan has a zonal volume and none waits for a node, so none was judged.'}
        </p>
        <a className="btn" href="#/topology">
          Topology
        </a>
      </div>
    </div>
  )
}
