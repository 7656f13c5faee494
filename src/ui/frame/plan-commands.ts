import { redoDraft, undoDraft } from '#store/draft-store.ts'
import { noteFiled } from '#store/filed-plans.ts'
import { loadPlan } from '#store/plan-database.ts'
import { markOwn, planStore, redo, undo } from '#store/plan-store.ts'
import type { OpenPlan } from '#store/plan-store.ts'
import { getSession } from '#store/run-store.ts'
import { redoTyping, sourceStore, undoTyping } from '#store/source-store.ts'
import { showToast } from '#store/toast-store.ts'
import { showStep, viewStore } from '#store/view-store.ts'
import { isWithoutObjects } from '#worker/plan-text.ts'

/** Commands on the open plan that the top bar, the keys and the palette share. */
export function undoEdit(): void {
  // On the source screen what was typed last, and is no step yet, goes first.
  if (undoTyping()) return
  const { player, screen } = viewStore.getState()
  // What was lost on the board is the last thing that was done, and no edit of the plan.
  if (screen === 'topology' && player?.event !== undefined) {
    showStep(undefined)
    return
  }
  const label = undo()
  if (label !== undefined) showToast(`Undone: ${label}`, { label: 'Redo', run: redoEdit })
}

export function redoEdit(): void {
  if (redoTyping()) return
  const label = redo()
  if (label !== undefined) showToast(`Done again: ${label}`)
}

/** Undo where the person is: of the form that draws a plan, elsewhere of the open plan. */
export function undoHere(): void {
  if (viewStore.getState().screen !== 'new-plan') return undoEdit()
  const label = undoDraft()
  if (label !== undefined) showToast(`Undone: ${label}`, { label: 'Redo', run: redoHere })
}

export function redoHere(): void {
  if (viewStore.getState().screen !== 'new-plan') return redoEdit()
  const label = redoDraft()
  if (label !== undefined) showToast(`Done again: ${label}`)
}

export type FileFormat = 'yaml' | 'json'

/** The open plan in its canonical form, as a file of this machine; false when it was not written. */
export async function savePlanFile(format: FileFormat = 'yaml'): Promise<boolean> {
  const plan = planStore.getState().current
  if (plan === undefined || !(await writePlanFile(plan, format))) return false
  noteFiled(plan.packed)
  markOwn()
  return true
}

/** The same of a plan that is kept and need not be open. */
export async function saveKeptFile(id: string, format: FileFormat): Promise<boolean> {
  const { current } = planStore.getState()
  if (current?.id === id) return savePlanFile(format)
  const loaded = await loadPlan(id).catch(() => undefined)
  if (loaded !== undefined) return writePlanFile(loaded.plan, format)
  showToast('This plan is no longer kept in this browser')
  return false
}

async function writePlanFile({ packed }: OpenPlan, format: FileFormat): Promise<boolean> {
  try {
    const content = await getSession().engine.exportPlan(packed, format)
    const name = nameFile(packed.shell.name, format)
    downloadFile(content, name)
    showToast(`${name} is in your downloads`)
    return true
  } catch (error) {
    showToast(`The file was not written: ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}

/** The text of the source screen, as it stands there: with its comments, and with its errors if it has any. */
export async function saveTextFile(): Promise<void> {
  const plan = planStore.getState().current
  const { text, format, status, planId } = sourceStore.getState()
  if (plan === undefined) return
  if (planId !== plan.id || isWithoutObjects(plan.packed)) {
    await savePlanFile(format)
    return
  }
  const name = nameFile(plan.packed.shell.name, format)
  downloadFile(new Blob([text]), name)
  if (status !== 'apart') {
    noteFiled(plan.packed)
    markOwn()
  }
  showToast(`${name} is in your downloads${status === 'apart' ? ', with its errors' : ''}`)
}

function nameFile(name: string, format: 'yaml' | 'json'): string {
  return `${toFileName(name)}.plan.${format}`
}

/** A file of this machine, and a word that it is there. */
export function saveFile(content: Blob, name: string): void {
  downloadFile(content, name)
  showToast(`${name} is in your downloads`)
}

/** A name that every file system takes. */
export function toFileName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]+/g, '-')
}

function downloadFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
