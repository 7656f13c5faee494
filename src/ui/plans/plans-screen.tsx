import './plans.css'
import { Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { refreshRecent, useSaves } from '#store/autosave.ts'
import { INCIDENTS_KEPT } from '#store/list-surplus.ts'
import { useOpenPlan } from '#store/plan-store.ts'
import { savePlanFile } from '../frame/plan-commands.ts'
import { FilePicker } from '../import/file-picker.tsx'
import { moveInList } from '../parts/move-in-list.ts'
import { renderCount } from '../parts/render-count.ts'
import { ORDERS, findLines } from './find-lines.ts'
import type { Order } from './find-lines.ts'
import { PlanLine } from './plan-line.tsx'

const ORDER_NAMES: Readonly<Record<Order, string>> = {
  changed: 'last changed',
  name: 'name',
  verdict: 'verdict',
}

/** So few plans are found by looking. */
const SEARCH_FROM = 6

/** The plans that this browser keeps. */
export function PlansScreen() {
  const recent = useSaves((state) => state.recent)
  const isLoading = useSaves((state) => state.isLoading)
  const isLost = useSaves((state) => state.status === 'failed')
  const [query, setQuery] = useState('')
  const [order, setOrder] = useState<Order>('changed')
  useEffect(() => {
    void refreshRecent()
  }, [])
  const found = findLines(recent, { query, order })
  return (
    <div className="page plans">
      <div className="head">
        <div>
          <h1>{recent.length === 0 ? 'Plans' : renderCount(recent.length, 'plan')}</h1>
          <p>
            Kept in this browser and nowhere else. What you made or changed stays until you delete
            it; of incidents that were only looked at, the last {INCIDENTS_KEPT}.
          </p>
        </div>
        <span className="push row">
          <FilePicker className="btn">Open a plan file</FilePicker>
          <a className="btn primary" href="#/new-plan">
            <Plus className="ic s" aria-hidden="true" />
            New plan
          </a>
        </span>
      </div>
      {isLost && <StorageFailed />}
      {recent.length >= SEARCH_FROM && (
        <div className="row wrap">
          <label className="field find">
            <span>Find</span>
            <input
              className="input"
              type="search"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
          </label>
          <label className="field">
            <span>Order by</span>
            <select
              className="input"
              value={order}
              onChange={(event) =>
                setOrder(ORDERS.find((one) => one === event.target.value) ?? 'changed')
              }
            >
              {ORDERS.map((one) => (
                <option key={one} value={one}>
                  {ORDER_NAMES[one]}
                </option>
              ))}
            </select>
          </label>
          <span className="small dim" role="status">
            {query.trim() === '' ? '' : `${found.length} of ${recent.length}`}
          </span>
        </div>
      )}
      {found.length > 0 && (
        <section className="card lst" aria-label="Plans" onKeyDown={moveInList}>
          {found.map((line) => (
            <PlanLine key={line.id} line={line} />
          ))}
        </section>
      )}
      {recent.length > 0 && found.length === 0 && <p className="dim">No plan has these words.</p>}
      {recent.length === 0 && !isLoading && !isLost && <NoneYet />}
    </div>
  )
}

function NoneYet() {
  return (
    <div className="empty">
      <h2>No plan is kept yet</h2>
      <p>What you draw, open or import stands here the next time.</p>
      <div className="row wrap">
        <a className="btn" href="#/new-plan">
          New plan
        </a>
        <a className="btn" href="#/import">
          Import a cluster
        </a>
        <a className="btn" href="#/incidents">
          Open an incident
        </a>
      </div>
    </div>
  )
}

/** The plan stays open; a file keeps it. */
function StorageFailed() {
  const open = useOpenPlan()
  return (
    <div className="other-window" role="alert">
      <p>
        <b>This browser keeps no plans at the moment.</b> It may have no room left, or forbid pages
        to keep anything.{' '}
        {open === undefined ? '' : `${open.packed.shell.name} stays open: save it as a file.`}
      </p>
      {open !== undefined && (
        <button className="btn sm" onClick={() => void savePlanFile('yaml')}>
          Plan file
        </button>
      )}
    </div>
  )
}
