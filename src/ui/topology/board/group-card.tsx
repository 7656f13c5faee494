import { TriangleAlert } from 'lucide-react'
import type { CSSProperties } from 'react'
import { renderCount } from '../render-amount.ts'
import { renderVerdict, verdictTone } from '../../parts/verdict-chip.tsx'
import { isSelected } from './board-view.ts'
import type { BoardView } from './board-view.ts'
import type { SceneNode } from './base-scene.ts'
import type { SceneCell } from './scene.ts'
import { useMemo } from 'react'
import type { PictureGroup } from '#cluster/picture.ts'

const BINS = 10

/** A group in a zone from far away: how many, how full, and how near to its maximum. */
export function GroupCard({ cell, view }: { cell: SceneCell; view: BoardView }) {
  const group = view.scene.groups[cell.group]?.group
  const { podCount, volumeCount, bins } = useMemo(() => summarize(cell.nodes), [cell.nodes])
  if (group === undefined) return null
  const { nodes, findings, zone } = cell
  const worst = findings[0]
  const tone = worst === undefined ? '' : verdictTone(worst.judged.report).replace(' solid', '')
  const words = worst === undefined ? '' : `${worst.name}: ${renderVerdict(worst.judged.report)}`
  const others = findings.length > 1 ? ` and ${findings.length - 1} more` : ''
  const pods = renderCount(podCount, 'pod')
  const volumes = volumeCount === 0 ? '' : `, ${renderCount(volumeCount, 'volume')}`
  const isPicked = isSelected(view, 'group', group.name)
  return (
    <button
      className={`gz ${tone} ${worst === undefined ? '' : 'alarm'} ${isPicked ? 'sel' : ''}`}
      data-nav=""
      data-select={`group ${group.name} ${zone.name}`}
      data-changed={nodes.some((node) => node.isChanged) || undefined}
      aria-label={`Group ${group.name} in ${zone.name}: ${renderCount(nodes.length, 'node')}, ${pods}${volumes}${words === '' ? '' : `, ${words}`}`}
      aria-pressed={isPicked}
      tabIndex={-1}
      onClick={() => view.onSelect({ kind: 'group', key: group.name })}
    >
      <span className="t">
        <b>{nodes.length.toLocaleString('en-US')}</b> {nodes.length === 1 ? 'node' : 'nodes'}
        <span>{`${pods}${volumes}`}</span>
      </span>
      <CpuHistogram bins={bins} />
      <SizeBar group={group} nodeCount={nodes.length} />
      {worst !== undefined && (
        <span className="al">
          <TriangleAlert className="ic" aria-hidden="true" />
          {words}
          {others}
        </span>
      )}
    </button>
  )
}

interface CellSummary {
  readonly podCount: number
  readonly volumeCount: number
  /** Nodes by the cpu asked of them, in tenths; the last is above 90 %. */
  readonly bins: readonly number[]
}

function summarize(nodes: readonly SceneNode[]): CellSummary {
  const bins = Array.from({ length: BINS }, () => 0)
  let podCount = 0
  let volumeCount = 0
  for (const node of nodes) {
    podCount += node.pods.length
    volumeCount += node.zonalPods.length
    if (node.cpuShare === undefined) continue
    const bin = Math.min(BINS - 1, Math.floor(node.cpuShare * BINS))
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  return { podCount, volumeCount, bins }
}

function CpuHistogram({ bins }: { bins: readonly number[] }) {
  const most = Math.max(1, ...bins)
  return (
    <svg className="hist" viewBox="0 0 100 18" preserveAspectRatio="none" aria-hidden="true">
      {bins.map((count, bin) => {
        const height = count === 0 ? 0.6 : Math.max(1.4, (count / most) * 18)
        return (
          <rect
            key={bin}
            className={bin === BINS - 1 ? 'hi' : undefined}
            x={bin * 10 + 0.2}
            width={9.4}
            y={18 - height}
            height={height}
          />
        )
      })}
    </svg>
  )
}

function SizeBar({ group, nodeCount }: { group: PictureGroup; nodeCount: number }) {
  const { min, max } = group
  if (max === undefined || max === 0) return <span className="rng none" aria-hidden="true" />
  const style = {
    '--w': `${Math.min(1, nodeCount / max) * 100}%`,
    '--m': `${((min ?? 0) / max) * 100}%`,
  } as CSSProperties
  return (
    <span className="rng" style={style} aria-hidden="true">
      <i />
      {min !== undefined && group.zones.length === 1 && <u />}
    </span>
  )
}
