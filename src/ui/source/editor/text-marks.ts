import { RangeSetBuilder, StateEffect, StateField } from '@codemirror/state'
import type { EditorState, Extension, Range } from '@codemirror/state'
import { Decoration, EditorView, GutterMarker, WidgetType, gutterLineClass } from '@codemirror/view'
import type { DecorationSet } from '@codemirror/view'

/** What was found in the text, drawn at its lines; it moves with the text until it is found again. */
export interface TextMarks {
  readonly problems: readonly LineNote[]
  readonly unknowns: readonly LineNote[]
}

interface LineNote {
  readonly from: number
  readonly message: string
}

export const setMarks = StateEffect.define<TextMarks>()
/** The object that the form shows; `undefined`: none. */
export const setObject = StateEffect.define<
  { readonly from: number; readonly to: number } | undefined
>()

const badLine = Decoration.line({ class: 'np-bad' })
const objectLine = Decoration.line({ class: 'np-object' })

const marksField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, transaction) => {
    const marks = transaction.effects.findLast((effect) => effect.is(setMarks))
    return marks === undefined
      ? before.map(transaction.changes)
      : drawMarks(transaction.state, marks.value)
  },
  provide: (field) => [
    EditorView.decorations.from(field),
    gutterLineClass.compute([field], (state) => drawGutter(state, state.field(field))),
  ],
})

const objectField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, transaction) => {
    const object = transaction.effects.findLast((effect) => effect.is(setObject))
    return object === undefined
      ? before.map(transaction.changes)
      : drawObject(transaction.state, object.value)
  },
  provide: (field) => EditorView.decorations.from(field),
})

export const textMarks: Extension = [marksField, objectField]

function drawMarks(state: EditorState, { problems, unknowns }: TextMarks): DecorationSet {
  const ranges: Range<Decoration>[] = []
  const taken = new Set<number>()
  const add = (note: LineNote, kind: 'problem' | 'unknown') => {
    const line = state.doc.lineAt(Math.min(note.from, state.doc.length))
    // One sentence a line; the list below has them all.
    if (taken.has(line.from)) return
    taken.add(line.from)
    if (kind === 'problem') ranges.push(badLine.range(line.from))
    const widget = Decoration.widget({ widget: new NoteWidget(note.message, kind), side: 1 })
    ranges.push(widget.range(line.to))
  }
  for (const note of problems) add(note, 'problem')
  for (const note of unknowns) add(note, 'unknown')
  return Decoration.set(ranges, true)
}

class BadGutter extends GutterMarker {
  override elementClass = 'np-bad'
}

const badGutter = new BadGutter()

function drawGutter(state: EditorState, marks: DecorationSet) {
  const builder = new RangeSetBuilder<GutterMarker>()
  const lines = new Set<number>()
  for (const cursor = marks.iter(); cursor.value !== null; cursor.next()) {
    if (cursor.value === badLine) lines.add(state.doc.lineAt(cursor.from).from)
  }
  for (const from of lines) builder.add(from, from, badGutter)
  return builder.finish()
}

const MAX_OBJECT_LINES = 3_000

function drawObject(
  state: EditorState,
  object: { readonly from: number; readonly to: number } | undefined,
): DecorationSet {
  if (object === undefined) return Decoration.none
  const { doc } = state
  const first = doc.lineAt(Math.min(object.from, doc.length)).number
  const last = doc.lineAt(Math.min(object.to, doc.length)).number
  const ranges: Range<Decoration>[] = []
  for (let line = first; line <= Math.min(last, first + MAX_OBJECT_LINES); line++) {
    ranges.push(objectLine.range(doc.line(line).from))
  }
  return Decoration.set(ranges)
}

const ICONS = {
  problem: ['M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z', 'M12 7.5v5.5M12 16.5h.01'],
  unknown: [
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
    'M9.7 9.5a2.4 2.4 0 1 1 3.5 2.3c-.8.4-1.2.9-1.2 1.7M12 16.8h.01',
  ],
} as const

class NoteWidget extends WidgetType {
  readonly message: string
  readonly kind: 'problem' | 'unknown'

  constructor(message: string, kind: 'problem' | 'unknown') {
    super()
    this.message = message
    this.kind = kind
  }

  override eq(other: NoteWidget): boolean {
    return other.message === this.message && other.kind === this.kind
  }

  override toDOM(): HTMLElement {
    const note = document.createElement('span')
    note.className = this.kind === 'unknown' ? 'np-note np-unknown' : 'np-note'
    note.append(drawIcon(ICONS[this.kind], this.kind === 'unknown'), this.message)
    return note
  }
}

export function drawIcon(paths: readonly string[], isDashed = false): SVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const icon = document.createElementNS(space, 'svg')
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.setAttribute('aria-hidden', 'true')
  paths.forEach((data, index) => {
    const path = document.createElementNS(space, 'path')
    path.setAttribute('d', data)
    if (isDashed && index === 0) path.setAttribute('stroke-dasharray', '3.5 3')
    icon.append(path)
  })
  return icon
}
