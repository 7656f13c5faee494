import { EBS_DRIVER } from '#kube/csi-node.ts'
import {
  EBS_ZONE_LABEL,
  HOSTNAME_LABEL,
  INSTANCE_TYPE_LABEL,
  REGION_LABEL,
  ZONE_KEYS,
  ZONE_LABEL,
  findLabel,
} from '#kube/labels.ts'
import { makeNodeState, resolvePriority } from '../snapshot.ts'
import { orderForScan } from '../scan-order.ts'
import { readNode } from '#kube/node.ts'
import { readPod } from '#kube/pod.ts'
import type { Change, ChangeContext, ChangeFamily } from './change.ts'
import type { CompiledGroup, NodeShape } from '#cluster/compiled.ts'
import type { NodeState, Snapshot } from '../snapshot.ts'

/** Nodes that are tried, at most; of many groups those that come first in the plan. */
const MOST_NODES = 60

/** One node more of each group in each of its zones, as the group would launch it. */
export const addedNodes: ChangeFamily = {
  name: 'added-nodes',
  list: (context) =>
    context.compiled.groups
      .flatMap((group) => {
        const [shape] = group.shapes
        if (group.kind === 'ungrouped' || group.kind === 'fargate' || shape === undefined) return []
        return group.zones.map((zone) => addNode(context, group, { shape, zone }))
      })
      .slice(0, MOST_NODES),
}

interface Launch {
  readonly shape: NodeShape
  readonly zone: string
}

function addNode(context: ChangeContext, group: CompiledGroup, { shape, zone }: Launch): Change {
  const name = `another node of ${group.name} in ${zone}`
  const nodeState = makeNode(context, group, { shape, zone, name })
  return {
    key: `node ${group.name} ${zone}`,
    plugins: [],
    words: `Have one more node of ${group.name} in ${zone}`,
    note: describeSize(group, zone),
    addedNode: name,
    apply: ({ pod, snapshot }) => ({ pod, snapshot: addTo(snapshot, nodeState, shape) }),
  }
}

/** What stands in the way of such a node, as far as the group says it. */
function describeSize(group: CompiledGroup, zone: string): string {
  const { nodes, max, kind, scaler, offered } = group
  const running = `${nodes.length} ${nodes.length === 1 ? 'node runs' : 'nodes run'}`
  const isOffered = kind === 'karpenter' || kind === 'auto-mode' || offered.includes(zone)
  return [
    max === undefined ? running : `${running}, ${max} at most`,
    ...(max !== undefined && nodes.length >= max ? ['so its maximum has to grow'] : []),
    ...(isOffered ? [] : ['its types are not offered there']),
    ...(scaler === 'none' ? ['no autoscaler adds one'] : []),
  ].join(', ')
}

function makeNode(
  { compiled, snapshot }: ChangeContext,
  group: CompiledGroup,
  { shape, zone, name }: Launch & { readonly name: string },
): NodeState {
  const keys = ZONE_KEYS.filter(
    (key) =>
      key === ZONE_LABEL ||
      key === EBS_ZONE_LABEL ||
      snapshot.nodes.some(({ node }) => findLabel(node.labels, key) !== undefined),
  )
  const allocatable = addOverhead(shape)
  const node = readNode({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        [INSTANCE_TYPE_LABEL]: shape.label,
        ...group.labels,
        [HOSTNAME_LABEL]: name,
        [REGION_LABEL]: compiled.region,
        ...Object.fromEntries(keys.map((key) => [key, zone])),
      },
    },
    spec: { taints: group.taints },
    status: { allocatable: toQuantities(allocatable) },
  })
  return makeNodeState(node, [makeDaemons(shape, name)])
}

/** DaemonSets take their part of a new node, as one pod here. */
function addOverhead({ capacity, overhead }: NodeShape): Readonly<Record<string, number>> {
  const names = new Set([...Object.keys(capacity), ...Object.keys(overhead)])
  const sum = [...names].map(
    (name) => [name, (capacity[name] ?? 0) + (overhead[name] ?? 0)] as const,
  )
  return { ...Object.fromEntries(sum), pods: (capacity['pods'] ?? 0) + 1 }
}

function makeDaemons({ overhead }: NodeShape, nodeName: string): NodeState['pods'][number] {
  const { pods: _pods, ...requests } = overhead
  const pod = readPod({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'daemonsets', namespace: 'kube-system' },
    spec: {
      nodeName,
      priority: 2_000_001_000,
      containers: [{ name: 'all', resources: { requests: toQuantities(requests) } }],
    },
  })
  return resolvePriority(pod, [])
}

function toQuantities(amounts: Readonly<Record<string, number>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [
      name,
      name === 'cpu' ? `${amount}m` : String(amount),
    ]),
  )
}

/** NT-3: the list is made anew; a node more leaves the order of the others as it is. */
function addTo(snapshot: Snapshot, nodeState: NodeState, { slots }: NodeShape): Snapshot {
  const byName = new Map([...snapshot.nodes, nodeState].map((one) => [one.node.name, one] as const))
  const ordered = orderForScan([...byName.values()].map(({ node }) => node))
  const migratedPlugins = [...snapshot.csiNodes.values()][0]?.migratedPlugins ?? []
  const { name } = nodeState.node
  const drivers = [
    { name: EBS_DRIVER, ...(slots === undefined ? {} : { allocatableCount: slots }) },
  ]
  return {
    ...snapshot,
    nodes: ordered.flatMap((node) => byName.get(node.name) ?? []),
    csiNodes: new Map(snapshot.csiNodes).set(name, { name, drivers, migratedPlugins }),
  }
}
