import './tokens.css'
import './kit.css'
import './base.css'
import { lazy, Suspense } from 'react'
import type { ComponentType } from 'react'
import type { Screen } from '#store/route.ts'
import { useIncomingLink } from '#store/link-store.ts'
import { useView } from '#store/view-store.ts'
import { FindingsScreen } from './findings/findings-screen.tsx'
import { DropTarget } from './frame/drop-target.tsx'
import { ErrorBoundary } from './frame/error-boundary.tsx'
import { Frame } from './frame/frame.tsx'
import { SCREEN_NAMES } from './frame/navigation.tsx'
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

const SourceScreen = lazy(async () => ({
  default: (await import('./source/source-screen.tsx')).SourceScreen,
}))
const NewPlanScreen = lazy(async () => ({
  default: (await import('./new-plan/new-plan-screen.tsx')).NewPlanScreen,
}))
const PlansScreen = lazy(async () => ({
  default: (await import('./plans/plans-screen.tsx')).PlansScreen,
}))

const ControlPlaneScreen = lazy(async () => ({
  default: (await import('./control-plane/control-plane-screen.tsx')).ControlPlaneScreen,
}))

const CompareScreen = lazy(async () => ({
  default: (await import('./compare/compare-screen.tsx')).CompareScreen,
}))

const OpenLinkDialog = lazy(async () => ({
  default: (await import('./open-link/open-link-dialog.tsx')).OpenLinkDialog,
}))

const ShareDialog = lazy(async () => ({
  default: (await import('./share/share-dialog.tsx')).ShareDialog,
}))

const AwsDialog = lazy(async () => ({
  default: (await import('./aws/aws-dialog.tsx')).AwsDialog,
}))

const ZoneLossScreen = lazy(async () => ({
  default: (await import('./zone-loss/zone-loss-screen.tsx')).ZoneLossScreen,
}))

const SchedulingScreen = lazy(async () => ({
  default: (await import('./scheduling/scheduling-screen.tsx')).SchedulingScreen,
}))

export function App() {
  useShortcuts()
  const overlay = useView((view) => view.overlay)
  const isLinkIncoming = useIncomingLink() !== undefined
  return (
    <>
      <ErrorBoundary>
        <CurrentScreen />
        {overlay === 'palette' && <Palette />}
        {overlay === 'keys' && <KeysDialog />}
        <Suspense fallback={null}>{overlay === 'share' && <ShareDialog />}</Suspense>
        <Suspense fallback={null}>{overlay === 'aws' && <AwsDialog />}</Suspense>
        <Suspense fallback={null}>{isLinkIncoming && <OpenLinkDialog />}</Suspense>
      </ErrorBoundary>
      <DropTarget />
      <Toasts />
    </>
  )
}

/** What each screen shows in the frame; the start page has none. */
const SCREENS: Readonly<Record<Exclude<Screen, 'start'>, ScreenParts>> = {
  plans: { Content: PlansScreen },
  'new-plan': { Content: NewPlanScreen },
  topology: { needsPlan: true, Content: () => <TopologyScreen header={<VerdictBar />} /> },
  findings: { needsPlan: true, Content: FindingsScreen },
  'zone-loss': { needsPlan: true, Content: ZoneLossScreen },
  scheduling: { needsPlan: true, Content: SchedulingScreen },
  'control-plane': { needsPlan: true, Content: ControlPlaneScreen },
  compare: { needsPlan: true, Content: CompareScreen },
  import: { Content: ImportScreen },
  source: { needsPlan: true, Content: SourceScreen },
  incidents: { Content: IncidentsScreen },
}

interface ScreenParts {
  readonly needsPlan?: boolean
  readonly Content: ComponentType
}

function CurrentScreen() {
  const screen = useView((view) => view.screen)
  if (screen === 'start') return <StartScreen />
  const { Content, needsPlan = false } = SCREENS[screen]
  return (
    <Frame title={SCREEN_NAMES[screen]} needsPlan={needsPlan}>
      <Suspense fallback={null}>
        <Content />
      </Suspense>
    </Frame>
  )
}
