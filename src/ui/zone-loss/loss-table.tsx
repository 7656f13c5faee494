import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { LossCell, LossColumn, LossRow, LossSection } from '#losses/matrix.ts'
import { placeOf } from '#store/losses.ts'
import type { Losses } from '#store/losses.ts'
import { renderCount, renderNumber } from '../parts/render-count.ts'
import { VerdictIcon, verdictTone } from '../parts/verdict-chip.tsx'
import { ZoneLetter } from '../parts/zone-letter.tsx'
import { foldRows } from './fold-rows.ts'
import { SECTION_NAMES, nameColumn, renderWord, toChip } from './loss-words.ts'
import { playCell } from './play-cell.ts'

interface LossTableProps {
  readonly losses: Losses
  readonly sections: readonly LossSection[]
  readonly picked: string | undefined
  readonly onPick: (place: string) => void
}

/** Rows drawn of a section at first: a table of thousands is slow to draw and read by nobody. */
const ROWS_SHOWN = 80

/**
 * The matrix as a table. One cell is in the order of Tab; arrows go from cell to cell and pick it, Enter
 * plays it.
 */
export function LossTable({ losses, sections, picked, onPick }: LossTableProps) {
  const table = useRef<HTMLTableElement>(null)
  const [shown, setShown] = useState(ROWS_SHOWN)
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const { matrix, cells } = losses
  if (matrix === undefined) return null
  const { columns, rows, nodes, pods, pending } = matrix
  const running = pending === 0 ? 'all running' : `${renderNumber(pending)} pending`

  const onKeyDown = (event: KeyboardEvent) => {
    const to = findNeighbour(table.current, event.key)
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    to.focus()
    to.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    if (to.dataset['place'] !== undefined) onPick(to.dataset['place'])
  }

  return (
    <div className="card mxw" role="region" aria-label="Zone-loss matrix" tabIndex={-1}>
      <table className="lmx" ref={table} onKeyDown={onKeyDown}>
        <colgroup>
          <col className="n" />
          {columns.map(({ key }) => (
            <col key={key} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              Today’s plan
              <small>
                {renderCount(nodes, 'node')}, {renderCount(pods, 'pod')}, {running}
              </small>
            </th>
            {columns.map((column) => (
              <ColumnHead key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        {sections.map((section) => {
          const ofSection = rows.filter((row) => row.section === section)
          const own = foldRows({ rows: ofSection, columns, cells }).flatMap(({ row, alike }) => {
            const isOpen =
              unfolded.has(row.key) ||
              alike.some(({ key }) => picked?.startsWith(placeOf({ row: key, column: '' })))
            return isOpen
              ? [row, ...alike].map((one) => ({ row: one, alike: 0 }))
              : [{ row, alike: alike.length }]
          })
          const more = own.length - shown
          return own.length === 0 ? null : (
            <tbody key={section}>
              <tr className="g">
                <th colSpan={columns.length + 1} scope="colgroup">
                  {SECTION_NAMES[section]}
                </th>
              </tr>
              {own.slice(0, shown).map(({ row, alike }) => (
                <tr key={row.key}>
                  <RowHead
                    row={row}
                    alike={alike}
                    onUnfold={() => setUnfolded(new Set([...unfolded, row.key]))}
                  />
                  {columns.map((column) => {
                    const place = placeOf({ row: row.key, column: column.key })
                    return (
                      <td key={column.key} data-column={nameColumn(column)}>
                        <Cell
                          cell={cells.get(place)}
                          place={place}
                          isApplicable={
                            row.section !== 'control-plane' ||
                            row.pods.length > 0 ||
                            column.event.kind !== 'scaleToZero'
                          }
                          isStale={losses.stale.has(place)}
                          isPicked={place === picked}
                          onPick={onPick}
                        />
                      </td>
                    )
                  })}
                </tr>
              ))}
              {more > 0 && (
                <tr className="more">
                  <td colSpan={columns.length + 1}>
                    <button className="btn sm" onClick={() => setShown(shown + 200)}>
                      Show {renderNumber(Math.min(more, 200))} of {renderNumber(more)} more
                    </button>
                  </td>
                </tr>
              )}
            </tbody>
          )
        })}
      </table>
    </div>
  )
}

function ColumnHead({ column }: { readonly column: LossColumn }) {
  const { event, nodes, pods } = column
  const about =
    event.kind === 'zoneOutage'
      ? `${renderCount(nodes ?? 0, 'node')}, ${renderCount(pods ?? 0, 'pod')}`
      : event.kind === 'nodeLoss'
        ? 'the worst one for each row'
        : 'the workload of the row'
  return (
    <th scope="col">
      <div className="row">
        {event.kind === 'zoneOutage' && <ZoneLetter zone={event.zone} />}
        {nameColumn(column)}
      </div>
      <small>{about}</small>
    </th>
  )
}

interface RowHeadProps {
  readonly row: LossRow
  /** How many further rows are folded under it. */
  readonly alike: number
  readonly onUnfold: () => void
}

function RowHead({ row, alike, onUnfold }: RowHeadProps) {
  return (
    <th scope="row" title={row.namespace === undefined ? undefined : `namespace ${row.namespace}`}>
      <div className="row">
        {row.zone !== undefined && <ZoneLetter zone={row.zone} />}
        <div className="who-row">
          <span>{row.name}</span>
          <small>{row.detail}</small>
          {alike > 0 && (
            <button className="alike" onClick={onUnfold}>
              and {renderNumber(alike)} more like it
            </button>
          )}
        </div>
      </div>
    </th>
  )
}

interface CellProps {
  readonly cell: LossCell | undefined
  readonly place: string
  readonly isApplicable: boolean
  readonly isStale: boolean
  readonly isPicked: boolean
  readonly onPick: (place: string) => void
}

function Cell({ cell, place, isApplicable, isStale, isPicked, onPick }: CellProps) {
  if (cell === undefined) {
    return isApplicable ? (
      <span className="mxc none" aria-label="not judged yet">
        <i className="sk" />
      </span>
    ) : (
      <span className="mxc none">
        <span aria-hidden="true">–</span>
        <span className="sr">does not apply</span>
      </span>
    )
  }
  const chip = toChip(cell)
  const fill = cell.verdict === 'ok' || isStale ? '' : ' fill'
  return (
    <button
      className={`mxc ${isStale ? 't-none old' : verdictTone(chip)}${fill}`}
      data-place={place}
      tabIndex={isPicked ? 0 : -1}
      aria-current={isPicked ? true : undefined}
      onClick={() => onPick(place)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || cell.plays === undefined || isStale) return
        event.preventDefault()
        playCell(cell)
      }}
    >
      <VerdictIcon report={chip} />
      <span>{renderWord(cell)}</span>
      {cell.note !== '' && <small title={cell.note}>{cell.note}</small>}
      {isStale && <span className="sr">, before your last edit</span>}
    </button>
  )
}

/** The next cell in the direction of an arrow; cells that do not apply are passed over. */
function findNeighbour(table: HTMLTableElement | null, key: string): HTMLButtonElement | undefined {
  const at = document.activeElement
  const cell = at?.closest('td')
  const row = cell?.parentElement
  if (table === null || !cell || !(row instanceof HTMLTableRowElement)) return undefined
  const rows = [...table.querySelectorAll<HTMLTableRowElement>('tbody tr:has(button[data-place])')]
  const buttonsOf = (one: HTMLTableRowElement | undefined) =>
    [...(one?.cells ?? [])].map((td) => td.querySelector<HTMLButtonElement>('button[data-place]'))
  const column = cell.cellIndex
  const index = rows.indexOf(row)
  const own = buttonsOf(row)
  const down = rows.slice(index + 1).map((one) => buttonsOf(one)[column])
  const up = rows.slice(0, index).map((one) => buttonsOf(one)[column])
  const isThere = (one: HTMLButtonElement | null | undefined) => one !== null && one !== undefined
  const found = {
    ArrowRight: own.slice(column + 1).find(isThere),
    ArrowLeft: own.slice(0, column).findLast(isThere),
    ArrowDown: down.find(isThere),
    ArrowUp: up.findLast(isThere),
    Home: own.find(isThere),
    End: own.findLast(isThere),
  }[key]
  return found ?? undefined
}
