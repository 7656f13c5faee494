import { useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'

const EASE = 'cubic-bezier(0, 0, .2, 1)'

/**
 * Shows what a step moved: a pod glides to its new place, what comes fades in, what goes fades out.
 * Only between two steps that are played one after the other; any other change is shown at once.
 */
export function useMotion(
  board: RefObject<HTMLElement | null>,
  { stepKey, isMoving }: { readonly stepKey: string; readonly isMoving: boolean },
): void {
  const shown = useRef(stepKey)
  const before = useRef<ReadonlyMap<string, Place> | undefined>(undefined)
  // The board still shows the step before: this is the last moment to see where things were.
  if (board.current !== null && isMoving && shown.current !== stepKey) {
    before.current ??= readPlaces(board.current)
  }
  useLayoutEffect(() => {
    const root = board.current
    const old = before.current
    before.current = undefined
    shown.current = stepKey
    if (root === null || old === undefined) return
    const durationMs = readDurationMs(root)
    if (durationMs > 0) {
      animateChange(root, { before: old, after: readPlaces(root), durationMs })
    }
  }, [board, stepKey])
}

interface Place {
  readonly element: HTMLElement
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function readPlaces(root: HTMLElement): ReadonlyMap<string, Place> {
  const origin = root.getBoundingClientRect()
  const places = new Map<string, Place>()
  for (const element of root.querySelectorAll<HTMLElement>('[data-motion]')) {
    const rect = element.getBoundingClientRect()
    places.set(element.dataset['motion'] ?? '', {
      element,
      x: rect.left - origin.left,
      y: rect.top - origin.top,
      width: rect.width,
      height: rect.height,
    })
  }
  return places
}

/** The token is 0 where the person asked for less motion. */
function readDurationMs(root: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(root).getPropertyValue('--move')) || 0
}

function animateChange(
  root: HTMLElement,
  {
    before,
    after,
    durationMs,
  }: {
    readonly before: ReadonlyMap<string, Place>
    readonly after: ReadonlyMap<string, Place>
    readonly durationMs: number
  },
): void {
  const options: KeyframeAnimationOptions = { duration: durationMs, easing: EASE }
  for (const [name, place] of after) {
    const old = before.get(name)
    if (old === undefined) {
      place.element.animate([{ opacity: 0 }, { opacity: 1 }], options)
    } else if (name.startsWith('pod ')) {
      const from = `translate(${old.x - place.x}px, ${old.y - place.y}px)`
      if (old.x !== place.x || old.y !== place.y) {
        place.element.animate([{ transform: from }, { transform: 'none' }], options)
      }
    }
  }
  for (const [name, place] of before) {
    if (!after.has(name) && name.startsWith('node ')) fadeOut(root, place, options)
  }
}

/** A likeness of what is gone fades where it was. */
function fadeOut(root: HTMLElement, place: Place, options: KeyframeAnimationOptions): void {
  const ghost = place.element.cloneNode(true)
  if (!(ghost instanceof HTMLElement)) return
  ghost.setAttribute('aria-hidden', 'true')
  ghost.inert = true
  ghost.removeAttribute('data-motion')
  for (const part of ghost.querySelectorAll(
    '[data-nav],[data-motion],[data-strip],[data-select]',
  )) {
    for (const name of ['data-nav', 'data-motion', 'data-strip', 'data-select']) {
      part.removeAttribute(name)
    }
  }
  ghost.classList.add('ghost')
  ghost.style.left = `${place.x}px`
  ghost.style.top = `${place.y}px`
  ghost.style.width = `${place.width}px`
  ghost.style.height = `${place.height}px`
  root.append(ghost)
  ghost.animate([{ opacity: 1 }, { opacity: 0 }], options).finished.then(
    () => ghost.remove(),
    () => ghost.remove(),
  )
}
