import './frame.css'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useOpenPlan } from '#store/plan-store.ts'
import { useSaves } from '#store/autosave.ts'
import { useView } from '#store/view-store.ts'
import { Navigation, PhoneMenu } from './navigation.tsx'
import { NoPlan } from './no-plan.tsx'
import { OtherWindowNotice } from './other-window.tsx'
import { TopBar } from './top-bar.tsx'

interface FrameProps {
  readonly title: string
  /** The screen shows the open plan; without one it says where to get one. */
  readonly needsPlan?: boolean
  readonly children: ReactNode
}

/** Top bar, navigation, and the screen, which scrolls inside its own panes. */
export function Frame({ title, needsPlan, children }: FrameProps) {
  const plan = useOpenPlan()
  const isLoading = useSaves((state) => state.isLoading)
  const isMenuOpen = useView((view) => view.overlay === 'menu')
  const name = plan?.packed.shell.name
  useEffect(() => {
    document.title = `${title}${name === undefined ? '' : `, ${name}`} · Neverpending`
  }, [title, name])
  useEffect(() => {
    // What was pressed is gone with the last screen: readers and keys go on at the new one.
    if (document.activeElement === document.body) {
      document.getElementById('main')?.focus({ preventScroll: true })
    }
  }, [title])
  const isMissing = needsPlan === true && plan === undefined
  return (
    <div className="app fixed">
      <a className="skip" href="#main">
        Skip to the screen
      </a>
      <TopBar />
      <Navigation />
      <main className="main" id="main" tabIndex={-1}>
        <OtherWindowNotice />
        {isMissing ? isLoading ? null : <NoPlan /> : children}
      </main>
      {isMenuOpen && <PhoneMenu />}
    </div>
  )
}
