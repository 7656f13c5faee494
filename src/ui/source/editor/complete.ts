import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { pickedCompletion, startCompletion } from '@codemirror/autocomplete'
import type { EditorView } from '@codemirror/view'
import type { PlanTextReading, TextHelp } from '#worker/plan-text.ts'
import { findCaret } from '../find-caret.ts'
import { listCompletions } from '../list-completions.ts'
import type { Completion as Offer } from '../list-completions.ts'

/** What completion knows of the plan at the moment. */
export interface Known {
  readonly help: TextHelp | undefined
  readonly reading: PlanTextReading | undefined
}

/** Keys and values at the caret, as one types or by Ctrl Space. */
export function makeCompletion(getKnown: () => Known) {
  return (context: CompletionContext): CompletionResult | null => {
    const { help, reading } = getKnown()
    if (help === undefined) return null
    const { state, pos } = context
    const line = state.doc.lineAt(pos)
    const caret = findCaret(state.doc, { line: line.number, offset: pos })
    if (caret === undefined) return null
    // As one types, only once something is typed; behind a key, at once.
    if (!context.explicit && caret.typed === '' && caret.at === 'key') return null
    const object = reading?.objects.find(
      (one) =>
        one.kind === 'resource' && one.path.every((part, index) => caret.path[index] === part),
    )
    const offers = listCompletions(caret, {
      help,
      shell: reading?.shell,
      resourceKind: object?.resourceKind,
    })
    if (offers.length === 0) return null
    const skipped = /^["']/.test(caret.typed) ? 1 : 0
    return {
      from: caret.from + skipped,
      options: offers.map((offer, index) => toOption(offer, offers, { caret, skipped, index })),
      validFor: /^[\w.:/-]*$/,
    }
  }
}

function toOption(
  offer: Offer,
  offers: readonly Offer[],
  place: {
    readonly caret: { readonly from: number; readonly isFlow: boolean }
    readonly skipped: number
    readonly index: number
  },
): Completion {
  return {
    label: offer.label,
    detail: offer.detail,
    // In the order of the schema, which is how a plan is written.
    boost: Math.max(-99, (offer.isDefault ? 1 : 0) - place.index),
    info: () => drawInfo(offer, offers),
    apply: (view, completion, from, to) =>
      insertOffer(view, completion, { offer, from, to, place }),
  }
}

function insertOffer(
  view: EditorView,
  completion: Completion,
  {
    offer,
    from,
    to,
    place,
  }: {
    readonly offer: Offer
    readonly from: number
    readonly to: number
    readonly place: { readonly skipped: number }
  },
): void {
  const line = view.state.doc.lineAt(from)
  const column = from - line.from
  const insert = offer.insert.replaceAll('\n  ', `\n${' '.repeat(column)}`)
  const rest = line.text.slice(to - line.from)
  // The key is there already, and only its name is exchanged.
  const isKeyThere = /:\s*$/.test(insert) && /^["']?\s*:/.test(rest)
  const bare = isKeyThere ? insert.replace(/:\s*$/, '') : insert
  const start = from - place.skipped
  const text =
    place.skipped > 0 && !/^["']/.test(bare) ? `${line.text[start - line.from] ?? ''}${bare}` : bare
  const end = /^["']/.test(text) && /^["']/.test(rest) && text.endsWith('"') ? to + 1 : to
  view.dispatch({
    changes: { from: start, to: end, insert: text },
    selection: { anchor: start + text.length },
    userEvent: 'input.complete',
    annotations: pickedCompletion.of(completion),
  })
  // Behind a key come its values.
  if (text.endsWith(': ')) startCompletion(view)
}

/** What the value does; of a few, what the others do beside it. */
function drawInfo(offer: Offer, offers: readonly Offer[]): HTMLElement {
  const box = document.createElement('div')
  const title = document.createElement('h3')
  title.textContent = offer.label
  const does = document.createElement('p')
  does.textContent = offer.does
  box.append(title, does)
  const others = offers.length <= 3 ? offers.filter((one) => one !== offer && one.does !== '') : []
  for (const other of others) {
    const line = document.createElement('p')
    line.textContent = `${other.label}: ${other.does.charAt(0).toLowerCase()}${other.does.slice(1)}`
    box.append(line)
  }
  const keys = document.createElement('p')
  keys.className = 'np-keys'
  keys.textContent = 'Enter or Tab: take. Esc: close.'
  box.append(keys)
  return box
}
