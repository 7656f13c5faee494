import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { deletePlan, listPlans, loadPlan, savePlan } from './plan-database.ts'
import type { PlanLine } from './plan-database.ts'
import { planStore, restorePlan } from './plan-store.ts'
import type { OpenPlan } from './plan-store.ts'
import { getSession, sessionStore } from './run-store.ts'
import { findWorst } from './run.ts'
import type { Run } from './run.ts'

/** Whether this browser has kept the last edit. */
export interface SaveState {
  readonly status: 'nothing' | 'saving' | 'saved' | 'failed'
  readonly recent: readonly PlanLine[]
  /** Plans that were kept before are still being looked up. */
  readonly isLoading: boolean
}

export const saveStore = createStore<SaveState>(() => ({
  status: 'nothing',
  recent: [],
  isLoading: true,
}))

export function useSaves<T>(select: (state: SaveState) => T): T {
  return useStore(saveStore, select)
}

const DELAY_MS = 400

/** Keeps every edit and every new verdict a moment later; once, when the page starts. */
export function startAutosave(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let saved: { readonly plan: OpenPlan; readonly run: Run | undefined } | undefined
  const save = () => {
    clearTimeout(timer)
    const { current } = planStore.getState()
    if (current === undefined) return
    const run = findFinishedRun(current)
    if (saved?.plan === current && (run === undefined || saved.run === run)) return
    const isSamePlan = saved?.plan === current
    saved = { plan: current, run }
    void keep(current, run, isSamePlan)
  }
  const saveSoon = () => {
    // A plan that was just opened is kept at once, so that it can be found again.
    const isNew = saved?.plan.id !== planStore.getState().current?.id
    clearTimeout(timer)
    timer = setTimeout(save, isNew ? 0 : DELAY_MS)
  }
  planStore.subscribe(saveSoon)
  let unsubscribe = getSession().run.subscribe(saveSoon)
  sessionStore.subscribe(({ session }) => {
    unsubscribe()
    unsubscribe = session.run.subscribe(saveSoon)
    saveSoon()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save()
  })
}

/** Reads the list, and opens the plan that was open when the page was left. */
export async function restoreLastPlan(isWanted: boolean): Promise<void> {
  try {
    const recent = await listPlans()
    saveStore.setState({ recent })
    const [last] = recent
    if (isWanted && last !== undefined) {
      const plan = await loadPlan(last.id)
      if (plan !== undefined) restorePlan(plan)
    }
  } catch {
    saveStore.setState({ status: 'failed' })
  } finally {
    saveStore.setState({ isLoading: false })
  }
}

export async function refreshRecent(): Promise<void> {
  try {
    saveStore.setState({ recent: await listPlans() })
  } catch {
    saveStore.setState({ status: 'failed' })
  }
}

/** Takes a plan out of this browser; one that is open stays open, and is kept again with its next edit. */
export async function forgetPlan(id: string): Promise<void> {
  await deletePlan(id).catch(() => undefined)
  await refreshRecent()
}

async function keep(plan: OpenPlan, run: Run | undefined, isSamePlan: boolean): Promise<void> {
  saveStore.setState({ status: 'saving' })
  try {
    const before = saveStore.getState().recent.find((line) => line.id === plan.id)
    await savePlan(plan, {
      // A new verdict is no change of the plan.
      changedAtMs: isSamePlan && before !== undefined ? before.changedAtMs : Date.now(),
      ...(run === undefined ? {} : summarizeRun(run)),
    })
    saveStore.setState({ status: 'saved', recent: await listPlans() })
  } catch {
    saveStore.setState({ status: 'failed' })
  }
}

function findFinishedRun(plan: OpenPlan): Run | undefined {
  const run = getSession().run.getState()
  return run.packed === plan.packed && run.status === 'done' ? run : undefined
}

function summarizeRun(run: Run): Pick<PlanLine, 'counts' | 'worst'> {
  const { picture } = run
  const worst = findWorst(run)?.report
  return {
    ...(picture === undefined
      ? {}
      : {
          counts: {
            zones: picture.zones.length,
            groups: picture.groups.length,
            nodes: picture.nodes.length,
            pods: picture.pods.names.length,
          },
        }),
    ...(worst === undefined ? {} : { worst }),
  }
}
