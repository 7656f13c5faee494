/** The choices a control plane has, each with what it costs and buys (risks specification 3.10). */
import { findDowntime } from './downtime.ts'
import type { Band, Downtime } from './downtime.ts'
import type { ControlPlaneLayout, PlacedMember } from './control-plane-layout.ts'
import { toPlacement } from './control-plane-layout.ts'
import { EKS_USD_PER_HOUR, findBudgetMinutes, findTier } from './managed.ts'
import { findMonthlyPrice } from './monthly-price.ts'
import type { Priors } from './priors.ts'
import { findTolerance } from './zone-loss.ts'

export type ApiDuringUpgrade = 'down' | 'up, no margin' | 'up, margin left'

/** One row of the table of 3.10. */
export interface Choice {
  readonly name: string
  /** Members of etcd by zone; absent: managed. */
  readonly etcd?: readonly number[]
  /** API servers by zone, where they are apart. */
  readonly apiServers?: readonly number[]
  readonly hosts: number
  /** Machines only; absent: no price is known for their type. */
  readonly pricePerMonth?: number
  /** Absent where only a bound is known. */
  readonly downtime?: Downtime
  /** 3.8: minutes a year that the service level allows; no prediction. */
  readonly boundMinutesPerYear?: number
  readonly survivesMembers?: number
  readonly survivesAnyZone: boolean
  readonly apiDuringUpgrade: ApiDuringUpgrade
}

const VECTORS: readonly (readonly number[])[] = [
  [1, 0, 0],
  [1, 1, 0],
  [3, 0, 0],
  [2, 1, 0],
  [1, 1, 1],
  [2, 2, 1],
]

export interface ChoiceContext {
  /** Columns of the vectors; filled up to three where the cluster has fewer. */
  readonly zones: readonly string[]
  readonly priors: Priors
  /** Of one machine of the control plane. */
  readonly pricePerHour?: number
}

/** One, two, three and five members, three with etcd apart, and EKS (3.10). */
export function listChoices(context: ChoiceContext): readonly Choice[] {
  return [
    ...VECTORS.map((etcd) => describeVector(etcd, undefined, context)),
    describeVector([1, 1, 1], [1, 1, 1], context),
    describeEks('standard'),
    describeEks('tier-xl'),
  ]
}

/** What an upgrade that takes one member at a time leaves of the API (5.2 and 3.10). */
export function findApiDuringUpgrade(survivesMembers: number): ApiDuringUpgrade {
  if (survivesMembers < 1) return 'down'
  return survivesMembers === 1 ? 'up, no margin' : 'up, margin left'
}

/** The members of a vector in these zones, in their order; zones that are missing get a name of their own. */
export function placeVector(vector: readonly number[], zones: readonly string[]): PlacedMember[] {
  return vector.flatMap((count, index) => {
    const zone = zones[index] ?? `zone ${index + 1}`
    return Array.from({ length: count }, (_, at) => ({ name: `${zone}/${at + 1}`, zone }))
  })
}

function describeVector(
  etcd: readonly number[],
  apiServers: readonly number[] | undefined,
  { zones, priors, pricePerHour }: ChoiceContext,
): Choice {
  const members = placeVector(etcd, zones)
  const apart = apiServers === undefined ? undefined : placeVector(apiServers, zones)
  const filled = [...zones, ...['zone 1', 'zone 2', 'zone 3'].slice(zones.length)]
  const layout: ControlPlaneLayout = {
    isExternal: apart !== undefined,
    etcd: [{ name: 'main', members }],
    apiServers: apart ?? members,
    zones: filled,
  }
  const hosts = members.length + (apart?.length ?? 0)
  const tolerance = findTolerance(layout)
  const spread = etcd.join(' + ')
  return {
    name:
      apart !== undefined
        ? `${apart.length} + ${members.length} external etcd`
        : members.length === 1
          ? '1 member'
          : `${members.length} stacked, ${spread}`,
    etcd,
    ...(apiServers === undefined ? {} : { apiServers }),
    hosts,
    ...(pricePerHour === undefined
      ? {}
      : { pricePerMonth: findMonthlyPrice([{ count: hosts, pricePerHour }]) }),
    downtime: findDowntime(toPlacement(layout), priors),
    survivesMembers: tolerance.members,
    survivesAnyZone: tolerance.zonesThatEndIt.length === 0,
    apiDuringUpgrade: findApiDuringUpgrade(tolerance.members),
  }
}

function describeEks(tierName: string): Choice {
  const tier = findTier(tierName)
  return {
    name: `EKS, ${tierName}`,
    hosts: 0,
    ...(tier === undefined
      ? {}
      : {
          pricePerMonth: findMonthlyPrice([
            { count: 1, pricePerHour: EKS_USD_PER_HOUR + tier.extraUsdPerHour },
          ]),
          boundMinutesPerYear: findBudgetMinutes(tier.serviceLevel),
        }),
    survivesAnyZone: true,
    apiDuringUpgrade: 'up, margin left',
  }
}

/** Both kinds of common cause at once, as the column "at most" of 3.10 has it. */
export function addCommonCauses({ twoZones, region }: Downtime): Band {
  return {
    low: twoZones.low + region.low,
    central: twoZones.central + region.central,
    high: twoZones.high + region.high,
  }
}
