import { useState } from 'react'
import { listPastedFiles, toPastedFile } from '../frame/incoming-files.ts'
import { receiveFiles } from '../frame/receive-files.ts'

/** Text is read as soon as it is pasted; what is typed, by its key. */
export function PasteField() {
  const [text, setText] = useState('')
  return (
    <div className="paste">
      <label className="field">
        <span>Or paste output, or a plan link</span>
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
            void receiveFiles(files)
          }}
        />
      </label>
      {text.trim() !== '' && (
        <button
          className="btn"
          onClick={() => {
            void receiveFiles([toPastedFile(text)])
            setText('')
          }}
        >
          Read it
        </button>
      )}
    </div>
  )
}
