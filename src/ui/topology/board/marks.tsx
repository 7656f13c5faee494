interface MarkProps {
  readonly className?: string
}

/** Believed and actual differ. */
export function NotEqualMark({ className = '' }: MarkProps) {
  return (
    <svg className={`ic ${className}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M5 9.5h14M5 14.5h14M16 5 8 19" />
    </svg>
  )
}

/** An instance that is launched. */
export function LaunchMark({ className = '' }: MarkProps) {
  return (
    <svg className={`ic ${className}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 20V7" />
      <path d="m6.5 12 5.5-5.5L17.5 12" />
      <path d="M5 3h14" />
    </svg>
  )
}
