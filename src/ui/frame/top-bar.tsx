import { Link, Menu, Redo2, Search, Undo2 } from 'lucide-react'
import { useOpenPlan } from '#store/plan-store.ts'
import { useRun } from '#store/run-store.ts'
import { useSaves } from '#store/autosave.ts'
import { useSource } from '#store/source-store.ts'
import { changeView, showOverlay, useView } from '#store/view-store.ts'
import { Logo } from '../parts/marks.tsx'
import { renderCount } from '../parts/render-count.ts'
import { redoHere, undoHere } from './plan-commands.ts'
import { PlanName } from './plan-name.tsx'
import { ThemeButton } from './theme-button.tsx'
import { useHistoryLabels } from './use-history-labels.ts'

export function TopBar() {
  const plan = useOpenPlan()
  const isDrawing = useView((view) => view.screen === 'new-plan')
  return (
    <header className="top">
      <button
        className="btn icon quiet only-phone"
        aria-label="Screens"
        onClick={() => showOverlay('menu')}
      >
        <Menu className="ic" aria-hidden="true" />
      </button>
      <a className="logo" href="#/" aria-label="Neverpending, start page">
        <Logo />
        <span>Neverpending</span>
      </a>
      {isDrawing ? (
        <div className="crumb">
          <strong>New plan</strong>
        </div>
      ) : (
        plan !== undefined && <PlanName plan={plan} />
      )}
      {!isDrawing && <ClusterChoice />}
      {isDrawing ? <span className="saved hide-phone push">Not created yet</span> : <Status />}
      <History />
      <PaletteButton />
      <ThemeButton />
      {plan !== undefined && !isDrawing && (
        <button className="btn primary push-phone" onClick={() => showOverlay('share')}>
          <Link className="ic s" aria-hidden="true" />
          Share
        </button>
      )}
    </header>
  )
}

export function PaletteButton() {
  return (
    <button className="cmd" onClick={() => showOverlay('palette')}>
      <Search className="ic s" aria-hidden="true" />
      Go to or run
      <kbd className="push">Ctrl K</kbd>
    </button>
  )
}

/** Only where there is something to choose: a plan with several designs or clusters. */
function ClusterChoice() {
  const plan = useOpenPlan()
  const place = useView((view) => view.place)
  const choices = (plan?.packed.shell.designs ?? []).flatMap((design, designIndex) =>
    design.clusters.map((cluster, index) => ({
      value: `${designIndex}/${index}`,
      label: `${design.name}: ${cluster.name}`,
    })),
  )
  if (choices.length < 2) return null
  return (
    <select
      className="input choice"
      aria-label="Cluster shown"
      value={`${place.design}/${place.cluster}`}
      onChange={(event) => {
        const [design = 0, cluster = 0] = event.target.value.split('/').map(Number)
        changeView({ place: { design, cluster }, selection: undefined, player: undefined })
      }}
    >
      {choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  )
}

/** How far the judgement is, and what would be lost: said only when it is not kept. */
function Status() {
  const status = useRun((run) => run.status)
  const elapsedMs = useRun((run) => run.elapsedMs)
  const progress = useRun((run) => run.progress)
  const errors = useSource((source) =>
    source.status === 'apart' ? (source.reading?.problems.length ?? 0) : 0,
  )
  const isLost = useSaves((state) => state.status === 'failed')
  const judged =
    status === 'done' && elapsedMs !== undefined
      ? `Judged in ${renderElapsed(elapsedMs)}`
      : status === 'judging'
        ? progress === undefined
          ? 'Judging'
          : `Judging ${progress.done + 1} of ${progress.total}`
        : status === 'stopped'
          ? 'Judging stopped'
          : ''
  return (
    <span className="saved hide-phone push">
      {errors > 0 ? `${renderCount(errors, 'error')} in the text` : judged}
      {isLost && <span className="lost">Not kept in this browser: save a file</span>}
    </span>
  )
}

function renderElapsed(elapsedMs: number): string {
  return elapsedMs < 1000
    ? `${Math.max(1, Math.round(elapsedMs))} ms`
    : `${(elapsedMs / 1000).toFixed(1)} s`
}

function History() {
  const { undoLabel, redoLabel } = useHistoryLabels()
  return (
    <span className="row history hide-phone">
      <button
        className="btn icon quiet"
        aria-label={undoLabel === undefined ? 'Undo' : `Undo ${undoLabel}`}
        title={undoLabel === undefined ? 'Nothing to undo' : `Undo ${undoLabel} (Ctrl Z)`}
        disabled={undoLabel === undefined}
        onClick={undoHere}
      >
        <Undo2 className="ic" aria-hidden="true" />
      </button>
      <button
        className="btn icon quiet"
        aria-label={redoLabel === undefined ? 'Redo' : `Redo ${redoLabel}`}
        title={redoLabel === undefined ? 'Nothing to redo' : `Redo ${redoLabel} (Ctrl Shift Z)`}
        disabled={redoLabel === undefined}
        onClick={redoHere}
      >
        <Redo2 className="ic" aria-hidden="true" />
      </button>
    </span>
  )
}
