import { restoreLastPlan, startAutosave } from './autosave.ts'
import { startLinks } from './link-store.ts'
import { isFromHelper } from './helper-store.ts'
import { startOffline } from './offline.ts'
import { startControlPlane } from './control-plane-store.ts'
import { startLossRuns } from './loss-store.ts'
import { startRuns } from './run-store.ts'
import { startView, viewStore } from './view-store.ts'

/** Sets the stores going, in the order in which they listen to each other; once, before the first paint. */
export function startPage(): void {
  startView()
  startRuns()
  startControlPlane()
  startLossRuns()
  startAutosave()
  startLinks()
  void restoreLastPlan(viewStore.getState().screen !== 'start')
  // What the helper serves is on this machine already, and under another port the next time.
  if (!isFromHelper()) void startOffline()
}
