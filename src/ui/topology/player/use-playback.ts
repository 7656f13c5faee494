import { useCallback, useEffect, useRef, useState } from 'react'

/** A step plays at most so long. */
const STEP_MS = 1200

export const SPEEDS = [1, 2, 0.5] as const
export type Speed = (typeof SPEEDS)[number]

export interface Playback {
  readonly position: number
  readonly last: number
  readonly isPlaying: boolean
  /** The step follows on the one before it: what it moved may be seen moving. */
  readonly isMoving: boolean
  readonly speed: Speed
  readonly toggle: () => void
  /** Shows a step; with `isJump` without any transition. */
  readonly show: (position: number, isJump?: boolean) => void
  readonly setSpeed: (speed: Speed) => void
}

interface PlaybackInput {
  readonly traceKey: string
  readonly position: number
  readonly last: number
  readonly startsPlaying: boolean
  readonly onShow: (position: number) => void
}

/** Plays a trace: one step after the other, until the last or a pause. */
export function usePlayback({
  traceKey,
  position,
  last,
  startsPlaying,
  onShow,
}: PlaybackInput): Playback {
  const [isPlaying, setPlaying] = useState(false)
  const [isMoving, setMoving] = useState(false)
  const [speed, setSpeed] = useState<Speed>(1)

  const starts = useRef(startsPlaying)
  useEffect(() => {
    starts.current = startsPlaying
  })
  useEffect(() => setPlaying(starts.current), [traceKey])
  useEffect(() => {
    if (!isPlaying) return undefined
    if (position >= last) {
      setPlaying(false)
      return undefined
    }
    const timer = setTimeout(() => {
      setMoving(true)
      onShow(position + 1)
    }, STEP_MS / speed)
    return () => clearTimeout(timer)
  }, [isPlaying, position, last, speed, onShow])

  const show = useCallback(
    (to: number, isJump = false) => {
      setPlaying(false)
      setMoving(!isJump && Math.abs(to - position) === 1)
      onShow(Math.min(Math.max(to, 0), last))
    },
    [last, onShow, position],
  )
  const toggle = useCallback(() => {
    if (!isPlaying && position >= last) {
      setMoving(false)
      onShow(0)
    }
    setPlaying(!isPlaying)
  }, [isPlaying, last, onShow, position])

  return { position, last, isPlaying, isMoving, speed, toggle, show, setSpeed }
}
