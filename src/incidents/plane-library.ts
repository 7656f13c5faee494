import type { PlaneIncident } from './plane-incident.ts'
import { r17TwoOfThreeInAZone } from './r17-two-of-three-in-a-zone.ts'
import { r18SingleMaster } from './r18-single-master.ts'
import { r35RolledIntoOneZone } from './r35-rolled-into-one-zone.ts'

/** Incidents of control planes, by id. */
export const PLANE_INCIDENTS: readonly PlaneIncident[] = [
  r17TwoOfThreeInAZone,
  r18SingleMaster,
  r35RolledIntoOneZone,
]
