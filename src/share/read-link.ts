import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { findInternetShortcut } from './internet-shortcut.ts'
import { decodeLink, type OpenedLink } from './link.ts'
import { makeDamaged } from './link-problem.ts'
import { isShareFile, readShareFile } from './share-file.ts'

/**
 * The one reader of everything that may hold a shared plan (L5.9): an address, pasted text or a QR code's,
 * the text of a `.url` file, a share file. The address bar has no privilege.
 *
 * @param isOutOfTime asked while unpacking; ends with `busy`
 * @returns plan, view and noted repairs, or one problem with a message of L5.4
 */
export async function readLink(
  text: string,
  isOutOfTime: () => boolean,
): Promise<Result<OpenedLink, Problem>> {
  if (isShareFile(text)) {
    const read = readShareFile(text)
    return read.kind === 'failed' ? read : ok({ ...read.value, repairs: [] })
  }
  const fragment = findFragment(findInternetShortcut(text) ?? text)
  return fragment === undefined ? failed([makeDamaged()]) : decodeLink(fragment, isOutOfTime)
}

/** Whether a text is for this reader at all (L2.6): other fragments are none of its business. */
export function isLinkText(text: string): boolean {
  return isShareFile(text) || findFragment(findInternetShortcut(text) ?? text) !== undefined
}

/** From `plan=` on; the page's address, or what wraps the link, stands before it, and a text goes on after it. */
function findFragment(text: string): string | undefined {
  const at = text.search(/(?:^|#|%23|[\s<("'[])plan(?:=|%3d)/i)
  if (at < 0) return undefined
  const fragment = text.slice(text.toLowerCase().indexOf('plan', at))
  const end = /\.z[^\s\w%-]*(?=\s+\S)/.exec(fragment)
  return (end === null ? fragment : fragment.slice(0, end.index + end[0].length)).trim()
}
