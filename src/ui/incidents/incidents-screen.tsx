import './incidents.css'
import { ArrowRight, ChevronLeft, Columns2, Play } from 'lucide-react'
import type { Incident } from '#incidents/incident.ts'
import { INCIDENTS } from '#incidents/library.ts'
import { openIncident } from '#store/open-incident.ts'
import { changeView, useView } from '#store/view-store.ts'
import { moveInList } from '../parts/move-in-list.ts'
import { renderCount } from '../parts/render-count.ts'
import { SealMark } from '../parts/marks.tsx'
import { renderSources } from './render-sources.ts'
import { SketchPicture } from './sketch-picture.tsx'
import { ExpectedChip } from './expected-chip.tsx'

/** The library: real failures, each to watch and with its repaired twin. */
export function IncidentsScreen() {
  const open = useView((view) => view.open)
  const shown = INCIDENTS.find((incident) => incident.id === open) ?? INCIDENTS[0]
  return (
    <div className={`inc ${open === undefined ? 'is-list' : 'is-detail'}`}>
      <section className="list" aria-label="Incidents" onKeyDown={moveInList}>
        <div className="hd">
          <h1>{renderCount(INCIDENTS.length, 'incident')}</h1>
          <p className="small dim">Real failures, drawn as plans that the engine judges.</p>
        </div>
        {INCIDENTS.map((incident) => (
          <button
            key={incident.id}
            className="it"
            aria-current={incident === shown ? 'true' : undefined}
            onClick={() => changeView({ open: incident.id })}
          >
            <span className="id">{incident.id}</span>
            <span className="t">{incident.title}</span>
            <small>{renderSources(incident.sources)}</small>
            <ExpectedChip expected={incident.expected} />
          </button>
        ))}
      </section>
      {shown !== undefined && <IncidentDetail incident={shown} />}
    </div>
  )
}

function IncidentDetail({ incident }: { readonly incident: Incident }) {
  const { expected, repaired } = incident
  const pod = expected.key.split('/')[1] ?? expected.key
  return (
    <section className="dt" aria-label="Incident">
      <button className="btn quiet back" onClick={() => changeView({ open: undefined })}>
        <ChevronLeft className="ic s" aria-hidden="true" />
        {renderCount(INCIDENTS.length, 'incident')}
      </button>
      <div>
        <div className="row wrap">
          <span className="tag">{incident.id}</span>
          {incident.sources.map((source) => (
            <span className="tag" key={source}>
              {source}
            </span>
          ))}
        </div>
        <h1>{incident.title}</h1>
        <p className="dim story">{incident.story}</p>
      </div>
      <div className="twins">
        <section className="card">
          <header>
            <h2>As it happened</h2>
            <span className="push">
              <ExpectedChip expected={expected} />
            </span>
          </header>
          <div className="body stack">
            <SketchPicture sketch={incident.sketch} pod={pod} />
            <p>
              <b>{pod}</b>{' '}
              {expected.steps === 0
                ? 'waits, and no move of the system ever runs it.'
                : `is stuck after ${renderCount(expected.steps, 'step')}, ${expected.disturbances === 0 ? 'none' : expected.disturbances} of them from outside.`}
            </p>
            <div className="row wrap">
              <button
                className="btn primary"
                onClick={() => openIncident(incident, { isPlayed: expected.steps > 0 })}
              >
                <Play className="ic s" aria-hidden="true" />
                {expected.steps > 0 ? 'Watch it break' : 'See why it waits'}
              </button>
              <button className="btn" onClick={() => openIncident(incident)}>
                Open as a plan
              </button>
            </div>
          </div>
        </section>
        <ArrowRight className="ic l to" aria-hidden="true" />
        <section className="card is-ok">
          <header>
            <h2>Repaired</h2>
            <span className="v t-good push">
              <SealMark />
              ok, by a theorem
            </span>
          </header>
          <div className="body stack">
            <SketchPicture sketch={repaired.sketch} pod={pod} />
            <p>
              <b>{repaired.title}.</b> {repaired.why}
            </p>
            <div className="row wrap">
              <button className="btn" onClick={() => openIncident(incident, { isRepaired: true })}>
                <Columns2 className="ic s" aria-hidden="true" />
                Open the repaired twin
              </button>
            </div>
          </div>
        </section>
      </div>
      <section className="card">
        <header>
          <h2>What people saw</h2>
        </header>
        <div className="body stack">
          {incident.message === undefined ? (
            <p className="dim">No message at all.</p>
          ) : (
            <div className="code mono">{incident.message}</div>
          )}
          <p className="dim">{incident.reading}</p>
        </div>
      </section>
    </section>
  )
}
