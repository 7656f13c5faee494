import { Check, Lock, X } from 'lucide-react'
import { Suspense, lazy, useMemo } from 'react'
import type { CSSProperties, ReactNode } from 'react'
import { renderMinutes } from '#availability/render-minutes.ts'
import type { ControlPlaneAssessment } from '#risk/assess-control-plane.ts'
import { findBandScale, findShare } from '../charts/band-scale.ts'
import type { BandScale } from '../charts/band-scale.ts'
import { listChoiceRows } from './choice-rows.ts'
import type { ChoiceRow } from './choice-rows.ts'
import { PlacementPicture } from './placement-picture.tsx'
import { useWidth } from './use-width.ts'

const BandChart = lazy(async () => ({
  default: (await import('../charts/band-chart.tsx')).BandChart,
}))
const BandAxis = lazy(async () => ({
  default: (await import('../charts/band-axis.tsx')).BandAxis,
}))

const ROW_PX = 46

interface ChoiceTableProps {
  readonly assessment: ControlPlaneAssessment
  readonly zones: readonly string[]
}

/** What a control plane could be, beside today's: one scale for all, and the same in figures. */
export function ChoiceTable({ assessment, zones }: ChoiceTableProps) {
  const { report, priors } = assessment
  const rows = useMemo(() => listChoiceRows(report, zones), [report, zones])
  const scale = useMemo(() => findBandScale(rows.flatMap(listMinutes)), [rows])
  const commons = rows.flatMap(({ commonCauseMinutes }) => commonCauseMinutes ?? [])
  const reference = commons.length === 0 ? undefined : Math.max(...commons)
  const [plot, widthPx] = useWidth<HTMLDivElement>()
  return (
    <div className="card forest-card" role="group" aria-label="Choices, side by side" tabIndex={0}>
      <Hatch />
      <table className="forest">
        <caption className="sr">
          Choices of a control plane: what each survives, minutes a year without the API, and price
        </caption>
        <thead>
          <tr>
            <th scope="col">Choice</th>
            <th scope="col">Members by zone</th>
            <th scope="col">
              Survives
              <br />a node
            </th>
            <th scope="col">
              Survives
              <br />a zone
            </th>
            <th scope="col" className="plot">
              <span className="sr">On one scale</span>
              <div ref={plot} className="plot-head" aria-hidden="true">
                {reference !== undefined && (
                  <span style={placeAt(findShare(scale, reference))}>
                    common cause, at most {renderMinutes(reference)}
                  </span>
                )}
                {widthPx > 0 && (
                  <div className="plot-axis">
                    <Suspense fallback={null}>
                      <BandAxis scale={scale} widthPx={widthPx} />
                    </Suspense>
                  </div>
                )}
              </div>
            </th>
            <th scope="col">
              API down a year
              <br />
              mean, band × 1/3 to × 3
            </th>
            <th scope="col">
              API during
              <br />
              an upgrade
            </th>
            <th scope="col" className="num">
              USD
              <br />a month
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.key}
              row={row}
              minutesPerMember={priors.minutesPerMember}
              chart={
                widthPx > 0 && (
                  <RowChart row={row} scale={scale} reference={reference} widthPx={widthPx} />
                )
              }
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Read by the style sheet. */
function placeAt(share: number): CSSProperties {
  return { '--at': share } as CSSProperties
}

/** The hatching of what is a bound, for the bars of all rows. */
function Hatch() {
  return (
    <svg className="sr" aria-hidden="true">
      <defs>
        <pattern
          id="band-hatch"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill="var(--surface)" />
          <path d="M0 0v6" stroke="var(--line-2)" strokeWidth="3" />
        </pattern>
      </defs>
    </svg>
  )
}

interface RowProps {
  readonly row: ChoiceRow
  readonly minutesPerMember: number
  readonly chart: ReactNode
}

function Row({ row, minutesPerMember, chart }: RowProps) {
  const { name, note, placement, downtime, boundMinutes, pricePerMonth } = row
  return (
    <tr className={toneOf(row)} aria-current={row.isToday ? 'true' : undefined}>
      <th scope="row">
        {name}
        <small>{row.isBest ? `${note}, best at this price` : note}</small>
      </th>
      <td className="cp-place" data-label="Members by zone">
        {placement === undefined ? (
          <span className="tag">
            <Lock className="ic" aria-hidden="true" />
            not yours to place
          </span>
        ) : (
          <PlacementPicture placement={placement} />
        )}
      </td>
      <td className="cp-node" data-label="Survives a node">
        <Survives is={row.survivesMembers !== 0} words={sayMembers(row.survivesMembers)} />
      </td>
      <td className="cp-ends-zone" data-label="Survives a zone">
        <Survives is={(row.endedBy ?? []).length === 0} words={sayZones(row.endedBy)} />
      </td>
      <td className="plot" aria-hidden="true">
        <div className="plot-box">{chart}</div>
      </td>
      <td className="mny cp-down" data-label="API down a year">
        {downtime !== undefined ? (
          <>
            {renderMinutes(downtime.central)}
            <small>
              {renderMinutes(downtime.low)} to {renderMinutes(downtime.high)}
            </small>
          </>
        ) : boundMinutes !== undefined ? (
          <>
            {renderMinutes(boundMinutes)}
            <small>a bound, no forecast</small>
          </>
        ) : (
          'unknown'
        )}
      </td>
      <td className="small cp-upgrade" data-label="API during an upgrade">
        {sayUpgrade(row, minutesPerMember)}
      </td>
      <td className="num mny cp-usd" data-label="USD a month">
        {pricePerMonth === undefined
          ? 'unknown'
          : pricePerMonth.toLocaleString('en-US', TWO_DECIMALS)}
      </td>
    </tr>
  )
}

const TWO_DECIMALS = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const

function Survives({ is, words }: { readonly is: boolean; readonly words: string }) {
  return (
    <span className={`yn ${is ? 't-good' : 't-bad'}`}>
      {is ? <Check className="ic" aria-hidden="true" /> : <X className="ic" aria-hidden="true" />}
      {words}
    </span>
  )
}

interface RowChartProps {
  readonly row: ChoiceRow
  readonly scale: BandScale
  readonly reference: number | undefined
  readonly widthPx: number
}

function RowChart({ row, scale, reference, widthPx }: RowChartProps) {
  const { downtime, boundMinutes } = row
  const tone = toneOf(row)
  const mark =
    downtime !== undefined
      ? {
          kind: 'band' as const,
          ...downtime,
          tone:
            tone === 'now'
              ? ('bad' as const)
              : tone === ''
                ? ('plain' as const)
                : ('good' as const),
        }
      : boundMinutes !== undefined
        ? { kind: 'bound' as const, high: boundMinutes, words: 'anywhere below its SLA' }
        : undefined
  if (mark === undefined) return null
  return (
    <Suspense fallback={null}>
      <BandChart
        mark={mark}
        scale={scale}
        reference={reference}
        widthPx={widthPx}
        heightPx={ROW_PX}
      />
    </Suspense>
  )
}

/** Red: today's, and a zone ends it. Green: today's that no zone ends, or the best at today's price. */
function toneOf({ isToday, isBest, endedBy = [] }: ChoiceRow): 'now' | 'best' | 'mine' | '' {
  if (isBest) return 'best'
  if (!isToday) return ''
  return endedBy.length > 0 ? 'now' : 'mine'
}

const NUMBER_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven']

function sayMembers(count: number | undefined): string {
  return count === undefined ? 'yes' : (NUMBER_WORDS[count] ?? String(count))
}

/** "any one", "not a", "not a or b". */
function sayZones(endedBy: readonly string[] | undefined): string {
  if (endedBy === undefined) return 'yes'
  if (endedBy.length === 0) return 'any one'
  return `not ${endedBy.map((zone) => zone.slice(-1)).join(' or ')}`
}

function sayUpgrade({ apiDuringUpgrade, placement }: ChoiceRow, minutes: number): string {
  if (placement === undefined) return 'up'
  switch (apiDuringUpgrade) {
    case 'down':
      return `down ${renderMinutes(minutes)} each`
    case 'up, no margin':
      return placement.etcd === undefined ? 'up, no margin' : 'up, layers apart'
    case 'up, margin left':
      return 'up, one in reserve'
  }
}

function listMinutes({ downtime, boundMinutes, commonCauseMinutes }: ChoiceRow): readonly number[] {
  return [
    ...(downtime === undefined ? [] : [downtime.low, downtime.high]),
    ...(boundMinutes === undefined ? [] : [boundMinutes]),
    ...(commonCauseMinutes === undefined ? [] : [commonCauseMinutes]),
  ]
}
