/** NodePorts of every node for pods that want the same ports. */
import { clashesAny } from '../plugins/node-ports.ts'
import { createTableCache } from './table-cache.ts'
import { visitChanges } from './change-log.ts'
import type { HostPort } from '#kube/pod-spec.ts'
import type { NodeTable } from './node-table.ts'

export interface PortTables {
  /** 1: a port is taken on the node. Every node as it is now. */
  find(wanted: readonly HostPort[]): Uint8Array
}

const MOST_TABLES = 256

export function createPortTables(nodes: NodeTable): PortTables {
  const tables = createTableCache<{ readonly blocked: Uint8Array; seen: number }>(MOST_TABLES)
  return {
    find: (wanted) => {
      const table = tables.get(JSON.stringify(wanted), () => ({
        blocked: new Uint8Array(nodes.nodes.length),
        seen: -Infinity,
      }))
      visitChanges(nodes.changes, table.seen, (node) => {
        const isTaken = nodes
          .listPods(node)
          .some(({ pod }) => clashesAny(wanted, pod.spec.hostPorts))
        table.blocked[node] = isTaken ? 1 : 0
      })
      table.seen = nodes.changes.length
      return table.blocked
    },
  }
}
