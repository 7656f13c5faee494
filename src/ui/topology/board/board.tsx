import { Plus } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useRef } from 'react'
import type { Picture } from '#cluster/picture.ts'
import type { GroupEdits } from '../group-edits.ts'
import { renderCount } from '../render-amount.ts'
import { AddMenu } from './add-menu.tsx'
import { isSelected } from './board-view.ts'
import type { BoardView } from './board-view.ts'
import { ControlPlaneRow } from './control-plane-row.tsx'
import { GroupRow, NodeList, TileList } from './group-row.tsx'
import { PendingRow } from './pending-row.tsx'
import { StripsCanvas } from './strips-canvas.tsx'
import { useArrowKeys } from './use-arrow-keys.ts'
import { useMotion } from './use-motion.ts'
import { VolumeRow } from './volume-row.tsx'

interface BoardProps {
  readonly picture: Picture
  readonly view: BoardView
  readonly edits: GroupEdits | undefined
  /** Changes with every step that is shown. */
  readonly stepKey: string
  /** The step follows on the one before it, so what it moved may be seen moving. */
  readonly isMoving: boolean
}

/** The picture: zones are columns, everything else is a row, and ties run in the gutters. */
export function Board({ picture, view, edits, stepKey, isMoving }: BoardProps) {
  const board = useRef<HTMLDivElement>(null)
  const { onKeyDown, onFocus } = useArrowKeys(board)
  useMotion(board, { stepKey, isMoving })
  const { scene } = view
  return (
    <div
      ref={board}
      className="board"
      style={{ '--zones': scene.zones.length } as CSSProperties}
      data-zoom={view.zoom}
      data-wide={scene.zones.length > 4 || undefined}
      role="group"
      aria-label="Zones and node groups"
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <ZoneHeads picture={picture} view={view} />
      <ControlPlaneRow plane={picture.controlPlane} view={view} />
      <UnzonedRow view={view} />
      <PendingRow view={view} />
      {scene.rows.map((row, at) => (
        <GroupRow key={row.name} row={row} at={at} view={view} edits={edits} />
      ))}
      {scene.rows.length === 0 && <NoGroups view={view} />}
      <VolumeRow view={view} />
      <StripsCanvas
        board={board}
        scene={scene}
        layout={`${view.zoom} ${view.hasGutter} ${scene.rows.map((row) => row.name).join(' ')}`}
      />
    </div>
  )
}

function ZoneHeads({ picture, view }: { picture: Picture; view: BoardView }) {
  return (
    <>
      <div className="rh zh0">
        <span className="region">{picture.region}</span>
        {view.edit !== undefined && <AddMenu edits={view.edit} />}
      </div>
      {view.scene.zones.map((zone) => (
        <div
          key={zone.name}
          className={`zh ${zone.isDown ? 'down' : ''}`}
          data-changed={zone.isChanged || undefined}
        >
          <button
            className={`zone-name ${isSelected(view, 'zone', zone.name) ? 'sel' : ''}`}
            data-nav=""
            data-select={`zone ${zone.name}`}
            aria-label={`Zone ${zone.name}, ${renderCount(zone.nodeCount, 'node')}${zone.isDown ? ', down' : ''}`}
            aria-pressed={isSelected(view, 'zone', zone.name)}
            tabIndex={-1}
            onClick={() => view.onSelect({ kind: 'zone', key: zone.name })}
          >
            <span className={`zl z${zone.letter}`} aria-hidden="true">
              {zone.letter}
            </span>
            {zone.name}
          </button>
          {zone.zoneId !== undefined && <small>{zone.zoneId}</small>}
          <span className={`push ${zone.isHole ? 'none-here' : ''}`}>
            {zone.isDown ? <b className="is-down">down</b> : renderCount(zone.nodeCount, 'node')}
          </span>
        </div>
      ))}
    </>
  )
}

/** A plan that is only begun: what to add next. */
function NoGroups({ view }: { view: BoardView }) {
  const { edit } = view
  return (
    <>
      <div className="rh one">
        <b>Node groups</b>
        <span>none yet</span>
      </div>
      <div className="span begin">
        <p className="small dim">
          Add a node group, then a workload: its pods and volumes are judged as they are drawn.
        </p>
        {edit !== undefined && (
          <div className="row wrap">
            <button className="btn sm" onClick={() => edit.open({ kind: 'group' })}>
              <Plus className="ic s" aria-hidden="true" />
              Node group
            </button>
            <button className="btn sm" onClick={() => edit.open({ kind: 'workload' })}>
              <Plus className="ic s" aria-hidden="true" />
              Workload
            </button>
            <button className="btn sm" onClick={() => edit.open({ kind: 'paste' })}>
              Paste manifests
            </button>
          </div>
        )}
      </div>
    </>
  )
}

function UnzonedRow({ view }: { view: BoardView }) {
  const nodes = view.scene.unzonedNodes
  if (nodes.length === 0) return null
  return (
    <>
      <div className="rh">
        <b>Zone not known</b>
        <span>{renderCount(nodes.length, 'node')} without a zone label</span>
      </div>
      <div className="span unzoned">
        {view.zoom === 'cards' && nodes.length <= 12 ? (
          <div className="unzoned-cards">
            <NodeList nodes={nodes} view={view} />
          </div>
        ) : (
          <TileList nodes={nodes.slice(0, 240)} view={view} />
        )}
      </div>
    </>
  )
}
