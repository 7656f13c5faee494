import { findPrice } from '#aws/price.ts'
import type { PriceList } from '#aws/price.ts'
import type { Cluster, NodeGroup } from '#plan/schema.ts'

/** Hours of a month, as AWS' own calculator has them. */
const HOURS_A_MONTH = 730

/** What an edit changes of the price of instances, on demand, a month of 730 h. */
export type PriceChange =
  | {
      readonly kind: 'known'
      readonly currency: string
      /** The older of the days that the prices are of. */
      readonly asOf: string
      readonly isEstimate: boolean
      readonly desired: number
      readonly min: number
      /** What one more node of the first group that comes costs. */
      readonly perNode?: number
    }
  | { readonly kind: 'unknown'; readonly reason: string }

/** Groups that the edit leaves alone cost the same; a pool of Karpenter has no size to be priced at. */
export function priceChange(before: Cluster, after: Cluster, prices: PriceList): PriceChange {
  const isIn = (groups: readonly NodeGroup[], group: NodeGroup) => groups.includes(group)
  const gone = before.nodeGroups.filter((group) => !isIn(after.nodeGroups, group))
  const come = after.nodeGroups.filter((group) => !isIn(before.nodeGroups, group))
  const pool = come.find((group) => group.kind === 'karpenter' || group.kind === 'auto-mode')
  if (pool !== undefined) {
    return { kind: 'unknown', reason: `${pool.name} costs what Karpenter launches in it` }
  }
  const sum = { desired: 0, min: 0 }
  let asOf: string | undefined
  let currency = 'USD'
  let isEstimate = false
  let perNode: number | undefined
  for (const [group, sign] of [
    ...gone.map((one) => [one, -1] as const),
    ...come.map((one) => [one, 1] as const),
  ]) {
    const [type] = group.instanceTypes ?? []
    if (type === undefined) {
      return { kind: 'unknown', reason: `the instance type of ${group.name} is not known` }
    }
    const price = findPrice(prices, { region: before.region, instanceType: type })
    if (price === undefined) {
      return { kind: 'unknown', reason: `no list has ${type} in ${before.region}` }
    }
    if (group.min === undefined || group.desired === undefined) {
      return { kind: 'unknown', reason: `the size of ${group.name} is not known` }
    }
    const month = price.pricePerHour * HOURS_A_MONTH
    sum.desired += sign * group.desired * month
    sum.min += sign * group.min * month
    currency = price.currency
    isEstimate ||= price.isEstimate
    if (asOf === undefined || price.asOf < asOf) asOf = price.asOf
    const isNew = sign > 0 && !before.nodeGroups.some(({ name }) => name === group.name)
    if (isNew) perNode ??= month
  }
  return {
    kind: 'known',
    currency,
    asOf: asOf ?? '',
    isEstimate,
    desired: roundToCents(sum.desired),
    min: roundToCents(sum.min),
    ...(perNode === undefined ? {} : { perNode: roundToCents(perNode) }),
  }
}

/** To the nearest cent; never −0. */
function roundToCents(amount: number): number {
  return Math.round(amount * 100) / 100 + 0
}
