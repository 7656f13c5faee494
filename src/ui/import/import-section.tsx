import type { ReactNode } from 'react'

interface SectionProps {
  readonly tone: string
  readonly icon: ReactNode
  readonly title: string
  readonly note?: string
  readonly children: ReactNode
}

/** A part of the preview: its icon, its count, and why it is told. */
export function ImportSection({ tone, icon, title, note, children }: SectionProps) {
  return (
    <section className={`sec ${tone}`} aria-label={title}>
      <h2>
        {icon}
        {title}
        {note !== undefined && <small>{note}</small>}
      </h2>
      {children}
    </section>
  )
}
