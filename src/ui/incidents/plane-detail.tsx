import { Columns2, Play } from 'lucide-react'
import type { PlaneIncident } from '#incidents/plane-incident.ts'
import { openPlaneIncident } from '#store/open-incident.ts'
import { SealMark } from '../parts/marks.tsx'
import { IncidentFrame, TwinCard } from './incident-parts.tsx'
import { PlaneSketchPicture, describeSketch } from './plane-sketch.tsx'
import { RuleChip } from './rule-chip.tsx'

interface PlaneDetailProps {
  readonly incident: PlaneIncident
  readonly back: string
}

/** An incident of a control plane: what a lost zone takes, before and after. */
export function PlaneDetail({ incident, back }: PlaneDetailProps) {
  const { expected, repaired, sketch } = incident
  return (
    <IncidentFrame
      incident={incident}
      back={back}
      before={
        <TwinCard title="As it happened" chip={<RuleChip rule={expected.rule} />}>
          <PlaneSketchPicture sketch={sketch} />
          <p>
            <b>{expected.rule}</b>, {expected.says}: {describeSketch(sketch)}.
          </p>
          <div className="row wrap">
            <button className="btn primary" onClick={() => openPlaneIncident(incident)}>
              <Play className="ic s" aria-hidden="true" />
              See what stops
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
              no finding
            </span>
          }
        >
          <PlaneSketchPicture sketch={repaired.sketch} />
          <p>
            <b>{repaired.title}.</b> {repaired.why}
          </p>
          <div className="row wrap">
            <button
              className="btn"
              onClick={() => openPlaneIncident(incident, { isRepaired: true })}
            >
              <Columns2 className="ic s" aria-hidden="true" />
              Open the repaired twin
            </button>
          </div>
        </TwinCard>
      }
    />
  )
}
