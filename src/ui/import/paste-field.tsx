import { useState } from 'react'
import { addFiles } from '#store/import-store.ts'
import { listPastedFiles, toPastedFile } from '../frame/incoming-files.ts'

/** Text is read as soon as it is pasted; what is typed, by its key. */
export function PasteField() {
  const [text, setText] = useState('')
  return (
    <div className="paste">
      <label className="field">
        <span>Or paste output</span>
        <textarea
          className="input mono"
          rows={4}
          spellCheck={false}
          value={text}
          placeholder="kubectl get … -o yaml, or any of the files above"
          onChange={(event) => setText(event.target.value)}
          onPaste={(event) => {
            const files = listPastedFiles(event.clipboardData)
            if (files.length === 0) return
            event.preventDefault()
            setText('')
            addFiles(files)
          }}
        />
      </label>
      {text.trim() !== '' && (
        <button
          className="btn"
          onClick={() => {
            addFiles([toPastedFile(text)])
            setText('')
          }}
        >
          Read it
        </button>
      )}
    </div>
  )
}
