import { Play, Wrench } from 'lucide-react'
import type { LossCell, LossMatrix } from '#losses/matrix.ts'
import { useRun } from '#store/run-store.ts'
import { navigate } from '#store/view-store.ts'
import { hasFixes, showFix } from '../fixes/show-fix.ts'
import { FactChain } from '../parts/fact-chain.tsx'
import { Headline } from '../parts/headline.tsx'
import { DisturbanceMark } from '../parts/marks.tsx'
import { renderCount } from '../parts/render-count.ts'
import { VerdictIcon, verdictTone } from '../parts/verdict-chip.tsx'
import { nameColumn, renderWord, toChip } from './loss-words.ts'
import { playCell } from './play-cell.ts'

interface CellDetailProps {
  readonly cell: LossCell
  readonly matrix: LossMatrix
  readonly isStale: boolean
}

/** Why the picked cell is what it is, and what can be done about it. */
export function CellDetail({ cell, matrix, isStale }: CellDetailProps) {
  const row = matrix.rows.find(({ key }) => key === cell.row)
  const column = matrix.columns.find(({ key }) => key === cell.column)
  const chip = toChip(cell)
  const label = `${row?.name ?? ''}, ${column === undefined ? '' : nameColumn(column).toLowerCase()}`
  return (
    <section className="card why" aria-label="The picked cell">
      <span className={`v big ${isStale ? 'stale' : verdictTone(chip)}`}>
        <VerdictIcon report={chip} />
        {renderWord(cell)}
      </span>
      <div className="tells">
        <p>
          <b>{label}:</b>{' '}
          <span className="line">
            <Headline text={shortenHeadline(cell)} />
            {cell.verdict === 'unknown' ? '' : '.'}
          </span>
          {isStale && <span className="tag">before your last edit</span>}
        </p>
        {cell.chain.length > 0 && <FactChain facts={cell.chain} />}
        <p className="small dim">{renderProofLine(cell)}</p>
      </div>
      <Actions cell={cell} isStale={isStale} />
    </section>
  )
}

/** The row and the column stand before it already. */
function shortenHeadline({ verdict, headline, plays }: LossCell): string {
  if (plays !== undefined && verdict === 'at-risk') return 'pending for ever'
  const name = headline.slice(0, headline.indexOf(' '))
  return headline.startsWith(`${name} is `)
    ? headline.slice(name.length + 4)
    : verdict === 'unknown' || name === 'The'
      ? headline
      : headline.slice(name.length + 1)
}

function renderProofLine({ steps, disturbances, proofSentence, verdict }: LossCell): string {
  const total = disturbances?.total ?? 0
  const trace =
    steps === undefined || steps === 0 || verdict === 'ok'
      ? ''
      : `Shortest trace: ${renderCount(steps, 'step')}, ${total} of them ${total === 1 ? 'a disturbance' : 'disturbances'}. `
  const proof =
    proofSentence === ''
      ? ''
      : `${proofSentence.slice(0, 1).toUpperCase()}${proofSentence.slice(1)}.`
  return `${trace}${proof}`
}

interface ActionsProps {
  readonly cell: LossCell
  readonly isStale: boolean
}

function Actions({ cell, isStale }: ActionsProps) {
  const judged = useRun((run) => (cell.pod === undefined ? undefined : run.judged.get(cell.pod)))
  const volume = cell.row.startsWith('volume ') ? cell.row.slice('volume '.length) : undefined
  const { pod } = cell
  return (
    <div className="row acts">
      {cell.plays !== undefined ? (
        <button className="btn" disabled={isStale} onClick={() => playCell(cell)}>
          <Play className="ic s" aria-hidden="true" />
          Play
        </button>
      ) : (
        pod !== undefined &&
        cell.verdict !== 'unknown' &&
        cell.verdict !== 'pending-forever' && (
          <button
            className="btn"
            disabled={isStale}
            onClick={() =>
              navigate('topology', { player: { key: pod, step: 1, event: cell.column } })
            }
          >
            <DisturbanceMark />
            Show it on the board
          </button>
        )
      )}
      {volume !== undefined && (
        <button
          className="btn"
          onClick={() => navigate('topology', { selection: { kind: 'volume', key: volume } })}
        >
          Show it on the board
        </button>
      )}
      {judged !== undefined && hasFixes(judged) && cell.verdict !== 'waits-for-zone' && (
        <button className="btn primary" disabled={isStale} onClick={() => showFix(judged.key)}>
          <Wrench className="ic s" aria-hidden="true" />
          Show the fix
        </button>
      )}
    </div>
  )
}
