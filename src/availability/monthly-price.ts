/** What a control plane costs: machines only, without disks, addresses and traffic (AV-35). */

export interface PricedHosts {
  readonly count: number
  readonly pricePerHour: number
}

/** Hours of a month, as AWS' own calculator counts them. */
const MONTH_HOURS = 730

/** count × price × 730 (AV-35). */
export function findMonthlyPrice(hosts: readonly PricedHosts[]): number {
  return hosts.reduce((sum, { count, pricePerHour }) => sum + count * pricePerHour, 0) * MONTH_HOURS
}

export interface PricedDowntime {
  readonly pricePerMonth: number
  readonly minutesPerYear: number
}

/** What each minute less in a year costs (AV-35); undefined unless the dearer one is the better one. */
export function findPricePerMinuteAvoided(
  from: PricedDowntime,
  to: PricedDowntime,
): number | undefined {
  const avoided = from.minutesPerYear - to.minutesPerYear
  const extra = to.pricePerMonth - from.pricePerMonth
  return avoided > 0 && extra > 0 ? (extra * 12) / avoided : undefined
}
