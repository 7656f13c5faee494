import { removeMember, setSelfManaged } from '#plan/edit-control-plane.ts'
import { replaceCluster } from '#plan/edit.ts'
import type { ControlPlane, Plan } from '#plan/schema.ts'
import { editPlan } from '#store/plan-store.ts'
import { showToast } from '#store/toast-store.ts'
import { viewStore } from '#store/view-store.ts'
import type { Place } from '#worker/protocol.ts'
import { undoEdit } from '../frame/plan-commands.ts'

/** Makes the edit of a control plane that a fix proposes: one step of undo. */
export function applyPlaneFix(value: ControlPlane, label: string): void {
  const { place } = viewStore.getState()
  editPlan((plan) => changePlane(plan, place, value), label)
  showToast(`${label}: applied`, { label: 'Undo', run: undoEdit })
  document.getElementById('main')?.focus({ preventScroll: true })
}

function changePlane(plan: Plan, place: Place, value: ControlPlane): Plan {
  const cluster = plan.designs[place.design]?.clusters[place.cluster]
  if (cluster === undefined) return plan
  const before = cluster.controlPlane
  if (value.kind !== 'self-managed' || before.kind !== 'self-managed') {
    return replaceCluster(plan, place, { ...cluster, controlPlane: value })
  }
  // Groups that hold a leaving master alone go with it.
  const leaving = before.members.filter(({ name }) =>
    value.members.every((member) => member.name !== name),
  )
  const without = leaving.reduce(
    (changed, { name }) => removeMember(changed, { ...place, member: name }),
    plan,
  )
  return setSelfManaged(without, place, value)
}
