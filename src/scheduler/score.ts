import { PLUGINS } from './registry.ts'
import type { NodeState, SchedulerPod, Snapshot } from './snapshot.ts'

/** What one plugin gave the feasible nodes; lists are parallel to them. */
export interface PluginScores {
  readonly plugin: string
  readonly weight: number
  readonly raw: readonly number[]
  /** Absent: the plugin does not normalize. */
  readonly normalized?: readonly number[]
}

/** Who gave how much, and which nodes are best (4.6, 4.7). */
export type Scoring =
  | { readonly kind: 'error'; readonly message: string }
  | {
      readonly kind: 'scored'
      /** Plugins that did not skip, in their order. */
      readonly plugins: readonly PluginScores[]
      readonly totals: readonly number[]
    }

/** SC-2, SC-3: the scores of nodes that could take the pod; asked only where there are two or more. */
export function scoreNodes(
  pod: SchedulerPod,
  feasibleNodes: readonly NodeState[],
  snapshot: Snapshot,
): Scoring {
  const plugins: PluginScores[] = []
  for (const { name, scoring } of PLUGINS) {
    if (scoring === undefined) continue
    const result = scoring.preScore(pod, feasibleNodes, snapshot)
    if (result.kind === 'error') return result
    if (result.kind === 'skip') continue
    const raw = feasibleNodes.map((nodeState) => result.score(nodeState))
    const normalized = result.normalize?.(raw)
    const stray = (normalized ?? raw).find((score) => score < 0 || score > 100)
    if (stray !== undefined) {
      const message = `plugin "${name}" returns an invalid score ${stray}, it should in the range of [0, 100] after normalizing`
      return { kind: 'error', message }
    }
    const scores = { plugin: name, weight: scoring.weight, raw }
    plugins.push(normalized === undefined ? scores : { ...scores, normalized })
  }
  const totals = feasibleNodes.map((_nodeState, index) =>
    plugins.reduce(
      (sum, { raw, normalized, weight }) => sum + ((normalized ?? raw)[index] ?? 0) * weight,
      0,
    ),
  )
  return { kind: 'scored', plugins, totals }
}

/** The nodes with the greatest total, in their order. */
export function listBest<T>(items: readonly T[], totals: readonly number[]): readonly T[] {
  const greatest = totals.reduce((a, b) => Math.max(a, b), -Infinity)
  return items.filter((_item, index) => totals[index] === greatest)
}

/**
 * TB-2: the place of the winner, the root of a heap that is made of the totals in their order. Until 1.34 any of
 * the best may win (TB-1); this one is then as good as another.
 */
export function findWinner(totals: readonly number[]): number {
  const heap = totals.map((total, index) => ({ total, index }))
  for (let start = Math.trunc(heap.length / 2) - 1; start >= 0; start -= 1) siftDown(heap, start)
  return heap[0]?.index ?? -1
}

function siftDown(heap: { readonly total: number; readonly index: number }[], start: number): void {
  let at = start
  for (;;) {
    const left = heap[2 * at + 1]
    const right = heap[2 * at + 2]
    const parent = heap[at]
    if (left === undefined || parent === undefined) return
    const isRight = right !== undefined && right.total > left.total
    const greater = isRight ? right : left
    if (greater.total <= parent.total) return
    const next = 2 * at + (isRight ? 2 : 1)
    heap[at] = greater
    heap[next] = parent
    at = next
  }
}
