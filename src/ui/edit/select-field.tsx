import type { ReactNode } from 'react'
import { Field } from './field.tsx'

export interface Choice<T extends string> {
  readonly value: T
  readonly label: string
}

interface SelectFieldProps<T extends string> {
  readonly name: string
  readonly label: string
  readonly value: T
  readonly choices: readonly Choice<T>[]
  readonly onChange: (value: T) => void
  readonly hint?: ReactNode
  readonly isNarrow?: boolean
}

/** One of several: the browser's own list, which every keyboard and reader knows. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { name, label, value, choices, onChange, hint, isNarrow } = props
  // What a file said and no list holds stays to be seen.
  const shown = choices.some((each) => each.value === value)
    ? choices
    : [...choices, { value, label: value }]
  return (
    <Field
      name={name}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(isNarrow === undefined ? {} : { isNarrow })}
    >
      {({ control }) => (
        <select
          {...control}
          className="input"
          value={value}
          onChange={(event) => {
            const chosen = shown.find((each) => each.value === event.target.value)
            if (chosen !== undefined) onChange(chosen.value)
          }}
        >
          {shown.map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** Words that stand for themselves. */
export function toChoices<T extends string>(values: readonly T[]): readonly Choice<T>[] {
  return values.map((value) => ({ value, label: value }))
}
