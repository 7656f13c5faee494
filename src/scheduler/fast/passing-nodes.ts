/** Nodes that pass every filter whose answers never change: a scan looks at no others. */
import type { PlacementTable } from './placement-tables.ts'
import type { ReachTable, VolumePlan } from './volume-tables.ts'

export interface PassingNodes {
  /** In scan order. Lists are kept as long as the tables they come from. */
  find(placement: PlacementTable, volumes: VolumePlan | undefined): Int32Array
}

interface Kept {
  readonly nodes: Int32Array
  readonly narrower: WeakMap<ReachTable, Kept>
}

export function createPassingNodes(): PassingNodes {
  const kept = new WeakMap<PlacementTable, Kept>()
  return {
    find: (placement, volumes) => {
      let list = kept.get(placement)
      if (list === undefined) {
        list = keep(listPlaced(placement))
        kept.set(placement, list)
      }
      if (volumes === undefined) return list.nodes
      const reached = narrow(list, volumes.reach)
      return (volumes.zones === undefined ? reached : narrow(reached, volumes.zones)).nodes
    },
  }
}

/** FL-3 on one node: no table of answers that never change refuses it. */
export function isPassing(
  placement: PlacementTable,
  volumes: VolumePlan | undefined,
  node: number,
): boolean {
  return (
    placement.blocked[node] === 0 &&
    (placement.features === undefined || placement.features[node] === 0) &&
    (volumes === undefined ||
      (volumes.reach.blocked[node] === 0 &&
        (volumes.zones === undefined || volumes.zones.blocked[node] === 0)))
  )
}

function listPlaced(placement: PlacementTable): Int32Array {
  const all = Int32Array.from(placement.blocked.keys())
  return all.filter((node) => isPassing(placement, undefined, node))
}

function narrow(wider: Kept, table: ReachTable): Kept {
  const known = wider.narrower.get(table)
  if (known !== undefined) return known
  const made = keep(wider.nodes.filter((node) => table.blocked[node] === 0))
  wider.narrower.set(table, made)
  return made
}

function keep(nodes: Int32Array): Kept {
  return { nodes, narrower: new WeakMap() }
}

/** Place of the first node of the list that is not before this one. */
export function findFrom(nodes: Int32Array, first: number): number {
  let low = 0
  let high = nodes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((nodes[middle] ?? 0) < first) low = middle + 1
    else high = middle
  }
  return low
}
