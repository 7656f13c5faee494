import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Fix, FixAnswer, FixProgress } from '#exploration/fixes/find-fixes.ts'
import { replaceCluster } from '#plan/edit.ts'
import type { Plan } from '#plan/schema.ts'
import type { PackedPlan } from '#worker/packed-plan.ts'
import type { Place } from '#worker/protocol.ts'
import { editObjects } from './edit-objects.ts'
import { editPlan, planStore, usePlans } from './plan-store.ts'
import { INTERACTIVE_BOUND } from './run-session.ts'
import { getSession } from './run-store.ts'
import { viewStore } from './view-store.ts'

/** The search for what would free one pod, of the plan that it was asked for. */
export interface FixRun {
  readonly key: string
  readonly packed: PackedPlan
  readonly place: Place
  readonly progress: FixProgress
  readonly answer: FixAnswer | undefined
  readonly message: string | undefined
}

const fixStore = createStore<{ readonly run: FixRun | undefined }>(() => ({ run: undefined }))

/** What is known of a pod's fixes; an edit hides it, and undo shows it again. */
export function useFixes(key: string | undefined): FixRun | undefined {
  const run = useStore(fixStore, (state) => state.run)
  const packed = usePlans((plans) => plans.current?.packed)
  return run?.key === key && run?.packed === packed ? run : undefined
}

let stop = () => {}

/** Asks what would free a pod, unless that is known or asked already. */
export function askFixes(key: string): void {
  const packed = planStore.getState().current?.packed
  const { place } = viewStore.getState()
  const { run } = fixStore.getState()
  if (packed === undefined) return
  if (run?.key === key && run.packed === packed && run.message === undefined) return
  stop()
  const change = (news: Partial<FixRun>) =>
    fixStore.setState(({ run: now }) => (now === undefined ? {} : { run: { ...now, ...news } }))
  const progress = { done: 0, total: 0 }
  fixStore.setState({
    run: { key, packed, place, progress, answer: undefined, message: undefined },
  })
  const end = getSession().engine.findFixes(
    { packed, place, key, bound: INTERACTIVE_BOUND },
    {
      onProgress: (now) => change({ progress: now }),
      onDone: (answer) => change({ answer }),
      onFailed: (message) => change({ message }),
    },
  )
  // An edit ends a search that has not answered: what it would find is of another plan.
  const ignore = planStore.subscribe(({ current }) => {
    if (current?.packed !== packed && fixStore.getState().run?.answer === undefined) closeFixes()
  })
  stop = () => {
    ignore()
    end()
  }
}

/** Forgets what was asked, and ends what is still looked for. */
export function closeFixes(): void {
  stop()
  stop = () => {}
  fixStore.setState({ run: undefined })
}

/** Makes the edit of a fix in the plan that it was found for, its objects too: one step of undo. */
export function applyFix(fix: Fix, place: Place): Promise<void> {
  const { nodeGroups, autoscalers, put, title } = fix
  const change = (plan: Plan) => {
    const cluster = plan.designs[place.design]?.clusters[place.cluster]
    if (cluster === undefined) return plan
    return replaceCluster(plan, place, { ...cluster, nodeGroups, autoscalers })
  }
  if (put.length > 0) return editObjects({ place, put, change }, title)
  editPlan(change, title)
  return Promise.resolve()
}
