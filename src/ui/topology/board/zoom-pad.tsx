import { Minus, Plus } from 'lucide-react'
import { stepZoom, ZOOMS } from './zoom.ts'
import type { Zoom } from './zoom.ts'

export type BoardForm = 'board' | 'table'

interface ZoomPadProps {
  readonly zoom: Zoom
  readonly onZoom: (zoom: Zoom) => void
  readonly form: BoardForm
  readonly onForm: (form: BoardForm) => void
  /** Ties of pods that wait: of those pending for ever, and of others. */
  readonly ties: { readonly hasStuck: boolean; readonly hasWaiting: boolean }
}

const WORDS: Readonly<Record<Zoom, string>> = { cards: 'cards', tiles: 'nodes', groups: 'groups' }

/** Under the board: what its marks mean, how near it is looked at, and the same as a table. */
export function ZoomPad({ zoom, onZoom, form, onForm, ties }: ZoomPadProps) {
  return (
    <div className="zoompad">
      {form === 'board' ? <Legend zoom={zoom} ties={ties} /> : <span />}
      <div className="row">
        {form === 'board' && (
          <div className="row zoom" role="group" aria-label="Zoom">
            <button
              className="btn icon quiet"
              aria-label="Zoom out"
              aria-disabled={zoom === ZOOMS[0]}
              onClick={() => onZoom(stepZoom(zoom, -1))}
            >
              <Minus className="ic s" aria-hidden="true" />
            </button>
            <span aria-live="polite">{WORDS[zoom]}</span>
            <button
              className="btn icon quiet"
              aria-label="Zoom in"
              aria-disabled={zoom === ZOOMS.at(-1)}
              onClick={() => onZoom(stepZoom(zoom, 1))}
            >
              <Plus className="ic s" aria-hidden="true" />
            </button>
          </div>
        )}
        <div className="seg" role="group" aria-label="Form of the picture">
          <button aria-pressed={form === 'board'} onClick={() => onForm('board')}>
            Board
          </button>
          <button aria-pressed={form === 'table'} onClick={() => onForm('table')}>
            Table
          </button>
        </div>
      </div>
    </div>
  )
}

function Legend({ zoom, ties }: Pick<ZoomPadProps, 'zoom' | 'ties'>) {
  if (zoom === 'groups') {
    return (
      <div className="key">
        <span>bars: nodes by cpu asked for, 0 to 100 %, last one over 90</span>
        <span>
          <i className="of-max" />
          nodes of the maximum
        </span>
        <span>
          <i className="min-mark" />
          minimum
        </span>
      </div>
    )
  }
  return (
    <div className="key">
      {zoom === 'tiles' && <span>top bar cpu, thin bar memory, number of pods</span>}
      <span>
        <i className="z" />
        pod with a volume
      </span>
      <span>
        <i />
        pod
      </span>
      <span>
        <i className="d" />
        DaemonSet
      </span>
      <span>
        <i className="f" />
        not requested
      </span>
      {ties.hasStuck && (
        <span>
          <i className="ln" />
          tie of a pod pending for ever
        </span>
      )}
      {ties.hasWaiting && (
        <span>
          <i className="ln waits" />
          tie of a pending pod
        </span>
      )}
    </div>
  )
}
