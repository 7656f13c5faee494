import type { CSSProperties } from 'react'
import type { Lane, ZoneTies } from './lay-ties.ts'

/** The lanes of a zone that pass through a cell whose row is `row`: those that began above it. */
export function LanePieces({ ties, row }: { ties: ZoneTies | undefined; row: number }) {
  return ties?.lanes
    .filter((lane) => lane.startRow < row)
    .map((lane) => (
      <i
        key={lane.id}
        className={`lane ${laneClass(lane)}`}
        style={laneStyle(lane)}
        aria-hidden="true"
      />
    ))
}

/** In the one-column layout row names stand between the cells: the ties run on behind them. */
export function HeadLanes({
  zones,
  ties,
  row,
}: {
  zones: readonly string[]
  ties: ReadonlyMap<string, ZoneTies>
  row: number
}) {
  return zones.flatMap((zone, column) =>
    (ties.get(zone)?.lanes ?? [])
      .filter((lane) => lane.startRow < row)
      .map((lane) => (
        <i
          key={`${zone} ${lane.id}`}
          className={`lane in-head ${laneClass(lane)}`}
          style={{ ...laneStyle(lane), '--col': column / zones.length } as CSSProperties}
          aria-hidden="true"
        />
      )),
  )
}

export function laneClass(lane: Lane): string {
  const kind = lane.isHot ? (lane.isStuck ? 'hot' : 'waits') : ''
  return lane.isSelected && !lane.isHot ? 'picked' : kind
}

export function laneStyle(lane: Lane): CSSProperties {
  return { '--f': lane.at } as CSSProperties
}
