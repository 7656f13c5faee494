/** The volumes that the pods of each node attach, counted by driver (NV-2, NV-5), and the volumes that nobody has. */
import { findAttachLimit } from '#kube/csi-node.ts'
import { listClaimKeys } from '../snapshot.ts'
import { removeOne } from './label-lists.ts'
import { listAttachments } from '../plugins/node-volume-limits.ts'
import type { NodeTable, PlacedPod } from './node-table.ts'
import type { PersistentVolume, PersistentVolumeClaim } from '#kube/volume.ts'
import type { Snapshot } from '../snapshot.ts'

/** A driver's volumes by node. */
export interface DriverColumn {
  /** How many more the node takes; infinite: no limit is known. */
  readonly left: Float64Array
}

export interface AttachmentTable {
  /** @param wanted the volumes it attaches there, where they are known */
  add(placed: PlacedPod, wanted?: ReadonlyMap<string, string>): void
  remove(placed: PlacedPod): void
  /** How many pods use each claim; those made for a pod aside (VR-2). */
  countUses(): ReadonlyMap<string, number>
  getColumn(driver: string): DriverColumn
  /** True: a pod on the node attaches it already. */
  isAttached(node: number, key: string): boolean
  /** Some pod on a node has a claim that was made for it. */
  hasEphemeral(): boolean
  /** A volume that the claim might take. */
  hasFreeVolume(claim: PersistentVolumeClaim): boolean
  replaceClaim(key: string, claim: PersistentVolumeClaim): void
  replaceVolume(volume: PersistentVolume): void
}

/** Volumes of a node by `driver/handle`, with their driver and how many pods use them. */
type NodeVolumes = Map<string, { readonly driver: string; pods: number }>

/** @param world claims and volumes are changed here */
export function createAttachmentTable(
  nodes: NodeTable,
  snapshot: Snapshot,
  world: {
    readonly claims: Map<string, PersistentVolumeClaim>
    readonly volumes: Map<string, PersistentVolume>
  },
): AttachmentTable {
  const { claims, volumes } = world
  const columns = new Map<string, { readonly left: Float64Array }>()
  const byNode: (NodeVolumes | undefined)[] = nodes.nodes.map(() => undefined)
  const podsByClaim = new Map<string, PlacedPod[]>()
  const claimsByVolume = new Map<string, Set<string>>()
  const freeByClass = new Map<string, number>()
  const reserved = new Map<string, number>()
  let ephemeral = 0

  for (const [key, { volumeName }] of claims) if (volumeName !== undefined) addUse(volumeName, key)
  for (const volume of volumes.values()) countFree(volume, 1)

  function addUse(volumeName: string, claimKey: string): void {
    const users = claimsByVolume.get(volumeName)
    if (users === undefined) claimsByVolume.set(volumeName, new Set([claimKey]))
    else users.add(claimKey)
  }

  function countFree({ claimRef, className }: PersistentVolume, by: number): void {
    const [counts, key] =
      claimRef === undefined
        ? ([freeByClass, className] as const)
        : ([reserved, `${claimRef.namespace}/${claimRef.name}`] as const)
    counts.set(key, (counts.get(key) ?? 0) + by)
  }

  function getColumn(driver: string): { readonly left: Float64Array } {
    const known = columns.get(driver)
    if (known !== undefined) return known
    const left = Float64Array.from(
      nodes.nodes,
      ({ name }) => findAttachLimit(snapshot.csiNodes.get(name), driver) ?? Infinity,
    )
    columns.set(driver, { left })
    return { left }
  }

  function change(placed: PlacedPod, by: 1 | -1, wanted?: ReadonlyMap<string, string>): void {
    const { pod, node } = placed
    for (const { claimName, kind } of pod.spec.claims) {
      if (kind === 'ephemeral') ephemeral += by
      const key = `${pod.namespace}/${claimName}`
      const users = podsByClaim.get(key)
      if (users === undefined) podsByClaim.set(key, [placed])
      else if (by > 0) users.push(placed)
      else removeOne(users, placed)
    }
    for (const [key, driver] of wanted ?? listOf(placed)) changeVolume(node, key, driver, by)
  }

  function listOf({ pod, node }: PlacedPod): ReadonlyMap<string, string> {
    return listAttachments([pod], snapshot.csiNodes.get(nodes.nodes[node]?.name ?? ''), snapshot)
  }

  function changeVolume(node: number, key: string, driver: string, by: 1 | -1): void {
    const held = byNode[node] ?? new Map()
    byNode[node] = held
    const { left } = getColumn(driver)
    const known = held.get(key)
    if (known === undefined) {
      held.set(key, { driver, pods: by })
      left[node] = (left[node] ?? Infinity) - 1
      return
    }
    known.pods += by
    if (known.pods > 0) return
    held.delete(key)
    left[node] = (left[node] ?? Infinity) + 1
  }

  /** Counts the volumes of the nodes anew around a change of what their claims mean. */
  function around(claimKeys: Iterable<string>, change: () => void): void {
    const touched = new Set<number>()
    for (const key of claimKeys) {
      for (const { node } of podsByClaim.get(key) ?? []) touched.add(node)
    }
    for (const node of touched) {
      for (const [key, { driver, pods }] of byNode[node] ?? []) {
        for (let use = 0; use < pods; use += 1) changeVolume(node, key, driver, -1)
      }
    }
    change()
    for (const node of touched) {
      for (const placed of nodes.listPods(node)) {
        for (const [key, driver] of listOf(placed)) changeVolume(node, key, driver, 1)
      }
    }
  }

  return {
    add: (placed, wanted) => {
      change(placed, 1, wanted)
    },
    remove: (placed) => {
      change(placed, -1)
    },
    countUses: () => {
      const uses = new Map<string, number>()
      for (const [key, users] of podsByClaim) {
        const named = [...new Set(users)].filter(({ pod }) => listClaimKeys(pod).has(key))
        if (named.length > 0) uses.set(key, named.length)
      }
      return uses
    },
    getColumn,
    isAttached: (node, key) => byNode[node]?.has(key) === true,
    hasEphemeral: () => ephemeral > 0,
    hasFreeVolume: (claim) =>
      (freeByClass.get(claim.className ?? '') ?? 0) > 0 ||
      (reserved.get(`${claim.namespace}/${claim.name}`) ?? 0) > 0,
    replaceClaim: (key, claim) => {
      around([key], () => {
        claims.set(key, claim)
        if (claim.volumeName !== undefined) addUse(claim.volumeName, key)
      })
    },
    replaceVolume: (volume) => {
      around(claimsByVolume.get(volume.name) ?? [], () => {
        const before = volumes.get(volume.name)
        if (before !== undefined) countFree(before, -1)
        volumes.set(volume.name, volume)
        countFree(volume, 1)
      })
    },
  }
}
