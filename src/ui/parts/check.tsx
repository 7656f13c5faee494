import { Check as CheckMark } from 'lucide-react'
import type { ReactNode } from 'react'

interface CheckProps {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly children: ReactNode
  /** What it changes, at the right end. */
  readonly effect?: string
  /** A line below, quieter. */
  readonly detail?: string
  /** One of several of this name, of which one is on. */
  readonly group?: string
  readonly isDisabled?: boolean
}

/** A box or, in a group, a dot: the browser's own control below what is drawn. */
export function Check({ isOn, onChange, children, effect, detail, group, isDisabled }: CheckProps) {
  return (
    <label className={`check ${isOn ? 'on' : ''} ${group === undefined ? '' : 'dot'}`}>
      <input
        className="sr"
        type={group === undefined ? 'checkbox' : 'radio'}
        name={group}
        checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <i>{isOn && group === undefined && <CheckMark className="ic" aria-hidden="true" />}</i>
      <span>{children}</span>
      <span className="e">{effect}</span>
      {detail !== undefined && <small>{detail}</small>}
    </label>
  )
}
