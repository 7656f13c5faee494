import { useCallback, useState } from 'react'
import type { RefCallback } from 'react'

/** The width of an element in whole pixels, followed as it changes; 0 before the first measure. */
export function useWidth<T extends HTMLElement>(): readonly [RefCallback<T>, number] {
  const [widthPx, setWidthPx] = useState(0)
  const ref = useCallback((element: T | null) => {
    if (element === null) return undefined
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidthPx(Math.floor(entry.contentRect.width))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, widthPx]
}
