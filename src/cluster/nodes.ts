import { compareText } from '#base/compare.ts'
import { findAttachLimit, EBS_DRIVER } from '#kube/csi-node.ts'
import { HOSTNAME_LABEL, ZONE_KEYS, type Labels } from '#kube/labels.ts'
import type { Node } from '#kube/node.ts'
import { renderTaint, type Taint } from '#kube/taint.ts'
import type { NodeGroup } from '#plan/schema.ts'
import type { ClusterObjects } from './objects.ts'

/** Labels that are each node's own or tell its zone: never part of what a group's nodes share. */
const OWN_LABELS: readonly string[] = [
  HOSTNAME_LABEL,
  ...ZONE_KEYS,
  'topology.k8s.aws/zone-id',
  'topology.k8s.aws/network-node-layer-1',
  'topology.k8s.aws/network-node-layer-2',
  'topology.k8s.aws/network-node-layer-3',
  'k8s.io/cloud-provider-aws',
]

/** Nodes seen that belong together: one group of the plan, or alike and of no group. */
export interface NodeSet {
  /** The group of the plan; absent: of none. */
  readonly groupName?: string
  readonly nodes: readonly Node[]
}

/** Splits the nodes seen: by the plan's groups, and the others by what a pod can tell of them. */
export function groupNodes(
  nodes: readonly Node[],
  groups: readonly Pick<NodeGroup, 'name' | 'kind'>[],
): readonly NodeSet[] {
  const byGroup = new Map<string, Node[]>(groups.map(({ name }) => [name, []]))
  const others = new Map<string, Node[]>()
  for (const node of nodes) {
    const list = byGroup.get(findGroupName(node, groups) ?? '')
    if (list !== undefined) {
      list.push(node)
      continue
    }
    const key = JSON.stringify([
      Object.entries(sharedLabels([node])).sort(([a], [b]) => compareText(a, b)),
      configuredTaints([node]).map(renderTaint),
      Object.entries(node.allocatable).sort(([a], [b]) => compareText(a, b)),
    ])
    const alike = others.get(key)
    if (alike === undefined) others.set(key, [node])
    else alike.push(node)
  }
  return [
    ...[...byGroup].map(([groupName, list]) => ({ groupName, nodes: list })),
    ...[...others.entries()]
      .sort(([a], [b]) => compareText(a, b))
      .map(([, list]) => ({ nodes: list })),
  ]
}

/** The group a node names; a NodePool and a group of one name are told apart by the label that names them. */
function findGroupName(
  node: Node,
  groups: readonly Pick<NodeGroup, 'name' | 'kind'>[],
): string | undefined {
  const { group } = node
  if (group === undefined) return undefined
  const isPool = group.label === 'karpenter.sh/nodepool'
  const names = isPool ? [group.name, `${group.name}-nodepool`] : [group.name]
  const alike = groups.filter(({ name }) => names.includes(name))
  const own = alike.find(({ kind }) => isPool === (kind === 'karpenter' || kind === 'auto-mode'))
  return (own ?? alike[0])?.name
}

/** Labels that every one of the nodes carries with one value. */
export function sharedLabels(nodes: readonly Node[]): Labels {
  const [first, ...others] = nodes
  if (first === undefined) return {}
  return Object.fromEntries(
    Object.entries(first.labels).filter(
      ([key, value]) =>
        !OWN_LABELS.includes(key) &&
        others.every((node) => Object.hasOwn(node.labels, key) && node.labels[key] === value),
    ),
  )
}

/** Keys whose presence or value differs between the nodes, without those that always do. */
export function variedLabels(nodes: readonly Node[]): ReadonlySet<string> {
  const shared = sharedLabels(nodes)
  return new Set(
    nodes.flatMap((node) =>
      Object.keys(node.labels).filter(
        (key) => !OWN_LABELS.includes(key) && !Object.hasOwn(shared, key),
      ),
    ),
  )
}

/**
 * Taints that are configuration and keep pods off, of the first node; `haveEqualTaints` says whether it speaks
 * for all. One that is only a preference decides nothing here.
 */
export function configuredTaints(nodes: readonly Node[]): readonly Taint[] {
  return (nodes[0]?.configuredTaints ?? [])
    .filter((taint) => taint.effect !== 'PreferNoSchedule')
    .sort((a, b) => compareText(renderTaint(a), renderTaint(b)))
}

export function haveEqualTaints(nodes: readonly Node[]): boolean {
  const texts = nodes.map((node) => configuredTaints([node]).map(renderTaint).join())
  return texts.every((text) => text === texts[0])
}

/** EBS attachments of a node by its CSINode; absent: none is known (V8: unlimited where the driver is listed). */
export function findSlots(
  objects: ClusterObjects,
  node: Node,
): { readonly isKnown: boolean; readonly slots?: number } {
  const csiNode = objects.csiNodes.get(node.name)
  if (csiNode === undefined) return { isKnown: false }
  const slots = findAttachLimit(csiNode, EBS_DRIVER)
  return slots === undefined ? { isKnown: true } : { isKnown: true, slots }
}
