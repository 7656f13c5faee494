/** Volumes of a pod against nodes: which nodes they reach, and how many more each node takes (NV-1 to VZ-3). */
import { checkReach, sortClaims, volumeBinding } from '../plugins/volume-binding.ts'
import { createTableCache } from './table-cache.ts'
import { getAt } from '#base/assert.ts'
import { listAttachments } from '../plugins/node-volume-limits.ts'
import { volumeZone } from '../plugins/volume-zone.ts'
import type { AttachmentTable, DriverColumn } from './attachment-table.ts'
import type { ClaimsToBind } from '../plugins/volume-binding.ts'
import type { CsiNode } from '#kube/csi-node.ts'
import type { NodeCheck } from '../framework.ts'
import type { NodeRejection } from '../cycle.ts'
import type { NodeTable } from './node-table.ts'
import type { PersistentVolume } from '#kube/volume.ts'
import type { SchedulerPod, Snapshot } from '../snapshot.ts'

/** What a pod's volumes ask of nodes. */
export interface VolumePlan {
  /** The volumes it attaches, by `driver/handle`, with their drivers. */
  readonly wanted: ReadonlyMap<string, string>
  /** True: they are the same volumes to every node (NV-6). */
  readonly isSameEverywhere: boolean
  readonly limits: readonly DriverDemand[]
  readonly reach: ReachTable
  /** Absent: VolumeZone has nothing to check. */
  readonly zones: ReachTable | undefined
}

/** How many volumes of a driver are wanted, and how many a node still takes. */
export interface DriverDemand {
  readonly driver: string
  readonly wanted: number
  readonly column: DriverColumn
}

export interface ReachTable {
  /** Place of the answer in `rejections`, plus 1; 0: the node passes. */
  readonly blocked: Uint8Array
  readonly rejections: readonly NodeRejection[]
}

export interface VolumeTables {
  /** Undefined: what these volumes ask is not in tables; the plain algorithm knows. */
  find(pod: SchedulerPod): VolumePlan | undefined
}

const MOST_TABLES = 512
const MIGRATED: CsiNode = { name: '', drivers: [], migratedPlugins: [] }

/** @param snapshot whose claims and volumes are the present ones */
export function createVolumeTables(
  nodes: NodeTable,
  snapshot: Snapshot,
  attachments: AttachmentTable,
): VolumeTables {
  const reaches = createTableCache<ReachTable>(MOST_TABLES)
  const zones = createTableCache<ReachTable>(MOST_TABLES)
  const migrated = nodes.nodes.filter(({ name }) => snapshot.csiNodes.has(name)).length
  const isMigrated = migrated > 0
  const isMixed = isMigrated && migrated < nodes.nodes.length

  function findReach(claims: ClaimsToBind): ReachTable {
    const volumes = new Map<string, PersistentVolume>()
    let key = ''
    for (const { volumeName = '' } of claims.bound) {
      const volume = snapshot.volumes.get(volumeName)
      if (volume === undefined) continue
      volumes.set(volumeName, volume)
      const labels = volume.source.kind === 'in-tree-ebs' ? JSON.stringify(volume.labels) : ''
      key += `${labels}${JSON.stringify(volume.requiredTerms ?? null)};`
    }
    for (const { className = '' } of claims.delayed) key += `${className};`
    return reaches.get(key, () => {
      // No other volume can be taken, or `find` would not have come here.
      const small = { ...snapshot, volumes }
      const check = {
        filter: (state: Parameters<NodeCheck['filter']>[0]) => checkReach(claims, state, small),
      }
      return fillTable(volumeBinding.name, check, nodes)
    })
  }

  function findZones(pod: SchedulerPod, check: NodeCheck): ReachTable {
    const labels = pod.spec.claims.map(({ claimName, kind }) => {
      const claim =
        kind === 'claim' ? snapshot.claims.get(`${pod.namespace}/${claimName}`) : undefined
      return snapshot.volumes.get(claim?.volumeName ?? '')?.labels
    })
    return zones.get(JSON.stringify(labels), () => fillTable(volumeZone.name, check, nodes))
  }

  /** True where a volume that exists might be taken, or room be asked for: then nodes differ in what they offer. */
  function hasOffers({ delayed }: ClaimsToBind): boolean {
    return delayed.some((claim) => {
      const { provisioner = '' } = snapshot.storageClasses.get(claim.className ?? '') ?? {}
      return (
        claim.selectedNode !== undefined ||
        attachments.hasFreeVolume(claim) ||
        snapshot.csiDrivers.get(provisioner)?.isCapacityTracked === true
      )
    })
  }

  /** VR-2, VR-3: a claim that one pod holds alone, or that is missing. */
  function isRestricted({ namespace, spec }: SchedulerPod): boolean {
    return spec.claims.some(({ claimName }) => {
      const claim = snapshot.claims.get(`${namespace}/${claimName}`)
      return claim === undefined || claim.accessModes.includes('ReadWriteOncePod')
    })
  }

  return {
    find: (pod) => {
      // An attachment without a pod counts twice (NV-5), a strange claim breaks the attempt (NV-3).
      if (snapshot.volumeAttachments.size > 0 || attachments.hasEphemeral()) return undefined
      if (pod.spec.claims.some(({ kind }) => kind === 'ephemeral')) return undefined
      if (isRestricted(pod)) return undefined
      const claims = sortClaims(pod, snapshot)
      if (claims.kind === 'rejected' || hasOffers(claims)) return undefined
      const placed = volumeZone.preFilter?.(pod, snapshot)
      if (placed === undefined || placed.kind === 'rejected') return undefined
      // NV-6: in-tree volumes count on nodes with a CSINode.
      const wanted = listAttachments([pod], isMigrated ? MIGRATED : undefined, snapshot)
      if (isMixed && listAttachments([pod], undefined, snapshot).size !== wanted.size) {
        return undefined
      }
      const limits = countDrivers(wanted).map(([driver, count]) => ({
        driver,
        wanted: count,
        column: attachments.getColumn(driver),
      }))
      if (limits.some(({ driver }) => snapshot.csiDrivers.get(driver)?.isDemanded === true)) {
        return undefined
      }
      return {
        wanted,
        isSameEverywhere: !isMixed,
        limits,
        reach: findReach(claims),
        zones: placed.kind === 'run' ? findZones(pod, placed.check) : undefined,
      }
    },
  }
}

function countDrivers(wanted: ReadonlyMap<string, string>): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const driver of wanted.values()) counts.set(driver, (counts.get(driver) ?? 0) + 1)
  return [...counts]
}

function fillTable(plugin: string, check: NodeCheck, nodes: NodeTable): ReachTable {
  const blocked = new Uint8Array(nodes.nodes.length)
  const rejections: NodeRejection[] = []
  const places = new Map<string, number>()
  for (const node of blocked.keys()) {
    const status = check.filter(getAt(nodes.bareStates, node))
    if (status.code === 'Success') continue
    const key = JSON.stringify(status)
    const place = places.get(key) ?? rejections.push({ plugin, status })
    places.set(key, place)
    blocked[node] = place
  }
  return { blocked, rejections }
}
