import type { ReactNode } from 'react'

/** Marks that Lucide does not have, drawn to sit beside its own: 24 units, 1.75 stroke. */
function Mark({ children, className = '' }: { children: ReactNode; className?: string }) {
  return (
    <svg className={`ic ${className}`} viewBox="0 0 24 24" aria-hidden="true">
      {children}
    </svg>
  )
}

interface MarkProps {
  readonly className?: string
}

/** ∞ in an octagon: pending for ever. */
export function ForeverMark({ className }: MarkProps) {
  return (
    <Mark className={className ?? ''}>
      <path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z" />
      <path d="M12 12c-1.3-1.7-2.2-2.5-3.5-2.5a2.5 2.5 0 0 0 0 5c1.3 0 2.2-.8 3.5-2.5s2.2-2.5 3.5-2.5a2.5 2.5 0 0 1 0 5c-1.3 0-2.2-.8-3.5-2.5z" />
    </Mark>
  )
}

/** A tick in a seal: proven by a theorem. */
export function SealMark({ className }: MarkProps) {
  return (
    <Mark className={className ?? ''}>
      <path d="M12 2.5l2.6 2 3.3-.1 1 3.1 2.7 1.9-1.1 3.1 1.1 3.1-2.7 1.9-1 3.1-3.3-.1-2.6 2-2.6-2-3.3.1-1-3.1-2.7-1.9 1.1-3.1-1.1-3.1L5.1 7.5l1-3.1 3.3.1z" />
      <path d="m8.5 12.3 2.5 2.5 4.5-5" />
    </Mark>
  )
}

export function NotEqualMark({ className }: MarkProps) {
  return (
    <Mark className={className ?? ''}>
      <path d="M5 9.5h14M5 14.5h14M16 5 8 19" />
    </Mark>
  )
}

/** An instance that is launched. */
export function LaunchMark({ className }: MarkProps) {
  return (
    <Mark className={className ?? ''}>
      <path d="M12 20V7" />
      <path d="m6.5 12 5.5-5.5L17.5 12" />
      <path d="M5 3h14" />
    </Mark>
  )
}

export function DiskMark({ className }: MarkProps) {
  return (
    <Mark className={className ?? ''}>
      <ellipse cx="12" cy="5.5" rx="8" ry="3" />
      <path d="M4 5.5v13c0 1.7 3.6 3 8 3s8-1.3 8-3v-13M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3" />
    </Mark>
  )
}
