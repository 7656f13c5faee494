import './paste-link.css'
import { useState } from 'react'
import { findLink } from '#store/find-link.ts'
import { receiveLink } from '#store/link-store.ts'

/** A field for a plan link: read as soon as one is pasted, or by its key. */
export function PasteLink({ label }: { readonly label: string }) {
  const [text, setText] = useState('')
  const [isRefused, setIsRefused] = useState(false)
  const read = (given: string) => {
    const fragment = findLink(given)
    setIsRefused(fragment === undefined)
    if (fragment === undefined) return false
    setText('')
    receiveLink(fragment, 'text')
    return true
  }
  return (
    <form
      className="paste-link"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') read(text)
      }}
    >
      <label className="field">
        <span>{label}</span>
        <input
          className="input mono"
          type="text"
          spellCheck={false}
          autoComplete="off"
          value={text}
          placeholder="https://…#plan=…"
          aria-invalid={isRefused}
          onChange={(event) => {
            setText(event.target.value)
            setIsRefused(false)
          }}
          onPaste={(event) => {
            if (read(event.clipboardData.getData('text/plain'))) event.preventDefault()
          }}
        />
      </label>
      <button className="btn" type="submit" disabled={text.trim() === ''}>
        Open
      </button>
      <p className="small" role="status">
        {isRefused && 'This is no plan link: one has #plan= in it.'}
      </p>
    </form>
  )
}
