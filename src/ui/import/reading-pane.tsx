import { OctagonAlert } from 'lucide-react'
import type { ImportProgress } from '#importers/importer.ts'
import { stopReading, useImport } from '#store/import-store.ts'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { renderNumber } from '../parts/render-count.ts'

/** While files are read: which, how far, and a way out. What was read before stays in sight. */
export function ReadingPane() {
  const isReading = useImport((state) => state.isReading)
  const progress = useImport((state) => state.progress)
  const failure = useImport((state) => state.failure)
  if (failure !== undefined) {
    return (
      <div className="note t-bad" role="alert">
        <OctagonAlert className="ic" aria-hidden="true" />
        <span>
          <b>The files were not read to their end.</b> {failure}. The open plan has not changed. Try
          fewer namespaces at a time.
        </span>
      </div>
    )
  }
  if (!isReading) return null
  return (
    <div className="reading" role="status">
      <div>
        <b>{progress === undefined ? 'Reading' : renderStage(progress)}</b>
        <ProgressBar
          label="Files read"
          done={progress === undefined ? 0 : measure(progress)}
          total={100}
        />
      </div>
      <button className="btn" onClick={stopReading}>
        Cancel
      </button>
    </div>
  )
}

const STAGES = ['read', 'parse', 'map', 'merge'] as const

const STAGE_WORDS: Readonly<Record<ImportProgress['stage'], string>> = {
  read: 'Opening',
  parse: 'Reading',
  map: 'Understanding',
  merge: 'Putting together',
}

function renderStage({ stage, file, done, total }: ImportProgress): string {
  const count = total > 1 ? ` ${renderNumber(done)} of ${renderNumber(total)}` : ''
  return `${STAGE_WORDS[stage]} ${file}${count}`
}

/** The stages as equal parts of the way. */
function measure({ stage, done, total }: ImportProgress): number {
  const part = 100 / STAGES.length
  return STAGES.indexOf(stage) * part + (total === 0 ? 0 : (part * done) / total)
}
