import { ComposedChart, XAxis } from 'recharts'
import type { BandScale } from './band-scale.ts'
import { renderTick } from './band-scale.ts'

interface BandAxisProps {
  readonly scale: BandScale
  readonly widthPx: number
}

/** Narrower than this a tick has no room for its words beside the next one's. */
const TICK_PX = 44

/** The scale above the rows of a `BandChart`; the outermost ticks have no room for their words. */
export function BandAxis({ scale: { from, to, ticks }, widthPx }: BandAxisProps) {
  const step = Math.max(1, Math.ceil((TICK_PX * (ticks.length - 1)) / widthPx))
  return (
    <ComposedChart
      layout="vertical"
      width={widthPx}
      height={18}
      data={[]}
      margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <XAxis
        type="number"
        scale="log"
        domain={[from, to]}
        ticks={ticks.slice(1, -1).filter((_, index) => index % step === 0)}
        tickFormatter={renderTick}
        axisLine={false}
        tickLine={false}
        height={18}
        interval={0}
        allowDataOverflow
      />
    </ComposedChart>
  )
}
