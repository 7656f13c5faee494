/**
 * Managed control planes are known by their contract (risks specification 3.8): a service level
 * bounds the downtime that is paid for and predicts nothing.
 */
import { YEAR_MINUTES } from './quorum.ts'

export interface ManagedTier {
  readonly tier: string
  readonly serviceLevel: number
  /** Added to the price of the cluster. */
  readonly extraUsdPerHour: number
}

/** 3.3 and AV-20; prices as published, the same in all regions they are published for. */
const TIERS: readonly ManagedTier[] = [
  { tier: 'standard', serviceLevel: 0.9995, extraUsdPerHour: 0 },
  { tier: 'tier-xl', serviceLevel: 0.9999, extraUsdPerHour: 1.65 },
  { tier: 'tier-2xl', serviceLevel: 0.9999, extraUsdPerHour: 3.4 },
  { tier: 'tier-4xl', serviceLevel: 0.9999, extraUsdPerHour: 6.9 },
  { tier: 'tier-8xl', serviceLevel: 0.9999, extraUsdPerHour: 13.9 },
]

/** Of an EKS cluster in standard support (AV-35). */
export const EKS_USD_PER_HOUR = 0.1

/** Day of the list that the prices of EKS are from. */
export const EKS_PRICES_AS_OF = '2025-10-28'

/** Names of the tiers that are known. */
export const TIER_NAMES: readonly string[] = TIERS.map(({ tier }) => tier)

/** The tier of a managed control plane; absent means standard; undefined: a name that is not known. */
export function findTier(tier = 'standard'): ManagedTier | undefined {
  return TIERS.find((one) => one.tier === tier)
}

/** Minutes a year of 365 days that a service level allows (AV-20). */
export function findBudgetMinutes(serviceLevel: number): number {
  return (1 - serviceLevel) * YEAR_MINUTES
}
