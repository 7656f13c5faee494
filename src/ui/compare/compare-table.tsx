import { Check, FolderOpen, X } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import type { ComparedDesign } from '#store/compare-store.ts'
import { removeDesign } from '#store/compare-store.ts'
import { openCompared } from '#store/compared-designs.ts'
import type { DisturbanceKind } from '#exploration/verdict.ts'
import type { DesignVerdict, JudgedDesign } from '#worker/judged-design.ts'
import type { PlaneVerdict } from '#worker/draft.ts'
import { letterOf } from '../parts/letter-of.ts'
import { renderCount } from '../parts/render-count.ts'
import { VerdictChip } from '../parts/verdict-chip.tsx'
import { DesignSketch } from './design-sketch.tsx'
import { DowntimeLines } from './downtime-lines.tsx'
import { sumPrices } from './headline.ts'
import { PriceBars } from './price-bars.tsx'
import {
  countVerdicts,
  findBetter,
  findWorstVerdict,
  listVerdictRows,
  rankVerdict,
} from './verdict-rows.ts'

/** So many rows of pods are shown; the others are counted. */
const MAX_ROWS = 12

/** A column a design, a row what differs; what is better is marked. */
export function CompareTable({ designs }: { readonly designs: readonly ComparedDesign[] }) {
  const judged = designs.map((design) => design.judged)
  const { rows } = listVerdictRows(judged)
  const prices = judged.map(sumPrices)
  const top = Math.max(
    0,
    ...prices.flatMap((price) => (price === undefined ? [] : [price.max ?? price.desired])),
  )
  return (
    <div
      className="cmp"
      role="table"
      aria-label="Designs side by side"
      style={{ '--n': designs.length } as CSSProperties}
    >
      <div role="row" className="cmp-row">
        <div className="k" role="columnheader">
          <span className="sr">What differs</span>
        </div>
        {designs.map((design, index) => (
          <DesignHead key={design.id} design={design} index={index} />
        ))}
      </div>
      <Section name="Verdicts" />
      {rows.slice(0, MAX_ROWS).map(({ names, more, cells }) => (
        <Row
          key={names.join()}
          name={`${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`}
          better={findBetter(
            cells.map((cell) => (cell === undefined ? undefined : rankVerdict(cell.summary))),
          )}
          cells={cells.map((cell, index) =>
            cell === undefined ? (
              <Missing key={index} isJudged={judged[index] !== undefined} />
            ) : (
              <VerdictCell key={index} verdict={cell} />
            ),
          )}
        />
      ))}
      {rows.length > MAX_ROWS && (
        <Row
          name={`${renderCount(rows.length - MAX_ROWS, 'row')} more`}
          cells={designs.map((_, index) => (
            <span key={index} className="small dim">
              less bad than those above
            </span>
          ))}
        />
      )}
      <Row
        name="All pods"
        note="that have a zonal volume or wait"
        better={findBetter(
          judged.map((one) => {
            const worst = findWorstVerdict(one)
            return worst === undefined ? undefined : rankVerdict(worst.summary)
          }),
        )}
        cells={judged.map((one, index) => (
          <AllPods key={index} judged={one} />
        ))}
      />
      <Section name="Control plane" />
      <Row
        name="If a zone is lost"
        cells={judged.map((one, index) => (
          <span key={index}>{one === undefined ? '' : renderPlanes(one, renderLoss)}</span>
        ))}
      />
      <Row
        name="API down a year"
        note="under the priors, or by its SLA"
        better={findBetter(judged.map((one) => (one === undefined ? undefined : rankDown(one))))}
        cells={judged.map((one, index) => (
          <DowntimeLines
            key={index}
            planes={(one?.clusters ?? []).map(({ plane }) => plane)}
            all={judged.flatMap((each) => (each?.clusters ?? []).map(({ plane }) => plane))}
            index={index}
          />
        ))}
      />
      <Section name={`Price${renderCurrency(prices)}`} />
      <Row
        name="Nodes and control plane"
        note={renderAsOf(prices)}
        better={findBetter(
          prices.map((price) => (price === undefined ? undefined : -price.desired)),
        )}
        cells={judged.map((one, index) => (
          <PriceBars
            key={index}
            price={prices[index]}
            reason={findReason(one)}
            top={top}
            index={index}
          />
        ))}
      />
    </div>
  )
}

function DesignHead({
  design,
  index,
}: {
  readonly design: ComparedDesign
  readonly index: number
}) {
  const { name, from, judged, source, id } = design
  const worst = findWorstVerdict(judged)
  const letter = letterOf(index)
  const shell = source.packed.shell.designs[source.design]
  return (
    <div className="hd" role="columnheader">
      <div className="t">
        <i className={`ltr ltr-${index}`}>{letter}</i>
        <div className="nm">
          <h2>{name}</h2>
          <span className="small dim">{from}</span>
        </div>
        <span className="push row">
          {judged === undefined ? (
            <span className="sk o" aria-label="not judged yet" role="img" />
          ) : worst === undefined ? (
            <span className="small dim">no pod to judge</span>
          ) : (
            <VerdictChip report={worst.summary} isBig />
          )}
        </span>
      </div>
      {shell !== undefined && (
        <DesignSketch clusters={shell.clusters} sketch={judged?.clusters[0]?.sketch ?? []} />
      )}
      {index > 0 && (
        <div className="row wrap">
          <button className="btn sm" onClick={() => void openCompared(design)}>
            <FolderOpen className="ic s" aria-hidden="true" />
            {id === 'import' ? `Back to the import` : `Open ${letter}`}
          </button>
          <button
            className="btn sm quiet"
            aria-label={`Take ${letter} out of the comparison`}
            onClick={() => removeDesign(id)}
          >
            <X className="ic s" aria-hidden="true" />
            Take out
          </button>
        </div>
      )}
    </div>
  )
}

function Section({ name }: { readonly name: string }) {
  return (
    <div role="row" className="cmp-row">
      <div className="sect" role="cell">
        {name}
      </div>
    </div>
  )
}

interface RowProps {
  readonly name: string
  readonly note?: string | undefined
  readonly better?: readonly boolean[]
  readonly cells: readonly ReactNode[]
}

function Row({ name, note, better = [], cells }: RowProps) {
  return (
    <div role="row" className="cmp-row">
      <div className="k" role="rowheader">
        <span>{name}</span>
        {note !== undefined && note !== '' && <small>{note}</small>}
      </div>
      {cells.map((cell, index) => (
        <div key={index} role="cell" className={better[index] === true ? 'win' : ''}>
          <i className="ltr-s" aria-hidden="true">
            {letterOf(index)}
          </i>
          {cell}
          {better[index] === true && (
            <span className="better">
              <Check className="ic" aria-hidden="true" />
              better
            </span>
          )}
        </div>
      ))}
    </div>
  )
}

function VerdictCell({ verdict }: { readonly verdict: DesignVerdict }) {
  const { summary } = verdict
  const kinds = (summary.disturbances?.kinds ?? []).map((kind) => KINDS[kind])
  return (
    <>
      <VerdictChip report={summary} />
      {kinds.length > 0 && <span className="dim small">{[...new Set(kinds)].join(', ')}</span>}
    </>
  )
}

const KINDS: Readonly<Record<DisturbanceKind, string>> = {
  nodeLoss: 'one node loss',
  zoneOutage: 'one zone outage',
  scaleToZero: 'one scale to zero',
  autoscalerRestart: 'one autoscaler restart',
}

function Missing({ isJudged }: { readonly isJudged: boolean }) {
  return isJudged ? <span className="small dim">not in it</span> : <i className="sk b" />
}

function AllPods({ judged }: { readonly judged: JudgedDesign | undefined }) {
  if (judged === undefined) return <i className="sk b" />
  const counts = countVerdicts(judged)
  if (counts.length === 0) return <span className="small dim">none</span>
  return counts.map(({ summary, count }) => (
    <span key={`${summary.verdict} ${summary.disturbances?.total ?? ''}`} className="row">
      <VerdictChip report={summary} />
      <span className="num2">{count}</span>
    </span>
  ))
}

function renderPlanes(judged: JudgedDesign, render: (plane: PlaneVerdict) => string): string {
  const several = judged.clusters.length > 1
  return judged.clusters
    .map(({ name, plane }) => (several ? `${name}: ${render(plane)}` : render(plane)))
    .join('; ')
}

function renderLoss(plane: PlaneVerdict): string {
  switch (plane.kind) {
    case 'managed':
      return 'goes on, managed by AWS'
    case 'self-managed':
      return plane.zonesThatEndIt.length === 0
        ? 'goes on, whichever zone it is'
        : `the API waits for ${plane.zonesThatEndIt.join(' or ')}`
    case 'unknown':
      return `not known: ${plane.reason}`
  }
}

/** Less is better; a bound of an SLA is no prediction and stands beside none. */
function rankDown({ clusters }: JudgedDesign): number | undefined {
  let sum = 0
  for (const { plane } of clusters) {
    if (plane.kind !== 'self-managed') return undefined
    sum += plane.minutesPerYear.central
  }
  return -sum
}

type Prices = readonly ReturnType<typeof sumPrices>[]

function renderCurrency(prices: Prices): string {
  const currencies = [...new Set(prices.flatMap((price) => price?.currency ?? []))]
  return currencies.length === 0 ? '' : `, ${currencies.join(' and ')} a month`
}

function renderAsOf(prices: Prices): string {
  const dates = [...new Set(prices.flatMap((price) => price?.asOf ?? []))].toSorted()
  return dates.length === 0 ? '' : `on demand, prices of ${dates.join(' and ')}`
}

function findReason(judged: JudgedDesign | undefined): string | undefined {
  if (judged === undefined) return undefined
  const unknown = judged.clusters.map(({ price }) => price).find(({ kind }) => kind === 'unknown')
  return unknown?.kind === 'unknown' ? unknown.reason : ''
}
