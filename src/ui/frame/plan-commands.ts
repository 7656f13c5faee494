import { planStore, redo, undo } from '#store/plan-store.ts'
import { getSession } from '#store/run-store.ts'
import { showToast } from '#store/toast-store.ts'

/** Commands on the open plan that the top bar, the keys and the palette share. */
export function undoEdit(): void {
  const label = undo()
  if (label !== undefined) showToast(`Undone: ${label}`, { label: 'Redo', run: redoEdit })
}

export function redoEdit(): void {
  const label = redo()
  if (label !== undefined) showToast(`Done again: ${label}`)
}

/** The plan in its canonical form, as a file of this machine. */
export async function savePlanFile(): Promise<void> {
  const plan = planStore.getState().current
  if (plan === undefined) return
  try {
    const content = await getSession().engine.exportPlan(plan.packed, 'yaml')
    const name = `${plan.packed.shell.name.replace(/[^A-Za-z0-9._-]+/g, '-')}.plan.yaml`
    downloadFile(content, name)
    showToast(`${name} is in your downloads`)
  } catch (error) {
    showToast(`The file was not written: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function downloadFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
