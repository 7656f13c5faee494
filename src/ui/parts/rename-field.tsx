import { useState } from 'react'

interface RenameFieldProps {
  readonly name: string
  /** `undefined`: given up. */
  readonly onDone: (typed: string | undefined) => void
}

/** A name in place: Enter or leaving takes it, Esc gives it up. */
export function RenameField({ name, onDone }: RenameFieldProps) {
  const [typed, setTyped] = useState(name)
  return (
    <input
      className="input rename"
      aria-label={`New name of ${name}`}
      autoFocus
      maxLength={253}
      autoComplete="off"
      spellCheck={false}
      value={typed}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => onDone(typed)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone(typed)
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onDone(undefined)
      }}
    />
  )
}
