import { renderSome } from './render-amount.ts'
import type { FilteredNodes } from './cycle.ts'
import type { NodePoints, OutcomeGroup } from './placement.ts'
import type { NodeState, Snapshot } from './snapshot.ts'
import type { Scoring } from './score.ts'

type Scored = Extract<Scoring, { readonly kind: 'scored' }>

/**
 * Every node in one group, nodes with an identical outcome together: the same points of every plugin, or a refusal
 * by the same plugin for the same reasons. Feasible ones first, the greatest total first.
 */
export function groupOutcomes(
  snapshot: Snapshot,
  {
    filtered,
    scoring,
  }: { readonly filtered: FilteredNodes; readonly scoring?: Scored | undefined },
): readonly OutcomeGroup[] {
  const indexOf = new Map(snapshot.nodes.map((nodeState, index) => [nodeState, index]))
  const seen = new Set<NodeState>(filtered.feasibleNodes)
  for (const { nodeState } of filtered.rejectedNodes) seen.add(nodeState)
  const unseen = snapshot.nodes.filter((nodeState) => !seen.has(nodeState))
  const { nodeNames, absentStatus } = filtered
  const isNamed = ({ node }: NodeState): boolean => nodeNames?.has(node.name) !== false
  const absent = unseen.filter((nodeState) => !isNamed(nodeState))
  const unvisited = unseen.filter(isNamed)
  const toIndices = (nodes: readonly NodeState[]): readonly number[] =>
    nodes.map((nodeState) => indexOf.get(nodeState) ?? -1)
  return [
    ...groupFeasible(filtered.feasibleNodes, scoring, toIndices),
    ...groupRefused(filtered, snapshot, toIndices),
    ...(absent.length === 0 || absentStatus === undefined
      ? []
      : [
          {
            kind: 'ruled-out' as const,
            nodes: toIndices(absent),
            plugin: 'NodeAffinity',
            reasons: absentStatus.reasons,
          },
        ]),
    ...(unvisited.length === 0
      ? []
      : [{ kind: 'unvisited' as const, nodes: toIndices(unvisited) }]),
  ]
}

function groupFeasible(
  feasibleNodes: readonly NodeState[],
  scoring: Scored | undefined,
  toIndices: (nodes: readonly NodeState[]) => readonly number[],
): readonly OutcomeGroup[] {
  const groups = new Map<string, { points: readonly NodePoints[]; nodes: NodeState[] }>()
  for (const [index, nodeState] of feasibleNodes.entries()) {
    const points = readPoints(scoring, index)
    const key = JSON.stringify(points)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { points, nodes: [nodeState] })
    else group.nodes.push(nodeState)
  }
  const sum = (points: readonly NodePoints[]): number =>
    points.reduce((total, { weighted }) => total + weighted, 0)
  const sorted = [...groups.values()].toSorted((a, b) => sum(b.points) - sum(a.points))
  const best = sorted[0] === undefined ? 0 : sum(sorted[0].points)
  return sorted.map(({ points, nodes }) => ({
    kind: 'feasible',
    nodes: toIndices(nodes),
    points,
    ...(scoring === undefined ? {} : { total: sum(points) }),
    isBest: sum(points) === best,
  }))
}

/** SC-3: what each plugin gave the node. */
function readPoints(scoring: Scored | undefined, index: number): readonly NodePoints[] {
  return (scoring?.plugins ?? []).map(({ raw, normalized, weight }) => {
    const own = raw[index] ?? 0
    const scaled = normalized?.[index]
    return {
      raw: own,
      ...(scaled === undefined ? {} : { normalized: scaled }),
      weighted: (scaled ?? own) * weight,
    }
  })
}

function groupRefused(
  { rejectedNodes, checks }: FilteredNodes,
  snapshot: Snapshot,
  toIndices: (nodes: readonly NodeState[]) => readonly number[],
): readonly OutcomeGroup[] {
  const groups = new Map<string, { rejections: FilteredNodes['rejectedNodes'][number][] }>()
  for (const rejection of rejectedNodes) {
    const { plugin, status } = rejection
    const key = JSON.stringify([plugin, status.code, status.reasons])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { rejections: [rejection] })
    else group.rejections.push(rejection)
  }
  return [...groups.values()]
    .toSorted((a, b) => b.rejections.length - a.rejections.length)
    .flatMap(({ rejections }): readonly OutcomeGroup[] => {
      const [first] = rejections
      if (first === undefined) return []
      const { plugin, status } = first
      const nodeStates = rejections.map(({ nodeState }) => nodeState)
      const check = checks.find((one) => one.plugin === plugin)?.check
      const explain = (some: readonly NodeState[]): string => {
        const refusing = some.filter((one) => check?.filter(one).code !== 'Success')
        return refusing.length === 0
          ? explainPromise(some, snapshot)
          : (check?.explain?.(refusing) ?? '')
      }
      return [
        {
          kind: 'refused',
          nodes: toIndices(nodeStates),
          plugin,
          reasons: status.reasons,
          isResolvable: status.code === 'Unschedulable',
          detail: explain(nodeStates),
          details: nodeStates.map((nodeState) => explain([nodeState])),
        },
      ]
    })
}

/** 4.5: nodes that refuse only with the pods that were promised them. */
function explainPromise(nodeStates: readonly NodeState[], { nominated }: Snapshot): string {
  const names = new Set(nodeStates.map(({ node }) => node.name))
  const promised = nominated
    .filter(({ nominatedNodeName = '' }) => names.has(nominatedNodeName))
    .map(({ namespace, name }) => `${namespace}/${name}`)
  return promised.length === 0
    ? ''
    : `room is kept for ${renderSome(promised)}, which ${promised.length > 1 ? 'were' : 'was'} promised this node`
}
