import type { KubeResource } from '#plan/edit.ts'
import type { FixCase, Host } from './candidate.ts'
import { changeField, isMap } from './edit-objects.ts'

/** Node objects are edited one by one, so not those of a large group. */
const MOST_NODES = 8

/** The group's Node objects, each changed; undefined where there are too many to do it by hand. */
export function changeNodes(
  { cluster, compiled: { nodes } }: FixCase,
  { compiled }: Pick<Host, 'compiled'>,
  change: (node: KubeResource) => KubeResource,
): readonly KubeResource[] | undefined {
  const names = new Set(compiled.nodes.map((index) => nodes[index]?.name))
  const edited = cluster.resources
    .filter(({ kind, metadata }) => kind === 'Node' && names.has(metadata.name))
    .flatMap((node) => {
      const after = change(node)
      return after === node ? [] : [after]
    })
  return edited.length > MOST_NODES ? undefined : edited
}

export function withoutTaint(node: KubeResource, key: string): KubeResource {
  return changeField(node, ['spec', 'taints'], (taints) => {
    if (!Array.isArray(taints)) return taints
    const list: readonly unknown[] = taints
    const kept = list.filter((taint) => !isMap(taint) || taint['key'] !== key)
    return kept.length === list.length ? taints : kept.length === 0 ? undefined : kept
  })
}

export function withLabels(
  node: KubeResource,
  labels: Readonly<Record<string, string>>,
): KubeResource {
  return Object.entries(labels).reduce(
    (edited, [key, value]) => changeField(edited, ['metadata', 'labels', key], () => value),
    node,
  )
}
