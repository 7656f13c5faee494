import type { Incident } from './incident.ts'
import { r01VolumeInTheThirdZone } from './r01-volume-in-the-third-zone.ts'
import { r02TheHoleMoves } from './r02-the-hole-moves.ts'
import { r03LastNodeOfAZone } from './r03-last-node-of-a-zone.ts'
import { r05FirstListedZone } from './r05-first-listed-zone.ts'
import { r06BalancedFromZero } from './r06-balanced-from-zero.ts'
import { r11FixedGroupOfOne } from './r11-fixed-group-of-one.ts'
import { r12FiveReplicasApart } from './r12-five-replicas-apart.ts'
import { r14VolumeInAZoneWithoutGroup } from './r14-volume-in-a-zone-without-group.ts'
import { r20OneVolumeTooMany } from './r20-one-volume-too-many.ts'
import { r23SpreadOverAThirdZone } from './r23-spread-over-a-third-zone.ts'
import { r25PoolWithoutTheZone } from './r25-pool-without-the-zone.ts'
import { r28SpotGoneInAZone } from './r28-spot-gone-in-a-zone.ts'
import { r31SubnetWithoutAddresses } from './r31-subnet-without-addresses.ts'
import { r37AutoscalerWithoutTheRight } from './r37-autoscaler-without-the-right.ts'

/** The library, in the order in which it is shown: the three of the first page, then by id. */
export const INCIDENTS: readonly Incident[] = [
  r03LastNodeOfAZone,
  r01VolumeInTheThirdZone,
  r11FixedGroupOfOne,
  r02TheHoleMoves,
  r05FirstListedZone,
  r06BalancedFromZero,
  r12FiveReplicasApart,
  r14VolumeInAZoneWithoutGroup,
  r20OneVolumeTooMany,
  r23SpreadOverAThirdZone,
  r25PoolWithoutTheZone,
  r28SpotGoneInAZone,
  r31SubnetWithoutAddresses,
  r37AutoscalerWithoutTheRight,
]
