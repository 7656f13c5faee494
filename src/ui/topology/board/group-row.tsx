import type { GroupEdits } from '../group-edits.ts'
import { isSelected } from './board-view.ts'
import type { BoardView } from './board-view.ts'
import { GroupCard } from './group-card.tsx'
import { GroupHead } from './group-head.tsx'
import { LanePieces } from './lane-pieces.tsx'
import { NextNodeRow } from './next-node-row.tsx'
import { showsNextNode } from './shows-next-node.ts'
import { describeNode, NodeCard } from './node-card.tsx'
import { NodeTile } from './node-tile.tsx'
import type { SceneNode } from './base-scene.ts'
import type { SceneCell, SceneRow } from './scene.ts'
import { zoomOfCell } from './zoom.ts'

interface GroupRowProps {
  readonly row: SceneRow
  /** Index of the row on the board. */
  readonly at: number
  readonly view: BoardView
  readonly edits: GroupEdits | undefined
}

/** One node group, or one a zone: what it is, its nodes, and where the next one comes. */
export function GroupRow({ row, at, view, edits }: GroupRowProps) {
  const [only, ...others] = row.members
  const next = only !== undefined && others.length === 0 ? only : undefined
  const hasNext = next !== undefined && showsNextNode(next, view.zoom)
  const isCalm = isQuiet(row) && !view.scene.rows.every(isQuiet)
  return (
    <>
      <GroupHead row={row} at={at} view={view} edits={edits} isJoined={hasNext} isCalm={isCalm} />
      {row.cells.map((cell) => (
        <GroupCell
          key={cell.zone.name}
          cell={cell}
          at={at}
          view={view}
          className={`${hasNext ? 'join' : ''} ${isCalm ? 'fold' : ''}`}
        />
      ))}
      {hasNext && <NextNodeRow row={next} at={at} view={view} isFolding={isCalm} />}
    </>
  )
}

/** Nothing is found in it: it folds to a line where room is short and others have findings. */
function isQuiet(row: SceneRow): boolean {
  return row.findings.length === 0 && row.cells.every((cell) => cell.hole === undefined)
}

interface GroupCellProps {
  readonly cell: SceneCell
  readonly at: number
  readonly view: BoardView
  readonly className: string
}

function GroupCell({ cell, at, view, className }: GroupCellProps) {
  const { zone, hole } = cell
  const classes = ['c', className]
  if (hole?.isStuck === true) classes.push('hole')
  if (zone.isDown) classes.push('down')
  if (!view.hasGutter) classes.push('nolane')
  return (
    <div className={classes.join(' ')} data-changed={zone.isChanged || undefined}>
      <LanePieces ties={view.ties.get(zone.name)} row={at} />
      {cell.nodes.length > 0 && <CellNodes cell={cell} view={view} />}
      {hole !== undefined && <MissingNode pods={hole.pods} isStuck={hole.isStuck} />}
      {cell.nodes.length === 0 && hole === undefined && (
        <span className="off">{renderEmpty(cell, view)}</span>
      )}
    </div>
  )
}

function renderEmpty(cell: SceneCell, view: BoardView): string {
  const row = view.scene.groups[cell.group]
  // Where no file says the group's zones, those without a node of it may be its own too.
  if (!cell.isInGroup)
    return row?.group.zonesKnown === false ? 'none observed' : 'zone not in this group'
  if (cell.zone.isDown) return 'zone is down'
  return (row?.unobserved ?? 0) > 0 ? 'none observed' : 'no node'
}

function CellNodes({ cell, view }: { cell: SceneCell; view: BoardView }) {
  switch (zoomOfCell(view.zoom, cell.nodes.length, view.scene.nodeCount)) {
    case 'cards':
      return <NodeList nodes={cell.nodes} view={view} />
    case 'tiles':
      return <TileList nodes={cell.nodes} view={view} />
    case 'groups':
      return <GroupCard cell={cell} view={view} />
  }
}

export function NodeList({ nodes, view }: { nodes: readonly SceneNode[]; view: BoardView }) {
  return nodes.map((node) => <NodeCard key={node.name} node={node} view={view} />)
}

export function TileList({ nodes, view }: { nodes: readonly SceneNode[]; view: BoardView }) {
  return (
    <div className="cells">
      {nodes.map((node) => {
        const isPicked = isSelected(view, 'node', node.name)
        const zonal = node.zonalPods.map((index) => view.scene.getPod(index).key)
        return (
          <NodeTile
            key={node.name}
            node={node}
            label={describeNode(node, view)}
            isPicked={isPicked}
            isMarked={isPicked || zonal.some((key) => isSelected(view, 'pod', key))}
            isBad={zonal.some((key) => (view.verdicts.get(key)?.report.verdict ?? 'ok') !== 'ok')}
            onSelect={view.onSelect}
          />
        )
      })}
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
