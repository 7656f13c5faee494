import type { PicturePending } from '#cluster/picture.ts'
import { ArrowRight } from 'lucide-react'
import { renderRoute } from '#store/route.ts'
import { useView } from '#store/view-store.ts'
import { FixSection } from '../../fixes/fix-section.tsx'
import type { PodFacts } from '../board/lay-frame.ts'
import type { SceneNode } from '../board/base-scene.ts'
import type { ScenePending, SceneVolume } from '../board/scene.ts'
import { isSheet } from '../is-sheet.ts'
import { renderCount, renderCpu, renderList, renderMemory } from '../render-amount.ts'
import { EditSection } from './edit-section.tsx'
import type { PanelView } from './panel-view.ts'
import { PodMark } from './pod-mark.tsx'
import { Quote } from './quote.tsx'
import { SidePanel } from './side-panel.tsx'
import { UnknownSection } from './unknown-section.tsx'
import { VerdictSections } from './verdict-sections.tsx'

interface PodPanelProps {
  readonly podKey: string
  readonly view: PanelView
  /** What the scheduler says of it in the state that is shown, where it is known. */
  readonly says: SchedulerWords | undefined
}

type SchedulerWords = Pick<PicturePending, 'message' | 'reasons'>

/** One pod: what it is, why it waits, and what proves it. */
export function PodPanel({ podKey, view, says }: PodPanelProps) {
  const { scene } = view
  const pending = scene.pending.find((entry) => entry.facts.key === podKey)
  const place = findPlace(podKey, view)
  const facts = pending?.facts ?? place?.facts
  const judged = view.verdicts.get(podKey)
  const isStale = judged !== undefined && view.stale.has(podKey)
  const volumes = scene.volumes.filter((entry) => entry.pods.includes(podKey))
  const unknown = judged?.report.unknown
  const [namespace = '', name = podKey] = podKey.split('/')
  return (
    <SidePanel
      selection={view.selection}
      kick={`Pod in namespace ${namespace}`}
      name={name}
      mark={<PodMark pending={pending} judged={judged} isStale={isStale} />}
      about={<AboutPod facts={facts} volumes={volumes} node={place?.node} view={view} />}
      takesFocus={view.takesFocus}
      onClose={view.onClose}
    >
      {judged !== undefined && <FixSection judged={judged} isStale={isStale} level={3} />}
      {says !== undefined && says.message !== '' ? (
        <SchedulerSays says={says} />
      ) : (
        pending !== undefined && <WherePending pending={pending} view={view} />
      )}
      <SchedulingLink podKey={podKey} isPlaced={place !== undefined} />
      {unknown !== undefined && (
        <UnknownSection
          unknown={unknown}
          scene={scene}
          edits={view.edits}
          onSearchOn={
            unknown.bound === undefined || isStale ? undefined : () => view.onSearchOn(podKey)
          }
        />
      )}
      <EditOwner owner={facts?.owner} namespace={namespace} view={view} />
      {judged === undefined ? (
        <section>
          <p className="small dim">
            {volumes.length === 0 && pending === undefined
              ? 'Not judged: it has no volume that binds it to a zone, and it runs.'
              : 'Not judged yet.'}
          </p>
        </section>
      ) : (
        <VerdictSections judged={judged} isStale={isStale} onPlay={view.onPlay} />
      )}
    </SidePanel>
  )
}

/** The scheduler's own view of the pod, node by node. */
function SchedulingLink({ podKey, isPlaced }: { podKey: string; isPlaced: boolean }) {
  const place = useView((view) => view.place)
  const selection = { kind: 'pod', key: podKey } as const
  const route = {
    screen: 'scheduling',
    place,
    selection,
    player: undefined,
    open: undefined,
  } as const
  return (
    <section>
      <a className="row" href={renderRoute(route)}>
        {isPlaced ? 'Why here' : 'Why nowhere'}
        <ArrowRight className="ic s" aria-hidden="true" />
      </a>
    </section>
  )
}

/** The workload whose template the pod is made of. */
function EditOwner({
  owner = '',
  namespace,
  view,
}: {
  owner: string | undefined
  namespace: string
  view: PanelView
}) {
  const [kind = '', name = ''] = owner.split(' ')
  if (name === '' || kind === 'Pod' || kind === 'Node') return null
  const workload = { kind, namespace, name }
  return (
    <EditSection
      edits={view.edit}
      keys={[
        { words: `${kind} ${name}`, form: { kind: 'workload', workload } },
        {
          words: 'Remove it',
          icon: 'remove',
          form: { kind: 'remove', leaving: { kind: 'workload', id: workload } },
        },
      ]}
    />
  )
}

function findPlace(
  podKey: string,
  { scene }: PanelView,
): { readonly facts: PodFacts; readonly node: SceneNode } | undefined {
  const node = scene.findNodeOf(podKey)
  const facts = node?.pods.map(scene.getPod).find(({ key }) => key === podKey)
  return node === undefined || facts === undefined ? undefined : { facts, node }
}

function AboutPod({
  facts,
  volumes,
  node,
  view,
}: {
  facts: PodFacts | undefined
  volumes: readonly SceneVolume[]
  node: SceneNode | undefined
  view: PanelView
}) {
  const owner = facts?.owner === '' || facts === undefined ? 'No owner' : facts.owner
  return (
    <>
      <p>
        {facts === undefined
          ? 'Not on the board after this step.'
          : `${owner}, ${renderRequests(facts)}.`}{' '}
        {volumes.map(renderClaim).join(' ')}
      </p>
      {node !== undefined && (
        <p>
          Runs on{' '}
          <button className="link" onClick={() => view.onSelect({ kind: 'node', key: node.name })}>
            {node.name}
          </button>
        </p>
      )}
    </>
  )
}

function renderRequests({ milliCpu, memoryBytes }: PodFacts): string {
  if (milliCpu === 0 && memoryBytes === 0) return 'asks for no cpu and no memory'
  return `asks for ${renderCpu(milliCpu)} cpu and ${renderMemory(memoryBytes)}`
}

function renderClaim({ volume }: SceneVolume): string {
  const claim = volume.claim === undefined ? `Volume ${volume.name}` : `Claim ${volume.claim}`
  return volume.zone === undefined ? `${claim}, no zone yet.` : `${claim}, bound in ${volume.zone}.`
}

function SchedulerSays({ says }: { says: SchedulerWords }) {
  return (
    <section className="says">
      <details open={!isSheet()}>
        <summary>
          <h3>The scheduler says</h3>
        </summary>
        <Quote text={says.message} />
      </details>
      <ul className="parts">
        {says.reasons.map((part, index) => (
          <li key={index}>
            <span className="k">{part.count}</span>
            <span>
              <b>{part.reason}:</b> {part.detail}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** In a step of a trace: what the picture shows of its zones, counted. */
function WherePending({ pending, view }: { pending: ScenePending; view: PanelView }) {
  const { scene } = view
  const here = scene.zones.filter((zone) => pending.zones.includes(zone.name))
  const count = here.reduce((sum, zone) => sum + zone.nodeCount, 0)
  const names = renderList(
    here.map((zone) => zone.name),
    'or',
  )
  return (
    <section className="says">
      <h3>After this step</h3>
      <ul className="parts">
        <li>
          <span className="k">{count}</span>
          <span>
            <b>{renderCount(count, 'node').replace(/^\S+ /, '')}</b>{' '}
            {names === ''
              ? 'in a zone where it may run'
              : `in ${names}, ${here.length === 1 ? 'its only zone' : 'where it may run'}`}
          </span>
        </li>
        <li>
          <span className="k">{scene.nodeCount - count}</span>
          <span>elsewhere, where it may not run</span>
        </li>
      </ul>
    </section>
  )
}
