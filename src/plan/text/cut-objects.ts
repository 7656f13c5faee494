import type { TextRange } from './text-places.ts'

/** A text whose Kubernetes objects are blank, at the same places, and where they stood. */
export interface CutText {
  readonly text: string
  /** One for each `resources:` that has its objects on the lines below, in order. */
  readonly blocks: readonly ObjectBlock[]
}

export interface ObjectBlock extends TextRange {
  /** From the dash of each object to the end of its last line. */
  readonly items: readonly TextRange[]
}

const KEY = /^ *resources: *(?:#.*)?$/gm

/**
 * Most of a plan's text are its objects, and a tree of them is dear: 10,000 lines take 300 ms. What is
 * asked of them is mostly where each begins and ends, which their indentation says.
 */
export function cutObjects(text: string): CutText {
  const blocks: ObjectBlock[] = []
  KEY.lastIndex = 0
  for (let match = KEY.exec(text); match !== null; match = KEY.exec(text)) {
    const indent = match[0].length - match[0].trimStart().length
    const block = readBlock(text, KEY.lastIndex + 1, indent)
    if (block === undefined) continue
    blocks.push(block)
    KEY.lastIndex = block.to
  }
  if (blocks.length === 0) return { text, blocks }
  let at = 0
  const parts = blocks.flatMap(({ from, to }) => {
    const before = text.slice(at, from)
    at = to
    return [before, text.slice(from, to).replaceAll(/[^\n]/g, ' ')]
  })
  return { text: parts.join('') + text.slice(at), blocks }
}

function readBlock(text: string, start: number, keyIndent: number): ObjectBlock | undefined {
  const items: { from: number; to: number }[] = []
  let dash: number | undefined
  let end = start
  for (let from = start; from < text.length;) {
    const newline = text.indexOf('\n', from)
    const to = newline === -1 ? text.length : newline
    const line = text.slice(from, to)
    const indent = line.length - line.trimStart().length
    const content = line.slice(indent)
    if (content !== '' && !content.startsWith('#')) {
      const isItem = content === '-' || content.startsWith('- ')
      if (dash === undefined) {
        if (!isItem || indent < keyIndent) return undefined
        dash = indent
      }
      if (indent < dash || (indent === dash && !isItem)) break
      if (indent === dash) items.push({ from, to })
      const last = items.at(-1)
      if (last !== undefined) last.to = to
      end = to
    }
    from = to + 1
  }
  return items.length === 0 ? undefined : { from: start, to: end, items }
}
