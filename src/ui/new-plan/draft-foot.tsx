import { Check } from 'lucide-react'
import { addDrawnDesign, createPlan, findNextDesign } from '#store/create-plan.ts'
import { forgetDraft, useDraft } from '#store/draft-store.ts'
import { useOpenPlan } from '#store/plan-store.ts'
import { navigate } from '#store/view-store.ts'
import { renderPrice } from './render-month.ts'
import { TrialChip } from './trial-chip.tsx'

export function DraftFoot() {
  const open = useOpenPlan()
  const drawn = useDraft((draft) => draft.drawn)
  const isReady = useDraft(
    (draft) => draft.drawn !== undefined && draft.drawnFor === draft.choices.current,
  )
  const hasProblems = useDraft((draft) => draft.problems.length > 0)
  const design = open === undefined ? undefined : findNextDesign()
  return (
    <footer className="foot2" role="group" aria-label="The plan so far">
      <span className="so-far">
        <TrialChip trial={drawn} isStale={!isReady} of="plan" />
        <span className="small">{renderPrice(drawn?.price)}</span>
      </span>
      <span className="small dim said">
        {hasProblems
          ? 'A field needs another value first'
          : open === undefined
            ? 'Kept in this browser'
            : 'Kept in this browser; undo brings the open plan back'}
      </span>
      <button
        type="button"
        className="btn push"
        onClick={() => {
          forgetDraft()
          navigate(open === undefined ? 'start' : 'topology')
        }}
      >
        Cancel
      </button>
      {design !== undefined && (
        <button type="button" className="btn" disabled={!isReady} onClick={() => addDrawnDesign()}>
          Open as design {design.toUpperCase()}
        </button>
      )}
      <button
        type="button"
        className="btn primary"
        disabled={!isReady}
        onClick={() => createPlan()}
      >
        <Check className="ic s" aria-hidden="true" />
        Create plan
      </button>
    </footer>
  )
}
