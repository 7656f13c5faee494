import type { Incident } from '#incidents/incident.ts'
import type { PlaneIncident } from '#incidents/plane-incident.ts'
import { packPlan } from '#worker/packed-plan.ts'
import { saveStore } from './autosave.ts'
import { makePlanId, openPlan, planStore } from './plan-store.ts'
import { FIRST_PLACE } from './route.ts'
import { navigate } from './view-store.ts'

/** Opens an incident, or its repaired twin, on the board; undo brings back what was open. */
export function openIncident(
  incident: Incident,
  { isRepaired = false, isPlayed = false }: { isRepaired?: boolean; isPlayed?: boolean } = {},
): void {
  openTwin(incident, isRepaired)
  navigate('topology', {
    place: FIRST_PLACE,
    ...(isPlayed ? { player: { key: incident.expected.key, step: 0 } } : {}),
  })
}

/** Opens an incident of a control plane where its figures and findings are. */
export function openPlaneIncident(
  incident: PlaneIncident,
  { isRepaired = false }: { isRepaired?: boolean } = {},
): void {
  openTwin(incident, isRepaired)
  navigate('control-plane', { place: FIRST_PLACE })
}

function openTwin(incident: Incident | PlaneIncident, isRepaired: boolean): void {
  const known = `${incident.id}${isRepaired ? '-repaired' : ''}`
  const { current } = planStore.getState()
  // One that was edited is a plan of the person's, which the incident does not take the place of.
  const isTaken =
    (current?.id === known && current.isEdited === true) ||
    saveStore.getState().recent.some((line) => line.id === known && line.isEdited !== false)
  const id = isTaken ? makePlanId() : known
  if (current?.id === id) return
  openPlan(
    {
      id,
      packed: packPlan(isRepaired ? incident.repaired.plan : incident.plan),
      origin: { kind: 'incident', incident: incident.id, isRepaired },
    },
    `opening of incident ${incident.id}${isRepaired ? ', repaired' : ''}`,
  )
}
