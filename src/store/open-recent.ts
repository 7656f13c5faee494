import { loadKeptPlan } from './autosave.ts'
import { openPlan, planStore } from './plan-store.ts'
import { FIRST_PLACE } from './route.ts'
import { showToast } from './toast-store.ts'
import { navigate } from './view-store.ts'

/** Opens a plan that this browser kept; undo brings back what was open. */
export async function openRecent(id: string): Promise<void> {
  if (planStore.getState().current?.id !== id) {
    const plan = await loadKeptPlan(id).catch(() => undefined)
    if (plan === undefined) {
      showToast('This plan is no longer kept in this browser')
      return
    }
    openPlan(plan, `opening of ${plan.packed.shell.name}`)
  }
  navigate('topology', { place: FIRST_PLACE })
}
