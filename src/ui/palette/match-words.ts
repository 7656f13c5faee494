/** Where the words of a query stand in a text, each as a beginning of a word or anywhere in it. */
export interface WordMatch {
  /** Lower is better. */
  readonly rank: number
  /** Parts of the text in order; every second one is marked. */
  readonly parts: readonly string[]
}

export function splitQuery(query: string): readonly string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** `undefined` where a word is not in the text at all. An empty query matches everything. */
export function matchWords(text: string, words: readonly string[]): WordMatch | undefined {
  const lower = text.toLowerCase()
  const spans: { readonly from: number; readonly to: number }[] = []
  let rank = 0
  for (const word of words) {
    const at = findWord(lower, word)
    if (at === undefined) return undefined
    rank += at.isStart ? (at.from === 0 ? 0 : 1) : 3
    spans.push({ from: at.from, to: at.from + word.length })
  }
  spans.sort((a, b) => a.from - b.from || b.to - a.to)
  const parts: string[] = []
  let done = 0
  for (const { from, to } of spans) {
    if (to <= done) continue
    const start = Math.max(from, done)
    parts.push(text.slice(done, start), text.slice(start, to))
    done = to
  }
  parts.push(text.slice(done))
  return { rank, parts }
}

function findWord(
  lower: string,
  word: string,
): { readonly from: number; readonly isStart: boolean } | undefined {
  let first: number | undefined
  for (let from = lower.indexOf(word); from >= 0; from = lower.indexOf(word, from + 1)) {
    if (from === 0 || /[^a-z0-9]/.test(lower.charAt(from - 1))) return { from, isStart: true }
    first ??= from
  }
  return first === undefined ? undefined : { from: first, isStart: false }
}
