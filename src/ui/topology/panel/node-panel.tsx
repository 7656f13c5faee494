import type { SceneNode } from '../board/base-scene.ts'
import { Strip } from '../board/node-card.tsx'
import { renderCount, renderCpu, renderMemory } from '../render-amount.ts'
import type { PanelView } from './panel-view.ts'
import { SidePanel } from './side-panel.tsx'

const MAX_PODS = 40

/** One node: what it is, what is asked of it, and by which pods. */
export function NodePanel({ node, view }: { node: SceneNode; view: PanelView }) {
  const group = view.scene.groups[node.group]?.group
  const state = node.isReady ? (node.isSchedulable ? [] : ['cordoned']) : ['not ready']
  const about = [
    node.instanceType ?? 'type not known',
    node.zone ?? 'zone not known',
    ...(node.isNew ? ['launched in this trace'] : []),
    ...state,
  ].join(', ')
  return (
    <SidePanel
      selection={view.selection}
      kick={group === undefined ? 'Node' : `Node of group ${group.name}`}
      name={node.name.split('.')[0] ?? node.name}
      about={
        <>
          <p>{about}</p>
          {node.taints.length > 0 && <p className="mono wrap">{node.taints.join(' ')}</p>}
        </>
      }
      takesFocus={view.takesFocus}
      onClose={view.onClose}
    >
      <section>
        <h3>Requests of allocatable</h3>
        <Amounts node={node} view={view} />
      </section>
      <PodLists node={node} view={view} />
    </SidePanel>
  )
}

function Amounts({ node, view }: { node: SceneNode; view: PanelView }) {
  let milliCpu = 0
  let memoryBytes = 0
  for (const index of node.pods) {
    const pod = view.scene.getPod(index)
    milliCpu += pod.milliCpu
    memoryBytes += pod.memoryBytes
  }
  if (node.milliCpu === 0 && node.memoryBytes === 0) {
    return <p className="small dim">Allocatable is not known: no Node object and no known type.</p>
  }
  return (
    <div className="amounts">
      <Strip node={node} resource="cpu" />
      <p className="micro dimmer">
        {renderCpu(milliCpu)} of {renderCpu(node.milliCpu)}
      </p>
      <Strip node={node} resource="mem" />
      <p className="micro dimmer">
        {renderMemory(memoryBytes)} of {renderMemory(node.memoryBytes)}
      </p>
    </div>
  )
}

const TONES = ['With a volume', 'Pods', 'DaemonSets'] as const

function PodLists({ node, view }: { node: SceneNode; view: PanelView }) {
  return TONES.map((title, tone) => {
    const pods = node.pods
      .map((index) => view.scene.getPod(index))
      .filter((pod) => pod.tone === tone)
    if (pods.length === 0) return null
    return (
      <section key={title}>
        <h3>
          {title}
          <span className="count">{pods.length}</span>
        </h3>
        <ul className="pod-list">
          {pods.slice(0, MAX_PODS).map((pod) => (
            <li key={pod.key}>
              <button className="link" onClick={() => view.onSelect({ kind: 'pod', key: pod.key })}>
                {pod.name}
              </button>
              <span>
                {pod.milliCpu + pod.memoryBytes === 0
                  ? 'no requests'
                  : `${renderCpu(pod.milliCpu)}, ${renderMemory(pod.memoryBytes)}`}
              </span>
            </li>
          ))}
        </ul>
        {pods.length > MAX_PODS && (
          <p className="micro dimmer">{renderCount(pods.length - MAX_PODS, 'more pod')}</p>
        )}
      </section>
    )
  })
}
