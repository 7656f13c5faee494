import { noteFiled } from '#store/filed-plans.ts'
import { markOwn, planStore, redo, undo } from '#store/plan-store.ts'
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

/** The plan in its canonical form, as a file of this machine; false when it was not written. */
export async function savePlanFile(format: 'yaml' | 'json' = 'yaml'): Promise<boolean> {
  const plan = planStore.getState().current
  if (plan === undefined) return false
  try {
    const content = await getSession().engine.exportPlan(plan.packed, format)
    const name = nameFile(plan.packed.shell.name, format)
    downloadFile(content, name)
    noteFiled(plan.packed)
    markOwn()
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
