import { yamlLanguage } from '@codemirror/lang-yaml'
import { LanguageSupport, foldNodeProp, foldService } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'

/** YAML whose blocks fold by their indentation alone: one marker a block, at its first line. */
export const yamlSupport = new LanguageSupport(
  yamlLanguage.configure({
    props: [foldNodeProp.add({ 'Item Pair BlockLiteral': () => null })],
  }),
)

export const foldBlocks = foldService.of(findBlock)

const LINE = /^( *)((?:- +)*)(\S.*)?$/
/** A block that goes on for longer is folded as far as this. */
const MAX_LINES = 100_000

/** From the end of the line to the end of what stands under it. */
function findBlock(
  state: EditorState,
  lineStart: number,
): { readonly from: number; readonly to: number } | null {
  const { doc } = state
  const first = doc.lineAt(lineStart)
  const [, spaces = '', dashes = '', rest = ''] = LINE.exec(first.text) ?? []
  if (rest === '' || rest.startsWith('#')) return null
  const isItem = dashes !== ''
  // Without a dash only a key whose value stands on the lines below holds a block.
  if (!isItem && !/:\s*(?:[|>][+-]?\d*\s*)?(?:#.*)?$/.test(rest)) return null
  let end = first.to
  const last = Math.min(doc.lines, first.number + MAX_LINES)
  for (let number = first.number + 1; number <= last; number++) {
    const line = doc.line(number)
    const [, indent = '', marks = '', content = ''] = LINE.exec(line.text) ?? []
    if (content === '') continue
    const isUnder =
      indent.length > spaces.length ||
      // A list may stand in the column of its key.
      (!isItem && marks !== '' && indent.length === spaces.length)
    if (!isUnder) break
    end = line.to
  }
  return end > first.to ? { from: first.to, to: end } : null
}
