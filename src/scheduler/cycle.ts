import { compareText } from '#base/compare.ts'
import { PLUGINS } from './registry.ts'
import { rejectForGood } from './framework.ts'
import { isSince } from './version.ts'
import { addPorts, isSamePod, makeNodeState } from './snapshot.ts'
import type { NodeCheck, PodChange, Rejection } from './framework.ts'
import type { NodeState, SchedulerPod, Snapshot } from './snapshot.ts'

/** A plugin's test of nodes, as PreFilter left it. */
export interface PreparedCheck {
  readonly plugin: string
  readonly check: NodeCheck
}

/** What PreFilter and Filter found for one pod. */
export type FilterResult =
  /** No node was looked at (PF-2). */
  | { readonly kind: 'rejected'; readonly plugin: string; readonly status: Rejection }
  /** A plugin broke down (8.3); the attempt is worth nothing. */
  | { readonly kind: 'error'; readonly message: string; readonly nextIndex: number }
  | FilteredNodes

/** Nodes that were looked at, in the order in which they were. */
export interface FilteredNodes {
  readonly kind: 'filtered'
  /** Plugins that had nothing to check, in their order (PF-1). */
  readonly skipped: readonly string[]
  readonly checks: readonly PreparedCheck[]
  /** The only nodes PreFilter let stand, existing or not (PF-4); absent: all. */
  readonly nodeNames?: ReadonlySet<string> | undefined
  readonly feasibleNodes: readonly NodeState[]
  readonly rejectedNodes: readonly RejectedNode[]
  /** Status of the nodes that PreFilter ruled out; absent: it ruled out none. */
  readonly absentStatus?: Rejection
  /** Where the next attempt begins to look (FL-6). */
  readonly nextIndex: number
}

/** The plugin that turned a pod away, and why. */
export interface NodeRejection {
  readonly plugin: string
  readonly status: Rejection
}

export interface RejectedNode extends NodeRejection {
  readonly nodeState: NodeState
}

/** Which nodes an attempt looks at: all of them, or as many as the scheduler would from this place on. */
export type Sampling = { readonly kind: 'all' } | { readonly kind: 'from'; readonly index: number }

/** Asks every plugin about the nodes (4.2 to 4.4). */
export function filterNodes(
  pod: SchedulerPod,
  snapshot: Snapshot,
  sampling: Sampling,
): FilterResult {
  const before = prepareChecks(pod, snapshot)
  if (before.kind === 'rejected') return before
  const { checks, skipped, nodeNames } = before
  const startIndex = sampling.kind === 'from' ? sampling.index : 0
  const rejections = new Map<NodeState, RejectedNode>()
  const promised = snapshot.nodes.find(({ node }) => node.name === pod.nominatedNodeName)
  const prepared = { kind: 'filtered', skipped, checks, nodeNames } as const
  if (promised !== undefined) {
    // FL-1: the node a pod was promised is tried first; if it will do, no other is looked at.
    const rejection = findRejection(pod, promised, checks, snapshot)
    if (rejection === undefined) {
      return { ...prepared, feasibleNodes: [promised], rejectedNodes: [], nextIndex: startIndex }
    }
    // One that breaks down here is only told in the log, and the others are tried.
    if (rejection.status.code !== 'Error') {
      rejections.set(promised, { nodeState: promised, ...rejection })
    }
  }
  const candidates = snapshot.nodes.filter(({ node }) => nodeNames?.has(node.name) !== false)
  const target = sampling.kind === 'all' ? Infinity : countNodesToFind(candidates.length)
  const feasibleNodes: NodeState[] = []
  const findNext = (): number =>
    (startIndex + feasibleNodes.length + rejections.size) % Math.max(1, snapshot.nodes.length)
  for (const nodeState of rotate(candidates, startIndex)) {
    const rejection = findRejection(pod, nodeState, checks, snapshot)
    if (rejection?.status.code === 'Error') {
      const message = `running "${rejection.plugin}" filter plugin: ${rejection.status.reasons.join(', ')}`
      return { kind: 'error', message, nextIndex: findNext() }
    }
    if (rejection !== undefined) {
      rejections.delete(nodeState)
      rejections.set(nodeState, { nodeState, ...rejection })
      continue
    }
    // FL-5: one more than is looked for ends the search and is not kept.
    if (feasibleNodes.length >= target) break
    feasibleNodes.push(nodeState)
  }
  const absentStatus = rejectForGood("node(s) didn't satisfy plugin(s) [NodeAffinity]")
  return {
    ...prepared,
    feasibleNodes,
    rejectedNodes: [...rejections.values()],
    nextIndex: findNext(),
    ...(nodeNames === undefined ? {} : { absentStatus }),
  }
}

/** PreFilter of every plugin (4.2). */
export function prepareChecks(
  pod: SchedulerPod,
  snapshot: Snapshot,
):
  | Extract<FilterResult, { readonly kind: 'rejected' }>
  | ({ readonly kind: 'prepared' } & Pick<FilteredNodes, 'checks' | 'skipped' | 'nodeNames'>) {
  const checks: PreparedCheck[] = []
  const skipped: string[] = []
  let nodeNames: ReadonlySet<string> | undefined
  for (const plugin of PLUGINS) {
    if (plugin.since !== undefined && !isSince(snapshot.version, plugin.since)) continue
    const result = plugin.preFilter?.(pod, snapshot)
    if (result === undefined) continue
    if (result.kind === 'rejected') {
      return { kind: 'rejected', plugin: plugin.name, status: result.status }
    }
    if (result.kind === 'skip') {
      skipped.push(plugin.name)
      continue
    }
    checks.push({ plugin: plugin.name, check: result.check })
    // In the default profile only NodeAffinity names nodes, so there is nothing to intersect (PF-4).
    nodeNames = result.nodeNames ?? nodeNames
  }
  return { kind: 'prepared', checks, skipped, nodeNames }
}

/** 4.3 with the default percentage: how many feasible nodes end the search. */
export function countNodesToFind(candidates: number): number {
  if (candidates < 100) return candidates
  const percentage = Math.max(5, 50 - Math.trunc(candidates / 125))
  return Math.max(100, Math.trunc((candidates * percentage) / 100))
}

/** FL-3. */
function rotate<T>(items: readonly T[], startIndex: number): readonly T[] {
  const start = startIndex % Math.max(1, items.length)
  return [...items.slice(start), ...items.slice(0, start)]
}

/** 4.5: first with the pods that were promised this node, then without; the first refusal counts. */
export function findRejection(
  pod: SchedulerPod,
  nodeState: NodeState,
  checks: readonly PreparedCheck[],
  snapshot: Snapshot,
): NodeRejection | undefined {
  const promised = snapshot.nominated.filter(
    (other) =>
      other.nominatedNodeName === nodeState.node.name &&
      other.priority >= pod.priority &&
      !isSamePod(other, pod),
  )
  if (promised.length > 0) {
    const changes = promised.map((other): PodChange => ({ kind: 'add', pod: other, nodeState }))
    const pods = [...nodeState.pods, ...promised]
    const usedPorts = promised.reduce(addPorts, nodeState.usedPorts)
    const crowded = makeNodeState(nodeState.node, pods, usedPorts)
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
): NodeRejection | undefined {
  for (const { plugin, check } of checks) {
    const status = check.filter(nodeState)
    if (status.code !== 'Success') return { plugin, status }
  }
  return undefined
}

/** Every plugin that turned the pod away somewhere, by name. */
export function listRejectingPlugins(result: FilterResult): readonly string[] {
  switch (result.kind) {
    case 'error':
      return []
    case 'rejected':
      return [result.plugin]
    case 'filtered': {
      const absent = result.absentStatus === undefined ? [] : ['NodeAffinity']
      const names = [...result.rejectedNodes.map(({ plugin }) => plugin), ...absent]
      return [...new Set(names)].toSorted(compareText)
    }
  }
}
