import { BookMarked, Download, House, ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRun } from '#store/run-store.ts'
import type { Screen } from '#store/route.ts'
import { showOverlay, useView } from '#store/view-store.ts'
import { Dialog } from '../parts/dialog.tsx'
import { TopologyMark } from '../parts/marks.tsx'

export const SCREEN_NAMES: Readonly<Record<Screen, string>> = {
  start: 'Start',
  topology: 'Topology',
  findings: 'Findings',
  import: 'Import',
  incidents: 'Incidents',
}

export function ScreenIcon({ screen }: { readonly screen: Screen }) {
  switch (screen) {
    case 'start':
      return <House className="ic" aria-hidden="true" />
    case 'topology':
      return <TopologyMark />
    case 'findings':
      return <ShieldAlert className="ic" aria-hidden="true" />
    case 'import':
      return <Download className="ic" aria-hidden="true" />
    case 'incidents':
      return <BookMarked className="ic" aria-hidden="true" />
  }
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
      </nav>
    </Dialog>
  )
}

function Links() {
  const findings = useRun((run) => run.results.filter((one) => one.report.verdict !== 'ok').length)
  const isBad = useRun((run) => {
    const worst = run.results[0]?.report.verdict
    return worst === 'pending-forever' || worst === 'at-risk'
  })
  return (
    <>
      <Link screen="topology" />
      <Link screen="findings">
        {findings > 0 && (
          <span className={`n ${isBad ? 'bad' : ''}`}>
            {findings}
            <span className="sr"> not proven safe</span>
          </span>
        )}
      </Link>
      <hr />
      <Link screen="import" />
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
