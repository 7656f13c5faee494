import type { LossCell } from '#losses/matrix.ts'
import { VERDICTS } from '#exploration/verdict.ts'
import { placeOf } from '#store/losses.ts'
import type { Losses } from '#store/losses.ts'
import { renderNumber } from '../parts/render-count.ts'
import { VerdictIcon, verdictTone } from '../parts/verdict-chip.tsx'
import { renderWord, toChip } from './loss-words.ts'

/** How many cells have each verdict, worst first. */
export function LossCounts({ losses }: { readonly losses: Losses }) {
  const fresh = [...losses.cells.values()].filter((cell) => !losses.stale.has(placeOf(cell)))
  const byWord = new Map<string, LossCell[]>()
  for (const cell of fresh) {
    const word = renderWord(cell)
    byWord.set(word, [...(byWord.get(word) ?? []), cell])
  }
  return (
    <>
      {[...byWord]
        .sort(([, [a]], [, [b]]) => orderOf(a) - orderOf(b))
        .map(([word, [first, ...rest]]) =>
          first === undefined ? null : <Count key={word} first={first} cells={[first, ...rest]} />,
        )}
    </>
  )
}

function orderOf(cell: LossCell | undefined): number {
  return VERDICTS.indexOf(cell?.verdict ?? 'ok') * 10 + (cell?.disturbances?.total ?? 0)
}

/** Proven and searched cells are counted as one word: the mark is that of the search. */
function withoutProof({ proof: _, ...rest }: LossCell): LossCell {
  return rest
}

function Count({
  first,
  cells,
}: {
  readonly first: LossCell
  readonly cells: readonly LossCell[]
}) {
  const chip = toChip(withoutProof(first))
  const back = cells.filter(({ zoneBack, verdict }) => zoneBack === true && verdict === 'at-risk')
  const proven = cells.filter(({ proof }) => proof?.kind === 'theorem')
  const about =
    back.length > 0
      ? `${renderNumber(back.length)} of them with the zone back`
      : first.verdict === 'ok' && proven.length > 0
        ? `${renderNumber(proven.length)} of them proven`
        : ''
  return (
    <>
      <span className={`v big ${verdictTone(chip)}`}>
        <VerdictIcon report={chip} />
        {renderWord(first)}
        <b className="n">{renderNumber(cells.length)}</b>
      </span>
      {about !== '' && <span className="small dim att">{about}</span>}
    </>
  )
}
