import { OctagonAlert } from 'lucide-react'
import { dropDraft, useSource } from '#store/source-store.ts'
import { renderCount } from '../parts/render-count.ts'
import { UnknownMark } from '../parts/marks.tsx'
import type { CaretPlace } from './editor/create-editor.ts'

interface ProblemListProps {
  readonly place: CaretPlace
  readonly onGoTo: (offset: number) => void
}

const SHOWN = 40

/** Everything that keeps the text from being the plan, then what the plan does not say. */
export function ProblemList({ place, onGoTo }: ProblemListProps) {
  const reading = useSource((source) => source.reading)
  const status = useSource((source) => source.status)
  const note = useSource((source) => source.note)
  const problems = reading?.problems ?? []
  const unknowns = reading?.unknowns ?? []
  const rows = [
    ...problems.map((one) => ({ ...one, isProblem: true })),
    ...unknowns.map((one) => ({ ...one, isProblem: false })),
  ]
  return (
    <section className="pb" aria-label="Problems">
      <div className="row head-row">
        {problems.length > 0 ? (
          <span className="t t-bad">
            <OctagonAlert className="ic" aria-hidden="true" />
            {renderCount(problems.length, 'error')}
          </span>
        ) : (
          <span className="t">{status === 'typing' ? 'Reading' : 'No errors'}</span>
        )}
        {unknowns.length > 0 && (
          <span className="t t-none">
            <UnknownMark />
            {renderCount(unknowns.length, 'unknown')}
          </span>
        )}
        <span className="dim small say" role="status">
          {note ?? renderState(status)}
        </span>
        {status === 'apart' && (
          <button className="btn sm" onClick={() => void dropDraft()}>
            Back to the plan
          </button>
        )}
        <span className="loc hide-phone">
          line {place.line}, column {place.column}; {renderCount(place.lines, 'line')}; schema
          neverpending/v1
        </span>
      </div>
      {rows.length > 0 && (
        <ul className="pb-rows">
          {rows.slice(0, SHOWN).map((row) => (
            <li key={`${row.path} ${row.from} ${row.message}`}>
              <button className="row" onClick={() => onGoTo(row.from)}>
                <span className={row.isProblem ? 't t-bad' : 't t-none'}>
                  {row.isProblem ? (
                    <OctagonAlert className="ic" aria-hidden="true" />
                  ) : (
                    <UnknownMark />
                  )}
                </span>
                <span className="what">
                  {row.path !== '' && <span className="mono">{shorten(row.path)}</span>}{' '}
                  {row.message}
                </span>
                <span className="loc">line {row.line}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function renderState(status: string): string {
  if (status === 'typing' || status === 'loading') return ''
  return status === 'apart'
    ? 'Not applied: the board keeps the last whole plan until the errors are gone; nothing is lost.'
    : 'Text, form and board are the same plan.'
}

/** Of a plan with one design and one cluster the first parts say nothing. */
function shorten(path: string): string {
  return path.replace(/^designs\[0\]\.clusters\[0\]\./, '')
}
