import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { Picture } from '#cluster/picture.ts'
import type { PlayerPosition, Selection } from '#store/route.ts'
import type { Judged, Replay } from '#worker/protocol.ts'
import { BoardTable } from './table/board-table.tsx'
import { Board } from './board/board.tsx'
import type { BoardView } from './board/board-view.ts'
import { layScene } from './board/scene.ts'
import type { Scene } from './board/scene.ts'
import { layTies } from './board/lay-ties.ts'
import { fitZoom, stepZoom } from './board/zoom.ts'
import type { Zoom } from './board/zoom.ts'
import { ZoomPad } from './board/zoom-pad.tsx'
import type { BoardForm } from './board/zoom-pad.tsx'
import type { GroupEdits } from './group-edits.ts'
import { SelectedPanel } from './panel/selected-panel.tsx'
import { listMoments } from './player/list-moments.ts'
import { Player } from './player/player.tsx'
import { usePlayback } from './player/use-playback.ts'
import { renderCount } from './render-amount.ts'
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
  /** The verdict whose trace the player holds, and its frames once they are there. */
  readonly played: Judged | undefined
  readonly replay: Replay | undefined
  readonly edits: GroupEdits | undefined
  readonly header: ReactNode
  readonly onSelect: (selection: Selection | undefined) => void
  readonly onShowStep: (position: PlayerPosition | undefined) => void
  readonly onSearchOn: (key: string) => void
}

/** The topology of one cluster: the board, the panel of what is selected, and the trace player. */
export function TopologyBoard(props: TopologyBoardProps) {
  const { picture, verdicts, stale, selection, played, replay, position, onSelect } = props
  const [chosenZoom, setZoom] = useState<Zoom>()
  const [form, setForm] = useState<BoardForm>('board')
  const [takesFocus, setTakesFocus] = useState(false)
  const zoom = chosenZoom ?? fitZoom(picture)

  const frames = replay?.frames
  const last = Math.max(0, (frames?.length ?? 1) - 1)
  const step = position === undefined || position.key !== played?.key ? 0 : position.step
  const shown = Math.min(step, last)
  const subject = position?.key
  const play = useMemo(
    () =>
      frames === undefined || subject === undefined || shown === 0
        ? undefined
        : { subject, frames, position: shown },
    [frames, subject, shown],
  )
  const scene = useMemo(() => layScene({ picture, verdicts, play }), [picture, verdicts, play])
  const playback = usePlayback({
    traceKey: played?.key ?? '',
    position: shown,
    last,
    onShow: (to) => played !== undefined && props.onShowStep({ key: played.key, step: to }),
  })
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
    onSelect: (next) => {
      setTakesFocus(document.activeElement?.matches(':focus-visible') === true)
      onSelect(next)
    },
  }
  const close = (): void => {
    onSelect(undefined)
    if (selection !== undefined) returnFocus(selection)
  }
  useTopologyKeys({
    playback: replay === undefined ? undefined : playback,
    onClose: selection === undefined ? undefined : close,
    onZoom: (by) => setZoom(by === 0 ? undefined : stepZoom(zoom, by)),
  })
  return (
    <div className="topo" data-panel={selection === undefined ? 'closed' : 'open'}>
      {props.header}
      <div className="boardwrap">
        {form === 'board' ? (
          <Board
            picture={picture}
            view={view}
            edits={props.edits}
            stepKey={`${played?.key ?? ''} ${shown}`}
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
          hasPendingTie={[...ties.values()].some(({ ofPending }) => ofPending.size > 0)}
        />
      </div>
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
      />
      {played !== undefined && replay !== undefined && last > 0 && (
        <PlayerOf
          played={played}
          replay={replay}
          scene={scene}
          picture={picture}
          playback={playback}
        />
      )}
    </div>
  )
}

interface PlayerOfProps {
  readonly played: Judged
  readonly replay: Replay
  readonly scene: Scene
  readonly picture: Picture
  readonly playback: ReturnType<typeof usePlayback>
}

function PlayerOf({ played, replay, picture, playback }: PlayerOfProps) {
  const moments = useMemo(() => {
    const first = replay.frames[0]?.frame.nodes.length ?? 0
    const end = replay.frames.at(-1)?.frame.nodes.length ?? 0
    const running = picture.pods.names.length - picture.pending.length
    const waiting = picture.pending.length === 0 ? '' : `, ${picture.pending.length} pending`
    return listMoments({
      judged: played,
      today: `${renderCount(picture.nodes.length, 'node')}, ${renderCount(running, 'pod')} running${waiting}.`,
      nodesAtEnd: picture.nodes.length - first + end,
    })
  }, [played, replay, picture])
  return (
    <Player
      podName={played.report.subject.name}
      moments={moments}
      playback={playback}
      disturbances={played.report.disturbances?.total ?? 0}
      isMinimal={played.report.minimal !== false}
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
