/** What pods with the same labels and the same terms think of nodes, because of the pods that are there. */
import { createColumnPool, createDomainIndex } from './tally.ts'
import { createSpreadTables } from './spread-tables.ts'
import { createTableCache } from './table-cache.ts'
import { listDefaultConstraints } from '../default-spread.ts'
import { makeAffinityTable } from './affinity-tables.ts'
import { hasTerms } from './term-index.ts'
import type { AffinityTable } from './affinity-tables.ts'
import type { HardSpread, SoftSpread } from './spread-tables.ts'
import type { NodeTable } from './node-table.ts'
import type { PodIndex, PodWatch } from './pod-index.ts'
import type { PodOwner, Service } from '#kube/pod-owner.ts'
import type { SchedulerPod, Snapshot } from '../snapshot.ts'
import type { TermGroup, TermIndex, TermListener } from './term-index.ts'

export interface SocialTable {
  /** Empty: PodTopologySpread filters nothing. */
  readonly hard: readonly HardSpread[]
  /** Undefined: it scores nothing. */
  readonly soft: SoftSpread | undefined
  readonly affinity: AffinityTable
  /** Groups of the pod's own terms, for when it is placed. */
  readonly groups: () => readonly TermGroup[]
}

export interface SocialTables {
  find(pod: SchedulerPod): SocialTable
}

interface KeptTable extends SocialTable {
  readonly watches: readonly PodWatch[]
  readonly listener: TermListener
}

/** @param snapshot for what never changes: namespaces, services, owners and the release */
export function createSocialTables(world: {
  readonly snapshot: Snapshot
  readonly nodes: NodeTable
  readonly pods: PodIndex
  readonly terms: TermIndex
  /** As many as are kept up to date with every pod that comes or goes. */
  readonly mostTables: number
}): SocialTables {
  const { snapshot, nodes, pods, terms } = world
  const findDomains = createDomainIndex(nodes)
  const columns = createColumnPool()
  const spread = createSpreadTables(nodes, pods, findDomains, columns)
  const services = new Map<string, Service[]>()
  for (const service of snapshot.services) addTo(services, service.namespace, service)
  const owners = new Map<string, PodOwner[]>()
  for (const owner of snapshot.owners) {
    addTo(owners, `${owner.kind} ${owner.namespace}/${owner.name}`, owner)
  }
  const tables = createTableCache<KeptTable>(world.mostTables, (table) => {
    for (const watch of table.watches) pods.unwatch(watch)
    terms.unlisten(table.listener)
    for (const column of listColumns(table)) columns.giveBack(column)
  })

  function listDefaults(pod: SchedulerPod) {
    const { controller, namespace } = pod
    const owner = `${controller?.kind ?? ''} ${namespace}/${controller?.name ?? ''}`
    return listDefaultConstraints(pod, {
      services: services.get(namespace) ?? [],
      owners: (controller && owners.get(owner)) ?? [],
    })
  }

  function make(pod: SchedulerPod): KeptTable {
    const own = pod.spec.topologySpread
    const isStrict = own.length > 0
    const hard = spread.makeHard(
      pod,
      own.filter((one) => one.whenUnsatisfiable === 'DoNotSchedule'),
    )
    const wishes = isStrict
      ? own.filter((one) => one.whenUnsatisfiable === 'ScheduleAnyway')
      : listDefaults(pod)
    const soft = wishes.length === 0 ? undefined : spread.makeSoft(pod, wishes, isStrict)
    const affinity = makeAffinityTable(pod, { snapshot, pods, terms, findDomains, columns })
    let groups: readonly TermGroup[] | undefined
    return {
      groups: () => {
        groups ??= terms.findGroups(pod.spec.podAffinity)
        return groups
      },
      hard: hard.table,
      soft: soft?.table,
      affinity: affinity.table,
      watches: [...hard.watches, ...(soft?.watches ?? []), ...affinity.watches],
      listener: affinity.listener,
    }
  }

  return { find: (pod) => tables.get(keyOf(pod), () => make(pod)) }
}

function listColumns({ hard, soft, affinity }: SocialTable): readonly Int32Array[] {
  return [
    ...hard.map(({ counts }) => counts),
    ...(soft?.constraints ?? []).map(({ counts }) => counts),
    ...[affinity.affinity, affinity.anti, affinity.existingAnti].flat().map(({ sums }) => sums),
  ]
}

function keyOf(pod: SchedulerPod): string {
  const { namespace, labels, controller, spec } = pod
  let key = `${namespace}|${controller === undefined ? '' : `${controller.apiVersion} ${controller.kind} ${controller.name}`}|`
  for (const name of Object.keys(labels)) key += `${name}=${labels[name] ?? ''},`
  if (hasTerms(spec.podAffinity)) key += JSON.stringify(spec.podAffinity)
  if (spec.topologySpread.length > 0) {
    // Inclusion of a node hangs on what else the pod demands of it (PTS-4).
    key += JSON.stringify(spec.topologySpread)
  }
  // So does that of the default constraints, which honor the pod's selector.
  const { nodeSelector, requiredTerms } = spec.nodeAffinity
  if (requiredTerms !== undefined || Object.keys(nodeSelector).length > 0) {
    key += JSON.stringify(spec.nodeAffinity)
  }
  if (spec.topologySpread.some((one) => one.nodeTaintsPolicy === 'Honor')) {
    key += JSON.stringify(spec.tolerations)
  }
  return key
}

function addTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}
