import { renamePlan } from '#plan/edit.ts'
import { refreshRecent, saveStore } from './autosave.ts'
import { makeFreeName } from './free-name.ts'
import { tellWindows } from './plan-channel.ts'
import { deletePlan, duplicateSavedPlan, putBackPlan, renameSavedPlan } from './plan-database.ts'
import { editPlan, makePlanId, openPlan, planStore } from './plan-store.ts'
import { showToast } from './toast-store.ts'

/** What a person does with the plans that this browser keeps. Each says what it did and can be taken back. */

/** Takes the plan that another replaced out of this browser; undo opens it again, which keeps it again. */
export async function forgetReplaced(id: string): Promise<void> {
  try {
    await removePlan(id)
  } catch {
    sayFailed()
  }
}

/** Takes a plan out of this browser. One that is open stays open, and is kept again with its next edit. */
export async function forgetPlan(id: string): Promise<void> {
  try {
    const kept = await removePlan(id)
    if (kept === undefined) return
    const isOpen = planStore.getState().current?.id === id
    showToast(
      `${kept.saved.name} is deleted${isOpen ? ' from this browser; it stays open here' : ''}`,
      {
        label: 'Undo',
        run: () => {
          void putBackPlan(kept).then(refreshRecent, sayFailed)
        },
      },
    )
  } catch {
    sayFailed()
  }
}

async function removePlan(id: string): ReturnType<typeof deletePlan> {
  const kept = await deletePlan(id)
  tellWindows({ id })
  await refreshRecent()
  return kept
}

/** Another name; empty ones and the present one change nothing. */
export async function renameKeptPlan(id: string, typed: string): Promise<void> {
  const name = typed.trim().slice(0, MAX_NAME)
  if (name === '') return
  if (planStore.getState().current?.id === id) {
    const before = planStore.getState().current?.packed.shell.name
    editPlan((plan) => renamePlan(plan, name), `name ${before} → ${name}`)
    return
  }
  try {
    const before = await renameSavedPlan(id, name, Date.now())
    await refreshRecent()
    if (before === undefined || before === name) return
    tellOf(id)
    showToast(`${before} is now ${name}`, {
      label: 'Undo',
      run: () => {
        void renameSavedPlan(id, before, Date.now()).then(refreshRecent, sayFailed)
      },
    })
  } catch {
    sayFailed()
  }
}

/** The longest name of a plan (`plan/schema.ts`). */
const MAX_NAME = 253

/** Keeps a copy under the next free name. */
export async function duplicateKeptPlan(id: string): Promise<void> {
  const { current } = planStore.getState()
  const { recent } = saveStore.getState()
  const line = recent.find((one) => one.id === id)
  const names = recent.map((one) => one.name)
  if (current?.id === id) {
    // What is open may be newer than what is kept.
    const name = makeFreeName(current.packed.shell.name, [...names, current.packed.shell.name])
    const shell = renamePlan(current.packed.shell, name)
    openPlan(
      { ...current, id: makePlanId(), packed: { ...current.packed, shell }, isEdited: true },
      `copy of ${current.packed.shell.name}`,
    )
    showToast(`${name} is open, and ${current.packed.shell.name} is kept as it was`)
    return
  }
  if (line === undefined) return
  try {
    const copy = { id: makePlanId(), name: makeFreeName(line.name, names), changedAtMs: Date.now() }
    const isKept = await duplicateSavedPlan(id, copy)
    await refreshRecent()
    if (!isKept) return
    tellOf(copy.id)
    showToast(`${copy.name} is kept`, {
      label: 'Undo',
      run: () => {
        void deletePlan(copy.id).then(refreshRecent, sayFailed)
      },
    })
  } catch {
    sayFailed()
  }
}

function tellOf(id: string): void {
  const revision = saveStore.getState().recent.find((line) => line.id === id)?.revision
  tellWindows(revision === undefined ? { id } : { id, revision })
}

function sayFailed(): void {
  showToast('This browser did not let the plan be changed')
}
