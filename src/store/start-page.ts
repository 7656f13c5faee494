import { registerOfflineWorker } from '#worker/trusted.ts'
import { restoreLastPlan, startAutosave } from './autosave.ts'
import { startRuns } from './run-store.ts'
import { startView, viewStore } from './view-store.ts'

/** Sets the stores going, in the order in which they listen to each other; once, before the first paint. */
export function startPage(): void {
  startView()
  startRuns()
  startAutosave()
  void restoreLastPlan(viewStore.getState().screen !== 'start')
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    // Without it the page works, but for offline.
    registerOfflineWorker().catch(() => undefined)
  }
}
