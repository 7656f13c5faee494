import { compareText } from '#base/compare.ts'
import { isEqual } from '#differences/is-equal.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import type { ResourceChange } from './protocol.ts'

type Resource = Cluster['resources'][number]

/** What an import would do to the objects of the open plan, by kind; kinds that stay are left out. */
export function countChanges(before: Plan, after: Plan): readonly ResourceChange[] {
  const old = indexResources(before)
  const next = indexResources(after)
  const changes = new Map<string, { added: number; removed: number; changed: number }>()
  const of = (kind: string) => {
    const known = changes.get(kind) ?? { added: 0, removed: 0, changed: 0 }
    changes.set(kind, known)
    return known
  }
  for (const [id, object] of next) {
    const previous = old.get(id)
    if (previous === undefined) of(object.kind).added++
    else if (!isEqual(previous, object)) of(object.kind).changed++
  }
  for (const [id, object] of old) {
    if (!next.has(id)) of(object.kind).removed++
  }
  return [...changes]
    .map(([kind, counts]) => ({ kind, ...counts }))
    .sort((a, b) => compareText(a.kind, b.kind))
}

function indexResources(plan: Plan): ReadonlyMap<string, Resource> {
  const objects = plan.designs.flatMap((design) =>
    design.clusters.flatMap((cluster) =>
      cluster.resources.map((object) => {
        const { namespace = '', name } = object.metadata
        return [`${cluster.name}\n${object.kind}\n${namespace}\n${name}`, object] as const
      }),
    ),
  )
  return new Map(objects)
}
