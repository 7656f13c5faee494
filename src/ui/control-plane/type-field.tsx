import { useId, useState } from 'react'

interface TypeFieldProps {
  readonly label: string
  /** Empty: not known. */
  readonly value: string
  readonly onCommit: (type: string | undefined) => void
}

/** Offered while typing; any other type can be written too. */
const USUAL_TYPES = [
  't3.medium',
  't3.large',
  'm5.large',
  'm6i.large',
  'm7i.large',
  'm7g.large',
  'm5.xlarge',
  'm6i.xlarge',
  'c6i.xlarge',
  'r6i.large',
]

const TYPE = /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/

/** An instance type, taken when the field is left or Enter is pressed. */
export function TypeField({ label, value, onCommit }: TypeFieldProps) {
  const [typed, setTyped] = useState<string>()
  const id = useId()
  const text = typed ?? value
  const isWrong = text !== '' && !TYPE.test(text)
  const commit = () => {
    if (isWrong) return
    if (text !== value) onCommit(text === '' ? undefined : text)
    setTyped(undefined)
  }
  return (
    <label className="field">
      <span>{label}</span>
      <input
        className="input"
        list={`${id}-types`}
        value={text}
        placeholder="not known"
        spellCheck={false}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        onChange={(event) => setTyped(event.target.value.trim())}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
        }}
      />
      <datalist id={`${id}-types`}>
        {USUAL_TYPES.map((type) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </datalist>
      {isWrong && (
        <small id={`${id}-wrong`} className="cp-wrong">
          “{text}” is no instance type such as m5.large
        </small>
      )}
    </label>
  )
}
