import type { CSSProperties } from 'react'

interface ProgressBarProps {
  readonly label: string
  readonly done: number
  readonly total: number
}

export function ProgressBar({ label, done, total }: ProgressBarProps) {
  const percent = total === 0 ? 0 : Math.min(100, (100 * done) / total)
  return (
    <span
      className="prog"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
    >
      <i style={{ '--w': `${percent}%` } as CSSProperties} />
    </span>
  )
}
