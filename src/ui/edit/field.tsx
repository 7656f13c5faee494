import { useId } from 'react'
import type { ReactNode } from 'react'
import { useField } from './form-frame.tsx'
import type { FieldMarks } from './form-frame.tsx'

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: ReactNode
  readonly isNarrow?: boolean
  readonly children: (marks: FieldMarks) => ReactNode
}

/** A label, its control, a hint, and below them what is wrong with what stands there. */
export function Field({ name, label, hint, isNarrow, children }: FieldProps) {
  const hintId = useId()
  const marks = useField(name, hint === undefined ? undefined : hintId)
  return (
    <div
      className={`edit-field ${marks.message === undefined ? '' : 'wrong'} ${isNarrow === true ? 'narrow' : ''}`}
    >
      <label htmlFor={marks.id}>{label}</label>
      {children(marks)}
      {hint !== undefined && (
        <p className="micro dim" id={hintId}>
          {hint}
        </p>
      )}
      <FieldProblem marks={marks} />
    </div>
  )
}

export function FieldProblem({ marks }: { readonly marks: FieldMarks }) {
  if (marks.message === undefined) return null
  return (
    <p className="problem" id={marks.problemId} role="alert">
      {marks.message}
    </p>
  )
}
