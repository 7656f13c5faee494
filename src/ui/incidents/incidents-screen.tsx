import './incidents.css'
import { Columns2, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Incident } from '#incidents/incident.ts'
import { INCIDENTS } from '#incidents/library.ts'
import { PLANE_INCIDENTS } from '#incidents/plane-library.ts'
import { openIncident } from '#store/open-incident.ts'
import { changeView, useView } from '#store/view-store.ts'
import { moveInList } from '../parts/move-in-list.ts'
import { renderCount } from '../parts/render-count.ts'
import { SealMark } from '../parts/marks.tsx'
import { ExpectedChip } from './expected-chip.tsx'
import { IncidentFrame, TwinCard } from './incident-parts.tsx'
import { PlaneDetail } from './plane-detail.tsx'
import { renderSources } from './render-sources.ts'
import { RuleChip } from './rule-chip.tsx'
import { SketchPicture } from './sketch-picture.tsx'

const ALL = [...INCIDENTS, ...PLANE_INCIDENTS]
const COUNT = renderCount(ALL.length, 'incident')

/** The library: real failures, each to watch and with its repaired twin. */
export function IncidentsScreen() {
  const open = useView((view) => view.open)
  const shown = ALL.find((incident) => incident.id === open) ?? ALL[0]
  const pods = INCIDENTS.find((incident) => incident === shown)
  const plane = PLANE_INCIDENTS.find((incident) => incident === shown)
  const line = (incident: (typeof ALL)[number], chip: ReactNode) => (
    <button
      key={incident.id}
      className="it"
      aria-current={incident === shown ? 'true' : undefined}
      onClick={() => changeView({ open: incident.id })}
    >
      <span className="id">{incident.id}</span>
      <span className="t">{incident.title}</span>
      <small>{renderSources(incident.sources)}</small>
      {chip}
    </button>
  )
  return (
    <div className={`inc ${open === undefined ? 'is-list' : 'is-detail'}`}>
      <section className="list" aria-label="Incidents" onKeyDown={moveInList}>
        <div className="hd">
          <h1>{COUNT}</h1>
          <p className="small dim">Real failures, drawn as plans that the engine judges.</p>
        </div>
        <h2 className="of">Pods that wait</h2>
        {INCIDENTS.map((one) => line(one, <ExpectedChip expected={one.expected} />))}
        <h2 className="of">Control planes</h2>
        {PLANE_INCIDENTS.map((one) => line(one, <RuleChip rule={one.expected.rule} />))}
      </section>
      {pods !== undefined && <PodDetail incident={pods} />}
      {plane !== undefined && <PlaneDetail incident={plane} back={COUNT} />}
    </div>
  )
}

/** An incident of a pod: the state in which it is stuck, and the trace that leads there. */
function PodDetail({ incident }: { readonly incident: Incident }) {
  const { expected, repaired } = incident
  const pod = expected.key.split('/')[1] ?? expected.key
  return (
    <IncidentFrame
      incident={incident}
      back={COUNT}
      before={
        <TwinCard title="As it happened" chip={<ExpectedChip expected={expected} />}>
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
        </TwinCard>
      }
      after={
        <TwinCard
          title="Repaired"
          isOk
          chip={
            <span className="v t-good">
              <SealMark />
              ok, by a theorem
            </span>
          }
        >
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
        </TwinCard>
      }
    />
  )
}
