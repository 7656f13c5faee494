import type { ReactNode } from 'react'
import { Field } from './field.tsx'

interface TextFieldProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: ReactNode
  readonly placeholder?: string
  /** A number is typed: the small keyboard of a phone. */
  readonly isNumber?: boolean
  readonly isNarrow?: boolean
  readonly isReadOnly?: boolean
  readonly suggestions?: readonly string[]
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { name, label, value, onChange, hint, placeholder, isNumber, isNarrow, isReadOnly } = props
  const { suggestions = [] } = props
  return (
    <Field
      name={name}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(isNarrow === undefined ? {} : { isNarrow })}
    >
      {({ control, id }) => (
        <>
          <input
            {...control}
            className="input"
            autoComplete="off"
            spellCheck={false}
            inputMode={isNumber === true ? 'numeric' : 'text'}
            placeholder={placeholder}
            readOnly={isReadOnly}
            value={value}
            {...(suggestions.length === 0 ? {} : { list: `${id}-list` })}
            onChange={(event) => onChange(event.target.value)}
          />
          {suggestions.length > 0 && (
            <datalist id={`${id}-list`}>
              {suggestions.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  )
}
