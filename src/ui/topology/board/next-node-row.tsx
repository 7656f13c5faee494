import { Eye } from 'lucide-react'
import { LaunchMark, NotEqualMark } from './marks.tsx'
import type { BoardView } from './board-view.ts'
import { HeadLanes, LanePieces } from './lane-pieces.tsx'
import type { SceneGroup } from './scene.ts'

interface NextNodeRowProps {
  readonly row: SceneGroup
  readonly at: number
  readonly view: BoardView
  /** Its group has no finding, so it goes where room is short. */
  readonly isFolding: boolean
}

/** Where the autoscaler believes the group's next node comes up, and where it would be launched. */
export function NextNodeRow({ row, at, view, isFolding }: NextNodeRowProps) {
  const { believedZones, actualZones } = row
  const zones = view.scene.zones
  return (
    <>
      <div className={`rh sub ${isFolding ? 'fold' : ''}`}>
        <HeadLanes zones={zones.map((zone) => zone.name)} ties={view.ties} row={at + 1} />
        <b>Next node</b>
        <Relation believed={believedZones} actual={actualZones} />
      </div>
      {zones.map((zone) => {
        const cell = row.cells.find((entry) => entry.zone.name === zone.name)
        const isHole = cell?.hole?.isStuck === true
        const isActual = actualZones.includes(zone.name)
        const isBelieved = believedZones.includes(zone.name)
        const both = isActual && isBelieved
        return (
          <div
            key={zone.name}
            className={`c nextrow ${isFolding ? 'fold' : ''} ${isHole ? 'hole' : ''} ${zone.isDown ? 'down' : ''} ${both ? 'two' : ''} ${view.hasGutter ? '' : 'nolane'}`}
          >
            <LanePieces ties={view.ties.get(zone.name)} row={at + 1} />
            {isBelieved && (
              <div className="guess">
                <Eye className="ic s" aria-hidden="true" />
                believed
                {!both && (
                  <span>{believedZones.length > 1 ? 'may be here' : 'template is here'}</span>
                )}
              </div>
            )}
            {isActual && (
              <div className="real">
                <LaunchMark className="s" />
                actual
                {!both && <span>{whyActual(row, zone.name)}</span>}
              </div>
            )}
          </div>
        )
      })}
    </>
  )
}

function Relation({
  believed,
  actual,
}: {
  believed: readonly string[]
  actual: readonly string[]
}) {
  const isMissed = actual.some((zone) => !believed.includes(zone))
  if (isMissed) {
    return (
      <span>
        believed <NotEqualMark className="s ne" />
        <span className="sr">is not</span> actual
      </span>
    )
  }
  const isSame = believed.length === actual.length
  return <span>believed {isSame ? '=' : 'or'} actual</span>
}

function whyActual(row: SceneGroup, zone: string): string {
  const counts = row.cells.filter((cell) => cell.isInGroup).map((cell) => cell.nodes.length)
  const here = row.cells.find((cell) => cell.zone.name === zone)?.nodes.length ?? 0
  if (counts.length <= 1) return 'its only zone'
  return here === Math.min(...counts) ? 'has the fewest nodes' : 'next to be had'
}
