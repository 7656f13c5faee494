import type { FixRecipe } from './candidate.ts'
import { addZone } from './recipes/add-zone.ts'
import { bindOnFirstConsumer } from './recipes/bind-on-first-consumer.ts'
import { classZones } from './recipes/class-zones.ts'
import { fewerVolumes } from './recipes/fewer-volumes.ts'
import { fitLabels } from './recipes/fit-labels.ts'
import { fitTaints } from './recipes/fit-taints.ts'
import { groupPerZone } from './recipes/group-per-zone.ts'
import { karpenterPool } from './recipes/karpenter-pool.ts'
import { largerType } from './recipes/larger-type.ts'
import { onlyZone } from './recipes/only-zone.ts'
import { otherType } from './recipes/other-type.ts'
import { preferApart } from './recipes/prefer-apart.ts'
import { preferSpread } from './recipes/prefer-spread.ts'
import { raiseMaximum } from './recipes/raise-maximum.ts'
import { raiseMinimum } from './recipes/raise-minimum.ts'
import { rebalanceOn } from './recipes/rebalance-on.ts'
import { reserveGroup } from './recipes/reserve-group.ts'
import { startInParallel } from './recipes/start-in-parallel.ts'
import { zoneGroup } from './recipes/zone-group.ts'

/**
 * Every recipe; of edits with one price the earlier is offered first (section 8). Those that give a pod
 * what it asks for come before those by which it asks for less.
 */
export const FIX_RECIPES: readonly FixRecipe[] = [
  zoneGroup,
  groupPerZone,
  onlyZone,
  rebalanceOn,
  raiseMaximum,
  raiseMinimum,
  addZone,
  karpenterPool,
  otherType,
  fitLabels,
  fitTaints,
  bindOnFirstConsumer,
  classZones,
  largerType,
  reserveGroup,
  fewerVolumes,
  startInParallel,
  preferSpread,
  preferApart,
]
