import './zone-loss.css'
import { RotateCw } from 'lucide-react'
import { LOSS_SECTIONS } from '#losses/matrix.ts'
import { judgeLosses, stopJudgingLosses, useLosses } from '#store/loss-store.ts'
import { placeOf } from '#store/losses.ts'
import type { Losses } from '#store/losses.ts'
import { useRun } from '#store/run-store.ts'
import { changeView, useView } from '#store/view-store.ts'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { CellDetail } from './cell-detail.tsx'
import { findWorstCell } from './find-worst-cell.ts'
import { LossCounts } from './loss-counts.tsx'
import { LossTable } from './loss-table.tsx'

/** What each loss does to each workload, each volume and the control plane: a cell a verdict. */
export function ZoneLossScreen() {
  const losses = useLosses((now) => now)
  const open = useView((view) => view.open)
  const { matrix, cells } = losses
  if (matrix === undefined) return <Waiting losses={losses} />
  const isPlaneAlone = matrix.rows.every(({ section }) => section === 'control-plane')
  if (isPlaneAlone && !hasOwnPlane(losses)) return <Empty />
  const picked = (open === undefined ? undefined : cells.get(open)) ?? findWorstCell(losses)
  return (
    <div className="zlo">
      <div className="head">
        <div>
          <h1>What each loss does to this plan</h1>
          <p>
            Every cell is the verdict of today’s plan when only this one event may happen. Pick a
            cell to see why.
          </p>
        </div>
      </div>
      <div className="sum row wrap">
        <LossCounts losses={losses} />
        <Progress losses={losses} />
      </div>
      <LossTable
        losses={losses}
        sections={LOSS_SECTIONS}
        picked={picked && placeOf(picked)}
        onPick={(place) => changeView({ open: place })}
      />
      {picked !== undefined && (
        <CellDetail cell={picked} matrix={matrix} isStale={losses.stale.has(placeOf(picked))} />
      )}
    </div>
  )
}

/** Whether members of a control plane stand in zones that can be lost. */
function hasOwnPlane({ packed }: Losses): boolean {
  const clusters = packed?.shell.designs[0]?.clusters ?? []
  return clusters.some(({ controlPlane }) => controlPlane?.kind === 'self-managed')
}

function Progress({ losses }: { readonly losses: Losses }) {
  const { status, done, total, answer, message, stale } = losses
  if (status === 'judging') {
    return (
      <span className="push row small dim">
        {stale.size > 0 && <span className="tag">before your last edit</span>}
        <span className="nowrap">
          {renderNumber(done)} of {renderCount(total, 'cell')}
        </span>
        <span className="bar">
          <ProgressBar label="Cells judged" done={done} total={total} />
        </span>
        <button className="btn sm" onClick={stopJudgingLosses}>
          Stop
        </button>
      </span>
    )
  }
  if (status !== 'stopped' && status !== 'failed') return null
  const left = answer?.left ?? Math.max(0, total - done)
  return (
    <span className="push row small dim">
      <span>{message ?? `${renderCount(left, 'cell')} not judged`}</span>
      <button className="btn sm" onClick={() => judgeLosses({ isPatient: true })}>
        <RotateCw className="ic s" aria-hidden="true" />
        Judge on
      </button>
    </span>
  )
}

/** The page's own words stand; the table is grey until the worker has its rows. */
function Waiting({ losses }: { readonly losses: Losses }) {
  const isFailed = useRun((run) => run.status === 'failed' || run.status === 'stopped')
  return (
    <div className="zlo">
      <div className="head">
        <div>
          <h1>What each loss does to this plan</h1>
          <p>
            {losses.message ??
              (isFailed
                ? 'The plan was not judged, so its losses were not either.'
                : 'The plan’s own verdicts come first; then each cell as soon as it is known.')}
          </p>
        </div>
      </div>
      {isFailed || losses.status === 'failed' ? (
        <div>
          <button className="btn" onClick={() => judgeLosses()}>
            Judge the losses
          </button>
        </div>
      ) : (
        <div className="card sk-table" aria-hidden="true">
          {[1, 2, 3, 4, 5, 6].map((row) => (
            <i key={row} className="sk" />
          ))}
        </div>
      )}
    </div>
  )
}

function Empty() {
  return (
    <div className="page">
      <div className="empty">
        <h1>Nothing here to lose</h1>
        <p>
          The plan has no workload and no volume. Import Pods, claims and volumes, or draw a
          workload with a claim.
        </p>
        <a className="btn" href="#/import">
          Import
        </a>
      </div>
    </div>
  )
}
