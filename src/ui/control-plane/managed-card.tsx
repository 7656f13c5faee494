import { Lock } from 'lucide-react'
import { renderMinutes } from '#availability/render-minutes.ts'
import type { ManagedReport } from '#availability/evaluate-control-plane.ts'

/** What AWS gives, and what cannot be known of it (risks specification 3.8). */
export function ManagedCard({ report }: { readonly report: ManagedReport }) {
  const { boundMinutesPerYear: bound, orientation } = report
  const { withPlanned, twoZones, region } = orientation
  return (
    <section className="card" aria-labelledby="cp-managed">
      <header>
        <Lock className="ic" aria-hidden="true" />
        <h2 id="cp-managed">What AWS gives</h2>
      </header>
      <div className="body stack">
        <dl className="kv small">
          <dt>By contract</dt>
          <dd>
            {bound === undefined
              ? 'not known for this tier'
              : `the API answers but for ${renderMinutes(bound)} of a year of 365 days`}
          </dd>
          <dt>As published</dt>
          <dd>etcd over three zones, API servers in two zones or more</dd>
          <dt>For orientation</dt>
          <dd>
            that shape under your priors: {renderMinutes(withPlanned.central)} a year (
            {renderMinutes(withPlanned.low)} to {renderMinutes(withPlanned.high)}), and{' '}
            {renderMinutes(twoZones.central + region.central)} by common causes
          </dd>
        </dl>
        <h3>Cannot be known</h3>
        <ul className="cp-unknown small">
          <li>where its members stand, and which zone they need</li>
          <li>how often they are replaced, and for how long</li>
          <li>what was observed: AWS publishes the service level, no measured downtime</li>
        </ul>
      </div>
    </section>
  )
}
