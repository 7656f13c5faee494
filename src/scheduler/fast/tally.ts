/**
 * Counts of pods by domain, kept while pods come and go. A domain is a value of a topology key; which one a node is in
 * never changes.
 */
import { findLabel } from '#kube/labels.ts'
import type { NodeTable } from './node-table.ts'

/** How many pods count, and whether that changed: what was worked out from the sums holds as long as `changes` stays. */
export interface Entries {
  count: number
  changes: number
}

/** What a pod on a node adds. Several tallies may add to the same sums. */
export interface Tally {
  /** Domain of each node; -1: pods there do not count. */
  readonly domainOf: Int32Array
  readonly sums: Int32Array | Float64Array
  readonly weight: number
  readonly entries: Entries
}

/** Counts a pod on the node, or counts it no longer. */
export function changeTally(
  { domainOf, sums, weight, entries }: Tally,
  node: number,
  by: number,
): void {
  const domain = domainOf[node] ?? -1
  if (domain < 0) return
  sums[domain] = (sums[domain] ?? 0) + by * weight
  entries.count += by
  entries.changes += 1
}

/** Columns of zeros. One that is given back is used again: making large ones anew costs more than filling them. */
export interface ColumnPool {
  take(length: number): Int32Array
  giveBack(column: Int32Array): void
}

export function createColumnPool(): ColumnPool {
  const free = new Map<number, Int32Array[]>()
  return {
    take: (length) => free.get(length)?.pop()?.fill(0) ?? new Int32Array(length),
    giveBack: (column) => {
      const same = free.get(column.length)
      if (same === undefined) free.set(column.length, [column])
      else same.push(column)
    },
  }
}

/** The values of one topology key. */
export interface Domains {
  readonly count: number
  /** Domain of each node; -1: the node lacks the key. */
  readonly ids: Int32Array
  /** Nodes that lack the key are of the domain with an empty name (PTS-11). */
  readonly idsWithBlank: Int32Array
}

/** Domains by topology key, each read from the nodes once. */
export function createDomainIndex({ nodes }: NodeTable): (topologyKey: string) => Domains {
  const known = new Map<string, Domains>()
  return (topologyKey) => {
    const found = known.get(topologyKey)
    if (found !== undefined) return found
    const byValue = new Map<string, number>()
    const idOf = (value: string): number => {
      const id = byValue.get(value) ?? byValue.size
      byValue.set(value, id)
      return id
    }
    const values = nodes.map(({ labels }) => findLabel(labels, topologyKey))
    const ids = Int32Array.from(values, (value) => (value === undefined ? -1 : idOf(value)))
    const idsWithBlank = Int32Array.from(values, (value) => idOf(value ?? ''))
    const domains = { count: byValue.size, ids, idsWithBlank }
    known.set(topologyKey, domains)
    return domains
  }
}
