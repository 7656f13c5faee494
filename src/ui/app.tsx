import './tokens.css'
import './kit.css'
import './base.css'
import { lazy, Suspense } from 'react'
import { useView } from '#store/view-store.ts'
import { FindingsScreen } from './findings/findings-screen.tsx'
import { DropTarget } from './frame/drop-target.tsx'
import { ErrorBoundary } from './frame/error-boundary.tsx'
import { Frame } from './frame/frame.tsx'
import { IncidentsScreen } from './incidents/incidents-screen.tsx'
import { KeysDialog } from './keyboard/keys-dialog.tsx'
import { useShortcuts } from './keyboard/use-shortcuts.ts'
import { Palette } from './palette/palette.tsx'
import { Toasts } from './parts/toasts.tsx'
import { StartScreen } from './start/start-screen.tsx'
import { TopologyScreen } from './topology/topology-screen.tsx'
import { VerdictBar } from './verdict-bar/verdict-bar.tsx'

const ImportScreen = lazy(async () => ({
  default: (await import('./import/import-screen.tsx')).ImportScreen,
}))

export function App() {
  useShortcuts()
  const overlay = useView((view) => view.overlay)
  return (
    <>
      <ErrorBoundary>
        <CurrentScreen />
        {overlay === 'palette' && <Palette />}
        {overlay === 'keys' && <KeysDialog />}
      </ErrorBoundary>
      <DropTarget />
      <Toasts />
    </>
  )
}

function CurrentScreen() {
  const screen = useView((view) => view.screen)
  switch (screen) {
    case 'start':
      return <StartScreen />
    case 'topology':
      return (
        <Frame title="Topology" needsPlan>
          <TopologyScreen header={<VerdictBar />} />
        </Frame>
      )
    case 'findings':
      return (
        <Frame title="Findings" needsPlan>
          <FindingsScreen />
        </Frame>
      )
    case 'import':
      return (
        <Frame title="Import">
          <Suspense fallback={null}>
            <ImportScreen />
          </Suspense>
        </Frame>
      )
    case 'incidents':
      return (
        <Frame title="Incidents">
          <IncidentsScreen />
        </Frame>
      )
  }
}
