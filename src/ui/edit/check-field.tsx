import type { ReactNode } from 'react'

interface CheckFieldProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly hint?: ReactNode
}

/** Yes or no. */
export function CheckField({ label, isOn, onChange, hint }: CheckFieldProps) {
  return (
    <label className="check-line">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </span>
    </label>
  )
}
