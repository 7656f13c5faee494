/** NodeResourcesFit and NodeResourcesBalancedAllocation of every node for pods that ask for the same. */
import { amountOf } from '../snapshot.ts'
import { createTableCache } from './table-cache.ts'
import {
  isBalanced,
  measureBalance,
  rateBalance,
} from '../plugins/node-resources-balanced-allocation.ts'
import { measureLeftover } from '../plugins/node-resources-fit.ts'
import { visitChanges } from './change-log.ts'
import type { NodeTable, ResourceColumn } from './node-table.ts'
import type { Resources } from '#kube/resources.ts'
import type { SchedulerPod } from '../snapshot.ts'
import type { SchedulerVersion } from '../version.ts'

export interface ResourceTable {
  /** 1: the node has no room. */
  readonly blocked: Uint8Array
  readonly leastAllocated: Uint8Array
  readonly balanced: Uint8Array
  /** False: the pod is not scored for balance (BA-1). */
  readonly hasBalance: boolean
  /** Both scores together. */
  readonly sums: Int32Array
}

export interface ResourceTables {
  /** The table of the pod's requests, with every node as it is now. */
  find(pod: SchedulerPod): ResourceTable
}

const MOST_TABLES = 512

/** @param nodes the table whose pods count */
export function createResourceTables(nodes: NodeTable, version: SchedulerVersion): ResourceTables {
  const tables = createTableCache<UpdatedTable>(MOST_TABLES)
  return {
    find: (pod) => {
      const table = tables.get(keyOf(pod), () => createTable(pod, nodes, version))
      table.update()
      return table
    },
  }
}

interface UpdatedTable extends ResourceTable {
  update(): void
}

function createTable(
  { spec }: SchedulerPod,
  nodes: NodeTable,
  version: SchedulerVersion,
): UpdatedTable {
  const count = nodes.nodes.length
  const { podCounts, podLimits, scoredCpu, scoredMemory, changes } = nodes
  const { requests } = spec
  const asked = listAsked(requests, nodes)
  const cpu = nodes.getColumn('cpu')
  const memory = nodes.getColumn('memory')
  const requestCpu = amountOf(requests, 'cpu')
  const requestMemory = amountOf(requests, 'memory')
  const incomingCpu = amountOf(spec.scoredRequests.incoming, 'cpu')
  const incomingMemory = amountOf(spec.scoredRequests.incoming, 'memory')
  const hasBalance = isBalanced(requests)
  const blocked = new Uint8Array(count)
  const leastAllocated = new Uint8Array(count)
  const balanced = new Uint8Array(count)
  const sums = new Int32Array(count)
  let seen = -Infinity

  function lacksRoom(node: number): boolean {
    // FIT-1, FIT-3.
    if ((podCounts[node] ?? 0) + 1 > (podLimits[node] ?? 0)) return true
    for (const { amount, column } of asked) {
      if (amount > (column.allocatable[node] ?? 0) - (column.requested[node] ?? 0)) return true
    }
    return false
  }

  function updateNode(node: number): void {
    blocked[node] = lacksRoom(node) ? 1 : 0
    const allocatableCpu = cpu.allocatable[node] ?? 0
    const allocatableMemory = memory.allocatable[node] ?? 0
    const left = measureLeftover(
      allocatableCpu,
      (scoredCpu[node] ?? 0) + incomingCpu,
      allocatableMemory,
      (scoredMemory[node] ?? 0) + incomingMemory,
    )
    leastAllocated[node] = left
    if (hasBalance) {
      const usedCpu = cpu.requested[node] ?? 0
      const usedMemory = memory.requested[node] ?? 0
      const before = measureBalance(allocatableCpu, usedCpu, allocatableMemory, usedMemory)
      const after = measureBalance(
        allocatableCpu,
        usedCpu + requestCpu,
        allocatableMemory,
        usedMemory + requestMemory,
      )
      balanced[node] = rateBalance(before, after, version)
    }
    sums[node] = left + (balanced[node] ?? 0)
  }

  return {
    blocked,
    leastAllocated,
    balanced,
    hasBalance,
    sums,
    update: () => {
      if (seen === changes.length) return
      visitChanges(changes, seen, updateNode)
      seen = changes.length
    },
  }
}

interface AskedResource {
  readonly amount: number
  readonly column: ResourceColumn
}

function listAsked(requests: Resources, nodes: NodeTable): readonly AskedResource[] {
  // What a plan calls `pods` is the count of pods and no request.
  return Object.entries(requests)
    .filter(([name, amount]) => amount > 0 && name !== 'pods')
    .map(([name, amount]) => ({ amount, column: nodes.getColumn(name) }))
}

function keyOf({ spec }: SchedulerPod): string {
  const { requests, scoredRequests } = spec
  const key = keyOfAmounts(requests)
  return scoredRequests.incoming === requests
    ? key
    : `${key}|${keyOfAmounts(scoredRequests.incoming)}`
}

function keyOfAmounts(amounts: Resources): string {
  let key = ''
  for (const name of Object.keys(amounts)) key += `${name}:${amounts[name] ?? 0},`
  return key
}
