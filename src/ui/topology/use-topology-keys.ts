import { useEffect, useRef } from 'react'
import type { Playback } from './player/use-playback.ts'

interface TopologyKeys {
  readonly playback: Playback | undefined
  readonly onClose: (() => void) | undefined
  /** `x`: lose the zone or node that is selected. */
  readonly onLose: (() => void) | undefined
  /** `0`: the workload of the selected pod to zero and back. */
  readonly onScaleToZero: (() => void) | undefined
  /** 1 nearer, -1 further, 0 to fit. */
  readonly onZoom: (by: 1 | -1 | 0) => void
}

/** The single keys of the board and the player. They act only where no field has the focus. */
export function useTopologyKeys(keys: TopologyKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (isTaken(event)) return
      if (actOn(event.key, latest.current)) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

function actOn(
  key: string,
  { playback, onClose, onLose, onScaleToZero, onZoom }: TopologyKeys,
): boolean {
  switch (key) {
    case 'Escape':
      onClose?.()
      return onClose !== undefined
    case 'x':
      onLose?.()
      return onLose !== undefined
    case '0':
      onScaleToZero?.()
      return onScaleToZero !== undefined
    case '+':
      onZoom(1)
      return true
    case '-':
    case '−':
      onZoom(-1)
      return true
    case '=':
      onZoom(0)
      return true
    default:
      return playback !== undefined && actOnPlayer(key, playback)
  }
}

function actOnPlayer(key: string, { position, last, show, toggle }: Playback): boolean {
  switch (key) {
    case ' ':
      toggle()
      return true
    case ',':
      show(position - 1)
      return true
    case '.':
      show(position + 1)
      return true
    case 'Home':
      show(0, true)
      return true
    case 'End':
      show(last, true)
      return true
    default:
      return false
  }
}

/** A field, a slider, an open dialog, or a button that the space bar presses has the key for itself. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('[role="dialog"]') !== null) return true
  if (target.matches('input, select, textarea')) return event.key !== 'Escape'
  // On the board the space bar plays, Enter opens; everywhere else it presses what has the focus.
  const isCard = target.closest('[data-select]') !== null
  return event.key === ' ' && !isCard && target.matches('button, a, summary, [role="button"]')
}
