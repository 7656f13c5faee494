import { syntaxTree } from '@codemirror/language'
import type { Range } from '@codemirror/state'
import { Decoration, ViewPlugin } from '@codemirror/view'
import type { DecorationSet, EditorView, ViewUpdate } from '@codemirror/view'

const MARKS: Readonly<Record<string, Decoration>> = {
  Key: Decoration.mark({ class: 'np-key' }),
  Comment: Decoration.mark({ class: 'np-comment' }),
}

/** Keys are quieter than values; no other syntax has a look of its own. */
export const syntaxMarks = ViewPlugin.define(
  (view) => ({
    marks: drawKeys(view),
    update(update: ViewUpdate) {
      if (
        update.docChanged ||
        update.viewportChanged ||
        syntaxTree(update.startState) !== syntaxTree(update.state)
      ) {
        this.marks = drawKeys(update.view)
      }
    },
  }),
  { decorations: (plugin: { readonly marks: DecorationSet }) => plugin.marks },
)

function drawKeys(view: EditorView): DecorationSet {
  const ranges: Range<Decoration>[] = []
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const mark = MARKS[node.name]
        if (mark !== undefined && node.to > node.from) ranges.push(mark.range(node.from, node.to))
      },
    })
  }
  return Decoration.set(ranges, true)
}
