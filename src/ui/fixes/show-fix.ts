import { askFixes } from '#store/fix-store.ts'
import { getSession } from '#store/run-store.ts'
import { changeView, navigate, select, viewStore } from '#store/view-store.ts'
import type { Judged } from '#worker/protocol.ts'

/** A fix is looked for where a pod can stay pending; an `unknown` asks for what is missing instead. */
export function hasFixes({ report }: Judged): boolean {
  return report.verdict === 'pending-forever' || report.verdict === 'at-risk'
}

/** Opens a pod's fix where it is looked at: in the panel of the board, or with its finding. */
export function showFix(key: string): void {
  const { screen } = viewStore.getState()
  if (screen === 'findings') changeView({ open: key })
  else if (screen === 'topology') select({ kind: 'pod', key })
  else navigate('topology', { selection: { kind: 'pod', key } })
  askFixes(key)
}

/** The fix of what is selected or open, else of the plan's own verdict; false where there is none to show. */
export function showCurrentFix(): boolean {
  const { judged, results, stale } = getSession().run.getState()
  const { selection, open } = viewStore.getState()
  const asked = selection?.kind === 'pod' ? selection.key : open
  const found = (asked === undefined ? undefined : judged.get(asked)) ?? results[0]
  if (found === undefined || !hasFixes(found) || stale.has(found.key)) return false
  showFix(found.key)
  return true
}
