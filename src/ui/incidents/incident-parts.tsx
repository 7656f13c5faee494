import { ArrowRight, ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { changeView } from '#store/view-store.ts'

interface IncidentFrameProps {
  readonly incident: {
    readonly id: string
    readonly title: string
    readonly story: string
    readonly sources: readonly string[]
    readonly message: string | undefined
    readonly reading: string
  }
  /** Back to the list, where list and detail do not stand beside each other: how many there are. */
  readonly back: string
  readonly before: ReactNode
  readonly after: ReactNode
}

/** What every incident has: where it was told, its story, before and after, and what people saw. */
export function IncidentFrame({ incident, back, before, after }: IncidentFrameProps) {
  const { id, title, story, sources, message, reading } = incident
  return (
    <section className="dt" aria-label="Incident">
      <button className="btn quiet back" onClick={() => changeView({ open: undefined })}>
        <ChevronLeft className="ic s" aria-hidden="true" />
        {back}
      </button>
      <div>
        <div className="row wrap">
          <span className="tag">{id}</span>
          {sources.map((source) => (
            <span className="tag" key={source}>
              {source}
            </span>
          ))}
        </div>
        <h1>{title}</h1>
        <p className="dim story">{story}</p>
      </div>
      <div className="twins">
        {before}
        <ArrowRight className="ic l to" aria-hidden="true" />
        {after}
      </div>
      <section className="card">
        <header>
          <h2>What people saw</h2>
        </header>
        <div className="body stack">
          {message === undefined ? (
            <p className="dim">No message at all.</p>
          ) : (
            <div className="code mono">{message}</div>
          )}
          <p className="dim">{reading}</p>
        </div>
      </section>
    </section>
  )
}

interface TwinCardProps {
  readonly title: string
  readonly chip: ReactNode
  readonly isOk?: boolean
  readonly children: ReactNode
}

/** One of the two plans of an incident. */
export function TwinCard({ title, chip, isOk = false, children }: TwinCardProps) {
  return (
    <section className={isOk ? 'card is-ok' : 'card'}>
      <header>
        <h2>{title}</h2>
        <span className="push">{chip}</span>
      </header>
      <div className="body stack">{children}</div>
    </section>
  )
}
