import {
  BookMarked,
  Code,
  Columns2,
  Download,
  House,
  Library,
  Plus,
  Redo2,
  Search,
  Server,
  ShieldAlert,
  Undo2,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useRiskItems } from '#store/control-plane-store.ts'
import { useLosses } from '#store/loss-store.ts'
import { countBad } from '#store/losses.ts'
import { useRun } from '#store/run-store.ts'
import type { Screen } from '#store/route.ts'
import { showOverlay, useView } from '#store/view-store.ts'
import { Dialog } from '../parts/dialog.tsx'
import { MatrixMark, ScheduleMark, TopologyMark } from '../parts/marks.tsx'
import { redoHere, undoHere } from './plan-commands.ts'
import { ThemeButton } from './theme-button.tsx'
import { useHistoryLabels } from './use-history-labels.ts'

export const SCREEN_NAMES: Readonly<Record<Screen, string>> = {
  start: 'Start',
  plans: 'Plans',
  'new-plan': 'New plan',
  topology: 'Topology',
  findings: 'Findings',
  'zone-loss': 'Zone loss',
  scheduling: 'Scheduling',
  'control-plane': 'Control plane',
  compare: 'Compare',
  import: 'Import',
  source: 'Source',
  incidents: 'Incidents',
}

const ICONS: Readonly<Record<Screen, () => ReactNode>> = {
  start: () => <House className="ic" aria-hidden="true" />,
  plans: () => <Library className="ic" aria-hidden="true" />,
  'new-plan': () => <Plus className="ic" aria-hidden="true" />,
  topology: () => <TopologyMark />,
  findings: () => <ShieldAlert className="ic" aria-hidden="true" />,
  'zone-loss': () => <MatrixMark />,
  scheduling: () => <ScheduleMark />,
  'control-plane': () => <Server className="ic" aria-hidden="true" />,
  compare: () => <Columns2 className="ic" aria-hidden="true" />,
  import: () => <Download className="ic" aria-hidden="true" />,
  source: () => <Code className="ic" aria-hidden="true" />,
  incidents: () => <BookMarked className="ic" aria-hidden="true" />,
}

export function ScreenIcon({ screen }: { readonly screen: Screen }) {
  const Icon = ICONS[screen]
  return <Icon />
}

export function Navigation() {
  const picture = useRun((run) => run.picture)
  return (
    <nav className="nav" aria-label="Screens">
      <Links />
      {picture !== undefined && (
        <div className="foot">
          {picture.kubernetesVersion !== undefined && <>Kubernetes {picture.kubernetesVersion}</>}
          {picture.autoscalers.map((one) => (
            <div key={one.kind}>
              {one.kind === 'karpenter' ? 'Karpenter' : 'Cluster Autoscaler'}{' '}
              {one.running ? (one.version ?? '') : 'not running'}
            </div>
          ))}
        </div>
      )}
    </nav>
  )
}

/** The navigation of a phone, behind its button. */
export function PhoneMenu() {
  return (
    <Dialog title="Screens" widthPx={320} onClose={() => showOverlay(undefined)}>
      <nav className="nav in-dialog" aria-label="Screens">
        <Links />
        <hr />
        <MenuCommands />
      </nav>
    </Dialog>
  )
}

/** What the top bar of a phone has no room for. */
function MenuCommands() {
  const { undoLabel, redoLabel } = useHistoryLabels()
  const close = () => showOverlay(undefined)
  return (
    <div className="menu-commands">
      <button
        className="btn"
        disabled={undoLabel === undefined}
        onClick={() => {
          close()
          undoHere()
        }}
      >
        <Undo2 className="ic" aria-hidden="true" />
        Undo
      </button>
      <button
        className="btn"
        disabled={redoLabel === undefined}
        onClick={() => {
          close()
          redoHere()
        }}
      >
        <Redo2 className="ic" aria-hidden="true" />
        Redo
      </button>
      <button className="btn" onClick={() => showOverlay('palette')}>
        <Search className="ic" aria-hidden="true" />
        Go to or run
      </button>
      <ThemeButton />
    </div>
  )
}

function Links() {
  const risks = useRiskItems()
  const verdicts = useRun((run) => run.results.filter((one) => one.report.verdict !== 'ok').length)
  const findings = verdicts + risks.length
  const badCells = useLosses(countBad)
  const isBad = useRun((run) => {
    const worst = run.results[0]?.report.verdict
    return worst === 'pending-forever' || worst === 'at-risk'
  })
  const isHigh = risks.some(({ severity }) => severity === 'critical' || severity === 'high')
  return (
    <>
      <Link screen="topology" />
      <Link screen="findings">
        {findings > 0 && (
          <span className={`n ${isBad || isHigh ? 'bad' : ''}`}>
            {findings}
            <span className="sr"> not proven safe</span>
          </span>
        )}
      </Link>
      <Link screen="zone-loss">
        {badCells > 0 && (
          <span className="n bad">
            {badCells}
            <span className="sr"> cells not safe</span>
          </span>
        )}
      </Link>
      <Link screen="scheduling" />
      <hr />
      <Link screen="control-plane" />
      <Link screen="compare" />
      <hr />
      <Link screen="import" />
      <Link screen="source" />
      <hr />
      <Link screen="incidents" />
    </>
  )
}

function Link({ screen, children }: { readonly screen: Screen; readonly children?: ReactNode }) {
  const isCurrent = useView((view) => view.screen === screen)
  return (
    <a
      href={`#/${screen}`}
      aria-current={isCurrent ? 'page' : undefined}
      title={SCREEN_NAMES[screen]}
      onClick={() => showOverlay(undefined)}
    >
      <ScreenIcon screen={screen} />
      <span>{SCREEN_NAMES[screen]}</span>
      {children}
    </a>
  )
}
