import { memo } from 'react'
import type { CSSProperties } from 'react'
import { DiskMark } from '../../parts/marks.tsx'
import type { BoardView } from './board-view.ts'
import { stateClass } from './node-card.tsx'
import type { SceneNode } from './base-scene.ts'

interface NodeTileProps {
  readonly node: SceneNode
  readonly label: string
  readonly isPicked: boolean
  /** It or a pod of it is selected. */
  readonly isMarked: boolean
  readonly isBad: boolean
  readonly onSelect: BoardView['onSelect']
}

/** A node from further away: cpu above, memory below, its pods as a number. */
export const NodeTile = memo(function NodeTile(props: NodeTileProps) {
  const { node, label, isPicked, isMarked, isBad, onSelect } = props
  return (
    <button
      className={`tile ${stateClass(node)} ${isMarked ? 'sel' : ''} ${isBad ? 'bad' : ''}`}
      data-nav=""
      data-select={`node ${node.name}`}
      data-motion={`node ${node.name}`}
      data-changed={node.isChanged || undefined}
      aria-label={label}
      aria-pressed={isPicked}
      tabIndex={-1}
      title={node.name}
      onClick={() => onSelect({ kind: 'node', key: node.name })}
    >
      <TileStrip node={node} resource="cpu" share={node.cpuShare} />
      <TileStrip node={node} resource="mem" share={node.memoryShare} />
      <em>
        {node.pods.length}
        {node.zonalPods.length > 0 && (
          <b>
            <DiskMark />
            {node.zonalPods.length}
          </b>
        )}
      </em>
    </button>
  )
})

function TileStrip({
  node,
  resource,
  share,
}: {
  node: SceneNode
  resource: 'cpu' | 'mem'
  share: number | undefined
}) {
  return (
    <span
      className={share === undefined ? 'strip unknown' : 'strip'}
      style={{ '--share': `${Math.min(share ?? 0, 1) * 100}%` } as CSSProperties}
      data-strip={node.name}
      data-resource={resource}
    />
  )
}
