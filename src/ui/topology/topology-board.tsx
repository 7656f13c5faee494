import type { ReactNode } from 'react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Picture } from '#cluster/picture.ts'
import type { PlayerPosition, Selection } from '#store/route.ts'
import type { Judged } from '#worker/protocol.ts'
import { BoardTable } from './table/board-table.tsx'
import { Board } from './board/board.tsx'
import type { BoardView } from './board/board-view.ts'
import { layScene } from './board/scene.ts'
import type { Scene } from './board/scene.ts'
import { layBase } from './board/base-scene.ts'
import type { ScenePlay } from './board/base-scene.ts'
import { keepRowOrder, NO_ROW_ORDER } from './board/keep-row-order.ts'
import { layTies } from './board/lay-ties.ts'
import { fitZoom, stepZoom } from './board/zoom.ts'
import type { Zoom } from './board/zoom.ts'
import { ZoomPad } from './board/zoom-pad.tsx'
import type { BoardForm } from './board/zoom-pad.tsx'
import type { BoardEdits } from './board-edits.ts'
import type { GroupEdits } from './group-edits.ts'
import { SelectedPanel } from './panel/selected-panel.tsx'
import { listMoments } from './player/list-moments.ts'
import { Player } from './player/player.tsx'
import type { Playable } from './player/playable.ts'
import { usePlayback } from './player/use-playback.ts'
import type { Playback } from './player/use-playback.ts'
import { renderCount } from './render-amount.ts'
import { loseSelected, scaleToZero } from '../zone-loss/lose.ts'
import { usePressBeside } from './use-press-beside.ts'
import { useTopologyKeys } from './use-topology-keys.ts'
import './board/board.css'
import './panel/panel.css'
import './player/player.css'
import './topology.css'

interface TopologyBoardProps {
  readonly picture: Picture
  readonly verdicts: ReadonlyMap<string, Judged>
  /** Each result once, worst first. */
  readonly results: readonly Judged[]
  readonly stale: ReadonlySet<string>
  readonly selection: Selection | undefined
  readonly position: PlayerPosition | undefined
  /** The trace that the player holds, once its frames are there. */
  readonly playable: Playable | undefined
  readonly edits: GroupEdits | undefined
  readonly boardEdits?: BoardEdits | undefined
  /** The form that is open, in the place of the panel. */
  readonly form?: ReactNode
  readonly header: ReactNode
  readonly onSelect: (selection: Selection | undefined) => void
  readonly onShowStep: (position: PlayerPosition | undefined) => void
  readonly onSearchOn: (key: string) => void
}

/** The topology of one cluster: the board, the panel of what is selected, and the trace player. */
export function TopologyBoard(props: TopologyBoardProps) {
  const { picture, verdicts, stale, selection, playable, position, onSelect } = props
  const [chosenZoom, setZoom] = useState<Zoom>()
  const [form, setForm] = useState<BoardForm>('board')
  const [takesFocus, setTakesFocus] = useState(false)
  const fit = useMemo(() => fitZoom(picture), [picture])
  const zoom = chosenZoom ?? fit

  const frames = playable?.frames
  const playedKey = playable?.judged.key
  const last = Math.max(0, (frames?.length ?? 1) - 1)
  const step = position === undefined || position.key !== playedKey ? 0 : position.step
  const shown = Math.min(step, last)
  const subject = position?.key
  const play = useMemo(
    () =>
      frames === undefined || subject === undefined || shown === 0
        ? undefined
        : { subject, frames, position: shown },
    [frames, subject, shown],
  )
  const scene = useScene({ picture, play, verdicts, isHeld: stale.size > 0 || play !== undefined })
  const event = position?.event
  const playback = usePlayback({
    traceKey: playedKey === undefined ? '' : `${playedKey} ${event ?? ''}`,
    position: shown,
    last,
    startsPlaying: position?.startsPlaying === true,
    onShow: (to) =>
      playedKey !== undefined && props.onShowStep({ key: playedKey, step: to, event }),
  })
  const choose = useCallback(
    (next: Selection) => {
      setTakesFocus(document.activeElement?.matches(':focus-visible') === true)
      onSelect(next)
    },
    [onSelect],
  )
  const ties = useMemo(
    () => layTies({ scene, hasCards: zoom === 'cards', selectedKey: selection?.key }),
    [scene, zoom, selection],
  )
  const view: BoardView = {
    scene,
    ties,
    zoom,
    hasGutter: zoom === 'cards' || [...ties.values()].some(({ lanes }) => lanes.length > 0),
    selection,
    verdicts,
    onSelect: choose,
    edit: play === undefined ? props.boardEdits : undefined,
  }
  const close = (): void => {
    onSelect(undefined)
    if (selection !== undefined) returnFocus(selection)
  }
  const wrap = useRef<HTMLDivElement>(null)
  // A form is never closed by a press beside it: what was typed would be lost.
  const hasForm = props.form !== undefined
  usePressBeside(wrap, selection === undefined || hasForm ? undefined : close)
  useTopologyKeys({
    playback: last === 0 ? undefined : playback,
    onClose:
      selection !== undefined && !hasForm
        ? close
        : event === undefined || hasForm
          ? undefined
          : () => props.onShowStep(undefined),
    onLose: selection === undefined ? undefined : () => loseSelected(selection),
    onScaleToZero: selection?.kind === 'pod' ? () => scaleToZero(selection.key) : undefined,
    onZoom: (by) => setZoom(by === 0 ? undefined : stepZoom(zoom, by)),
  })
  return (
    <div className="topo" data-panel={selection === undefined && !hasForm ? 'closed' : 'open'}>
      {props.header}
      <div className="boardwrap" ref={wrap}>
        {form === 'board' ? (
          <Board
            picture={picture}
            view={view}
            edits={props.edits}
            stepKey={`${playedKey ?? ''} ${shown}`}
            isMoving={playback.isMoving}
          />
        ) : (
          <BoardTable view={view} />
        )}
        <ZoomPad
          zoom={zoom}
          onZoom={setZoom}
          form={form}
          onForm={setForm}
          ties={findPendingTies(ties)}
        />
      </div>
      {props.form ?? (
        <SelectedPanel
          picture={picture}
          view={{
            ...view,
            edits: props.edits,
            stale,
            takesFocus,
            onClose: close,
            onPlay: (key) => props.onShowStep({ key, step: 0 }),
            onSearchOn: props.onSearchOn,
          }}
          results={props.results}
          isToday={play === undefined}
          end={play !== undefined && shown === last ? playable : undefined}
        />
      )}
      {playable !== undefined && last > 0 && (
        <PlayerOf playable={playable} picture={picture} playback={playback} />
      )}
    </div>
  )
}

function findPendingTies(ties: BoardView['ties']) {
  const lanes = [...ties.values()].flatMap(({ ofPending }) => [...ofPending.values()])
  return {
    hasStuck: lanes.some(({ isStuck }) => isStuck),
    hasWaiting: lanes.some(({ isStuck }) => !isStuck),
  }
}

interface SceneInput {
  readonly picture: Picture
  readonly play: ScenePlay | undefined
  readonly verdicts: ReadonlyMap<string, Judged>
  readonly isHeld: boolean
}

/** The scene, whose rows stay where they are while an edit is judged or a trace is played. */
function useScene({ picture, play, verdicts, isHeld }: SceneInput): Scene {
  const order = useRef(NO_ROW_ORDER)
  const base = useMemo(() => layBase(picture, play), [picture, play])
  const scene = useMemo(() => layScene(base, verdicts), [base, verdicts])
  const kept = useMemo(() => keepRowOrder(scene.rows, order.current, isHeld), [scene, isHeld])
  useEffect(() => {
    order.current = kept.order
  })
  return useMemo(() => ({ ...scene, rows: kept.rows }), [scene, kept])
}

interface PlayerOfProps {
  readonly playable: Playable
  readonly picture: Picture
  readonly playback: Playback
}

function PlayerOf({ playable, picture, playback }: PlayerOfProps) {
  const { judged, frames, isStale } = playable
  const moments = useMemo(() => {
    const first = frames[0]?.frame.nodes.length ?? 0
    const end = frames.at(-1)?.frame.nodes.length ?? 0
    const running = picture.pods.names.length - picture.pending.length
    const waiting = picture.pending.length === 0 ? '' : `, ${picture.pending.length} pending`
    return listMoments({
      judged,
      today: `${renderCount(picture.nodes.length, 'node')}, ${renderCount(running, 'pod')} running${waiting}.`,
      nodesAtEnd: picture.nodes.length - first + end,
    })
  }, [judged, frames, picture])
  return (
    <Player
      podName={judged.report.subject.name}
      moments={moments}
      playback={playback}
      disturbances={judged.report.disturbances?.total ?? 0}
      isMinimal={judged.report.minimal !== false}
      isStale={isStale}
    />
  )
}

/** The focus goes back to the card that opened the panel. */
function returnFocus(selection: Selection): void {
  const key = CSS.escape(`${selection.kind} ${selection.key}`)
  const card =
    document.querySelector<HTMLElement>(`[data-select="${key}"]`) ??
    document.querySelector<HTMLElement>(`[data-select^="${key} "]`)
  card?.focus()
}
