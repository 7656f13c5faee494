import { Clock } from 'lucide-react'
import { useState } from 'react'
import { ForeverMark } from '../../parts/marks.tsx'
import { isSelected } from './board-view.ts'
import type { BoardView } from './board-view.ts'
import { laneClass, laneStyle } from './lane-pieces.tsx'
import type { ScenePending, SceneZone } from './scene.ts'

const MAX_SHOWN = 6
const MAX_OPENED = 200

/** Pods without a node, each under the only zone in which it can run, or under several. */
export function PendingRow({ view }: { view: BoardView }) {
  const { zones, pending } = view.scene
  const bound = pending.filter((entry) => entry.zones.length === 1)
  const free = pending.filter((entry) => entry.zones.length !== 1)
  const hasCells = bound.length > 0 || free.length === 0
  return (
    <>
      {free.length > 0 && (
        <>
          <div className={`rh ${hasCells ? 'join' : ''}`}>
            <b>Pending</b>
            <span>in more than one zone</span>
          </div>
          <div className={`span pods ${hasCells ? 'join' : ''}`}>
            <PodList entries={free} view={view} />
          </div>
        </>
      )}
      {hasCells && (
        <div className={free.length > 0 ? 'rh sub' : 'rh'}>
          {free.length === 0 && <b>Pending</b>}
          {bound.length > 0 && (
            <span>{bound.length === 1 ? 'under its only zone' : 'under their only zone'}</span>
          )}
        </div>
      )}
      {hasCells &&
        zones.map((zone) => (
          <PendingCell
            key={zone.name}
            zone={zone}
            view={view}
            entries={bound.filter((entry) => entry.zones[0] === zone.name)}
            isQuiet={free.length > 0}
          />
        ))}
    </>
  )
}

function PendingCell({
  zone,
  view,
  entries,
  isQuiet,
}: {
  zone: SceneZone
  view: BoardView
  entries: readonly ScenePending[]
  /** Others are pending, so that none is here needs no word. */
  isQuiet: boolean
}) {
  const classes = ['c', zone.isHole ? 'hole' : '', zone.isDown ? 'down' : '']
  if (!view.hasGutter) classes.push('nolane')
  return (
    <div className={classes.join(' ')}>
      {entries.length === 0 && !isQuiet && <span className="off">none</span>}
      {entries.length > 0 && <PodList entries={entries} view={view} />}
    </div>
  )
}

function PodList({ entries, view }: { entries: readonly ScenePending[]; view: BoardView }) {
  const [isOpen, setOpen] = useState(false)
  const limit = isOpen ? MAX_OPENED : MAX_SHOWN
  const ordered = entries.toSorted((a, b) => Number(b.isStuck) - Number(a.isStuck))
  const more = entries.length - limit
  return (
    <div className="ppods">
      {ordered.slice(0, limit).map((entry) => (
        <PendingPod key={entry.pod} entry={entry} view={view} />
      ))}
      {more > 0 && (
        <button
          className="btn sm quiet"
          data-nav=""
          tabIndex={-1}
          disabled={isOpen}
          onClick={() => setOpen(true)}
        >
          {more.toLocaleString('en-US')} more
        </button>
      )}
    </div>
  )
}

function PendingPod({ entry, view }: { entry: ScenePending; view: BoardView }) {
  const { facts, isStuck } = entry
  const [zone] = entry.zones
  const lane = zone === undefined ? undefined : view.ties.get(zone)?.ofPending.get(facts.key)
  const isPicked = isSelected(view, 'pod', facts.key)
  const where =
    entry.zones.length === 0
      ? 'in no zone'
      : entry.zones.length === 1
        ? `only in ${zone ?? ''}`
        : `in ${entry.zones.length} zones`
  return (
    <button
      className={`ppod ${isStuck ? 'stuck' : 'waits'} ${isPicked ? 'sel' : ''} ${
        lane === undefined ? '' : `tied ${laneClass(lane)}`
      }`}
      style={lane === undefined ? undefined : laneStyle(lane)}
      data-nav=""
      data-select={`pod ${facts.key}`}
      data-motion={`pod ${facts.key}`}
      data-changed={entry.isChanged || undefined}
      aria-label={`Pod ${facts.name}, ${isStuck ? 'pending for ever' : 'pending'}, can run ${where}`}
      aria-pressed={isPicked}
      tabIndex={-1}
      onClick={() => view.onSelect({ kind: 'pod', key: facts.key })}
    >
      {isStuck ? <ForeverMark className="s" /> : <Clock className="ic s" aria-hidden="true" />}
      {facts.name}
    </button>
  )
}
