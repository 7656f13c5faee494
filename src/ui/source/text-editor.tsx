import { useEffect, useRef } from 'react'
import { changePlace, lendTypingHistory, sourceStore, typeText } from '#store/source-store.ts'
import type { TextHelp } from '#worker/plan-text.ts'
import { redoEdit, undoEdit } from '../frame/plan-commands.ts'
import {
  createEditor,
  type CaretPlace,
  type Editor,
  type KeptEditor,
} from './editor/create-editor.ts'

interface TextEditorProps {
  readonly label: string
  readonly help: TextHelp | undefined
  readonly onCaret: (place: CaretPlace) => void
  readonly onReady: (editor: Editor | undefined) => void
}

/** How the editor was left: caret, folds, and what can still be undone. */
let kept: KeptEditor | undefined
/** The text whose objects were folded when it was opened. */
let foldedOf: string | undefined

/** The text of the open plan, editable. React makes the host; the rest is CodeMirror's. */
export function TextEditor({ label, help, onCaret, onReady }: TextEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const known = useRef<TextHelp>(undefined)
  useEffect(() => {
    known.current = help
  }, [help])
  useEffect(() => {
    if (place.current === null) return undefined
    const host = document.createElement('div')
    host.className = 'editor-host'
    place.current.append(host)
    const editor = createEditor({
      host,
      label,
      text: sourceStore.getState().text,
      kept,
      getKnown: () => ({ help: known.current, reading: sourceStore.getState().reading }),
      onType: typeText,
      onCaret,
      onRepair: (change, name) => void changePlace(change, name),
      onUndo: undoEdit,
      onRedo: redoEdit,
    })
    const { reading } = sourceStore.getState()
    if (reading !== undefined) editor.showReading(reading)
    const unsubscribe = followSource(editor)
    const takeBack = lendTypingHistory({ undo: editor.undoTyping, redo: editor.redoTyping })
    onReady(editor)
    return () => {
      kept = editor.keep()
      unsubscribe()
      takeBack()
      onReady(undefined)
      editor.end()
      host.remove()
    }
  }, [label, onCaret, onReady])
  return <div className="editor-place" ref={place} />
}

function followSource(editor: Editor): () => void {
  const foldOnce = () => {
    const { planId, format, status, reading } = sourceStore.getState()
    const id = `${planId ?? ''} ${format}`
    if (foldedOf === id || status !== 'whole' || reading === undefined) return
    foldedOf = id
    editor.fold(reading.objects.filter(({ kind }) => kind === 'resource'))
  }
  foldOnce()
  return sourceStore.subscribe((now, before) => {
    if (now.revision !== before.revision) editor.showText(now.text)
    if (now.reading !== before.reading && now.reading !== undefined) {
      editor.showReading(now.reading)
      foldOnce()
    }
    if (now.base !== before.base && now.status === 'whole') editor.forgetTyping()
  })
}
