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
    const root = board.current
    if (root === null || root.querySelector('[data-nav][tabindex="0"]') !== null) return
    const [first] = findStops(root)
    if (first !== undefined) first.tabIndex = 0
  })
  return {
    onFocus: () => {
      const current = document.activeElement
      if (board.current === null || !isStop(current)) return
      for (const stop of board.current.querySelectorAll<HTMLElement>('[data-nav][tabindex="0"]')) {
        if (stop !== current) stop.tabIndex = -1
      }
      current.tabIndex = 0
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

function findStops(board: HTMLElement): readonly HTMLElement[] {
  return [...board.querySelectorAll<HTMLElement>('[data-nav]')].filter(
    (stop) => stop.offsetParent !== null,
  )
}

function isStop(element: Element | null): element is HTMLElement {
  return element instanceof HTMLElement && element.dataset['nav'] !== undefined
}
