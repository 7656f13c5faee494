import { findMembersPrice } from '#availability/evaluate-control-plane.ts'
import { EKS_USD_PER_HOUR, findTier } from '#availability/managed.ts'
import { findMonthlyPrice } from '#availability/monthly-price.ts'
import { findPrice } from '#aws/price.ts'
import type { PriceList } from '#aws/price.ts'
import type { Cluster, NodeGroup } from '#plan/schema.ts'

/** A month of 730 h on demand: machines and the control plane, without disks, addresses and traffic. */
export type ClusterPrice =
  | {
      readonly kind: 'known'
      readonly currency: string
      /** The oldest of the lists it comes from; absent: no machine is priced. */
      readonly asOf?: string
      readonly isEstimate: boolean
      /** Absent where Karpenter decides how many nodes there are. */
      readonly min?: number
      /** With Karpenter: the nodes that are in the plan. */
      readonly desired: number
      readonly max?: number
      readonly controlPlane: number
    }
  | { readonly kind: 'unknown'; readonly reason: string }

/** What all groups of a cluster cost at their three sizes, and its control plane. */
export function priceCluster(cluster: Cluster, prices: PriceList): ClusterPrice {
  const sum = { min: 0, desired: 0, max: 0 }
  let asOf: string | undefined
  let isEstimate = false
  let isBounded = true
  let currency = prices.regions.get(cluster.region)?.currency ?? 'USD'
  const findHour = (instanceType: string) => {
    const price = findPrice(prices, { region: cluster.region, instanceType })
    if (price === undefined) return undefined
    currency = price.currency
    isEstimate ||= price.isEstimate
    if (asOf === undefined || price.asOf < asOf) asOf = price.asOf
    return price.pricePerHour
  }
  for (const group of cluster.nodeGroups) {
    const [type] = group.instanceTypes ?? []
    if (type === undefined) return unknown(`the instance type of ${group.name} is not known`)
    const pricePerHour = findHour(type)
    if (pricePerHour === undefined) return unknown(`no list has ${type} in ${cluster.region}`)
    const sizes = readSizes(cluster, group)
    if (sizes === undefined) return unknown(`the size of ${group.name} is not known`)
    isBounded &&= sizes.max !== undefined
    sum.min += price(sizes.min ?? 0, pricePerHour)
    sum.desired += price(sizes.desired, pricePerHour)
    sum.max += price(sizes.max ?? 0, pricePerHour)
  }
  const plane = pricePlane(cluster, findHour, currency)
  if (plane === undefined) return unknown('the price of the control plane is not known')
  return {
    kind: 'known',
    currency,
    ...(asOf === undefined ? {} : { asOf }),
    isEstimate,
    ...(isBounded ? { min: roundToCents(sum.min + plane) } : {}),
    desired: roundToCents(sum.desired + plane),
    ...(isBounded ? { max: roundToCents(sum.max + plane) } : {}),
    controlPlane: roundToCents(plane),
  }
}

function readSizes(
  { resources }: Cluster,
  group: NodeGroup,
):
  | {
      readonly min?: number | undefined
      readonly desired: number
      readonly max?: number | undefined
    }
  | undefined {
  if (group.kind === 'karpenter' || group.kind === 'auto-mode') {
    const nodes = resources.filter(
      ({ kind, metadata }) =>
        kind === 'Node' && metadata.labels?.['karpenter.sh/nodepool'] === group.name,
    )
    return { desired: nodes.length }
  }
  const { min, desired, max } = group
  return desired === undefined || min === undefined || max === undefined
    ? undefined
    : { min, desired, max }
}

/** EKS is published in dollars; where machines are paid in another currency its price is not known. */
function pricePlane(
  cluster: Cluster,
  findHour: (instanceType: string) => number | undefined,
  currency: string,
): number | undefined {
  const { controlPlane } = cluster
  switch (controlPlane.kind) {
    case 'managed': {
      const tier = findTier(controlPlane.tier)
      return tier === undefined || currency !== 'USD'
        ? undefined
        : price(1, EKS_USD_PER_HOUR + tier.extraUsdPerHour)
    }
    case 'self-managed':
      return findMembersPrice(cluster, findHour)
    case 'unknown':
      return undefined
  }
}

function price(count: number, pricePerHour: number): number {
  return findMonthlyPrice([{ count, pricePerHour }])
}

function roundToCents(amount: number): number {
  return Math.round(amount * 100) / 100
}

function unknown(reason: string): ClusterPrice {
  return { kind: 'unknown', reason }
}
