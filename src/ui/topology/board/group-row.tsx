import type { GroupEdits } from '../group-edits.ts'
import { EditGroup } from './edit-group.tsx'
import { renderCount } from '../render-amount.ts'
import { isSelected } from './board-view.ts'
import type { BoardView } from './board-view.ts'
import { GroupCard } from './group-card.tsx'
import { HeadLanes, LanePieces } from './lane-pieces.tsx'
import { NextNodeRow, showsNextNode } from './next-node-row.tsx'
import { NodeCard } from './node-card.tsx'
import { NodeTile } from './node-tile.tsx'
import type { SceneCell, SceneGroup, SceneNode } from './scene.ts'
import { zoomOfCell } from './zoom.ts'

interface GroupRowProps {
  readonly row: SceneGroup
  /** Index of the row on the board. */
  readonly at: number
  readonly view: BoardView
  readonly edits: GroupEdits | undefined
}

/** One node group: what it is, its nodes in each zone, and where the next one comes. */
export function GroupRow({ row, at, view, edits }: GroupRowProps) {
  const hasNext = showsNextNode(row, view.zoom === 'groups')
  const isCalm = row.findings.length === 0 && !row.cells.some((cell) => cell.hole !== undefined)
  return (
    <>
      <GroupHead row={row} at={at} view={view} edits={edits} hasNext={hasNext} isCalm={isCalm} />
      {row.cells.map((cell) => (
        <GroupCell
          key={cell.zone.name}
          row={row}
          cell={cell}
          at={at}
          view={view}
          className={`${hasNext ? 'join' : ''} ${isCalm ? 'fold' : ''}`}
        />
      ))}
      {hasNext && <NextNodeRow row={row} at={at} view={view} />}
    </>
  )
}

function GroupHead({
  row,
  at,
  view,
  edits,
  hasNext,
  isCalm,
}: GroupRowProps & { readonly hasNext: boolean; readonly isCalm: boolean }) {
  const { group } = row
  const isPicked = isSelected(view, 'group', group.name)
  const zones = view.scene.zones.map((zone) => zone.name)
  return (
    <div
      className={`rh ${hasNext ? 'join' : 'one'} ${isCalm ? 'calm' : ''}`}
      data-changed={row.isChanged || undefined}
    >
      <HeadLanes zones={zones} ties={view.ties} row={at} />
      <button
        className={`group-name ${isPicked ? 'sel' : ''}`}
        data-nav=""
        data-select={`group ${group.name}`}
        aria-label={`Group ${group.name}, ${renderCount(row.nodeCount, 'node')}`}
        aria-pressed={isPicked}
        tabIndex={-1}
        onClick={() => view.onSelect({ kind: 'group', key: group.name })}
      >
        {group.name}
      </button>
      <span>{renderTypes(group.instanceTypes)}</span>
      {group.index >= 0 && (
        <span>
          {group.purchase === 'on-demand' ? 'on demand' : group.purchase}
          {zones.length > 1 && group.zones.length === 1 ? `, only ${group.zones[0] ?? ''}` : ''}
        </span>
      )}
      <EditGroup row={row} edits={edits} />
      {group.index >= 0 && group.scaler !== 'karpenter' && group.zones.length > 1 && (
        <span className="hide-phone">AZRebalance {group.rebalance ? 'on' : 'off'}</span>
      )}
      {group.taints.length > 0 && (
        <span className="taint" title={group.taints.join(', ')}>
          taint {group.taints.map((taint) => taint.split(/[=:]/)[0]).join(', ')}
        </span>
      )}
      {row.unobserved > 0 && <Wanted count={row.unobserved} />}
    </div>
  )
}

/** A designed group has no Node object: how many it wants, without saying where they land. */
function Wanted({ count }: { count: number }) {
  return (
    <span className="wanted" title="No Node object says in which zone they are">
      {Array.from({ length: Math.min(count, 8) }, (_, index) => (
        <i key={index} aria-hidden="true" />
      ))}
      {renderCount(count, 'node')} wanted, none observed
    </span>
  )
}

function renderTypes(types: readonly string[]): string {
  if (types.length === 0) return 'type not known'
  return types.length <= 2 ? types.join(', ') : `${types[0] ?? ''} and ${types.length - 1} more`
}

function GroupCell({
  row,
  cell,
  at,
  view,
  className,
}: {
  row: SceneGroup
  cell: SceneCell
  at: number
  view: BoardView
  className: string
}) {
  const { zone, hole } = cell
  const classes = ['c', className]
  if (hole?.isStuck === true) classes.push('hole')
  if (zone.isDown) classes.push('down')
  if (!view.hasGutter) classes.push('nolane')
  return (
    <div className={classes.join(' ')} data-changed={zone.isChanged || undefined}>
      <LanePieces ties={view.ties.get(zone.name)} row={at} />
      {cell.nodes.length > 0 && <CellNodes row={row} cell={cell} view={view} />}
      {hole !== undefined && <MissingNode pods={hole.pods} isStuck={hole.isStuck} />}
      {cell.nodes.length === 0 && hole === undefined && (
        <span className="off">{renderEmpty(row, cell)}</span>
      )}
    </div>
  )
}

function renderEmpty(row: SceneGroup, cell: SceneCell): string {
  if (!cell.isInGroup) return 'zone not in this group'
  if (cell.zone.isDown) return 'zone is down'
  return row.unobserved > 0 ? 'none observed' : 'no node'
}

function CellNodes({ row, cell, view }: { row: SceneGroup; cell: SceneCell; view: BoardView }) {
  switch (zoomOfCell(view.zoom, cell.nodes.length)) {
    case 'cards':
      return <NodeList nodes={cell.nodes} view={view} />
    case 'tiles':
      return <TileList nodes={cell.nodes} view={view} />
    case 'groups':
      return <GroupCard row={row} cell={cell} view={view} />
  }
}

export function NodeList({ nodes, view }: { nodes: readonly SceneNode[]; view: BoardView }) {
  return nodes.map((node) => <NodeCard key={node.name} node={node} view={view} />)
}

export function TileList({ nodes, view }: { nodes: readonly SceneNode[]; view: BoardView }) {
  return (
    <div className="cells">
      {nodes.map((node) => (
        <NodeTile key={node.name} node={node} view={view} />
      ))}
    </div>
  )
}

/** The empty cell in which the picture explains itself. */
function MissingNode({ pods, isStuck }: { pods: readonly string[]; isStuck: boolean }) {
  const [first, ...others] = pods
  const who = others.length === 0 ? (first ?? '') : `${first ?? ''} and ${others.length} more`
  return (
    <div className={`slot ${isStuck ? '' : 'soft'}`} data-motion={`hole ${first ?? ''}`}>
      <div>
        <b>No node here</b>
        <span>
          {who} can run
          <br />
          only in this zone
        </span>
      </div>
    </div>
  )
}
