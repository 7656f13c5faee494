import { useDraft } from '#store/draft-store.ts'
import { usePlans } from '#store/plan-store.ts'
import { useSource } from '#store/source-store.ts'
import { useView } from '#store/view-store.ts'

/** What undo and redo would do where the person is; `undefined`: nothing. */
export function useHistoryLabels(): {
  readonly undoLabel: string | undefined
  readonly redoLabel: string | undefined
} {
  const isDrawing = useView((view) => view.screen === 'new-plan')
  const isSource = useView((view) => view.screen === 'source')
  const isTyped = useSource(({ status }) => status === 'typing' || status === 'apart')
  const step = usePlans((plans) => plans.past.at(-1)?.label)
  const plan = isSource && isTyped ? 'what was typed' : step
  const nextPlan = usePlans((plans) => plans.future[0]?.label)
  const draft = useDraft(({ choices }) => choices.past.at(-1)?.label)
  const nextDraft = useDraft(({ choices }) => choices.future[0]?.label)
  return isDrawing
    ? { undoLabel: draft, redoLabel: nextDraft }
    : { undoLabel: plan, redoLabel: nextPlan }
}
