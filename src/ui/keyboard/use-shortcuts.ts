import { useEffect } from 'react'
import { isLinkIncoming } from '#store/link-store.ts'
import { navigate, showOverlay, viewStore } from '#store/view-store.ts'
import { redoHere, undoHere } from '../frame/plan-commands.ts'
import { showCurrentFix } from '../fixes/show-fix.ts'
import { isTyping } from './is-typing.ts'
import { SCREEN_KEYS } from './shortcuts.ts'

const SECOND_KEY_MS = 1500

/** The keys that act on every screen. Those of the board, the player and lists are with them. */
export function useShortcuts(): void {
  useEffect(() => {
    let prefixAtMs = -Infinity
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isLinkIncoming()) return
      const isWithControl = event.ctrlKey || event.metaKey
      if (isWithControl && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        const isOpen = viewStore.getState().overlay === 'palette'
        showOverlay(isOpen ? undefined : 'palette')
        return
      }
      if (isTyping(event) || viewStore.getState().overlay !== undefined) return
      if (isWithControl) {
        if (event.key.toLowerCase() !== 'z' || event.altKey) return
        event.preventDefault()
        if (event.shiftKey) redoHere()
        else undoHere()
        return
      }
      if (event.altKey) return
      const isSecond = event.timeStamp - prefixAtMs < SECOND_KEY_MS
      prefixAtMs = -Infinity
      const screen = isSecond ? SCREEN_KEYS[event.key] : undefined
      if (screen !== undefined) {
        event.preventDefault()
        navigate(screen)
      } else if (event.key === 'g') prefixAtMs = event.timeStamp
      else if (event.key === '?') showOverlay('keys')
      else if (event.key === 'f' && showCurrentFix()) event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
