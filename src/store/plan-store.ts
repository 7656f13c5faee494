import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Plan } from '#plan/schema.ts'
import type { PackedPlan } from '#worker/packed-plan.ts'
import { EMPTY_HISTORY, recordChange, redoChange, undoChange } from './history.ts'
import type { History } from './history.ts'

/** A plan as it is open: undo goes through these. */
export interface OpenPlan {
  /** Its entry in the list of recent plans. */
  readonly id: string
  readonly packed: PackedPlan
  readonly origin: Origin
  /** Absent: an incident as the library has it, which can be had again. */
  readonly isEdited?: true
}

export type Origin =
  | {
      readonly kind: 'files'
      readonly labels: readonly string[]
      /** Objects of a running cluster are among them: names are then left out of a link (L7.4). */
      readonly isFromCluster?: boolean
    }
  | { readonly kind: 'incident'; readonly incident: string; readonly isRepaired: boolean }
  /** `isOwn` since it was edited here or saved as a file (L6.5). */
  | { readonly kind: 'link'; readonly isOwn: boolean }
  /** Drawn from nothing. */
  | { readonly kind: 'drawn' }

export const planStore = createStore<History<OpenPlan>>(() => EMPTY_HISTORY)

export function usePlans<T>(select: (plans: History<OpenPlan>) => T): T {
  return useStore(planStore, select)
}

export function useOpenPlan(): OpenPlan | undefined {
  return usePlans((plans) => plans.current)
}

let lastId = 0

/** Unique in this browser as far as its clock goes on. */
export function makePlanId(): string {
  lastId++
  return `${Date.now().toString(36)}-${lastId}`
}

/** Opens a plan in the place of the present one, which undo brings back. */
export function openPlan(plan: OpenPlan, label: string): void {
  planStore.setState((plans) => recordChange(plans, plan, label))
}

/** Opens what was saved when the page was left: not a step, nothing stands before it. */
export function restorePlan(plan: OpenPlan): void {
  if (planStore.getState().current !== undefined) return
  planStore.setState({ ...EMPTY_HISTORY, current: plan })
}

/** Puts a newer state of the open plan, which another window has kept, in its place: nothing stands before it. */
export function reopenPlan(plan: OpenPlan): void {
  planStore.setState({ ...EMPTY_HISTORY, current: plan })
}

/** Makes the open plan, with its history, a plan of its own under another name. */
export function splitPlan(id: string, name: string): void {
  planStore.setState(({ current, past, future }) => {
    const old = current?.id
    const move = (plan: OpenPlan | undefined): OpenPlan | undefined => {
      if (plan === undefined || plan.id !== old) return plan
      const packed = { ...plan.packed, shell: { ...plan.packed.shell, name } }
      return { ...plan, id, packed, isEdited: true }
    }
    return {
      current: move(current),
      past: past.map((step) => ({ ...step, value: move(step.value) })),
      future: future.map((step) => ({ ...step, value: move(step.value) })),
    }
  })
}

/**
 * One step of undo: a function of `plan/edit.ts` on the open plan, and what it does in a few words.
 * The plan it sees has no Kubernetes objects (`worker/packed-plan.ts`).
 */
export function editPlan(change: (plan: Plan) => Plan, label: string): void {
  planStore.setState((plans) => {
    const { current } = plans
    if (current === undefined) return plans
    const shell = change(current.packed.shell)
    if (shell === current.packed.shell) return plans
    const packed = { ...current.packed, shell }
    const origin = toOwn(current.origin)
    return recordChange(plans, { ...current, packed, origin, isEdited: true }, label)
  })
}

/** One step of undo that puts another text in the place of the open plan's: what `editPlan` can't reach. */
export function replacePlan(packed: PackedPlan, label: string): void {
  planStore.setState((plans) => {
    const { current } = plans
    if (current === undefined) return plans
    const origin = toOwn(current.origin)
    return recordChange(plans, { ...current, packed, origin, isEdited: true }, label)
  })
}

/** What came in a link is the person's own from the first edit, or the first file, on (L6.5). */
export function markOwn(): void {
  planStore.setState((plans) => {
    const { current } = plans
    if (current === undefined || current.origin.kind !== 'link') return plans
    return { ...plans, current: { ...current, origin: toOwn(current.origin) } }
  })
}

function toOwn(origin: Origin): Origin {
  return origin.kind === 'link' && !origin.isOwn ? { ...origin, isOwn: true } : origin
}

/** Goes on with the last step instead of making one: typing is one step a burst, not one a letter. */
export function amendPlan(packed: PackedPlan): void {
  planStore.setState((plans) =>
    plans.current === undefined
      ? plans
      : { ...plans, current: { ...plans.current, packed }, future: [] },
  )
}

/** What was undone, for people; `undefined` where there was nothing. */
export function undo(): string | undefined {
  const label = planStore.getState().past.at(-1)?.label
  planStore.setState(undoChange)
  return label
}

export function redo(): string | undefined {
  const label = planStore.getState().future[0]?.label
  planStore.setState(redoChange)
  return label
}
