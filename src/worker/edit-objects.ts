import { listGoing } from '#kube/list-going.ts'
import type { Going } from '#kube/list-going.ts'
import { NODE_GROUP_LABELS, readNode } from '#kube/node.ts'
import { listSurplusPods } from '#kube/owned-objects.ts'
import { releasePods } from '#kube/release-pods.ts'
import { setFields } from '#kube/set-field.ts'
import { changeCluster, removeResource, upsertResource } from '#plan/edit.ts'
import type { ClusterPlace, KubeResource } from '#plan/edit.ts'
import type { Plan } from '#plan/schema.ts'
import type { Desk } from './desk.ts'
import { packPlan } from './packed-plan.ts'
import type { PackedPlan } from './packed-plan.ts'
import type { GoingQuery, ObjectEdit, ObjectQuery } from './questions.ts'

/** The plan with the change made; objects of other clusters stay as they are packed. */
export async function editObjects(
  { packed, place, put, remove, renamed }: ObjectEdit,
  { resources }: Pick<Desk<never>, 'resources'>,
): Promise<PackedPlan> {
  const before = await resources.unpack(packed)
  const removed = remove.length === 0 ? before : removeAll(before, place, remove)
  const added = put.reduce((plan, object) => upsertResource(plan, place, object), removed)
  const trimmed = settlePods(added, place, put)
  const after = renamed === undefined ? trimmed : renameNodeGroup(trimmed, place, renamed)
  if (after === before) return packed
  const changed = packPlan(after)
  resources.keep(changed, after)
  return changed
}

export async function readObjects(
  { packed, place, kinds }: ObjectQuery,
  { resources }: Pick<Desk<never>, 'resources'>,
): Promise<readonly KubeResource[]> {
  const plan = await resources.unpack(packed)
  const objects = plan.designs[place.design]?.clusters[place.cluster]?.resources ?? []
  return kinds.length === 0 ? objects : objects.filter((object) => kinds.includes(object.kind))
}

/** What stands or falls with what a person takes out. */
export async function readGoing(
  { packed, place, leaving }: GoingQuery,
  { resources }: Pick<Desk<never>, 'resources'>,
): Promise<Going> {
  const plan = await resources.unpack(packed)
  return listGoing(plan.designs[place.design]?.clusters[place.cluster]?.resources ?? [], leaving)
}

/** A zone may take tens of thousands of objects along: they are looked up, not searched one by one. */
function removeAll(plan: Plan, place: ClusterPlace, ids: ObjectEdit['remove']): Plan {
  if (ids.length < 50) return ids.reduce((one, id) => removeResource(one, place, id), plan)
  const keys = new Set(ids.map((id) => JSON.stringify([id.kind, id.namespace, id.name])))
  return changeCluster(plan, place, (cluster) => ({
    ...cluster,
    resources: cluster.resources.filter(
      ({ kind, metadata: { namespace, name } }) =>
        !keys.has(JSON.stringify([kind, namespace, name])),
    ),
  }))
}

/** Pods follow what was put: those that are too many go, those whose volume went elsewhere start again. */
export function settlePods(plan: Plan, place: ClusterPlace, put: readonly KubeResource[]): Plan {
  return trimPods(freePods(plan, place, put), place, put)
}

/** Pods whose volume was put in another zone. */
function freePods(plan: Plan, place: ClusterPlace, put: readonly KubeResource[]): Plan {
  const volumes = put.filter(({ kind }) => kind === 'PersistentVolume')
  if (volumes.length === 0) return plan
  const objects = plan.designs[place.design]?.clusters[place.cluster]?.resources ?? []
  const freed = volumes.flatMap((volume) => releasePods(objects, volume))
  return freed.reduce((now, pod) => upsertResource(now, place, pod), plan)
}

function trimPods(plan: Plan, place: ClusterPlace, put: readonly KubeResource[]): Plan {
  const objects = plan.designs[place.design]?.clusters[place.cluster]?.resources ?? []
  const surplus = new Set(put.flatMap((object) => listSurplusPods(objects, object)))
  if (surplus.size === 0) return plan
  return changeCluster(plan, place, (cluster) => ({
    ...cluster,
    resources: cluster.resources.filter((object) => !surplus.has(object)),
  }))
}

/** The nodes of a group name it in their labels, whichever tool wrote them. */
function renameNodeGroup(
  plan: Plan,
  place: ClusterPlace,
  { from, to }: { readonly from: string; readonly to: string },
): Plan {
  return changeCluster(plan, place, (cluster) => {
    const resources = cluster.resources.map((object) => {
      if (object.kind !== 'Node' || readNode(object).group?.name !== from) return object
      const labels = NODE_GROUP_LABELS.filter((key) => object.metadata.labels?.[key] === from)
      return setFields(
        object,
        labels.map((key) => [['metadata', 'labels', key], to] as const),
      )
    })
    const isSame = resources.every((object, index) => object === cluster.resources[index])
    return isSame ? cluster : { ...cluster, resources }
  })
}
