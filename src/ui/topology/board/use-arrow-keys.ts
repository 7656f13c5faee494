import { useEffect } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { chooseNeighbour } from './choose-neighbour.ts'
import type { Direction } from './choose-neighbour.ts'

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/**
 * One stop of the Tab key for the whole board; arrows go on from there, cell to cell and card to card.
 * Which one is the stop lives in the document, so that a redrawn card keeps it.
 */
export function useArrowKeys(board: RefObject<HTMLElement | null>): {
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onFocus: () => void
} {
  useEffect(() => {
    if (board.current !== null) keepOneStop(board.current)
  })
  return {
    onFocus: () => {
      if (board.current !== null) keepOneStop(board.current)
    },
    onKeyDown: (event) => {
      const direction = DIRECTIONS[event.key]
      const current = document.activeElement
      if (direction === undefined || board.current === null) return
      if (event.altKey || event.ctrlKey || event.metaKey || !isStop(current)) return
      event.preventDefault()
      const stops = findStops(board.current)
      const boxes = stops.map((stop) => stop.getBoundingClientRect())
      const next = chooseNeighbour(current.getBoundingClientRect(), boxes, direction)
      if (next !== undefined) stops[next]?.focus()
    },
  }
}

function keepOneStop(board: HTMLElement): void {
  const stops = findStops(board)
  const current = document.activeElement
  const kept = stops.find((stop) => stop === current) ?? stops.find((stop) => stop.tabIndex === 0)
  for (const stop of stops) {
    const index = stop === (kept ?? stops[0]) ? 0 : -1
    if (stop.tabIndex !== index) stop.tabIndex = index
  }
}

function findStops(board: HTMLElement): readonly HTMLElement[] {
  return [...board.querySelectorAll<HTMLElement>('[data-nav]')].filter(
    (stop) => stop.offsetParent !== null,
  )
}

function isStop(element: Element | null): element is HTMLElement {
  return element instanceof HTMLElement && element.dataset['nav'] !== undefined
}
