import { Minus, Plus } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import type { KeyboardEvent } from 'react'

interface SizeFieldProps {
  readonly label: string
  /** Read out with the label: `min of workers`. */
  readonly name: string
  readonly value: number | undefined
  /** Id of the sentence that says what is wrong with what was typed, if anything is. */
  readonly problemId: string | undefined
  readonly onCommit: (typed: string) => void
}

/** A whole number with steps; what was typed is taken on Enter, on leaving, and on a step. */
export function SizeField({ label, name, value, problemId, onCommit }: SizeFieldProps) {
  const [typed, setTyped] = useState(renderValue(value))
  const id = useId()
  useEffect(() => {
    setTyped(renderValue(value))
  }, [value])

  const commit = (text: string): void => {
    setTyped(text)
    onCommit(text)
  }
  const step = (by: number): void => commit(String((value ?? 0) + by))
  const press = (event: KeyboardEvent): void => {
    const by = STEPS[event.key]
    if (event.key === 'Enter') commit(typed)
    else if (by !== undefined) step(by)
    else return
    event.preventDefault()
  }
  return (
    <div className={`size-field ${problemId === undefined ? '' : 'wrong'}`}>
      <label htmlFor={id}>{label}</label>
      <span className="stepper">
        <button type="button" aria-label={`Lower ${name}`} onClick={() => step(-1)}>
          <Minus className="ic s" aria-hidden="true" />
        </button>
        <input
          id={id}
          role="spinbutton"
          inputMode="numeric"
          autoComplete="off"
          aria-label={name}
          aria-valuenow={value}
          aria-valuetext={value === undefined ? 'not known' : String(value)}
          aria-invalid={problemId !== undefined}
          aria-describedby={problemId}
          placeholder="?"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => commit(typed)}
          onKeyDown={press}
        />
        <button type="button" aria-label={`Raise ${name}`} onClick={() => step(1)}>
          <Plus className="ic s" aria-hidden="true" />
        </button>
      </span>
    </div>
  )
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
}

function renderValue(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}
