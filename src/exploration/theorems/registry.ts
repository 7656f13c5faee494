import { rt1GroupPerZone } from './rt1-group-per-zone.ts'
import { rt2StaticReserve } from './rt2-static-reserve.ts'
import { rt3Karpenter } from './rt3-karpenter.ts'
import { rt5BalancedCoverage } from './rt5-balanced-coverage.ts'
import { rt6ZoneLottery } from './rt6-zone-lottery.ts'
import type { TheoremId } from '../verdict.ts'
import type { Theorem } from './theorem.ts'

/** The theorems that prove a pod safe, in the order in which they are tried and named. */
export const THEOREMS: readonly Theorem[] = [
  rt1GroupPerZone,
  rt2StaticReserve,
  rt3Karpenter,
  rt5BalancedCoverage,
  rt6ZoneLottery,
]

export const THEOREM_IDS: readonly TheoremId[] = THEOREMS.map((theorem) => theorem.id)
