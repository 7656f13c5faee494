import type { ReactNode } from 'react'

interface MarkProps {
  readonly className?: string
}

/** Marks that Lucide does not have, drawn to sit beside its own: 24 units, 1.75 stroke. */
function Mark({ className = '', children }: MarkProps & { readonly children: ReactNode }) {
  return (
    <svg className={`ic ${className}`} viewBox="0 0 24 24" aria-hidden="true">
      {children}
    </svg>
  )
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

/** ? in a dashed circle: unknown. */
export function UnknownMark({ className }: MarkProps) {
  return (
    <Mark className={className ?? ''}>
      <circle cx="12" cy="12" r="9" strokeDasharray="3.5 3" />
      <path d="M9.7 9.5a2.4 2.4 0 1 1 3.5 2.3c-.8.4-1.2.9-1.2 1.7M12 16.8h.01" />
    </Mark>
  )
}

/** ! in a diamond: a medium finding. */
export function DiamondMark({ className }: MarkProps) {
  return (
    <Mark className={className ?? ''}>
      <path d="M12 2.5 21.5 12 12 21.5 2.5 12z" />
      <path d="M12 8v4.5M12 15.5h.01" />
    </Mark>
  )
}

/** A filled diamond: what is pressed here happens to the plan from outside. */
export function DisturbanceMark() {
  return <i className="dia" aria-hidden="true" />
}

/** A table of cells. */
export function MatrixMark({ className }: MarkProps) {
  return (
    <Mark className={className ?? ''}>
      <rect x="3" y="3" width="18" height="18" rx="2" />
      <path d="M3 9h18M3 15h18M9 3v18M15 3v18" />
    </Mark>
  )
}

/** Lines of a queue and a tick: the scheduler. */
export function ScheduleMark({ className }: MarkProps) {
  return (
    <Mark className={className ?? ''}>
      <path d="M3 5h18M3 12h9M3 19h9" />
      <path d="m16 16 2.5 2.5L22 14" />
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

export function TopologyMark({ className }: MarkProps) {
  return (
    <Mark className={className ?? ''}>
      <rect x="3" y="3" width="5" height="18" rx="1" />
      <rect x="9.5" y="3" width="5" height="11" rx="1" />
      <rect x="16" y="3" width="5" height="14" rx="1" />
    </Mark>
  )
}

/** The product's own: three zones, the third without a node. */
export function Logo() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <rect x="1" y="2" width="5" height="16" rx="1.5" fill="currentColor" opacity=".55" />
      <rect x="7.5" y="2" width="5" height="16" rx="1.5" fill="currentColor" opacity=".55" />
      <rect
        x="14.6"
        y="2.6"
        width="3.8"
        height="14.8"
        rx="1"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.3"
        strokeDasharray="2.4 1.6"
      />
    </svg>
  )
}
