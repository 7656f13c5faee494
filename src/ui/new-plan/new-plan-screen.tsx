import './new-plan.css'
import { useEffect } from 'react'
import { useSaves } from '#store/autosave.ts'
import { leaveDraft, openDraft, useDraft } from '#store/draft-store.ts'
import { SHAPE_SECTIONS } from '#shapes/shapes.ts'
import { listAlternatives } from '#shapes/list-alternatives.ts'
import { makeFreeName } from '#store/free-name.ts'
import { DraftFoot } from './draft-foot.tsx'
import { GroupsSection } from './groups-section.tsx'
import { PlaneSection } from './plane-section.tsx'
import { PreviewPane } from './preview-pane.tsx'
import { ShapeList } from './shape-list.tsx'
import { WhereSection } from './where-section.tsx'
import { WorkloadSection } from './workload-section.tsx'

/** A plan from nothing: a shape that people run, a few choices, each with the verdict it leads to. */
export function NewPlanScreen() {
  const choices = useDraft((draft) => draft.choices.current)
  const recent = useSaves((state) => state.recent)
  const isLoading = useSaves((state) => state.isLoading)
  useEffect(() => {
    if (isLoading) return
    const first = SHAPE_SECTIONS[0]?.shapes[0]?.choices
    if (first === undefined) return
    const name = makeFreeName(
      first.name,
      recent.map((line) => line.name),
    )
    openDraft({ ...first, name }, listAlternatives)
    return leaveDraft
    // Names that are kept later are looked at when the form is opened again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isLoading])
  if (choices === undefined) return null
  return (
    <div className="npw">
      <ShapeList choices={choices} />
      <section className="fmn" aria-label="Choices">
        <div>
          <h1>New plan</h1>
          <p>Everything can be changed later. Each choice shows the verdict it leads to.</p>
        </div>
        <WhereSection choices={choices} />
        <GroupsSection choices={choices} />
        <PlaneSection choices={choices} />
        <WorkloadSection choices={choices} />
      </section>
      <PreviewPane choices={choices} />
      <DraftFoot />
    </div>
  )
}
