import { identifyObject } from '#differences/identify.ts'
import type { KubeObject } from '#kube/object.ts'
import { compareText } from '#base/compare.ts'
import type { Cluster, NodeGroup } from '#plan/schema.ts'
import type { AbsentThings, Fragment } from './importer.ts'

/**
 * What the open plan has and an import, which speaks of such things, does not name: it may be gone, or
 * was never built. Applying an import keeps it (I1.5); a comparison with what is live tells it. What an
 * import says nothing of at all is not absent: a list of Deployments leaves volumes alone, and nodes show
 * no group that is at zero.
 *
 * @param said what files and calls say of this cluster, without what is only seen on nodes
 */
export function listAbsent(
  open: Cluster,
  said: readonly Fragment[],
  objects: readonly KubeObject[],
): AbsentThings {
  const groups = said.flatMap(({ cluster }) => cluster.nodeGroups ?? [])
  const zones = said.flatMap(({ cluster, strengths }) =>
    (strengths?.get('zones') ?? 'said') === 'said' ? (cluster.zones ?? []) : [],
  )
  const kinds = new Set(objects.map(({ kind }) => kind))
  const known = new Set(objects.map(identifyObject))
  const isNamed = (name: string, list: readonly { readonly name: string }[]) =>
    list.some((one) => one.name === name)
  const scalers = said.flatMap(({ cluster }) => cluster.autoscalers ?? [])
  const silent = new Map<string, number>()
  for (const { kind } of open.resources) {
    if (!kinds.has(kind)) silent.set(kind, (silent.get(kind) ?? 0) + 1)
  }
  return {
    cluster: open.name,
    zones: open.zones.flatMap(({ name }) =>
      zones.length > 0 && !isNamed(name, zones) ? [name] : [],
    ),
    groups: open.nodeGroups.flatMap((group) =>
      groups.some((one) => isAlike(one, group)) && !isNamed(group.name, groups) ? [group.name] : [],
    ),
    autoscalers: open.autoscalers.flatMap(({ kind }) =>
      kinds.has('Deployment') && scalers.every((one) => one.kind !== kind) ? [kind] : [],
    ),
    objects: open.resources.flatMap((object) => {
      const id = identifyObject(object)
      return kinds.has(object.kind) && !known.has(id) ? [id] : []
    }),
    silent: [...silent]
      .map(([kind, count]) => ({ kind, count }))
      .toSorted((a, b) => compareText(a.kind, b.kind)),
  }
}

/** A list of NodePools says nothing of Auto Scaling groups, and the other way round. */
function isAlike(a: NodeGroup, b: NodeGroup): boolean {
  const classOf = ({ kind }: NodeGroup) =>
    kind === 'karpenter' || kind === 'auto-mode' ? 'pool' : kind === 'fargate' ? kind : 'group'
  return classOf(a) === classOf(b)
}
