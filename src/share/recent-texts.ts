import { WELL_KNOWN } from './well-known-texts.ts'

/**
 * The texts last met, newest first, a list for each kind of text: zones apart from namespaces, values of one
 * label apart from those of another. A text that is met again is written as how many others of its list were
 * met since (L3.5): small numbers, whatever the names. Bounded, so that no document is slow to read.
 */
export interface RecentTexts {
  /** Undefined: not met, or too long ago. */
  readonly findRank: (list: string, text: string) => number | undefined
  readonly findText: (list: string, rank: number) => string | undefined
  /** Makes the text the newest of its list. */
  readonly meet: (list: string, text: string) => void
}

const MAX_RECENT = 2_048

export function createRecentTexts(): RecentTexts {
  const lists = new Map<string, RecentList>()
  const find = (name: string): RecentList => {
    const known = lists.get(name)
    if (known !== undefined) return known
    const made = createRecentList(WELL_KNOWN.get(name) ?? [])
    lists.set(name, made)
    return made
  }
  return {
    findRank: (list, text) => find(list).findRank(text),
    findText: (list, rank) => find(list).findText(rank),
    meet: (list, text) => find(list).meet(text),
  }
}

interface RecentList {
  readonly findRank: (text: string) => number | undefined
  readonly findText: (rank: number) => string | undefined
  readonly meet: (text: string) => void
}

/** @param first the most frequent first */
function createRecentList(first: readonly string[]): RecentList {
  // The newest is last, where a list is changed at once.
  const list: string[] = [...first].reverse()
  const known = new Set(list)
  return {
    findRank: (text) => (known.has(text) ? list.length - 1 - list.lastIndexOf(text) : undefined),
    findText: (rank) => list[list.length - 1 - rank],
    meet: (text) => {
      if (known.has(text)) list.splice(list.lastIndexOf(text), 1)
      list.push(text)
      known.add(text)
      const oldest = list.length > MAX_RECENT ? list.shift() : undefined
      if (oldest !== undefined) known.delete(oldest)
    },
  }
}
