import '../parts/sketch.css'
import type { IncidentSketch } from '#incidents/incident.ts'

interface SketchPictureProps {
  readonly sketch: IncidentSketch
  /** The name of the pod whose volume it is. */
  readonly pod: string
}

const COLUMN = 112
const GAP = 8

/** A state of an incident in small: what a group spans, where its nodes are, and where the volume is. */
export function SketchPicture({ sketch, pod }: SketchPictureProps) {
  const { zones, groups, nodes, volume, blocked, isWithoutVolume = false } = sketch
  const width = zones.length * (COLUMN + GAP) - GAP
  const at = (zone: string) => zones.indexOf(zone) * (COLUMN + GAP)
  const isStuck = blocked !== undefined || !nodes.includes(volume)
  const open = isStuck ? nodes.filter((zone) => zone !== volume) : nodes
  return (
    <svg
      className="sketch"
      viewBox={`0 0 ${width} 152`}
      role="img"
      aria-label={describeSketch(sketch, pod)}
    >
      {zones.map((zone) => (
        <g key={zone}>
          <rect
            className={isStuck && zone === volume ? 'mh' : 'mz'}
            x={at(zone)}
            y="0"
            width={COLUMN}
            height="152"
            rx="5"
          />
          <text className="mt" x={at(zone) + 9} y="17">
            {zone.slice(-1)}
          </text>
        </g>
      ))}
      {groups.map(({ name, zones: spanned }) => {
        const first = at(spanned[0] ?? volume) + 6
        const last = at(spanned.at(-1) ?? volume) + COLUMN - 6
        return (
          <g key={name}>
            <rect
              className={spanned.length === 1 ? 'mg one' : 'mg'}
              x={first}
              y="58"
              width={last - first}
              height="50"
              rx="5"
            />
            <text className="mgt" x={first + 6} y="54">
              {name}
            </text>
          </g>
        )
      })}
      {open.map((zone) => (
        <g key={zone}>
          <rect className="mn" x={at(zone) + 16} y="65" width="80" height="36" rx="4" />
          {zone === volume && (
            <rect className="mp" x={at(zone) + 24} y="77" width="22" height="12" rx="1" />
          )}
          {[0, 1].map((index) => (
            <rect
              key={index}
              className="mo"
              x={at(zone) + 49 + index * 14}
              y="77"
              width="12"
              height="12"
              rx="1"
            />
          ))}
        </g>
      ))}
      <Stuck
        x={at(volume)}
        isStuck={isStuck}
        pod={pod}
        hasVolume={!isWithoutVolume}
        box={blocked ?? 'no node'}
      />
    </svg>
  )
}

/** `api…h4tnc`: a Deployment's pod by the parts that tell it from others, to fit a column. */
function shortenName(name: string): string {
  const parts = name.split('-')
  return name.length > 13 && parts.length > 2 ? `${parts[0]}…${parts.at(-1)}` : name
}

/** The picture in words. */
function describeSketch(sketch: IncidentSketch, pod: string): string {
  const { nodes, volume, blocked, isWithoutVolume = false } = sketch
  const lives = isWithoutVolume ? `it needs a node in ${volume}` : `its volume is in ${volume}`
  if (blocked !== undefined) return `${pod} waits: ${lives}, and the nodes there are ${blocked}`
  if (nodes.includes(volume)) {
    return isWithoutVolume
      ? `${pod} runs in ${volume}`
      : `${pod} runs: a node is in ${volume}, where its volume is`
  }
  return `${pod} waits: ${lives}, ${isWithoutVolume ? 'where its group has none' : 'where no node is'}`
}

function Stuck({
  x,
  isStuck,
  pod,
  hasVolume,
  box,
}: {
  readonly x: number
  readonly isStuck: boolean
  readonly pod: string
  readonly hasVolume: boolean
  /** What stands in the box of the node that it misses. */
  readonly box: string
}) {
  const hot = isStuck ? 'h' : ''
  const name = shortenName(pod)
  const width = Math.min(COLUMN - 20, name.length * 6.6 + 16)
  return (
    <g>
      {(hasVolume || isStuck) && (
        <path
          className={`ml ${hot}`}
          d={hasVolume ? `M${x + 35} ${isStuck ? 42 : 89}V128` : `M${x + 80} 42V65`}
        />
      )}
      {isStuck && (
        <>
          <rect className="mx" x={x + 16} y="65" width="80" height="36" rx="4" />
          <text className="ms h" x={x + 43} y="87">
            {box}
          </text>
          <rect className="mb" x={x + 14} y="24" width={width} height="19" rx="4" />
          <text className="mw" x={x + 21} y="37.5">
            {name}
          </text>
        </>
      )}
      {hasVolume && (
        <>
          <path className={`mv ${hot}`} d={`M${x + 25} 128v12c0 2 4 4 10 4s10-2 10-4v-12`} />
          <ellipse className={`mv ${hot}`} cx={x + 35} cy="128" rx="10" ry="4" />
        </>
      )}
    </g>
  )
}
