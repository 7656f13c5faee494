import { Minus, Plus } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import type { KeyboardEvent } from 'react'

interface SizeFieldProps {
  readonly label: string
  /** Read out with the label: `min of workers`. */
  readonly name: string
  readonly value: number | undefined
  /** The problem with what was typed, if there is one. */
  readonly onCommit: (typed: string) => string | undefined
}

/** A whole number with steps; what was typed is taken on Enter, on leaving, and on a step. */
export function SizeField({ label, name, value, onCommit }: SizeFieldProps) {
  const [typed, setTyped] = useState(renderValue(value))
  const [problem, setProblem] = useState<string>()
  const id = useId()
  useEffect(() => {
    setTyped(renderValue(value))
    setProblem(undefined)
  }, [value])

  const commit = (text: string): void => {
    setTyped(text)
    setProblem(text === renderValue(value) ? undefined : onCommit(text))
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
    <div className={`size-field ${problem === undefined ? '' : 'wrong'}`}>
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
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
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
      {problem !== undefined && (
        <p className="problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
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
