import '../aws/aws.css'
import './import.css'
import { Check } from 'lucide-react'
import type { CallProgress } from '#aws-client/reading.ts'
import { useAwsReport } from '#store/aws-store.ts'
import { useOpenPlan } from '#store/plan-store.ts'
import { applyImport, cancelImport, isPlanFile, useImport } from '#store/import-store.ts'
import { addImport } from '#store/compared-designs.ts'
import { showToast } from '#store/toast-store.ts'
import { navigate } from '#store/view-store.ts'
import { listMissing } from '../aws/list-missing.ts'
import { MissingCalls } from '../aws/missing-calls.tsx'
import { undoEdit } from '../frame/plan-commands.ts'
import { renderCount } from '../parts/render-count.ts'
import { EmptyImport } from './empty-import.tsx'
import { PreviewPane } from './preview-pane.tsx'
import { ReadingPane } from './reading-pane.tsx'
import { SourcesPane } from './sources-pane.tsx'
import { summarizeFindings } from './summarize-findings.ts'
import { UnderstoodPane } from './understood-pane.tsx'

/** Files in, and what was understood, guessed and left out, before anything is applied (I1.1). */
export function ImportScreen() {
  const hasFiles = useImport((state) => state.files.length > 0)
  const outcome = useImport((state) => state.outcome)
  const session = useImport((state) => state.session)
  const live = useLiveCalls()
  const missing = listMissing(live, outcome?.result.missing ?? [])
  if (!hasFiles) return <EmptyImport />
  return (
    <div className="iw">
      <SourcesPane />
      <section className="mid" aria-label="What was understood">
        <ReadingPane />
        <MissingCalls missing={missing} />
        {outcome !== undefined && <UnderstoodPane outcome={outcome} />}
      </section>
      {outcome?.packed !== undefined && session !== undefined && (
        <PreviewPane outcome={outcome} session={session} />
      )}
      <Foot />
    </div>
  )
}

/** Of the accounts that are among the sources. */
function useLiveCalls(): readonly CallProgress[] {
  const calls = useAwsReport()
  const files = useImport((state) => state.files)
  return calls.filter(({ region }) => files.some(({ label }) => label === `AWS ${region}`))
}

/** What is live beside what was designed; the import stays on its preview. */
function compareImport(): void {
  if (addImport()) navigate('compare')
  else showToast('Four designs are compared already: take one out first')
}

function Foot() {
  const outcome = useImport((state) => state.outcome)
  const isReading = useImport((state) => state.isReading)
  const open = useOpenPlan()
  const understood = outcome === undefined ? 0 : summarizeFindings(outcome.result).understood
  const isFile = outcome !== undefined && isPlanFile(outcome)
  const apply = (isOwn: boolean) => {
    applyImport({ isOwn })
    navigate('topology')
    showToast('Imported', open === undefined ? undefined : { label: 'Undo', run: undoEdit })
  }
  return (
    <footer className="foot2">
      <span className="dim small">
        {outcome?.packed === undefined
          ? isReading
            ? ''
            : 'There is nothing to apply'
          : open === undefined
            ? 'Opens as a new plan'
            : isFile
              ? `Beside ${open.packed.shell.name}, or instead of it; undo brings it back`
              : `Takes the place of ${open.packed.shell.name}; undo brings it back`}
      </span>
      <button
        className="btn push"
        onClick={() => {
          cancelImport()
          if (open !== undefined) navigate('topology')
        }}
      >
        Cancel
      </button>
      {open !== undefined && outcome?.packed !== undefined && (
        <button className="btn" disabled={isReading} onClick={compareImport}>
          Compare with the open plan
        </button>
      )}
      {isFile && open !== undefined ? (
        <>
          <button className="btn" disabled={isReading} onClick={() => apply(false)}>
            Take the place of {open.packed.shell.name}
          </button>
          <button className="btn primary" disabled={isReading} onClick={() => apply(true)}>
            <Check className="ic s" aria-hidden="true" />
            Open as its own plan
          </button>
        </>
      ) : (
        <button
          className="btn primary"
          disabled={outcome?.packed === undefined || isReading}
          onClick={() => apply(false)}
        >
          <Check className="ic s" aria-hidden="true" />
          {isReading || understood === 0 ? 'Apply' : `Apply ${renderCount(understood, 'item')}`}
        </button>
      )}
    </footer>
  )
}
