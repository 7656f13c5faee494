/** A whole head of a link's envelope (L2.1), with or without percent-encoding. */
const HEAD = /plan(?:=|%3D)\d{1,3}[A-Za-z]\./i
/** An address that ends in what a link begins with: one that was cut short. */
const ADDRESS = /^\S*(?:#|%23)(plan(?:=|%3D)\S*)$/i
const SHORTCUT = /^URL=(.*)$/im
/** Data has no full stop, so the first end mark before something else is the link's own. */
const END = /\.z(?![A-Za-z0-9_-])/

/** True for the fragment of an address that is a plan link, whatever follows (L2.6). */
export function isLinkFragment(hash: string): boolean {
  return /^#plan(?:=|%3D)/i.test(hash)
}

/**
 * The fragment of a plan link in a text that was pasted or dropped, from `plan=` on; undefined for any
 * other text. It may stand in a sentence, in Markdown, or in the shortcut of a desktop (`.url`).
 */
export function findLink(text: string): string | undefined {
  const line = SHORTCUT.exec(text)?.[1]
  const whole = (line ?? text).trim()
  const start = HEAD.exec(whole)
  if (start === null) return ADDRESS.exec(whole)?.[1]
  // Before it stands an address, or nothing: a file in which the words occur is no link.
  const before = whole.slice(0, start.index)
  if (before !== '' && !/(?:#|%23)$/i.test(before)) return undefined
  const rest = whole.slice(start.index)
  const end = END.exec(rest)
  return end === null ? rest : rest.slice(0, end.index + 2)
}

/** The head of a share file (L10.1): the document of a link as JSON. */
export function isShareFile(head: string): boolean {
  return /^\uFEFF?\s*\{\s*"wire"\s*:/.test(head)
}
