import type { ReactNode } from 'react'
import { useState } from 'react'
import { Field } from './field.tsx'

interface LinesFieldProps {
  readonly name: string
  readonly label: string
  readonly lines: readonly string[]
  readonly onChange: (lines: readonly string[]) => void
  readonly hint?: ReactNode
  readonly placeholder?: string
}

/** A list, one item a line, as it is written in manifests and on the command line. */
export function LinesField({ name, label, lines, onChange, hint, placeholder }: LinesFieldProps) {
  // Empty lines belong to the typing, not to the list.
  const [text, setText] = useState(lines.join('\n'))
  return (
    <Field name={name} label={label} {...(hint === undefined ? {} : { hint })}>
      {({ control }) => (
        <textarea
          {...control}
          className="input mono"
          rows={Math.min(8, Math.max(2, text.split('\n').length))}
          spellCheck={false}
          autoComplete="off"
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            onChange(splitLines(event.target.value))
          }}
        />
      )}
    </Field>
  )
}

function splitLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
