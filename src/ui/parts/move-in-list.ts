import type { KeyboardEvent } from 'react'

/** Arrow keys go from one item of a list to the next and open it; headings between them are passed over. */
export function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (by === 0) return
  const items = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button.it')]
  const at = items.findIndex((item) => item === document.activeElement)
  const next = items[at < 0 ? 0 : Math.min(Math.max(at + by, 0), items.length - 1)]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
  next.click()
}
