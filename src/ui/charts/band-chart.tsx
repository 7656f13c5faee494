import { Bar, CartesianGrid, ComposedChart, ReferenceLine, XAxis, YAxis } from 'recharts'
import type { BarShapeProps } from 'recharts'
import type { BandScale } from './band-scale.ts'

/** One figure with its doubt, or no more than a bound. */
export type BandMark =
  | {
      readonly kind: 'band'
      readonly low: number
      readonly central: number
      readonly high: number
      readonly tone: 'plain' | 'bad' | 'good'
    }
  | { readonly kind: 'bound'; readonly high: number; readonly words: string }

interface BandChartProps {
  readonly mark: BandMark
  readonly scale: BandScale
  /** Drawn as a dashed line through every row. */
  readonly reference: number | undefined
  readonly widthPx: number
  readonly heightPx: number
}

/**
 * A row of a chart whose rows are those of a table, all on one logarithmic scale: a dot with its whisker,
 * or a hatched bar up to a bound. The table's cells say the same in figures, so readers pass it over.
 */
export function BandChart({ mark, scale, reference, widthPx, heightPx }: BandChartProps) {
  const { from, to, ticks } = scale
  const fit = (value: number) => Math.min(Math.max(value, from), to)
  const range = mark.kind === 'band' ? [fit(mark.low), fit(mark.high)] : [from, fit(mark.high)]
  return (
    <ComposedChart
      layout="vertical"
      width={widthPx}
      height={heightPx}
      data={[{ row: '', range }]}
      margin={NO_MARGIN}
      accessibilityLayer={false}
    >
      <XAxis
        type="number"
        scale="log"
        domain={[from, to]}
        ticks={[...ticks]}
        hide
        allowDataOverflow
      />
      <YAxis type="category" dataKey="row" hide />
      <CartesianGrid horizontal={false} stroke="var(--line)" />
      {reference !== undefined && (
        <ReferenceLine x={fit(reference)} stroke="var(--text-2)" strokeDasharray="4 3" />
      )}
      <Bar
        dataKey="range"
        isAnimationActive={false}
        shape={(props: BarShapeProps) => <Mark mark={mark} box={props} />}
      />
    </ComposedChart>
  )
}

const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 }
const END_PX = 5
const DOT_PX = 5.5

function Mark({ mark, box }: { readonly mark: BandMark; readonly box: BarShapeProps }) {
  const { x, y, width, height } = box
  const middle = y + height / 2
  if (mark.kind === 'bound') {
    return (
      <g>
        <rect
          className="band-bound"
          fill="url(#band-hatch)"
          x={x}
          y={middle - 8}
          width={width}
          height={16}
          rx={2}
        />
        <text className="band-words" x={x + 6} y={middle + 3.5}>
          {mark.words}
        </text>
      </g>
    )
  }
  const { low, central, high, tone } = mark
  const share = high > low && low > 0 ? Math.log(central / low) / Math.log(high / low) : 0
  const at = x + Math.min(Math.max(share, 0), 1) * width
  return (
    <g className={`band-mark ${tone}`}>
      <path
        d={`M${x} ${middle}H${x + width}M${x} ${middle - END_PX}v${2 * END_PX}M${x + width} ${middle - END_PX}v${2 * END_PX}`}
      />
      {tone === 'bad' ? (
        // A square for what harms: the tone is never the only sign.
        <rect x={at - 5} y={middle - 5} width={10} height={10} />
      ) : (
        <circle cx={at} cy={middle} r={DOT_PX} />
      )}
    </g>
  )
}
