import type { Picture } from '#cluster/picture.ts'

/** A pod as the picker lists it. */
export interface PickablePod {
  /** `namespace/name`. */
  readonly key: string
  readonly name: string
  readonly namespace: string
  readonly owner: string
  /** Absent: it waits. */
  readonly node?: string
}

/** All pods of the picture, those that wait first. */
export function listPods(picture: Picture): readonly PickablePod[] {
  const { names, namespaces, node, owners } = picture.pods
  const pods = names.map((name, index): PickablePod => {
    const namespace = namespaces[index] ?? ''
    const runsOn = picture.nodes[node[index] ?? -1]?.name
    return {
      key: `${namespace}/${name}`,
      name,
      namespace,
      owner: owners[index] ?? '',
      ...(runsOn === undefined ? {} : { node: runsOn }),
    }
  })
  return [
    ...pods.filter((pod) => pod.node === undefined),
    ...pods.filter((pod) => pod.node !== undefined),
  ]
}

/** Pods with all of the words in their key, owner or node; in the order given. */
export function findPods(pods: readonly PickablePod[], typed: string): readonly PickablePod[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return pods
  return pods.filter((pod) => {
    const text = `${pod.key} ${pod.owner} ${pod.node ?? 'pending'}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
