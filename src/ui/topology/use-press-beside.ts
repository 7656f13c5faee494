import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import { isSheet } from './is-sheet.ts'

/** Where the panel is a sheet over the board, a press beside the cards closes it. Keys have Esc. */
export function usePressBeside(
  board: RefObject<HTMLElement | null>,
  onClose: (() => void) | undefined,
): void {
  const latest = useRef(onClose)
  useEffect(() => {
    latest.current = onClose
  })
  useEffect(() => {
    const root = board.current
    const press = (event: MouseEvent): void => {
      const isBeside = event.target instanceof Element && event.target.closest('button') === null
      if (isBeside && isSheet()) latest.current?.()
    }
    root?.addEventListener('click', press)
    return () => root?.removeEventListener('click', press)
  }, [board])
}
