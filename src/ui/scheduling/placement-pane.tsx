import { Box, Clock, Copy, Dice5, X } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { MessagePart, Placement } from '#scheduler/placement.ts'
import { askAgain, stopAsking, usePlacement } from '#store/placement-store.ts'
import { usePicture } from '#store/run-store.ts'
import { showToast } from '#store/toast-store.ts'
import { changeView, useView, viewStore } from '#store/view-store.ts'
import type { PlacementAnswer, PlacementFacts } from '#worker/placement-query.ts'
import { DiskMark } from '../parts/marks.tsx'
import { renderCount } from '../parts/render-count.ts'
import { renderCpu, renderMemory } from '../topology/render-amount.ts'
import { ChangesCard } from './changes-card.tsx'
import type { PickablePod } from './list-pods.ts'
import { LowCards } from './low-cards.tsx'
import { MessageQuote } from './message-quote.tsx'
import { makeNodeWords } from './node-words.ts'
import { OutcomeTable } from './outcome-table.tsx'
import { sayPlacement } from './placement-words.ts'
import { Skeleton } from './scheduling-skeleton.tsx'
import { sayClamped } from './version-field.tsx'

interface PlacementPaneProps {
  readonly picked: PickablePod | undefined
  /** The pod that the address asks for. */
  readonly wanted: string | undefined
  readonly picker: ReactNode
  readonly startIndex: number
  readonly onStart: (index: number) => void
}

/** The answer about one pod, or why there is none yet. */
export function PlacementPane(props: PlacementPaneProps) {
  const { picked, wanted, picker } = props
  const status = usePlacement((run) => run.status)
  const message = usePlacement((run) => run.message)
  const answer = usePlacement((run) => (run.query?.key === picked?.key ? run.answer : undefined))
  if (picked === undefined) {
    return (
      <Head title={`The plan has no pod ${wanted ?? ''}`} picker={picker}>
        Pick another: those that wait come first.
      </Head>
    )
  }
  if (answer !== undefined) {
    return (
      <Answered
        key={picked.key}
        {...props}
        picked={picked}
        answer={answer}
        isStale={status !== 'done'}
      />
    )
  }
  switch (status) {
    case 'missing':
      return (
        <Head title={`Nothing says what ${picked.name} asks for`} picker={picker}>
          The plan knows the pod by its workload’s name alone: import the workload or the Pod.
        </Head>
      )
    case 'failed':
    case 'stopped':
      return (
        <Head title={`${picked.name} was not placed`} picker={picker}>
          {message ?? 'It was stopped.'}{' '}
          <button className="btn sm" onClick={askAgain}>
            Place it
          </button>
        </Head>
      )
    case 'idle':
    case 'asking':
    case 'done':
      return (
        <>
          <Head title={`Where does ${picked.name} go?`} picker={picker}>
            The scheduler is asked. <LateStop />
          </Head>
          <Skeleton />
        </>
      )
  }
}

/** A way to stop what takes longer than half a second. */
function LateStop() {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 500)
    return () => clearTimeout(timer)
  }, [])
  return isLate ? (
    <button className="btn sm" onClick={stopAsking}>
      Cancel
    </button>
  ) : null
}

interface HeadProps {
  readonly title: string
  readonly picker: ReactNode
  readonly tags?: ReactNode
  readonly children: ReactNode
}

function Head({ title, picker, tags, children }: HeadProps) {
  return (
    <div className="head">
      <div className="tells">
        {tags !== undefined && <div className="row wrap tags">{tags}</div>}
        <h1>{title}</h1>
        <p>{children}</p>
      </div>
      {picker}
    </div>
  )
}

interface AnsweredProps extends PlacementPaneProps {
  readonly picked: PickablePod
  readonly answer: PlacementAnswer
  readonly isStale: boolean
}

function Answered({ picked, answer, isStale, picker, startIndex, onStart }: AnsweredProps) {
  const picture = usePicture()
  const open = useView((view) => view.open)
  const [taken, setTaken] = useState(0)
  const { placement, unknowns } = answer
  const { outcome } = placement
  const words = useMemo(() => makeNodeWords(answer, picture), [answer, picture])
  const equals = outcome.kind === 'scheduled' ? outcome.equals : []
  const winner = outcome.kind === 'scheduled' ? outcome.winner : undefined
  const order = winner === undefined ? [] : [winner, ...equals.filter((one) => one !== winner)]
  const chosen = order[taken % Math.max(1, order.length)]
  const parts = outcome.kind === 'unschedulable' ? outcome.message : []
  const part = parts.find(({ key }) => key !== undefined && key === open)
  const isFiltered = part !== undefined
  useEffect(() => {
    if (!isFiltered) return undefined
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      if (viewStore.getState().overlay === undefined) changeView({ open: undefined })
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [isFiltered])
  const { title, about } = sayPlacement(picked.name, placement, chosen)
  const clamped = sayClamped(picture?.kubernetesVersion)
  return (
    <>
      <Head
        title={title}
        tags={<Tags answer={answer} isStale={isStale} />}
        picker={
          <div className="push acts-col">
            {picker}
            {order.length > 1 && (
              <button className="btn other" onClick={() => setTaken(taken + 1)}>
                <Dice5 className="ic s" aria-hidden="true" />
                Take {order.length === 2 ? 'the other' : 'another'}
              </button>
            )}
          </div>
        }
      >
        {about}
      </Head>
      {clamped !== undefined && <p className="note t-none">{clamped}</p>}
      {parts.length > 0 && (
        <Message
          parts={parts}
          part={part}
          placement={placement}
          isCut={outcome.kind === 'unschedulable' && outcome.isEventCut}
        />
      )}
      {'message' in outcome && typeof outcome.message === 'string' && outcome.message !== '' && (
        <p className="quote says-it">{outcome.message}</p>
      )}
      {placement.groups.length > 0 && (
        <OutcomeTable
          key={picked.key}
          placement={placement}
          words={words}
          only={part?.nodes === undefined ? undefined : new Set(part.nodes)}
          chosen={chosen}
        />
      )}
      <Sampling placement={placement} startIndex={startIndex} onStart={onStart} />
      <ChangesCard
        isPreempting={outcome.kind === 'unschedulable' && outcome.preemption.kind === 'nominated'}
      />
      <LowCards answer={answer} chosen={chosen} picked={picked} />
      {unknowns.length > 0 && (
        <section className="card">
          <header>
            <h2>What the plan does not say</h2>
          </header>
          <ul className="body small dim stack">
            {unknowns.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Tags({
  answer: { facts, placement, attemptMs },
  isStale,
}: {
  readonly answer: PlacementAnswer
  readonly isStale: boolean
}) {
  return (
    <>
      <span className="tag">
        <Box className="ic" aria-hidden="true" />
        {facts.owner === '' || facts.owner.startsWith('Pod ') ? 'Pod' : `Pod, ${facts.owner}`}
      </span>
      <span className="tag">{renderRequests(facts)}</span>
      <span className="tag">
        {facts.claims.length > 0 && <DiskMark />}
        {facts.claims.length === 0 ? 'no claim' : facts.claims.slice(0, 3).join(', ')}
        {facts.claims.length > 3 && ` and ${facts.claims.length - 3} more`}
      </span>
      {facts.priority !== 0 && <span className="tag">priority {facts.priority}</span>}
      <span className="tag">{renderCount(placement.nodes.length, 'node')}</span>
      <span className="tag">default profile</span>
      {isStale ? (
        <>
          <span className="tag">before your last edit</span>
          <LateStop />
        </>
      ) : (
        <span className="tag">
          <Clock className="ic" aria-hidden="true" />
          {placement.runsOn === undefined ? 'scheduled' : 'placed again'} in {renderMs(attemptMs)}
        </span>
      )}
    </>
  )
}

function renderMs(ms: number): string {
  return ms < 10 ? `${Math.max(0.1, Math.round(ms * 10) / 10)} ms` : `${Math.round(ms)} ms`
}

function renderRequests({ milliCpu, memoryBytes, others }: PlacementFacts): string {
  const asked = [
    ...(milliCpu === 0 ? [] : [`${renderCpu(milliCpu)}${milliCpu % 1000 === 0 ? ' cpu' : ''}`]),
    ...(memoryBytes === 0 ? [] : [renderMemory(memoryBytes)]),
    ...others,
  ]
  return asked.length === 0 ? 'asks for nothing' : asked.join(', ')
}

interface MessageProps {
  readonly parts: readonly MessagePart[]
  readonly part: MessagePart | undefined
  readonly placement: Placement
  readonly isCut: boolean
}

function Message({ parts, part, placement, isCut }: MessageProps) {
  const show = (key: string | undefined) => changeView({ open: key })
  const text = parts.map((one) => one.text).join('')
  return (
    <section className="card said" aria-label="What kubectl describe would say">
      <header>
        <h2>What kubectl describe would say</h2>
        <span className="small dim">press a part to see the nodes that it counts</span>
        <button
          className="btn icon quiet sm push"
          aria-label="Copy the message"
          onClick={() => void copyMessage(text)}
        >
          <Copy className="ic s" aria-hidden="true" />
        </button>
      </header>
      <div className="body stack">
        <MessageQuote message={parts} picked={part?.key} onPick={show} />
        <Artefact text={text} />
        <p className="small dim" role="status">
          {part?.nodes !== undefined && (
            <>
              The table shows {renderCount(part.nodes.length, 'node')} of{' '}
              {renderCount(placement.nodes.length, 'node')}: {part.text}{' '}
              <button className="btn sm" onClick={() => show(undefined)}>
                <X className="ic s" aria-hidden="true" />
                All nodes
              </button>
            </>
          )}
          {isCut && 'The event on the pod is cut at 1,024 bytes; its condition is not.'}
        </p>
      </div>
    </section>
  )
}

async function copyMessage(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    showToast('The message is copied')
  } catch {
    showToast('This browser did not let the message be copied')
  }
}

/** What in upstream's text is of its making and not of the pod's (8.4). */
function Artefact({ text }: { readonly text: string }) {
  if (text.endsWith('. not found')) {
    return (
      <p className="small dim">
        “not found” at the end is of upstream’s making: DynamicResources finds no state of its own
        when a pod is turned away before it is asked. Preemption is not tried then.
      </p>
    )
  }
  return text.includes('no new claims to deallocate') ? (
    <p className="small dim">
      “no new claims to deallocate” is DynamicResources’ answer for every pod without device claims.
    </p>
  ) : null
}

/** Which part of the nodes was looked at, and a way to look on from there. */
function Sampling({
  placement: { sampling, groups, outcome, nodes },
  startIndex,
  onStart,
}: {
  readonly placement: Placement
  readonly startIndex: number
  readonly onStart: (index: number) => void
}) {
  const isSampled = groups.some(({ kind }) => kind === 'unvisited') && outcome.kind === 'scheduled'
  if (!isSampled && startIndex === 0) return null
  return (
    <p className="small dim row wrap">
      <span>
        The scheduler stops at {renderCount(sampling.target, 'node')} that can take the pod, and
        begins where the last attempt ended: here at place{' '}
        {sampling.startIndex.toLocaleString('en-US')} of {nodes.length.toLocaleString('en-US')}.
        Which pod was placed before is not known.
      </span>
      {isSampled && (
        <button className="btn sm" onClick={() => onStart(sampling.nextIndex)}>
          Look on from {sampling.nextIndex.toLocaleString('en-US')}
        </button>
      )}
      {startIndex !== 0 && (
        <button className="btn sm" onClick={() => onStart(0)}>
          From the first
        </button>
      )}
    </p>
  )
}
