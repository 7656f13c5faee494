import { useCallback } from 'react'
import { readText } from '#kube/field.ts'
import { checkPart } from '#plan/check-part.ts'
import { describeGroupChange } from '#plan/describe-change.ts'
import { addGroup, renameGroup, setAtPath } from '#plan/edit.ts'
import type { Cluster, NodeGroup, Plan } from '#plan/schema.ts'
import { editObjects } from '#store/edit-objects.ts'
import { closeForm } from '#store/form-store.ts'
import { editPlan } from '#store/plan-store.ts'
import { select } from '#store/view-store.ts'
import { GroupForm } from './group-form.tsx'
import { RemoveButton } from './remove-button.tsx'
import type { ShownCluster } from './use-cluster.ts'
import { WaitingForm } from './waiting-form.tsx'

/** The form of a node group on the open plan. */
export function EditGroup({
  shown,
  group,
  like,
}: {
  readonly shown: ShownCluster
  readonly group: string | undefined
  readonly like: string | undefined
}) {
  const { plan, place, cluster } = shown
  const index = cluster.nodeGroups.findIndex(({ name }) => name === group)
  const known = cluster.nodeGroups[index]
  const at = known === undefined ? cluster.nodeGroups.length : index
  const check = useCallback(
    (candidate: unknown) => {
      const path = ['designs', place.design, 'clusters', place.cluster, 'nodeGroups', at]
      // Whoever names the group follows its new name.
      const name = readText(candidate, 'name') ?? ''
      const base =
        known === undefined ? plan : renameGroup(plan, { ...place, group: known.name }, name)
      return checkPart(base, path, candidate)
    },
    [plan, place, at, known],
  )
  if (group !== undefined && known === undefined) {
    return <WaitingForm words={`The plan has no group ${group} any more.`} />
  }
  const initial = known ?? makeGroup(cluster, like)
  const apply = (changed: NodeGroup): void => {
    closeForm()
    if (known === undefined) {
      editPlan(
        (now) => ownGroup(addGroup(now, place, changed), shown, changed),
        `group ${changed.name} added`,
      )
      select({ kind: 'group', key: changed.name })
      return
    }
    const words = describeGroupChange(known, changed)
    const change = (now: Plan): Plan => {
      const renamed = renameGroup(now, { ...place, group: known.name }, changed.name)
      const path = ['designs', place.design, 'clusters', place.cluster, 'nodeGroups', at]
      // The schema has just checked it.
      return setAtPath(renamed, path, changed) as Plan
    }
    if (known.name === changed.name) editPlan(change, words)
    else {
      const renamed = { from: known.name, to: changed.name }
      void editObjects({ place, change, renamed }, words)
      select({ kind: 'group', key: changed.name })
    }
  }
  return (
    <GroupForm
      initial={initial}
      isNew={known === undefined}
      region={cluster.region}
      zones={cluster.zones.map(({ name }) => name)}
      check={check}
      onApply={apply}
      onCancel={closeForm}
      actions={
        known !== undefined && <RemoveButton leaving={{ kind: 'group', group: known.name }} />
      }
    />
  )
}

/** A new group: a copy, or one like the cluster's others in all of its zones. */
function makeGroup(
  { nodeGroups, zones, provisioner }: Cluster,
  like: string | undefined,
): NodeGroup {
  const model = nodeGroups.find(({ name }) => name === like)
  const names = nodeGroups.map(({ name }) => name)
  if (model !== undefined) return { ...model, name: findFreeName(model.name, names) }
  const [alike] = nodeGroups.filter(
    ({ kind, role }) =>
      (kind === 'asg' || kind === 'eks-managed') && (role ?? 'worker') === 'worker',
  )
  return {
    name: findFreeName('workers', names),
    kind: alike?.kind ?? (provisioner === 'eks' ? 'eks-managed' : 'asg'),
    zones: zones.map(({ name }) => name),
    instanceTypes: alike?.instanceTypes ?? ['m6i.large'],
    min: 1,
    desired: 1,
    max: 3,
    ...(alike?.tags === undefined ? {} : { tags: alike.tags }),
  }
}

/** An autoscaler that names its groups would not see the new one: a copy of one that it owns is owned too. */
function ownGroup(plan: Plan, { place, cluster }: ShownCluster, group: NodeGroup): Plan {
  if (group.kind !== 'asg' && group.kind !== 'eks-managed') return plan
  const index = cluster.autoscalers.findIndex(({ kind }) => kind === 'cluster-autoscaler')
  const owns = cluster.autoscalers[index]?.owns
  if (owns === undefined || owns === 'auto-discovery') return plan
  const path = ['designs', place.design, 'clusters', place.cluster, 'autoscalers', index, 'owns']
  // A name at the end of a list of names.
  return setAtPath(plan, path, [...owns, group.name]) as Plan
}

/** `workers`, `workers-2`. */
function findFreeName(base: string, taken: readonly string[]): string {
  const stem = base.replace(/-\d+$/, '')
  for (let number = 1; ; number++) {
    const name = number === 1 ? stem : `${stem}-${number}`
    if (!taken.includes(name)) return name
  }
}
