import { compareText } from '#base/compare.ts'
import { matchesSelector } from '#kube/label-selector.ts'
import { matchesTerms } from '#kube/node-affinity.ts'
import type { NodeState, Snapshot } from './snapshot.ts'
import type { PersistentVolume, PersistentVolumeClaim } from '#kube/volume.ts'

/** VB-3: a claim that is bound when its pod is placed. */
export function isDelayed(
  claim: PersistentVolumeClaim,
  snapshot: Pick<Snapshot, 'storageClasses'>,
): boolean {
  const storageClass = snapshot.storageClasses.get(claim.className ?? '')
  return (
    !claim.isBound &&
    claim.volumeName === undefined &&
    storageClass?.volumeBindingMode === 'WaitForFirstConsumer'
  )
}

/** Which volumes the claims would take on the node, and for which a volume would have to be made. */
export function assignVolumes(
  delayed: readonly PersistentVolumeClaim[],
  nodeState: NodeState,
  snapshot: Pick<Snapshot, 'volumes'>,
): {
  readonly matches: ReadonlyMap<string, PersistentVolume>
  readonly toMake: readonly PersistentVolumeClaim[]
} {
  const chosen = delayed.filter((claim) => claim.selectedNode !== undefined)
  // VB-7: the smallest claim first; those without a volume keep that order.
  const open = delayed
    .filter((claim) => claim.selectedNode === undefined)
    .toSorted((a, b) => (a.requestedBytes ?? 0) - (b.requestedBytes ?? 0))
  const matches = matchStaticVolumes(open, nodeState, snapshot)
  return { matches, toMake: [...chosen, ...open.filter((claim) => !matches.has(claim.name))] }
}

/** VB-7: the volume each claim would take, in the order given; by claim name. */
function matchStaticVolumes(
  claims: readonly PersistentVolumeClaim[],
  nodeState: NodeState,
  snapshot: Pick<Snapshot, 'volumes'>,
): ReadonlyMap<string, PersistentVolume> {
  const matches = new Map<string, PersistentVolume>()
  const taken = new Set<string>()
  for (const claim of claims) {
    const volume = findStaticVolume(claim, taken, nodeState, snapshot)
    if (volume === undefined) continue
    taken.add(volume.name)
    matches.set(claim.name, volume)
  }
  return matches
}

function findStaticVolume(
  claim: PersistentVolumeClaim,
  taken: ReadonlySet<string>,
  nodeState: NodeState,
  snapshot: Pick<Snapshot, 'volumes'>,
): PersistentVolume | undefined {
  const candidates = [...snapshot.volumes.values()].filter(
    (volume) =>
      volume.className === claim.className &&
      !taken.has(volume.name) &&
      isFor(volume, claim) !== false &&
      (volume.capacityBytes ?? 0) >= (claim.requestedBytes ?? 0) &&
      volume.volumeMode === claim.volumeMode &&
      volume.attributesClassName === claim.attributesClassName &&
      !volume.isTerminating,
  )
  const reserved = candidates.find((volume) => isFor(volume, claim) === true)
  if (reserved !== undefined) {
    return matchesAffinity(reserved, nodeState) ? reserved : undefined
  }
  return candidates
    .filter(
      (volume) =>
        volume.phase === 'Available' &&
        (claim.selector.kind === 'nothing' || matchesSelector(claim.selector, volume.labels)) &&
        matchesAffinity(volume, nodeState) &&
        claim.accessModes.every((mode) => volume.accessModes.includes(mode)),
    )
    .toSorted(
      (a, b) => (a.capacityBytes ?? 0) - (b.capacityBytes ?? 0) || compareText(a.name, b.name),
    )[0]
}

/** True: the volume is reserved for this claim; false: for another; undefined: for none. */
function isFor(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean | undefined {
  const reference = volume.claimRef
  if (reference === undefined) return undefined
  return (
    reference.name === claim.name &&
    reference.namespace === claim.namespace &&
    (reference.uid === undefined || reference.uid === claim.uid)
  )
}

/** VB-7: as the volume is written; in-tree ones are not translated here. */
function matchesAffinity({ requiredTerms }: PersistentVolume, { node }: NodeState): boolean {
  return (
    requiredTerms === undefined || matchesTerms(requiredTerms, { name: '', labels: node.labels })
  )
}
