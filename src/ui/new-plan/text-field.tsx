import { useId } from 'react'
import type { Problem } from '#base/problem.ts'
import { useDraft } from '#store/draft-store.ts'

interface TextFieldProps {
  readonly label: string
  /** Path of the choice, which problems name. */
  readonly path: string
  readonly value: string | number
  readonly isNumber?: boolean
  readonly max?: number
  readonly unit?: string
  readonly onType: (text: string) => void
}

/** A field of the form; what is wrong with it is said under it, and the last whole plan stays. */
export function TextField(props: TextFieldProps) {
  const { label, path, value, isNumber = false, max, unit, onType } = props
  const problem = useProblem(path)
  const id = useId()
  return (
    <div className={`field ${problem === undefined ? '' : 'wrong'}`}>
      <label htmlFor={id}>
        {label}
        {unit !== undefined && <small> {unit}</small>}
      </label>
      <input
        id={id}
        className="input"
        type={isNumber ? 'number' : 'text'}
        {...(isNumber ? { min: 0, max, step: 1 } : { autoComplete: 'off', spellCheck: false })}
        value={typeof value === 'number' && Number.isNaN(value) ? '' : value}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={(event) => onType(event.target.value)}
      />
      {problem !== undefined && (
        <p className="problem" id={`${id}-problem`} role="alert">
          {problem.message}
        </p>
      )}
    </div>
  )
}

export function useProblem(path: string): Problem | undefined {
  return useDraft((draft) => draft.problems.find((one) => one.path === path))
}

/** An empty field is no number, which the check then says. */
export function readNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}
