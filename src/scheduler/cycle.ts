import { PLUGINS } from './registry.ts'
import { rejectForGood } from './framework.ts'
import { isSamePod, makeNodeState } from './snapshot.ts'
import type { NodeCheck, PodChange, Rejection } from './framework.ts'
import type { NodeState, SchedulerPod, Snapshot } from './snapshot.ts'

/** A plugin's test of nodes, as PreFilter left it. */
export interface PreparedCheck {
  readonly plugin: string
  readonly check: NodeCheck
}

/** What PreFilter and Filter found for one pod, over all nodes. */
export type FilterResult =
  /** No node was looked at (PF-2). */
  | { readonly kind: 'rejected'; readonly plugin: string; readonly status: Rejection }
  | {
      readonly kind: 'filtered'
      readonly checks: readonly PreparedCheck[]
      readonly feasibleNodes: readonly NodeState[]
      readonly rejectedNodes: readonly RejectedNode[]
      /** Status of the nodes that PreFilter ruled out; absent: it ruled out none. */
      readonly absentStatus?: Rejection
    }

export interface RejectedNode {
  readonly nodeState: NodeState
  readonly plugin: string
  readonly status: Rejection
}

/** Asks every plugin about every node (4.2, 4.4), without sampling: messages need all of them. */
export function filterNodes(pod: SchedulerPod, snapshot: Snapshot): FilterResult {
  const checks: PreparedCheck[] = []
  let candidates: ReadonlySet<string> | undefined
  for (const plugin of PLUGINS) {
    const result = plugin.preFilter(pod, snapshot)
    if (result.kind === 'rejected') {
      return { kind: 'rejected', plugin: plugin.name, status: result.status }
    }
    if (result.kind === 'skip') continue
    checks.push({ plugin: plugin.name, check: result.check })
    // In the default profile only NodeAffinity names nodes, so there is nothing to intersect (PF-4).
    candidates = result.nodeNames ?? candidates
  }
  const promised = snapshot.nodes.find(({ node }) => node.name === pod.nominatedNodeName)
  if (promised !== undefined && findRejection(pod, promised, checks, snapshot) === undefined) {
    // FL-1: the node a pod was promised is tried first; if it will do, no other is looked at.
    return { kind: 'filtered', checks, feasibleNodes: [promised], rejectedNodes: [] }
  }
  const feasibleNodes: NodeState[] = []
  const rejectedNodes: RejectedNode[] = []
  for (const nodeState of snapshot.nodes) {
    if (candidates !== undefined && !candidates.has(nodeState.node.name)) continue
    const rejection = findRejection(pod, nodeState, checks, snapshot)
    if (rejection === undefined) feasibleNodes.push(nodeState)
    else rejectedNodes.push({ nodeState, ...rejection })
  }
  const absentStatus = rejectForGood("node(s) didn't satisfy plugin(s) [NodeAffinity]")
  return {
    kind: 'filtered',
    checks,
    feasibleNodes,
    rejectedNodes,
    ...(candidates === undefined ? {} : { absentStatus }),
  }
}

/** 4.5: first with the pods that were promised this node, then without; the first refusal counts. */
export function findRejection(
  pod: SchedulerPod,
  nodeState: NodeState,
  checks: readonly PreparedCheck[],
  snapshot: Snapshot,
): { readonly plugin: string; readonly status: Rejection } | undefined {
  const promised = snapshot.nominated.filter(
    (other) =>
      other.nominatedNodeName === nodeState.node.name &&
      other.priority >= pod.priority &&
      !isSamePod(other, pod),
  )
  if (promised.length > 0) {
    const changes = promised.map((other): PodChange => ({ kind: 'add', pod: other, nodeState }))
    const crowded = makeNodeState(nodeState.node, [...nodeState.pods, ...promised])
    const rejection = runFilters(crowded, applyChanges(checks, changes))
    if (rejection !== undefined) return rejection
  }
  return runFilters(nodeState, checks)
}

/** The tests after these pods came and went. */
export function applyChanges(
  checks: readonly PreparedCheck[],
  changes: readonly PodChange[],
): readonly PreparedCheck[] {
  return checks.map(({ plugin, check }) => ({
    plugin,
    check: changes.reduce((current, change) => current.withChange?.(change) ?? current, check),
  }))
}

/** FL-4: the first plugin that refuses decides. */
function runFilters(
  nodeState: NodeState,
  checks: readonly PreparedCheck[],
): { readonly plugin: string; readonly status: Rejection } | undefined {
  for (const { plugin, check } of checks) {
    const status = check.filter(nodeState)
    if (status.code !== 'Success') return { plugin, status }
  }
  return undefined
}
