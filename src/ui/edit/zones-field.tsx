import type { ReactNode } from 'react'
import { useId } from 'react'
import { ZoneLetter } from '../parts/zone-letter.tsx'
import { FieldProblem } from './field.tsx'
import { useField } from './form-frame.tsx'

interface ZonesFieldProps {
  readonly name: string
  readonly label: string
  /** The zones to choose from. */
  readonly zones: readonly string[]
  /** Those chosen, in the order in which they were. */
  readonly value: readonly string[]
  readonly onChange: (zones: readonly string[]) => void
  readonly hint?: ReactNode
}

/** Some of the cluster's zones. */
export function ZonesField({ name, label, zones, value, onChange, hint }: ZonesFieldProps) {
  const hintId = useId()
  const marks = useField(name, hint === undefined ? undefined : hintId)
  const all = [...new Set([...zones, ...value])]
  return (
    <fieldset
      className={`edit-field zone-choice ${marks.message === undefined ? '' : 'wrong'}`}
      aria-describedby={marks.control['aria-describedby']}
    >
      <legend>{label}</legend>
      <div className="zone-toggles">
        {all.map((zone) => (
          <label key={zone} className="zone-toggle">
            <input
              type="checkbox"
              name={name}
              checked={value.includes(zone)}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...value, zone] : value.filter((each) => each !== zone),
                )
              }
            />
            <ZoneLetter zone={zone} />
            {zone}
          </label>
        ))}
      </div>
      {hint !== undefined && (
        <p className="micro dim" id={hintId}>
          {hint}
        </p>
      )}
      <FieldProblem marks={marks} />
    </fieldset>
  )
}
