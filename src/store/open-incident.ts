import type { Incident } from '#incidents/incident.ts'
import { packPlan } from '#worker/packed-plan.ts'
import { openPlan, planStore } from './plan-store.ts'
import { FIRST_PLACE } from './route.ts'
import { navigate } from './view-store.ts'

/** Opens an incident, or its repaired twin, on the board; undo brings back what was open. */
export function openIncident(
  incident: Incident,
  { isRepaired = false, isPlayed = false }: { isRepaired?: boolean; isPlayed?: boolean } = {},
): void {
  const id = `${incident.id}${isRepaired ? '-repaired' : ''}`
  if (planStore.getState().current?.id !== id) {
    openPlan(
      {
        id,
        packed: packPlan(isRepaired ? incident.repaired.plan : incident.plan),
        origin: { kind: 'incident', incident: incident.id, isRepaired },
      },
      `opening of incident ${incident.id}${isRepaired ? ', repaired' : ''}`,
    )
  }
  navigate('topology', {
    place: FIRST_PLACE,
    ...(isPlayed ? { player: { key: incident.expected.key, step: 0 } } : {}),
  })
}
