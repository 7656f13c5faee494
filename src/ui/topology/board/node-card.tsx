import { CircleSlash2, TriangleAlert } from 'lucide-react'
import type { CSSProperties } from 'react'
import { DiskMark } from '../../parts/marks.tsx'
import { renderCount, renderShare } from '../render-amount.ts'
import { renderVerdict, verdictTone } from '../../parts/verdict-chip.tsx'
import { isSelected } from './board-view.ts'
import type { BoardView } from './board-view.ts'
import { laneClass, laneStyle } from './lane-pieces.tsx'
import type { Lane } from './lay-ties.ts'
import type { SceneNode } from './base-scene.ts'

const MAX_CHIPS = 6

/** A node near by: its name, what is asked of it, and its pods with volumes. */
export function NodeCard({ node, view }: { node: SceneNode; view: BoardView }) {
  const lane = node.zone === undefined ? undefined : view.ties.get(node.zone)?.ofNode.get(node.name)
  const { prefix, rest } = splitName(node)
  return (
    <div
      className={`node ${stateClass(node)} ${isSelected(view, 'node', node.name) ? 'sel' : ''}`}
      data-motion={`node ${node.name}`}
      data-changed={node.isChanged || undefined}
    >
      <button
        className="node-face"
        data-nav=""
        data-select={`node ${node.name}`}
        aria-label={describeNode(node, view)}
        aria-pressed={isSelected(view, 'node', node.name)}
        tabIndex={-1}
        onClick={() => view.onSelect({ kind: 'node', key: node.name })}
      >
        <span className="nh">
          <b title={node.name}>
            {prefix === '' ? null : <span className="pre">{prefix}</span>}
            {rest}
          </b>
          <i>{renderCount(node.pods.length, 'pod')}</i>
        </span>
        <NodeState node={node} />
        <Strip node={node} resource="cpu" />
        <Strip node={node} resource="mem" />
      </button>
      {node.zonalPods.length > 0 && <PodChips node={node} view={view} lane={lane} />}
    </div>
  )
}

function NodeState({ node }: { node: SceneNode }) {
  if (node.isReady && node.isSchedulable) return null
  return (
    <span className="node-state">
      <CircleSlash2 className="ic" aria-hidden="true" />
      {node.isReady ? 'no new pods: cordoned' : 'not ready'}
    </span>
  )
}

/** The canvas draws the segments over it; without one it is a plain bar. */
export function Strip({ node, resource }: { node: SceneNode; resource: 'cpu' | 'mem' }) {
  const share = resource === 'cpu' ? node.cpuShare : node.memoryShare
  return (
    <span className="use">
      <span>{resource}</span>
      <span
        className={share === undefined ? 'strip unknown' : 'strip'}
        style={
          {
            '--share': share === undefined ? '0%' : `${Math.min(share, 1) * 100}%`,
          } as CSSProperties
        }
        data-strip={node.name}
        data-resource={resource}
      />
      <em>{renderShare(share)}</em>
    </span>
  )
}

function PodChips({
  node,
  view,
  lane,
}: {
  node: SceneNode
  view: BoardView
  lane: Lane | undefined
}) {
  const shown = node.zonalPods.slice(0, MAX_CHIPS)
  const more = node.zonalPods.length - shown.length
  return (
    <span
      className={lane === undefined ? 'chips' : `chips tied ${laneClass(lane)}`}
      style={lane === undefined ? undefined : laneStyle(lane)}
    >
      {shown.map((index) => {
        const pod = view.scene.getPod(index)
        const judged = view.verdicts.get(pod.key)
        const isBad = judged !== undefined && judged.report.verdict !== 'ok'
        const word = judged === undefined ? '' : `, ${renderVerdict(judged.report)}`
        return (
          <button
            key={index}
            className={`chip ${isBad ? verdictTone(judged.report) : ''} ${isSelected(view, 'pod', pod.key) ? 'sel' : ''}`}
            data-nav=""
            data-select={`pod ${pod.key}`}
            data-motion={`pod ${pod.key}`}
            aria-label={`Pod ${pod.name}, with a volume${word}`}
            aria-pressed={isSelected(view, 'pod', pod.key)}
            tabIndex={-1}
            onClick={() => view.onSelect({ kind: 'pod', key: pod.key })}
          >
            {isBad && judged.report.verdict !== 'unknown' ? (
              <TriangleAlert className="ic" aria-hidden="true" />
            ) : (
              <DiskMark />
            )}
            {pod.name}
          </button>
        )
      })}
      {more > 0 && <span className="chip more">+{more}</span>}
    </span>
  )
}

export function stateClass(node: SceneNode): string {
  if (!node.isReady) return 'unready'
  return node.isSchedulable ? '' : 'cordoned'
}

/** `Node ip-10-0-14-203, group workers, 9 pods, cpu 87 %, memory 55 %`. */
export function describeNode(node: SceneNode, view: BoardView): string {
  const group = view.scene.groups[node.group]?.group.name
  const state = node.isReady ? (node.isSchedulable ? '' : ', cordoned') : ', not ready'
  const zone = node.zone === undefined ? ', zone not known' : `, zone ${node.zone}`
  return (
    `Node ${node.name}${group === undefined ? '' : `, group ${group}`}${zone}, ` +
    `${renderCount(node.pods.length, 'pod')}, cpu ${renderShare(node.cpuShare)}, ` +
    `memory ${renderShare(node.memoryShare)}${state}`
  )
}

/** The short name, and the part of it that every node of the network shares. */
function splitName(node: SceneNode): { readonly prefix: string; readonly rest: string } {
  if (/^new-\d+$/.test(node.name)) return { prefix: '', rest: node.name.replace('-', ' node ') }
  const short = node.name.split('.')[0] ?? node.name
  const match = /^(ip-\d+-\d+-)(\d+-\d+)$/.exec(short)
  return match === null
    ? { prefix: '', rest: short }
    : { prefix: match[1] ?? '', rest: match[2] ?? '' }
}
