import './edit.css'
import { createContext, useCallback, useContext, useEffect, useId, useMemo, useRef } from 'react'
import { useState } from 'react'
import type { FormEvent, KeyboardEvent, ReactNode } from 'react'
import type { Problem } from '#base/problem.ts'

interface FormFrameProps {
  /** Read out for the form: `Node group workers`. */
  readonly label: string
  /** By the name of the field that each belongs to. */
  readonly problems: readonly Problem[]
  readonly applyWords: string
  readonly onApply: () => void
  readonly onCancel: () => void
  /** What else can be done with the thing: duplicate, remove. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** Fields with their problems, and two keys: Enter applies, Esc cancels. Nothing changes before. */
export function FormFrame(props: FormFrameProps) {
  const { label, problems, applyWords, onApply, onCancel, actions, children } = props
  const form = useRef<HTMLFormElement>(null)
  const [touched, setTouched] = useState<ReadonlySet<string>>(NONE)
  const [isSent, setSent] = useState(false)
  const [fields, setFields] = useState<ReadonlySet<string>>(NONE)
  useEffect(() => {
    // In a panel of its own the first field is ready to be typed in; a phone's keyboard waits.
    const isOwn = form.current?.closest('.editing') !== null
    if (isOwn && !matchMedia('(max-width: 720px)').matches) {
      form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus()
    }
  }, [])
  const register = useCallback(
    (name: string) => setFields((known) => (known.has(name) ? known : new Set([...known, name]))),
    [],
  )
  const shared = useMemo(
    () => ({ problems, isShown: (name: string) => isSent || touched.has(name), register }),
    [problems, isSent, touched, register],
  )
  const others = problems.filter(({ path }) => ![...fields].some((name) => belongsTo(path, name)))
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (problems.length === 0) return onApply()
    setSent(true)
    // The marks are drawn first.
    setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onCancel()
  }
  return (
    <form
      ref={form}
      className="edit-form"
      aria-label={label}
      noValidate
      onSubmit={send}
      onKeyDown={press}
      onBlur={({ target }) => {
        const { name } = target as { readonly name?: string }
        if (name) setTouched((known) => (known.has(name) ? known : new Set([...known, name])))
      }}
    >
      <FormProblems value={shared}>
        <div className="edit-fields">{children}</div>
      </FormProblems>
      {isSent && others.length > 0 && (
        <ul className="problem edit-others" role="alert">
          {others.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{path === '' ? message : `${path}: ${message}`}</li>
          ))}
        </ul>
      )}
      <footer className="edit-foot">
        {actions}
        <span className="push" />
        <button type="button" className="btn" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" className="btn primary">
          {applyWords}
        </button>
      </footer>
    </form>
  )
}

const NONE: ReadonlySet<string> = new Set()

interface Shared {
  readonly problems: readonly Problem[]
  readonly isShown: (name: string) => boolean
  readonly register: (name: string) => void
}

const FormProblems = createContext<Shared>({
  problems: [],
  isShown: () => false,
  register: () => undefined,
})

export interface FieldMarks {
  readonly id: string
  readonly problemId: string
  /** What is wrong, once the person has left the field or asked to apply. */
  readonly message: string | undefined
  /** To spread over the control. */
  readonly control: {
    readonly id: string
    readonly name: string
    readonly 'aria-invalid': boolean
    readonly 'aria-describedby': string | undefined
  }
}

/** What a field needs to say what is wrong with it. */
export function useField(name: string, hintId?: string): FieldMarks {
  const { problems, isShown, register } = useContext(FormProblems)
  useEffect(() => register(name), [register, name])
  const id = useId()
  const problemId = `${id}-problem`
  const own = isShown(name) ? problems.filter(({ path }) => belongsTo(path, name)) : []
  const message =
    own.length === 0
      ? undefined
      : own
          .map(({ path, message: said }) =>
            path === name ? said : `${path.slice(name.length).replace(/^\./, '')}: ${said}`,
          )
          .join('; ')
  const described = [message === undefined ? undefined : problemId, hintId].filter(
    (each) => each !== undefined,
  )
  return {
    id,
    problemId,
    message,
    control: {
      id,
      name,
      'aria-invalid': message !== undefined,
      'aria-describedby': described.length === 0 ? undefined : described.join(' '),
    },
  }
}

function belongsTo(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`)
}
