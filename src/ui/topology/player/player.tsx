import { ChevronsLeft, ChevronsRight, Pause, Play, StepBack, StepForward } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { ActorTag } from '../../parts/actor-tag.tsx'
import { renderCount } from '../render-amount.ts'
import { renderAnnouncement } from './list-moments.ts'
import type { Moment } from './list-moments.ts'
import { SPEEDS } from './use-playback.ts'
import type { Playback } from './use-playback.ts'

interface PlayerProps {
  readonly podName: string
  readonly moments: readonly Moment[]
  readonly playback: Playback
  readonly disturbances: number
  readonly isMinimal: boolean
  readonly isStale: boolean
}

/** The trace at the foot of the board: its steps in order, played on the picture above. */
export function Player(props: PlayerProps) {
  const { podName, moments, playback, disturbances, isMinimal, isStale } = props
  const { position, last } = playback
  return (
    <section className={`player ${isStale ? 'old' : ''}`} aria-label="Trace player">
      <div className="ctl">
        <Controls playback={playback} />
        <b className="nowrap">
          {position === 0
            ? `Today, ${renderCount(last, 'step')} ahead`
            : `After step ${position} of ${last}`}
        </b>
        {isStale && <span className="tag">before your last edit</span>}
        <Scrubber moments={moments} playback={playback} />
        <span className="dim small hide about-trace">
          {isMinimal ? 'Shortest trace' : 'A trace; a shorter one may exist'} of {podName}:{' '}
          {renderCount(last, 'step')}, {disturbances} from outside
        </span>
        <span className="legend push">
          <span className="order">order of events, not times</span>
          <span className="who dist">DISTURBANCE</span> from outside
          <span className="who sys">system</span> by itself
        </span>
        <SpeedKey playback={playback} />
      </div>
      <Ticks moments={moments} position={position} />
      <Timeline moments={moments} playback={playback} />
      <p className="sr" role="status" aria-live="polite">
        {renderAnnouncement(moments, position)}
      </p>
    </section>
  )
}

function Controls({ playback }: { playback: Playback }) {
  const { position, last, isPlaying, show, toggle } = playback
  return (
    <div className="grp" role="group" aria-label="Play the trace">
      <button
        className="btn icon quiet hide"
        aria-label="First step"
        aria-keyshortcuts="Home"
        aria-disabled={position === 0}
        onClick={() => show(0, true)}
      >
        <ChevronsLeft className="ic s" aria-hidden="true" />
      </button>
      <button
        className="btn icon quiet"
        aria-label="Step back"
        aria-keyshortcuts=","
        aria-disabled={position === 0}
        onClick={() => show(position - 1)}
      >
        <StepBack className="ic s" aria-hidden="true" />
      </button>
      <button
        className="btn icon"
        aria-label={isPlaying ? 'Pause' : 'Play'}
        aria-keyshortcuts="Space"
        onClick={toggle}
      >
        {isPlaying ? (
          <Pause className="ic s" aria-hidden="true" />
        ) : (
          <Play className="ic s solid-icon" aria-hidden="true" />
        )}
      </button>
      <button
        className="btn icon quiet"
        aria-label="Step forward"
        aria-keyshortcuts="."
        aria-disabled={position === last}
        onClick={() => show(position + 1)}
      >
        <StepForward className="ic s" aria-hidden="true" />
      </button>
      <button
        className="btn icon quiet hide"
        aria-label="Last step"
        aria-keyshortcuts="End"
        aria-disabled={position === last}
        onClick={() => show(last, true)}
      >
        <ChevronsRight className="ic s" aria-hidden="true" />
      </button>
    </div>
  )
}

function Scrubber({ moments, playback }: { moments: readonly Moment[]; playback: Playback }) {
  return (
    <input
      className="scrub"
      type="range"
      min={0}
      max={playback.last}
      step={1}
      value={playback.position}
      aria-label="Step of the trace"
      aria-valuetext={renderAnnouncement(moments, playback.position)}
      onChange={(event) => playback.show(Number(event.target.value), true)}
    />
  )
}

function SpeedKey({ playback }: { playback: Playback }) {
  const next = SPEEDS[(SPEEDS.indexOf(playback.speed) + 1) % SPEEDS.length] ?? 1
  return (
    <button
      className="btn quiet hide speed"
      aria-label={`Speed ${playback.speed}`}
      onClick={() => playback.setSpeed(next)}
    >
      {playback.speed === 0.5 ? '½' : playback.speed}×
    </button>
  )
}

/** Where room is short the steps are ticks, and only the present one is told. */
function Ticks({ moments, position }: { moments: readonly Moment[]; position: number }) {
  return (
    <div className="ticks" aria-hidden="true">
      {moments
        .filter((moment) => moment.position !== undefined)
        .map((moment, index, list) => {
          const kind = index === list.length - 1 ? 'e' : moment.side === 'system' ? '' : 'dd'
          const isDone = index <= position
          return <i key={index} className={`${index === 0 ? '' : kind} ${isDone ? '' : 'ahead'}`} />
        })}
    </div>
  )
}

function Timeline({ moments, playback }: { moments: readonly Moment[]; playback: Playback }) {
  const list = useRef<HTMLOListElement>(null)
  const { position, last } = playback
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current]')
    if (!current || list.current === null) return
    list.current.scrollLeft = current.offsetLeft - list.current.clientWidth / 3
  }, [position])
  return (
    <ol className="steps" ref={list} tabIndex={0} aria-label="Steps in order">
      {moments.map((moment, index) => {
        const isNow = moment.position === position
        const isAnswer = moment.position === undefined
        const isDone = isAnswer ? position === last : (moment.position ?? 0) <= position
        return (
          <li
            key={index}
            className={`${isDone ? 'done' : ''} ${isAnswer ? 'answer' : ''}`}
            aria-current={isNow ? 'step' : undefined}
          >
            <span
              className={`m ${markClass(moment, isNow && position === last && last > 0)} ${isNow ? 'now' : ''}`}
            />
            <MomentHead moment={moment} onShow={playback.show} />
            <p>{moment.text}</p>
          </li>
        )
      })}
    </ol>
  )
}

function markClass(moment: Moment, isEnd: boolean): string {
  if (moment.position === undefined) return 'f'
  if (isEnd) return moment.side === 'system' ? 'end' : 'd end'
  if (moment.side === 'disturbance') return 'd'
  return moment.side === 'ends' ? 'd hollow' : ''
}

function MomentHead({ moment, onShow }: { moment: Moment; onShow: Playback['show'] }) {
  const { position, step, actor } = moment
  if (position === undefined) {
    return (
      <div className="hd">
        {actor === undefined ? <b>From here on</b> : <span className="who sys">{actor}</span>}
      </div>
    )
  }
  return (
    <div className="hd">
      <button
        className="to-step"
        aria-label={position === 0 ? 'Show today’s plan' : `Show step ${position}`}
        onClick={() => onShow(position)}
      >
        {position === 0 ? <b>Today’s plan</b> : <b className="no">{position}</b>}
      </button>
      {step !== undefined && <ActorTag step={step} />}
    </div>
  )
}
