import type { Incident } from './incident.ts'
import { r01VolumeInTheThirdZone } from './r01-volume-in-the-third-zone.ts'
import { r03LastNodeOfAZone } from './r03-last-node-of-a-zone.ts'
import { r11FixedGroupOfOne } from './r11-fixed-group-of-one.ts'
import { r12FiveReplicasApart } from './r12-five-replicas-apart.ts'
import { r14VolumeInAZoneWithoutGroup } from './r14-volume-in-a-zone-without-group.ts'

/** The library, in the order in which it is shown. */
export const INCIDENTS: readonly Incident[] = [
  r03LastNodeOfAZone,
  r01VolumeInTheThirdZone,
  r11FixedGroupOfOne,
  r12FiveReplicasApart,
  r14VolumeInAZoneWithoutGroup,
]
