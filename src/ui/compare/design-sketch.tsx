import '../parts/sketch.css'
import type { Cluster, NodeGroup } from '#plan/schema.ts'
import type { ZoneSketch } from '#worker/sketch-cluster.ts'
import { renderCount } from '../parts/render-count.ts'

interface DesignSketchProps {
  readonly clusters: readonly Cluster[]
  /** Volumes by zone; empty until it is judged. */
  readonly sketch: readonly ZoneSketch[]
}

const COLUMN = 154
const GAP = 6
const ROW = 30
const TOP = 26
const MAX_ZONES = 4
const MAX_GROUPS = 4

/** A design in small: its zones, what each group spans and asks for, and where volumes are. */
export function DesignSketch({ clusters, sketch }: DesignSketchProps) {
  const [cluster, ...others] = clusters
  if (cluster === undefined) return null
  const zones = cluster.zones.slice(0, MAX_ZONES).map(({ name }) => name)
  const groups = cluster.nodeGroups.filter(({ role = 'worker' }) => role === 'worker')
  const shown = groups.slice(0, MAX_GROUPS)
  const width = zones.length * (COLUMN + GAP) - GAP
  const foot = TOP + Math.max(1, shown.length) * ROW
  const height = foot + 24
  return (
    <div>
      <svg
        className="mini3"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={describe(cluster, groups)}
      >
        {zones.map((zone, index) => (
          <g key={zone}>
            <rect
              className="mz"
              x={index * (COLUMN + GAP)}
              y="0"
              width={COLUMN}
              height={height}
              rx="5"
            />
            <text className="mt" x={index * (COLUMN + GAP) + 8} y="15">
              {zone}
            </text>
            <text className="ms" x={index * (COLUMN + GAP) + 8} y={height - 8}>
              {renderVolumes(sketch.find((one) => one.zone === zone))}
            </text>
          </g>
        ))}
        {shown.map((group, row) => (
          <GroupBoxes key={group.name} group={group} zones={zones} y={TOP + row * ROW} />
        ))}
      </svg>
      {(groups.length > MAX_GROUPS || others.length > 0 || cluster.zones.length > MAX_ZONES) && (
        <p className="small dim">
          {[
            ...(groups.length > MAX_GROUPS
              ? [`and ${renderCount(groups.length - MAX_GROUPS, 'group')} more`]
              : []),
            ...(cluster.zones.length > MAX_ZONES
              ? [`${renderCount(cluster.zones.length - MAX_ZONES, 'zone')} more`]
              : []),
            ...(others.length > 0 ? [`${renderCount(others.length, 'cluster')} more`] : []),
          ].join(', ')}
        </p>
      )}
    </div>
  )
}

/** One box for neighbouring zones, so that what is one group is seen as one. */
function GroupBoxes({
  group,
  zones,
  y,
}: {
  readonly group: NodeGroup
  readonly zones: readonly string[]
  readonly y: number
}) {
  const own = group.zones ?? zones
  const runs: { from: number; to: number }[] = []
  zones.forEach((zone, index) => {
    if (!own.includes(zone)) return
    const last = runs.at(-1)
    if (last !== undefined && last.to === index - 1) last.to = index
    else runs.push({ from: index, to: index })
  })
  const label = `${group.name} ${renderSizes(group)}`
  return runs.map(({ from, to }) => {
    const x = from * (COLUMN + GAP) + 8
    const width = (to - from) * (COLUMN + GAP) + COLUMN - 16
    const most = Math.trunc(width / 6) - 1
    return (
      <g key={from}>
        <rect
          className={own.length === 1 ? 'mg one' : 'mg'}
          x={x}
          y={y}
          width={width}
          height={ROW - 8}
          rx="5"
        />
        <text className="mgt" x={x + 7} y={y + 15}>
          {label.length > most ? `${label.slice(0, most)}…` : label}
        </text>
      </g>
    )
  })
}

/** "2 / 3 / 6": minimum, desired, maximum. */
function renderSizes({ min, desired, max }: NodeGroup): string {
  if (min === undefined && desired === undefined && max === undefined) return ''
  return [min, desired, max].map((size) => size ?? '?').join(' / ')
}

function renderVolumes(zone: ZoneSketch | undefined): string {
  const count = (zone?.volumes.length ?? 0) + (zone?.moreVolumes ?? 0)
  return count === 0 ? '' : renderCount(count, 'volume')
}

function describe(cluster: Cluster, groups: readonly NodeGroup[]): string {
  const told = groups
    .slice(0, MAX_GROUPS)
    .map((group) => `${group.name} in ${renderCount((group.zones ?? []).length, 'zone')}`)
  return `${cluster.name}: ${renderCount(groups.length, 'node group')}${told.length === 0 ? '' : `: ${told.join(', ')}`}`
}
