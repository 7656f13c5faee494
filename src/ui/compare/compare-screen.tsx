import './compare.css'
import { FileText, Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { MAX_DESIGNS, startComparing, useComparing } from '#store/compare-store.ts'
import { followImport } from '#store/compared-designs.ts'
import { showToast } from '#store/toast-store.ts'
import { letterOf } from '../parts/letter-of.ts'
import { renderCount } from '../parts/render-count.ts'
import { AddDesignDialog } from './add-design-dialog.tsx'
import { CompareTable } from './compare-table.tsx'
import { DifferencesSection } from './differences-section.tsx'
import { EditCard } from './edit-card.tsx'
import { renderHeadline } from './headline.ts'
import { MergeFoot } from './merge-foot.tsx'
import { renderMarkdown } from './render-markdown.ts'
import { listVerdictRows } from './verdict-rows.ts'

/** Two designs or more side by side: which is better, in what, what it costs, and the edit between them. */
export function CompareScreen() {
  const designs = useComparing((state) => state.designs)
  const other = useComparing((state) => state.other)
  const differences = useComparing((state) => state.differences)
  const [isAdding, setAdding] = useState(false)
  useEffect(() => startComparing(), [])
  useEffect(() => followImport(), [])
  const judged = designs.map((design) => design.judged)
  const index = designs.findIndex(({ id }) => id === other)
  const letter = letterOf(Math.max(1, index))
  const isAlone = designs.length < 2
  const { equal } = listVerdictRows(judged)
  return (
    <div className="cw">
      <div className="page">
        <div className="head">
          <div>
            <h1>{renderHeadline(judged)}</h1>
            <p role="status">
              {isAlone
                ? 'Verdicts, control plane and price stand side by side, and the differences thing by thing.'
                : equal === 0
                  ? 'Every pod that is judged differs.'
                  : `Differences only; ${renderCount(equal, 'pod')} with equal verdicts ${equal === 1 ? 'is' : 'are'} hidden.`}
            </p>
          </div>
          <div className="row wrap push">
            <button
              className={isAlone ? 'btn primary' : 'btn'}
              disabled={designs.length >= MAX_DESIGNS}
              onClick={() => setAdding(true)}
            >
              <Plus className="ic s" aria-hidden="true" />
              Add a design
            </button>
            {!isAlone && (
              <button
                className="btn"
                disabled={judged.includes(undefined)}
                onClick={() =>
                  void copyMarkdown(
                    renderMarkdown(
                      designs,
                      differences === undefined ? undefined : { differences, letter },
                    ),
                  )
                }
              >
                <FileText className="ic s" aria-hidden="true" />
                Markdown for the pull request
              </button>
            )}
          </div>
        </div>
        <CompareTable designs={designs} />
        {isAlone ? (
          <OnlyOne onAdd={() => setAdding(true)} />
        ) : (
          <>
            <DifferencesSection letter={letter} />
            {differences !== undefined && differences.count > 0 && (
              <EditCard differences={differences} letter={letter} />
            )}
          </>
        )}
      </div>
      <MergeFoot letter={letter} isAlone={isAlone} />
      {isAdding && <AddDesignDialog onClose={() => setAdding(false)} />}
    </div>
  )
}

function OnlyOne({ onAdd }: { readonly onAdd: () => void }) {
  return (
    <div className="empty">
      <h2>Nothing to hold it against yet</h2>
      <p>
        Add a plan that this browser keeps, another design of this plan, an incident’s twin, a link
        or files: a fresh import of the running cluster shows what was designed against what is
        live.
      </p>
      <div className="row wrap">
        <button className="btn" onClick={onAdd}>
          Choose a design
        </button>
        <a className="btn" href="#/import">
          Import a cluster
        </a>
      </div>
    </div>
  )
}

async function copyMarkdown(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    showToast('Markdown copied')
  } catch {
    showToast('The browser did not let the text be copied')
  }
}
