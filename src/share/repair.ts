/**
 * What chats, mail programs and browsers do to a link, undone (L5.1 step 3): one round of percent-encoding,
 * white space and wrappers within, punctuation behind.
 */
export interface Repaired {
  readonly fragment: string
  /** What was undone, in words; empty for a link as it was made. */
  readonly repairs: readonly string[]
}

const INVISIBLE = /[\s\u00ad\u180e\u200b-\u200d\u2060\ufeff]/g
/** The same as browsers write them into an address. */
const ENCODED_INVISIBLE = /%(?:C2%AD|C2%A0|E1%A0%8E|E2%80%8[BCD]|E2%81%A0|EF%BB%BF)/gi
const WRAPPERS = /[><"')\],]/g
const CLOSING = /(\.z)[.,;:!?)\]}>'"\u2019\u201d\u00bb\u3002\u2026*_~`]+$/

export function repairFragment(raw: string): Repaired {
  const steps: readonly (readonly [string, (text: string) => string])[] = [
    ['percent-encoding undone', decodePercent],
    ['white space dropped', (text) => text.replace(INVISIBLE, '')],
    ['punctuation after the end dropped', (text) => text.replace(CLOSING, '$1')],
    ['quotation marks and brackets dropped', (text) => text.replace(WRAPPERS, '')],
  ]
  let fragment = raw
  const repairs: string[] = []
  for (const [name, apply] of steps) {
    const next = apply(fragment)
    if (next !== fragment) repairs.push(name)
    fragment = next
  }
  return { fragment, repairs }
}

/** One round, ASCII only: what else was encoded is no part of a link. */
function decodePercent(text: string): string {
  if (!text.includes('%')) return text
  return text
    .replace(ENCODED_INVISIBLE, '')
    .replace(/%([0-7][0-9A-Fa-f])/g, (_, digits: string) =>
      String.fromCharCode(parseInt(digits, 16)),
    )
}
