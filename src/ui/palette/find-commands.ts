import type { Command, CommandSection } from './commands.tsx'
import { matchWords, splitQuery } from './match-words.ts'

export interface FoundSection {
  readonly name: string
  readonly found: readonly FoundCommand[]
}

export interface FoundCommand {
  readonly command: Command
  /** Every second one is marked. */
  readonly parts: readonly string[]
}

const SHOWN_PER_SECTION = 8

/** Commands whose text, or text and detail together, hold every word asked for; best first in each section. */
export function findCommands(
  sections: readonly CommandSection[],
  query: string,
): { readonly sections: readonly FoundSection[]; readonly count: number; readonly total: number } {
  const words = splitQuery(query)
  let count = 0
  const found = sections.map(({ name, commands }) => {
    const matches = commands.flatMap((command) => {
      const inText = matchWords(command.text, words)
      if (inText !== undefined) return [{ command, ...inText }]
      const inAll = matchWords(`${command.text} ${command.detail ?? ''}`, words)
      return inAll === undefined ? [] : [{ command, rank: inAll.rank + 10, parts: [command.text] }]
    })
    count += matches.length
    // A stable sort: equals stay in the order of their list.
    const best = matches.sort((a, b) => a.rank - b.rank).slice(0, SHOWN_PER_SECTION)
    return { name, found: best.map(({ command, parts }) => ({ command, parts })) }
  })
  const total = sections.reduce((sum, section) => sum + section.commands.length, 0)
  return { sections: found.filter((section) => section.found.length > 0), count, total }
}
