/** Topology spread constraints of a pod against counts that are kept while pods come and go (PTS-4 to PTS-14). */
import { HOSTNAME_LABEL } from '#kube/labels.ts'
import { createTableCache } from './table-cache.ts'
import { findAnchor } from './label-lists.ts'
import { getAt } from '#base/assert.ts'
import { hasAllKeys, isIncluded } from '../plugins/pod-topology-spread.ts'
import { hasNodeDemand } from '#kube/node-affinity.ts'
import { isEmptySelector, matchesSelector } from '#kube/label-selector.ts'
import type { Anchor } from './label-lists.ts'
import type { ColumnPool, Domains, Entries } from './tally.ts'
import type { LabelSelector } from '#kube/label-selector.ts'
import type { NodeTable } from './node-table.ts'
import type { PodIndex, PodWatch } from './pod-index.ts'
import type { SchedulerPod } from '../snapshot.ts'
import type { TopologySpreadConstraint } from '#kube/topology-spread.ts'

/** A constraint that says DoNotSchedule. */
export interface HardSpread {
  /** Domain of each node; -1: it lacks the key. */
  readonly ids: Int32Array
  readonly counts: Int32Array
  /** PTS-8: a node whose domain counts more is refused. */
  readonly most: () => number
}

/** The constraints that say ScheduleAnyway, or the default ones. */
export interface SoftSpread {
  readonly constraints: readonly SoftConstraint[]
  /** 1: the node lacks a key, and the constraints are the pod's own (PTS-10). */
  readonly ignored: Uint8Array | undefined
}

export interface SoftConstraint {
  readonly isHostname: boolean
  /** Domain of each node; -1: it lacks the key, and gets nothing for it. */
  readonly ids: Int32Array
  /** The same, but that nodes without the key are of a domain of their own. */
  readonly idsWithBlank: Int32Array
  readonly domains: number
  /** Of host names: by node. */
  readonly counts: Int32Array
  /** What a node gets without any pod. */
  readonly base: number
}

export interface SpreadTables {
  makeHard(
    pod: SchedulerPod,
    constraints: readonly TopologySpreadConstraint[],
  ): Watched<readonly HardSpread[]>
  makeSoft(
    pod: SchedulerPod,
    constraints: readonly TopologySpreadConstraint[],
    isStrict: boolean,
  ): Watched<SoftSpread>
}

/** Which nodes' pods count. */
interface Counted {
  /** Domain of each node; -1: its pods do not count. */
  readonly domainOf: Int32Array
  /** Domains that have such nodes. */
  readonly present: readonly number[]
}

/** A table, and what keeps it. */
export interface Watched<T> {
  readonly table: T
  readonly watches: readonly PodWatch[]
}

const MOST_TABLES = 512
const NOTHING: Anchor = { key: '', values: [] }

/** @param pods counts them; @param findDomains by topology key */
export function createSpreadTables(
  nodes: NodeTable,
  pods: PodIndex,
  findDomains: (topologyKey: string) => Domains,
  columns: ColumnPool,
): SpreadTables {
  const everyNode = Int32Array.from(nodes.nodes.keys())
  const counted = createTableCache<Counted>(MOST_TABLES)

  /** PTS-4, PTS-6, PTS-12. */
  function findCounted(
    pod: SchedulerPod,
    constraint: TopologySpreadConstraint,
    demanded: readonly TopologySpreadConstraint[],
  ): Counted {
    const { topologyKey, nodeAffinityPolicy, nodeTaintsPolicy } = constraint
    const asksNode = nodeAffinityPolicy === 'Honor' && hasNodeDemand(pod.spec.nodeAffinity)
    const key = [
      topologyKey,
      demanded.map((one) => one.topologyKey).join(' '),
      asksNode ? JSON.stringify(pod.spec.nodeAffinity) : '',
      nodeTaintsPolicy === 'Honor' ? JSON.stringify(pod.spec.tolerations) : '',
    ].join('|')
    return counted.get(key, () => {
      const { idsWithBlank } = findDomains(topologyKey)
      const domainOf = idsWithBlank.map((id, node) => {
        const state = getAt(nodes.bareStates, node)
        return hasAllKeys(demanded, state) && isIncluded(pod, constraint, state) ? id : -1
      })
      return { domainOf, present: [...new Set(domainOf)].filter((id) => id >= 0) }
    })
  }

  function watchCounts(
    pod: SchedulerPod,
    selector: LabelSelector,
    tally: { readonly domainOf: Int32Array; readonly sums: Int32Array; readonly entries: Entries },
  ): PodWatch {
    const { namespace } = pod
    const watch: PodWatch = {
      // PTS-5: an empty selector counts nothing.
      anchor: isEmptySelector(selector) ? NOTHING : findAnchor(selector),
      matches: (other) =>
        other.namespace === namespace &&
        !other.isTerminating &&
        matchesSelector(selector, other.labels),
      tallies: [{ ...tally, weight: 1 }],
    }
    pods.watch(watch)
    return watch
  }

  return {
    makeHard: (pod, constraints) => {
      const watches: PodWatch[] = []
      const table = constraints.map((constraint): HardSpread => {
        const { ids, count } = findDomains(constraint.topologyKey)
        const { domainOf, present } = findCounted(pod, constraint, constraints)
        const counts = columns.take(count)
        const entries: Entries = { count: 0, changes: 0 }
        watches.push(watchCounts(pod, constraint.selector, { domainOf, sums: counts, entries }))
        const own = matchesSelector(constraint.selector, pod.labels) ? 1 : 0
        let changes = -1
        let most = 0
        return {
          ids,
          counts,
          most: () => {
            if (changes === entries.changes) return most
            changes = entries.changes
            most = constraint.maxSkew + findMinimum(constraint, present, counts) - own
            return most
          },
        }
      })
      return { table, watches }
    },
    makeSoft: (pod, constraints, isStrict) => {
      const watches: PodWatch[] = []
      const demanded = isStrict ? constraints : []
      const isIgnored = (node: number): boolean =>
        !hasAllKeys(demanded, getAt(nodes.bareStates, node))
      const made = constraints.map((constraint): SoftConstraint => {
        const { ids, idsWithBlank, count } = findDomains(constraint.topologyKey)
        const isHostname = constraint.topologyKey === HOSTNAME_LABEL
        const domainOf = isHostname ? everyNode : findCounted(pod, constraint, demanded).domainOf
        const counts = columns.take(isHostname ? everyNode.length : count)
        const entries: Entries = { count: 0, changes: 0 }
        watches.push(watchCounts(pod, constraint.selector, { domainOf, sums: counts, entries }))
        return {
          isHostname,
          ids,
          idsWithBlank,
          domains: count,
          counts,
          base: constraint.maxSkew - 1,
        }
      })
      const ignored = isStrict ? everyNode.some(isIgnored) : false
      return {
        table: {
          constraints: made,
          ignored: ignored
            ? Uint8Array.from(everyNode, (node) => (isIgnored(node) ? 1 : 0))
            : undefined,
        },
        watches,
      }
    },
  }
}

/** PTS-7: the least count of a domain; 0 while there are fewer domains than asked for. */
function findMinimum(
  { minDomains }: TopologySpreadConstraint,
  present: readonly number[],
  counts: Int32Array,
): number {
  if (present.length === 0 || present.length < minDomains) return 0
  let least = Infinity
  for (const id of present) least = Math.min(least, counts[id] ?? 0)
  return least
}
