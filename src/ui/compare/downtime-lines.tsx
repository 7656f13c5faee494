import type { PlaneVerdict } from '#worker/draft.ts'
import { letterOf } from '../parts/letter-of.ts'
import { renderDown } from './render-markdown.ts'

interface DowntimeLinesProps {
  /** Of one design. */
  readonly planes: readonly PlaneVerdict[]
  /** Of all: lines of all designs are on one scale. */
  readonly all: readonly PlaneVerdict[]
  readonly index: number
}

const WIDTH = 220
const HEIGHT = 14

/** Minutes a year: in words, and as the band from low to high with its middle, the letter at the line's end. */
export function DowntimeLines({ planes, all, index }: DowntimeLinesProps) {
  const highs = all.flatMap((plane) =>
    plane.kind === 'self-managed' ? [plane.minutesPerYear.high] : [],
  )
  const top = Math.max(1, ...highs)
  const at = (minutes: number) => 2 + ((WIDTH - 22) * Math.log1p(minutes)) / Math.log1p(top)
  if (planes.length === 0) return <i className="sk b" />
  return (
    <div className="down">
      {planes.map((plane, place) => (
        <div key={place}>
          <span>{renderDown(plane)}</span>
          {plane.kind === 'self-managed' && (
            <svg
              viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
              width={WIDTH}
              height={HEIGHT}
              aria-hidden="true"
            >
              <line
                className={`ln-${index}`}
                x1={at(plane.minutesPerYear.low)}
                x2={at(plane.minutesPerYear.high)}
                y1={HEIGHT / 2}
                y2={HEIGHT / 2}
              />
              <circle cx={at(plane.minutesPerYear.central)} cy={HEIGHT / 2} r="3" />
              <text x={at(plane.minutesPerYear.high) + 5} y={HEIGHT - 3}>
                {letterOf(index)}
              </text>
            </svg>
          )}
        </div>
      ))}
    </div>
  )
}
