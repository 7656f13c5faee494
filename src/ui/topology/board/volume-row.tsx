import { DiskMark } from '../../parts/marks.tsx'
import { renderCount } from '../render-amount.ts'
import { isSelected } from './board-view.ts'
import type { BoardView } from './board-view.ts'
import { dragProps, useDrop } from './use-drop.ts'
import { HeadLanes, LanePieces, laneClass, laneStyle } from './lane-pieces.tsx'
import type { SceneVolume, SceneZone } from './scene.ts'

const MAX_CARDS = 4
const MAX_MARKS = 24

/** Volumes where they live: they never change zone. */
export function VolumeRow({ view }: { view: BoardView }) {
  const { scene } = view
  const loose = scene.volumes.filter((entry) => entry.volume.zone === undefined)
  const at = scene.rows.length
  const isLast = loose.length === 0
  return (
    <>
      <div className={`rh one ${isLast ? 'last' : ''}`}>
        <HeadLanes zones={scene.zones.map((zone) => zone.name)} ties={view.ties} row={at} />
        <b>Volumes</b>
        <span>never change zone</span>
      </div>
      {scene.zones.map((zone) => (
        <VolumeCell key={zone.name} zone={zone} at={at} view={view} isLast={isLast} />
      ))}
      {loose.length > 0 && (
        <>
          <div className="rh one last">
            <b>No zone yet</b>
            <span>{renderCount(loose.length, 'volume')}</span>
          </div>
          <div className="span last vol-span">
            {loose.slice(0, MAX_MARKS).map((entry) => (
              <VolumeCard key={entry.key} entry={entry} view={view} />
            ))}
            {loose.length > MAX_MARKS && (
              <span className="off">{`${loose.length - MAX_MARKS} more`}</span>
            )}
          </div>
        </>
      )}
    </>
  )
}

function VolumeCell({
  zone,
  at,
  view,
  isLast,
}: {
  zone: SceneZone
  at: number
  view: BoardView
  isLast: boolean
}) {
  const entries = view.scene.volumes.filter((entry) => entry.volume.zone === zone.name)
  const ties = view.ties.get(zone.name)
  const isTied = (entry: SceneVolume): boolean => ties?.ofVolume.has(entry.key) === true
  const asCards =
    entries.length <= MAX_CARDS && view.zoom === 'cards' ? entries : entries.filter(isTied)
  const rest = entries.filter((entry) => !asCards.includes(entry))
  const { edit } = view
  const drop = useDrop(
    edit && {
      volume: (key) => {
        const at = key.indexOf('/')
        edit.moveVolume({ namespace: key.slice(0, at), name: key.slice(at + 1) }, zone.name)
      },
    },
  )
  return (
    <div
      className={`c ${isLast ? 'last' : ''} ${zone.isHole ? 'hole' : ''} ${zone.isDown ? 'down' : ''} ${view.hasGutter ? '' : 'nolane'} ${drop.isOver ? 'over' : ''}`}
      {...drop.props}
    >
      {entries.length === 0 && (
        <>
          <LanePieces ties={ties} row={at} />
          <span className="off">none</span>
        </>
      )}
      {asCards.map((entry) => (
        <VolumeCard key={entry.key} entry={entry} view={view} />
      ))}
      {rest.length > 0 && <VolumeMarks entries={rest} view={view} />}
    </div>
  )
}

function VolumeMarks({ entries, view }: { entries: readonly SceneVolume[]; view: BoardView }) {
  const attached = entries.filter((entry) => entry.state === 'attached').length
  const words =
    attached === entries.length
      ? `${renderCount(entries.length, 'volume')}, attached`
      : `${renderCount(entries.length, 'volume')}, ${attached.toLocaleString('en-US')} attached`
  if (view.zoom === 'groups' || entries.length > MAX_MARKS) {
    return <span className="off">{words}</span>
  }
  return (
    <div className="vols">
      {entries.map((entry) => (
        <button
          key={entry.key}
          className={isSelected(view, 'volume', entry.key) ? 'sel' : ''}
          data-nav=""
          data-select={`volume ${entry.key}`}
          aria-label={describeVolume(entry)}
          aria-pressed={isSelected(view, 'volume', entry.key)}
          title={entry.volume.name}
          tabIndex={-1}
          onClick={() => view.onSelect({ kind: 'volume', key: entry.key })}
        >
          <DiskMark />
        </button>
      ))}
      <span>{words}</span>
    </div>
  )
}

function VolumeCard({ entry, view }: { entry: SceneVolume; view: BoardView }) {
  const { volume } = entry
  const lane =
    volume.zone === undefined ? undefined : view.ties.get(volume.zone)?.ofVolume.get(entry.key)
  const isPicked = isSelected(view, 'volume', entry.key)
  const isHot = entry.pendingPod?.isStuck === true
  return (
    <button
      className={`vol ${isHot ? 'hot' : ''} ${isPicked ? 'sel' : ''} ${
        lane === undefined ? '' : `tied up ${laneClass(lane)}`
      }`}
      style={lane === undefined ? undefined : laneStyle(lane)}
      data-nav=""
      data-select={`volume ${entry.key}`}
      aria-label={describeVolume(entry)}
      aria-pressed={isPicked}
      tabIndex={-1}
      {...(view.edit === undefined ? {} : dragProps('volume', entry.key))}
      onClick={() => view.onSelect({ kind: 'volume', key: entry.key })}
    >
      <DiskMark />
      <b title={volume.name}>{breakName(volume.name)}</b>
      <small>{renderVolume(entry)}</small>
    </button>
  )
}

/** `100 GiB gp3, detached`. */
export function renderVolume(entry: SceneVolume): string {
  const { sizeGiB, type } = entry.volume
  const what = [sizeGiB === undefined ? [] : `${sizeGiB} GiB`, type ?? []].flat().join(' ')
  const state = entry.state === 'not-created' ? 'not created yet' : entry.state
  return what === '' ? state : `${what}, ${state}`
}

function describeVolume(entry: SceneVolume): string {
  const zone = entry.volume.zone === undefined ? 'no zone yet' : `zone ${entry.volume.zone}`
  return `Volume ${entry.volume.name}, ${zone}, ${renderVolume(entry)}`
}

/** Claims are named after their template and their pod: a line may break between the two. */
function breakName(name: string) {
  const dash = name.indexOf('-')
  if (dash < 0) return name
  return (
    <>
      {name.slice(0, dash + 1)}
      <wbr />
      {name.slice(dash + 1)}
    </>
  )
}
