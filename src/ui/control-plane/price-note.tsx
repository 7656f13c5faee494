import { EKS_PRICES_AS_OF } from '#availability/managed.ts'
import type { ControlPlaneAssessment } from '#risk/assess-control-plane.ts'

/** What the figures of the table rest on: prices with their date, and that rates are priors. */
export function PriceNote({ assessment }: { readonly assessment: ControlPlaneAssessment }) {
  const { prices, priors } = assessment
  return (
    <p className="micro dimmer cp-note">
      {prices.map(({ instanceType, pricePerHour, asOf, isEstimate }) => (
        <span key={instanceType}>
          {instanceType} {pricePerHour.toFixed(4)} USD an hour
          {isEstimate && ', estimated'}, list of {asOf}.{' '}
        </span>
      ))}
      {prices.length === 0 && 'No price of its machines is known here. '}
      EKS as published, {EKS_PRICES_AS_OF}. Machines only, 730 h. Rates of failures are priors, not
      facts: a member fails {priors.nodeFailuresPerYear} times a year for {priors.nodeMttrMinutes}{' '}
      min, a zone {priors.azEventsPerYear} times for a median of {priors.azOutageMedianHours} h,
      each member is replaced {priors.plannedReplacementsPerYear} times a year for{' '}
      {priors.minutesPerMember} min. Two zones at once and the whole region are the common cause
      beside the bands.
    </p>
  )
}
