import { useReplay, useRun } from '#store/run-store.ts'
import type { PlayerFrame } from '#worker/player-frame.ts'
import type { Judged } from '#worker/protocol.ts'
import { ActorTag } from '../parts/actor-tag.tsx'
import { drawFilmPicture } from './draw-film-picture.ts'
import type { FilmPicture, FilmZone } from './draw-film-picture.ts'

/** Traces up to so many steps are shown as pictures; longer ones as today, the end, and steps in words. */
const MAX_PICTURES = 4

/** The trace as small pictures beside its sentences: today, and the state after each step. */
export function TraceFilm({ judged }: { readonly judged: Judged }) {
  const replay = useReplay(judged.key)
  const volumeZone = useVolumeZone(judged.key)
  const steps = judged.report.trace ?? []
  const isShort = steps.length < MAX_PICTURES
  const frames = replay?.frames ?? []
  const [today] = frames
  const picture = (frame: PlayerFrame | undefined) =>
    frame === undefined
      ? undefined
      : drawFilmPicture(frame, { target: judged.key, zone: volumeZone })
  return (
    <ol className={`film ${isShort ? '' : 'long'}`}>
      <li>
        <Film picture={picture(today)} />
        <div className="cap">
          <b>Today’s plan</b>
        </div>
        <p>Every event below starts from what runs now.</p>
      </li>
      {steps.map((step, index) => {
        const isEnd = index === steps.length - 1
        return (
          <li key={index} className={isEnd ? 'end' : ''}>
            {(isShort || isEnd) && <Film picture={picture(frames[index + 1])} />}
            <div className="cap">
              <ActorTag step={step} />
            </div>
            <p>
              <b>{index + 1}</b>
              {step.text}
              {isEnd && ' No step that is left runs it.'}
            </p>
          </li>
        )
      })}
    </ol>
  )
}

function useVolumeZone(key: string): string | undefined {
  return useRun((run) => {
    const { picture } = run
    return picture?.volumes.find((volume) =>
      volume.pods.some(
        (pod) => `${picture.pods.namespaces[pod]}/${picture.pods.names[pod]}` === key,
      ),
    )?.zone
  })
}

/** Decoration: its sentence stands beside it. */
function Film({ picture }: { readonly picture: FilmPicture | undefined }) {
  if (picture === undefined) return <span className="sk-film" aria-hidden="true" />
  return (
    <svg viewBox={`0 0 ${COLUMN * picture.zones.length} 74`} aria-hidden="true">
      {picture.zones.map((zone, index) => (
        <Zone key={zone.name} zone={zone} x={index * COLUMN + 1} />
      ))}
    </svg>
  )
}

const COLUMN = 39

function Zone({ zone, x }: { readonly zone: FilmZone; readonly x: number }) {
  const hot = zone.isHole ? 'h' : ''
  const isEmpty = zone.hasVolume && zone.nodes.length === 0
  return (
    <g>
      <rect className={zone.isHole ? 'fh' : 'fz'} x={x} y="1" width="37" height="72" rx="3" />
      <text className="ft" x={x + 18.5} y="9">
        {zone.letter}
      </text>
      {zone.isDown && <path className="fd-down" d={`M${x + 4} 14l29 44M${x + 33} 14l-29 44`} />}
      {zone.hasVolume && !(isEmpty && !zone.isHole) && (
        <path className={`fl ${hot}`} d={`M${x + 18.5} ${zone.isHole ? 20 : 42}V58`} />
      )}
      {zone.isHole && <rect className="fb" x={x + 12} y="13" width="13" height="9" rx="2" />}
      {isEmpty && <rect className={`fx ${hot}`} x={x + 3} y="28" width="31" height="16" rx="2" />}
      {zone.nodes.map((node, row) => (
        <FilmNode
          key={row}
          pods={row === zone.nodes.length - 1 ? node.pods : []}
          x={x + 3}
          y={28 + row * 3}
        />
      ))}
      {zone.hasVolume && (
        <>
          <path
            className={`fv ${hot}`}
            d={`M${x + 13} 60v7c0 1.5 2.5 2.5 5.5 2.5s5.5-1 5.5-2.5v-7`}
          />
          <ellipse className={`fv ${hot}`} cx={x + 18.5} cy="60" rx="5.5" ry="2" />
        </>
      )}
    </g>
  )
}

interface FilmNodeProps {
  readonly pods: readonly boolean[]
  readonly x: number
  readonly y: number
}

function FilmNode({ pods, x, y }: FilmNodeProps) {
  return (
    <g>
      <rect className="fn" x={x} y={y} width="31" height="16" rx="2" />
      {pods.map((isTarget, index) => (
        <rect
          key={index}
          className={isTarget ? 'fp' : 'fo'}
          x={x + 3 + index * 6.5}
          y={y + 5}
          width="5.5"
          height="6"
          rx="0.5"
        />
      ))}
    </g>
  )
}
