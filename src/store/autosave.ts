import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { makeFreeName } from './free-name.ts'
import { listLastOpen, rememberOpen } from './last-open.ts'
import { listenToWindows, tellWindows } from './plan-channel.ts'
import { listPlans, loadPlan, saveNews, savePlan } from './plan-database.ts'
import type { LineNews, PlanLine } from './plan-database.ts'
import { makePlanId, planStore, reopenPlan, restorePlan, splitPlan } from './plan-store.ts'
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
  /** Another window has changed the plan that is, or was, open here. */
  readonly otherWindow: OtherWindow | undefined
}

export interface OtherWindow {
  /** The plan as the other window has kept it. */
  readonly id: string
  readonly name: string
  /** What the edits of this window are kept as; absent: it had none. */
  readonly mine?: string
}

export const saveStore = createStore<SaveState>(() => ({
  status: 'nothing',
  recent: [],
  isLoading: true,
  otherWindow: undefined,
}))

export function useSaves<T>(select: (state: SaveState) => T): T {
  return useStore(saveStore, select)
}

const DELAY_MS = 400

/** Revisions that this window has read or written last, by the id of the plan. */
const revisions = new Map<string, number>()

/** What the browser holds of each plan, as far as this window has read or written it. */
const held = new Map<string, OpenPlan>()

/** Saves go one after the other: each must know the revision that the last one wrote. */
let queue: Promise<unknown> = Promise.resolve()

/** Keeps every edit and every new verdict a moment later; once, when the page starts. */
export function startAutosave(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked: { readonly plan: OpenPlan; readonly run: Run | undefined } | undefined
  const save = () => {
    clearTimeout(timer)
    const { current } = planStore.getState()
    if (current === undefined) return
    const run = findFinishedRun(current)
    if (asked?.plan === current && (run === undefined || asked.run === run)) return
    asked = { plan: current, run }
    queue = queue.then(() => keep(current, run))
  }
  const saveSoon = () => {
    const id = planStore.getState().current?.id
    // A plan that was just opened is kept at once, so that it can be found again.
    const isNew = asked?.plan.id !== id
    if (isNew && id !== undefined) rememberOpen(id)
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
  listenToWindows(({ id, revision }) => {
    void refreshRecent()
    const { current } = planStore.getState()
    if (current?.id !== id || revision === undefined || revision === revisions.get(id)) return
    // Edits that are not kept yet find out when they are: nothing is lost by waiting for that.
    if (held.get(id) !== current) return
    saveStore.setState({ otherWindow: { id, name: current.packed.shell.name } })
  })
}

/** Reads the list, and opens the plan that was open when the page was left. */
export async function restoreLastPlan(isWanted: boolean): Promise<void> {
  try {
    const recent = await listPlans()
    saveStore.setState({ recent })
    const last = [...listLastOpen(), recent[0]?.id].find((id) =>
      recent.some((line) => line.id === id),
    )
    if (isWanted && last !== undefined) {
      const plan = await loadKeptPlan(last)
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

/** Reads a plan to open it here, and remembers what its next save stands on. */
export async function loadKeptPlan(id: string): Promise<OpenPlan | undefined> {
  await queue
  const loaded = await loadPlan(id)
  if (loaded === undefined) return undefined
  revisions.set(id, loaded.revision)
  held.set(id, loaded.plan)
  return loaded.plan
}

/** Opens the state that the other window has kept, in the place of the older one here. */
export async function showOtherWindow(): Promise<void> {
  const { otherWindow } = saveStore.getState()
  if (otherWindow === undefined) return
  const plan = await loadKeptPlan(otherWindow.id)
  if (plan !== undefined) reopenPlan(plan)
  dismissOtherWindow()
}

export function dismissOtherWindow(): void {
  saveStore.setState({ otherWindow: undefined })
}

async function keep(plan: OpenPlan, run: Run | undefined): Promise<void> {
  const revision = revisions.get(plan.id)
  try {
    // A new verdict is no change of the plan.
    if (held.get(plan.id) === plan && revision !== undefined) {
      if (run !== undefined) await saveNews(plan.id, revision, summarizeRun(run))
      saveStore.setState({ recent: await listPlans() })
      return
    }
    saveStore.setState({ status: 'saving' })
    const outcome = await savePlan(plan, {
      expected: revision,
      changedAtMs: Date.now(),
      news: run === undefined ? {} : summarizeRun(run),
    })
    if (outcome.kind === 'conflict') {
      await splitFromOther(plan)
      return
    }
    revisions.set(plan.id, outcome.revision)
    held.set(plan.id, plan)
    saveStore.setState({ status: 'saved', recent: await listPlans() })
    tellWindows({ id: plan.id, revision: outcome.revision })
  } catch {
    saveStore.setState({ status: 'failed' })
  }
}

/** The edits of this window go on as a plan of their own, so that both are kept. */
async function splitFromOther(plan: OpenPlan): Promise<void> {
  const recent = await listPlans()
  const theirs = recent.find((line) => line.id === plan.id)
  const taken = recent.map((line) => line.name)
  const { name } = plan.packed.shell
  const mine = makeFreeName(name, [...taken, name])
  saveStore.setState({
    recent,
    status: 'saving',
    otherWindow: { id: plan.id, name: theirs?.name ?? name, mine },
  })
  // The store tells autosave of the new plan, which then keeps it.
  if (planStore.getState().current?.id === plan.id) splitPlan(makePlanId(), mine)
}

function findFinishedRun(plan: OpenPlan): Run | undefined {
  const run = getSession().run.getState()
  return run.packed === plan.packed && run.status === 'done' ? run : undefined
}

function summarizeRun(run: Run): LineNews {
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
