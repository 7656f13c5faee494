import '../parts/sketch.css'
import type { PlaneSketch } from '#incidents/plane-incident.ts'
import { renderCount } from '../parts/render-count.ts'

const COLUMN = 112
const GAP = 8
const HEIGHT = 152
const MEMBER = 30

/** Members of a control plane by zone, the zone that is lost, and what is left of the quorum. */
export function PlaneSketchPicture({ sketch }: { readonly sketch: PlaneSketch }) {
  const { zones, members, lost } = sketch
  // As wide as three zones, so that members of two are not drawn larger.
  const width = Math.max(zones.length, 3) * (COLUMN + GAP) - GAP
  const at = (zone: string) => zones.indexOf(zone) * (COLUMN + GAP)
  return (
    <svg
      className="sketch"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={describeSketch(sketch)}
    >
      {zones.map((zone) => {
        const here = members.filter((one) => one === zone)
        const isLost = zone === lost
        return (
          <g key={zone}>
            <rect
              className={isLost && !hasQuorum(sketch) ? 'mh' : 'mz'}
              x={at(zone)}
              y="0"
              width={COLUMN}
              height={HEIGHT}
              rx="5"
            />
            <text className="mt" x={at(zone) + 9} y="17">
              {zone.slice(-1)}
              {isLost ? ' is lost' : ''}
            </text>
            {here.map((_, index) => (
              <g key={index}>
                <rect
                  className={isLost ? 'mx' : 'mn'}
                  x={at(zone) + 16}
                  y={30 + index * (MEMBER + 8)}
                  width="80"
                  height={MEMBER}
                  rx="4"
                />
                <text
                  className={isLost ? 'ms h' : 'ms'}
                  x={at(zone) + 30}
                  y={30 + index * (MEMBER + 8) + 19}
                >
                  {isLost ? 'no member' : 'member'}
                </text>
              </g>
            ))}
          </g>
        )
      })}
    </svg>
  )
}

/** "a is lost: 1 of 3 members is left, no quorum" */
export function describeSketch(sketch: PlaneSketch): string {
  const { members, lost } = sketch
  const left = countLeft(sketch)
  const rest = `${left} of ${renderCount(members.length, 'member')} ${left === 1 ? 'is' : 'are'} left`
  return `${lost.slice(-1)} is lost: ${rest}, ${hasQuorum(sketch) ? 'a quorum' : 'no quorum'}`
}

function countLeft({ members, lost }: PlaneSketch): number {
  return members.filter((zone) => zone !== lost).length
}

function hasQuorum(sketch: PlaneSketch): boolean {
  return countLeft(sketch) > sketch.members.length / 2
}
