import { compareText } from '#base/compare.ts'

/** A reason, and on how many nodes it was given. */
export interface CountedReason {
  readonly count: number
  readonly reason: string
}

/** Counts equal reasons; a node may have given several. */
export function countReasons(reasons: Iterable<string>): readonly CountedReason[] {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, count]) => ({ count, reason }))
}

/** The scheduler's sentence (8.2); parts are sorted as bytes, so that 10 comes before 2. */
export function renderFitError(nodeCount: number, reasons: readonly CountedReason[]): string {
  const parts = reasons.map(({ count, reason }) => `${count} ${reason}`).toSorted(compareText)
  const head = `0/${nodeCount} nodes are available:`
  return parts.length === 0 ? head : `${head} ${parts.join(', ')}.`
}

/** The sentence when PreFilter turned the pod away on every node. */
export function renderPreFilterError(nodeCount: number, reasons: readonly string[]): string {
  return `0/${nodeCount} nodes are available: ${reasons.join(', ')}.`
}
