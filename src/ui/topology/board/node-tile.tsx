import type { CSSProperties } from 'react'
import { DiskMark } from '../../parts/marks.tsx'
import { isSelected } from './board-view.ts'
import type { BoardView } from './board-view.ts'
import { describeNode, stateClass } from './node-card.tsx'
import type { SceneNode } from './scene.ts'

/** A node from further away: cpu above, memory below, its pods as a number. */
export function NodeTile({ node, view }: { node: SceneNode; view: BoardView }) {
  const isPicked = isSelected(view, 'node', node.name)
  const holdsPicked =
    view.selection?.kind === 'pod' &&
    node.zonalPods.some((index) => view.scene.getPod(index).key === view.selection?.key)
  const isBad = node.zonalPods.some((index) => {
    const verdict = view.verdicts.get(view.scene.getPod(index).key)?.report.verdict
    return verdict !== undefined && verdict !== 'ok'
  })
  return (
    <button
      className={`tile ${stateClass(node)} ${isPicked || holdsPicked ? 'sel' : ''} ${isBad ? 'bad' : ''}`}
      data-nav=""
      data-select={`node ${node.name}`}
      data-motion={`node ${node.name}`}
      data-changed={node.isChanged || undefined}
      aria-label={describeNode(node, view)}
      aria-pressed={isPicked}
      tabIndex={-1}
      title={node.name}
      onClick={() => view.onSelect({ kind: 'node', key: node.name })}
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
}

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
