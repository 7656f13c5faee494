import './control-plane.css'
import {
  useAssessment,
  useControlPlane,
  useRiskItems,
  useShownCluster,
} from '#store/control-plane-store.ts'
import type { ControlPlaneAssessment } from '#risk/assess-control-plane.ts'
import type { Cluster } from '#plan/schema.ts'
import { ChoiceTable } from './choice-table.tsx'
import { FindingsCard } from './findings-card.tsx'
import { LossCards } from './loss-cards.tsx'
import { ManagedCard } from './managed-card.tsx'
import { PlaneHead } from './plane-head.tsx'
import { PlacementCard } from './placement-card.tsx'
import { PriceNote } from './price-note.tsx'
import { QuestionsCard } from './questions-card.tsx'

/** Today's control plane and what it could be: what each survives, for how long the API is down, the price. */
export function ControlPlaneScreen() {
  const cluster = useShownCluster()
  const { assessment, problems, isStale } = useAssessment()
  const message = useControlPlane((run) => run.message)
  if (message !== undefined || problems.length > 0) {
    return (
      <div className="page">
        <div className="empty" role="alert">
          <h1>The figures were not worked out</h1>
          {message !== undefined && <p>{message}</p>}
          {problems.map((problem) => (
            <p key={problem.path}>
              <code>{problem.path}</code>: {problem.message}
            </p>
          ))}
        </div>
      </div>
    )
  }
  if (cluster === undefined || assessment === undefined) return <Waiting />
  return (
    <div className="page cp-page">
      <Content assessment={assessment} cluster={cluster} isStale={isStale} />
    </div>
  )
}

interface ContentProps {
  readonly assessment: ControlPlaneAssessment
  readonly cluster: Cluster
  readonly isStale: boolean
}

function Content({ assessment, cluster, isStale }: ContentProps) {
  const items = useRiskItems()
  const { report, priors } = assessment
  const zones = cluster.zones.map(({ name }) => name)
  const hasQuestions = items.some(({ kind }) => kind === 'question')
  return (
    <>
      <PlaneHead assessment={assessment} items={items} isStale={isStale} />
      {hasQuestions && report.kind === 'unknown' && <QuestionsCard items={items} />}
      <ChoiceTable assessment={assessment} zones={zones} />
      <PriceNote assessment={assessment} />
      {hasQuestions && report.kind !== 'unknown' && <QuestionsCard items={items} />}
      <div className="cp-two">
        <PlacementCard cluster={cluster} />
        {report.kind === 'managed' ? (
          <ManagedCard report={report} />
        ) : (
          <FindingsCard items={items} plane={cluster.controlPlane} isStale={isStale} />
        )}
      </div>
      {report.kind === 'self-managed' && <LossCards report={report} priors={priors} />}
    </>
  )
}

function Waiting() {
  return (
    <div className="page" aria-busy="true">
      <i className="sk" />
      <i className="sk b" />
      <i className="sk b" />
      <i className="sk b" />
    </div>
  )
}
