import { addZone } from './add-zone.ts'
import type { FixRecipe } from './candidate.ts'
import { groupPerZone } from './group-per-zone.ts'
import { karpenterPool } from './karpenter-pool.ts'
import { otherType } from './other-type.ts'
import { raiseMaximum } from './raise-maximum.ts'
import { raiseMinimum } from './raise-minimum.ts'
import { rebalanceOn } from './rebalance-on.ts'
import { zoneGroup } from './zone-group.ts'

/** Every recipe; of edits with one price the earlier is offered first (section 8). */
export const FIX_RECIPES: readonly FixRecipe[] = [
  zoneGroup,
  groupPerZone,
  rebalanceOn,
  raiseMaximum,
  raiseMinimum,
  addZone,
  karpenterPool,
  otherType,
]
