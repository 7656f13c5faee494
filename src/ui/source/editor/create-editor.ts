import {
  acceptCompletion,
  autocompletion,
  completionKeymap,
  startCompletion,
} from '@codemirror/autocomplete'
import {
  defaultKeymap,
  history,
  historyField,
  historyKeymap,
  redo,
  redoDepth,
  undo,
  undoDepth,
} from '@codemirror/commands'
import {
  codeFolding,
  foldEffect,
  foldGutter,
  foldKeymap,
  foldState,
  indentUnit,
  unfoldAll,
} from '@codemirror/language'
import { lintKeymap, nextDiagnostic, setDiagnostics } from '@codemirror/lint'
import { openSearchPanel, search, searchKeymap } from '@codemirror/search'
import { Annotation, Compartment, EditorState, Prec } from '@codemirror/state'
import type { Extension } from '@codemirror/state'
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import type { PlaceChange } from '#plan/text/list-repairs.ts'
import type { TextObject } from '#plan/text/text-objects.ts'
import type { PlanTextReading } from '#worker/plan-text.ts'
import { foldBlocks, yamlSupport } from './fold-blocks.ts'
import { findTextChange } from './find-text-change.ts'
import { makeCompletion, type Known } from './complete.ts'
import { syntaxMarks } from './syntax-marks.ts'
import { drawIcon, setMarks, setObject, textMarks } from './text-marks.ts'
import { editorTheme } from './theme.ts'

export interface CaretPlace {
  readonly offset: number
  readonly line: number
  readonly column: number
  readonly lines: number
}

export interface KeptEditor {
  readonly text: string
  readonly json: unknown
}

const KEPT_FIELDS = { history: historyField, folds: foldState }

export interface EditorOptions {
  readonly host: HTMLElement
  readonly label: string
  readonly text: string
  /** As it was left: caret, folds and what can be undone. */
  readonly kept: KeptEditor | undefined
  readonly getKnown: () => Known
  readonly onType: (text: string) => void
  readonly onCaret: (place: CaretPlace) => void
  readonly onRepair: (change: PlaceChange, label: string) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
}

export interface Editor {
  readonly showText: (text: string) => void
  readonly showReading: (reading: PlanTextReading) => void
  readonly showObject: (object: TextObject | undefined) => void
  /** Folds these objects; each keeps its first line. */
  readonly fold: (objects: readonly TextObject[]) => void
  /** What was typed is in the plan: undo goes through the plan's history from here. */
  readonly forgetTyping: () => void
  readonly undoTyping: () => boolean
  readonly redoTyping: () => boolean
  readonly goTo: (offset: number) => void
  readonly goToNextProblem: () => void
  readonly openSearch: () => void
  readonly keep: () => KeptEditor
  readonly end: () => void
}

/** Set by whoever changes the text and is not the person. */
const fromOutside = Annotation.define<boolean>()

const typing = new Compartment()

/** The editor, in a shadow root, where CodeMirror may have a style sheet under the page's policy. */
export function createEditor(options: EditorOptions): Editor {
  const root = options.host.shadowRoot ?? options.host.attachShadow({ mode: 'open' })
  const summaries = new Map<number, string>()
  const config = { extensions: listExtensions(options, summaries) }
  const state =
    options.kept?.text === options.text
      ? EditorState.fromJSON(options.kept.json, config, KEPT_FIELDS)
      : EditorState.create({ doc: options.text, ...config })
  const view = new EditorView({ state, parent: root, root })
  options.onCaret(findPlace(view.state))
  return {
    showText: (text) => {
      const change = findTextChange(view.state.doc.toString(), text)
      if (change === undefined) return
      view.dispatch({ changes: change, annotations: fromOutside.of(true) })
      forgetTyping(view)
    },
    showReading: ({ problems, unknowns, objects }) => {
      const { length } = view.state.doc
      const clamp = (offset: number) => Math.min(offset, length)
      summaries.clear()
      for (const object of objects) summaries.set(clamp(object.from), summarize(object))
      view.dispatch({ effects: setMarks.of({ problems, unknowns }) })
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((problem) => ({
            from: clamp(problem.from),
            to: clamp(problem.to),
            severity: 'error' as const,
            message: problem.message,
            actions: problem.repairs.map(({ label, change }) => ({
              name: label,
              apply: () => options.onRepair(change, label),
            })),
          })),
        ),
      )
    },
    showObject: (object) => view.dispatch({ effects: setObject.of(object) }),
    fold: (objects) => {
      const { doc } = view.state
      const effects = objects.flatMap(({ from, to }) => {
        const line = doc.lineAt(Math.min(from, doc.length))
        const end = Math.min(to, doc.length)
        return end > line.to ? [foldEffect.of({ from: line.to, to: end })] : []
      })
      view.dispatch({ effects })
    },
    forgetTyping: () => forgetTyping(view),
    undoTyping: () => undoDepth(view.state) > 0 && undo(view),
    redoTyping: () => redoDepth(view.state) > 0 && redo(view),
    goTo: (offset) => {
      const at = Math.min(offset, view.state.doc.length)
      view.dispatch({
        selection: { anchor: at },
        effects: EditorView.scrollIntoView(at, { y: 'center' }),
      })
      view.focus()
    },
    goToNextProblem: () => {
      view.focus()
      nextDiagnostic(view)
    },
    openSearch: () => {
      openSearchPanel(view)
    },
    keep: () => ({
      text: view.state.doc.toString(),
      json: view.state.toJSON(KEPT_FIELDS) as unknown,
    }),
    end: () => view.destroy(),
  }
}

function forgetTyping(view: EditorView): void {
  view.dispatch({ effects: typing.reconfigure([]) })
  view.dispatch({ effects: typing.reconfigure(history()) })
}

function listExtensions(options: EditorOptions, summaries: ReadonlyMap<number, string>): Extension {
  return [
    Prec.highest(
      keymap.of([
        { key: 'Mod-z', run: () => run(options.onUndo) },
        { key: 'Mod-Shift-z', run: () => run(options.onRedo) },
        { key: 'Mod-y', run: () => run(options.onRedo) },
        { key: 'Ctrl-Space', run: startCompletion },
        { key: 'Tab', run: acceptCompletion },
        { key: 'F8', run: nextDiagnostic },
      ]),
    ),
    typing.of(history()),
    lineNumbers(),
    foldGutter({ markerDOM: drawFoldMarker }),
    codeFolding({
      preparePlaceholder: (state, { from, to }) => {
        const line = state.doc.lineAt(from)
        const count = state.doc.lineAt(to).number - line.number + 1
        const summary = summaries.get(line.from)
        return summary === undefined ? `${count} lines` : `${summary}, ${count} lines`
      },
      placeholderDOM: drawFold,
    }),
    drawSelection(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    indentUnit.of('  '),
    EditorState.tabSize.of(2),
    yamlSupport,
    foldBlocks,
    syntaxMarks,
    textMarks,
    search({ top: true }),
    autocompletion({
      override: [makeCompletion(options.getKnown)],
      icons: false,
      defaultKeymap: true,
      maxRenderedOptions: 60,
    }),
    keymap.of([
      ...completionKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...lintKeymap,
      { key: 'Ctrl-Alt-0', run: unfoldAll },
    ]),
    EditorView.contentAttributes.of({
      'aria-label': options.label,
      spellcheck: 'false',
      tabindex: '0',
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((one) => one.annotation(fromOutside))) {
        options.onType(update.state.doc.toString())
      }
      if (update.docChanged || update.selectionSet) options.onCaret(findPlace(update.state))
    }),
    editorTheme,
  ]
}

function run(act: () => unknown): boolean {
  act()
  return true
}

function findPlace({ doc, selection }: EditorState): CaretPlace {
  const { head } = selection.main
  const line = doc.lineAt(head)
  return { offset: head, line: line.number, column: head - line.from + 1, lines: doc.lines }
}

function summarize(object: TextObject): string {
  return object.resourceKind === undefined
    ? object.summary
    : `${object.resourceKind} ${object.summary}`
}

function drawFold(
  _view: EditorView,
  onClick: (event: Event) => void,
  prepared: string,
): HTMLElement {
  const chip = document.createElement('span')
  chip.className = 'np-fold'
  chip.textContent = prepared
  chip.title = 'Unfold'
  chip.addEventListener('click', onClick)
  return chip
}

function drawFoldMarker(isOpen: boolean): HTMLElement {
  const marker = document.createElement('span')
  marker.title = isOpen ? 'Fold' : 'Unfold'
  const icon = drawIcon([isOpen ? 'm6 9 6 6 6-6' : 'm9 6 6 6-6 6'])
  icon.setAttribute('fill', 'none')
  icon.setAttribute('stroke', 'currentColor')
  icon.setAttribute('stroke-width', '1.75')
  marker.append(icon)
  return marker
}
