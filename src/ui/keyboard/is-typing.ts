/** A field has the focus, so single keys and pasted text belong to it; also one in a shadow root. */
export function isTyping(event: Event): boolean {
  const [target] = event.composedPath()
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement && !NO_TEXT.has(target.type)))
  )
}

const NO_TEXT = new Set(['checkbox', 'radio', 'button', 'range', 'file'])
