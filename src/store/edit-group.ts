import { describeGroupChange } from '#plan/describe-change.ts'
import type { GroupPlace } from '#plan/edit.ts'
import type { NodeGroup, Plan } from '#plan/schema.ts'
import { editPlan, planStore } from './plan-store.ts'

/** One step of undo on a group, in words such as `min 2 → 3 in workers`. */
export function editGroup(place: GroupPlace, change: (plan: Plan) => Plan): void {
  const shell = planStore.getState().current?.packed.shell
  const before = shell === undefined ? undefined : findGroup(shell, place)
  const after = shell === undefined ? undefined : findGroup(change(shell), place)
  if (before === undefined || after === undefined) return
  editPlan(change, describeGroupChange(before, after))
}

function findGroup(plan: Plan, { design, cluster, group }: GroupPlace): NodeGroup | undefined {
  return plan.designs[design]?.clusters[cluster]?.nodeGroups.find(({ name }) => name === group)
}
