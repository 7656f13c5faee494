import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

const SHEET = '(min-width: 721px) and (max-width: 1279px)'

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
      if (isBeside && matchMedia(SHEET).matches) latest.current?.()
    }
    root?.addEventListener('click', press)
    return () => root?.removeEventListener('click', press)
  }, [board])
}
