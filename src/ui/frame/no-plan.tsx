import { TopologyMark } from '../parts/marks.tsx'

export function NoPlan() {
  return (
    <div className="page">
      <div className="empty">
        <TopologyMark />
        <h1>No plan is open</h1>
        <p>Draw one, drop the files of a cluster anywhere on this page, or open an incident.</p>
        <div className="row">
          <a className="btn primary" href="#/new-plan">
            New plan
          </a>
          <a className="btn" href="#/import">
            Import a cluster
          </a>
          <a className="btn" href="#/incidents">
            Open an incident
          </a>
        </div>
      </div>
    </div>
  )
}
