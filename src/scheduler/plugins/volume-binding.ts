import { isEbsMigrated, translateEbsTerms } from '../in-tree-ebs.ts'
import { SUCCESS, rejectForGood } from '../framework.ts'
import { assignVolumes, isDelayed } from '../assign-volumes.ts'
import { allowsTopology } from '#kube/volume.ts'
import { isClaimOwnedBy } from '../claim-owner.ts'
import { matchesSelector } from '#kube/label-selector.ts'
import { matchesTerms } from '#kube/node-affinity.ts'
import { renderSome } from '../render-amount.ts'
import { renderTerms } from '../render-node-terms.ts'
import { takePercentage } from '../percentage.ts'
import { isSince } from '../version.ts'
import type { CsiStorageCapacity } from '#kube/csi-driver.ts'
import type { NodeState, SchedulerPod, Snapshot } from '../snapshot.ts'
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '#kube/volume.ts'
import type { Plugin, Rejection, Status } from '../framework.ts'
import type { PodClaim } from '#kube/pod-volumes.ts'

const NODE_AFFINITY = "node(s) didn't match PersistentVolume's node affinity"
const BIND_CONFLICT = "node(s) didn't find available persistent volumes to bind"
const STORAGE = 'node(s) did not have enough free storage'
const MISSING_VOLUME = 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)'

/** VB-11: the order in which several reasons are told. */
const REASON_ORDER: readonly string[] = [NODE_AFFINITY, BIND_CONFLICT, STORAGE, MISSING_VOLUME]

/** Claims of a pod that a node must satisfy. */
export interface ClaimsToBind {
  readonly bound: readonly PersistentVolumeClaim[]
  /** Bound when the pod is placed: their class waits for the first consumer. */
  readonly delayed: readonly PersistentVolumeClaim[]
}

/** VB-1 to VB-13: volumes that exist must reach the node, those that don't must be possible there. */
export const volumeBinding: Plugin = {
  name: 'VolumeBinding',
  retriesWhen:
    'a claim, volume or class of its comes or changes, or a node comes or gets other labels',
  wakesOn: ['volume-changed'],
  skipsFilter: 'the pod has no claim',
  preFilter: (pod, snapshot) => {
    if (pod.spec.claims.length === 0) return { kind: 'skip' }
    const claims = sortClaims(pod, snapshot)
    if (claims.kind === 'rejected') return claims
    return {
      kind: 'run',
      check: {
        filter: (nodeState) => checkReach(claims, nodeState, snapshot),
        explain: (nodeStates) => explainVolumes(claims, nodeStates, snapshot),
      },
    }
  },
  scoring: {
    weight: 1,
    skips: 'it scores free capacity of storage since 1.37',
    // VB-12, VB-13: since 1.37, and then also for pods without claims.
    preScore: (pod, _feasibleNodes, snapshot) => {
      if (!isSince(snapshot.version, '1.37')) return { kind: 'skip' }
      const claims = pod.spec.claims
        .map(({ claimName }) => snapshot.claims.get(`${pod.namespace}/${claimName}`))
        .filter((claim) => claim !== undefined)
      const delayed = claims.filter((claim) => isDelayed(claim, snapshot))
      return { kind: 'run', score: (nodeState) => scoreRoom(delayed, nodeState, snapshot) }
    },
  },
}

/** VB-2 to VB-4: the pod's claims by what a node must do for them. */
export function sortClaims(
  pod: SchedulerPod,
  snapshot: Snapshot,
):
  | { readonly kind: 'rejected'; readonly status: Rejection }
  | ({ readonly kind: 'sorted' } & ClaimsToBind) {
  const claims: PersistentVolumeClaim[] = []
  for (const podClaim of pod.spec.claims) {
    const claim = snapshot.claims.get(`${pod.namespace}/${podClaim.claimName}`)
    const rejection = checkClaim(pod, podClaim, claim)
    if (rejection !== undefined) return { kind: 'rejected', status: rejection }
    if (claim !== undefined) claims.push(claim)
  }
  const bound = claims.filter((claim) => claim.isBound)
  const delayed = claims.filter((claim) => isDelayed(claim, snapshot))
  if (bound.length + delayed.length < claims.length) {
    const status = rejectForGood('pod has unbound immediate PersistentVolumeClaims')
    return { kind: 'rejected', status }
  }
  return { kind: 'sorted', bound, delayed }
}

/** VB-13: the share of the capacity that would stay free, the mean over the claims' classes. */
function scoreRoom(
  delayed: readonly PersistentVolumeClaim[],
  nodeState: NodeState,
  snapshot: Snapshot,
): number {
  const { matches, toMake } = assignVolumes(delayed, nodeState, snapshot)
  const uses =
    matches.size > 0 ? listStaticUses(delayed, matches) : listMadeUses(toMake, nodeState, snapshot)
  if (uses.size === 0) return 0
  let sum = 0
  for (const { requested, capacity } of uses.values()) {
    const isOver = capacity === 0 || requested > capacity
    sum += 100 - (isOver ? 100 : takePercentage(requested, capacity))
  }
  return Math.round(sum / uses.size)
}

interface ClassUse {
  readonly requested: number
  readonly capacity: number
}

function listStaticUses(
  delayed: readonly PersistentVolumeClaim[],
  matches: ReadonlyMap<string, PersistentVolume>,
): ReadonlyMap<string, ClassUse> {
  const uses = new Map<string, ClassUse>()
  for (const claim of delayed) {
    const volume = matches.get(claim.name)
    if (volume === undefined) continue
    const before = uses.get(claim.className ?? '') ?? { requested: 0, capacity: 0 }
    uses.set(claim.className ?? '', {
      requested: before.requested + (claim.requestedBytes ?? 0),
      capacity: before.capacity + (volume.capacityBytes ?? 0),
    })
  }
  return uses
}

/** Of claims to be made, only those of drivers that tell their capacity; it is not summed. */
function listMadeUses(
  toMake: readonly PersistentVolumeClaim[],
  { node }: NodeState,
  snapshot: Snapshot,
): ReadonlyMap<string, ClassUse> {
  const uses = new Map<string, ClassUse>()
  for (const claim of toMake) {
    const storageClass = snapshot.storageClasses.get(claim.className ?? '')
    if (storageClass === undefined || !asksCapacity(claim, storageClass, snapshot)) continue
    const found = findCapacity(claim, storageClass, node.labels, snapshot)
    if (found === undefined) continue
    const before = uses.get(storageClass.name)?.requested ?? 0
    const requested = before + (claim.requestedBytes ?? 0)
    uses.set(storageClass.name, { requested, capacity: found.capacityBytes ?? 0 })
  }
  return uses
}

/** VB-2: what makes a claim useless on every node. */
function checkClaim(
  pod: SchedulerPod,
  podClaim: PodClaim,
  claim: PersistentVolumeClaim | undefined,
): Rejection | undefined {
  const quoted = `"${podClaim.claimName}"`
  if (claim === undefined) {
    return rejectForGood(
      podClaim.kind === 'claim'
        ? `persistentvolumeclaim ${quoted} not found`
        : `waiting for ephemeral volume controller to create the persistentvolumeclaim ${quoted}`,
    )
  }
  if (claim.phase === 'Lost') {
    return rejectForGood(
      `persistentvolumeclaim ${quoted} bound to non-existent persistentvolume "${claim.volumeName ?? ''}"`,
    )
  }
  if (claim.isTerminating) {
    return rejectForGood(`persistentvolumeclaim ${quoted} is being deleted`)
  }
  if (podClaim.kind === 'ephemeral' && !isClaimOwnedBy(claim, pod)) {
    return rejectForGood(
      `PVC ${claim.namespace}/${claim.name} was not created for pod ${pod.namespace}/${pod.name} (pod is not owner)`,
    )
  }
  return undefined
}

/** VB-5 to VB-11 on one node. */
export function checkReach(claims: ClaimsToBind, nodeState: NodeState, snapshot: Snapshot): Status {
  const reasons = [
    checkBound(claims.bound, nodeState, snapshot),
    checkDelayed(claims.delayed, nodeState, snapshot),
  ].filter((reason) => reason !== undefined)
  if (reasons.length === 0) return SUCCESS
  return rejectForGood(...REASON_ORDER.filter((reason) => reasons.includes(reason)))
}

/** Which claim it is, and where its volume can be used. */
function explainVolumes(
  { bound, delayed }: ClaimsToBind,
  nodeStates: readonly NodeState[],
  snapshot: Snapshot,
): string {
  const fixed = bound.flatMap((claim) => {
    const volume = snapshot.volumes.get(claim.volumeName ?? '')
    const isElsewhere =
      volume !== undefined &&
      nodeStates.some((nodeState) => !reachesNode(volume, nodeState, snapshot))
    return isElsewhere
      ? [`the volume of claim ${claim.name} asks for ${renderTerms(volume.requiredTerms ?? [])}`]
      : []
  })
  const open = delayed.flatMap((claim) => {
    const isStuck = nodeStates.some(
      (nodeState) => checkDelayed([claim], nodeState, snapshot) !== undefined,
    )
    if (!isStuck) return []
    if (claim.selectedNode !== undefined) {
      return [`claim ${claim.name} is being made for ${claim.selectedNode}`]
    }
    return [`claim ${claim.name} of class ${claim.className ?? ''} cannot be made there`]
  })
  return renderSome([...fixed, ...open])
}

/** VB-5: the first bound claim whose volume cannot be used on the node. */
function checkBound(
  bound: readonly PersistentVolumeClaim[],
  nodeState: NodeState,
  snapshot: Snapshot,
): string | undefined {
  for (const claim of bound) {
    const volume = snapshot.volumes.get(claim.volumeName ?? '')
    if (volume === undefined) return MISSING_VOLUME
    if (!reachesNode(volume, nodeState, snapshot)) return NODE_AFFINITY
  }
  return undefined
}

/** A volume without node affinity reaches every node. Only labels are asked: a volume names no node. */
function reachesNode(volume: PersistentVolume, { node }: NodeState, snapshot: Snapshot): boolean {
  const isTranslated =
    volume.source.kind === 'in-tree-ebs' && isEbsMigrated(snapshot.csiNodes.get(node.name))
  const terms = isTranslated ? translateEbsTerms(volume) : volume.requiredTerms
  return terms === undefined || matchesTerms(terms, { name: '', labels: node.labels })
}

/** VB-6 to VB-8. */
function checkDelayed(
  delayed: readonly PersistentVolumeClaim[],
  nodeState: NodeState,
  snapshot: Snapshot,
): string | undefined {
  const chosen = delayed.filter((claim) => claim.selectedNode !== undefined)
  if (chosen.some((claim) => claim.selectedNode !== nodeState.node.name)) return BIND_CONFLICT
  for (const claim of assignVolumes(delayed, nodeState, snapshot).toMake) {
    const reason = checkProvisioning(claim, nodeState, snapshot)
    if (reason !== undefined) return reason
  }
  return undefined
}

/** VB-8: whether a volume for the claim could be made for this node. */
function checkProvisioning(
  claim: PersistentVolumeClaim,
  { node }: NodeState,
  snapshot: Snapshot,
): string | undefined {
  const storageClass = snapshot.storageClasses.get(claim.className ?? '')
  const provisioner = storageClass?.provisioner ?? ''
  if (provisioner === '' || provisioner === 'kubernetes.io/no-provisioner') return BIND_CONFLICT
  if (storageClass === undefined || !allowsTopology(storageClass, node.labels)) return BIND_CONFLICT
  const hasRoom =
    !asksCapacity(claim, storageClass, snapshot) ||
    findCapacity(claim, storageClass, node.labels, snapshot) !== undefined
  return hasRoom ? undefined : STORAGE
}

/** VB-10: whether the driver tells how much it can still make. It goes by the provisioner's own name, translated nowhere. */
function asksCapacity(
  claim: PersistentVolumeClaim,
  { provisioner }: StorageClass,
  snapshot: Snapshot,
): boolean {
  const driver = snapshot.csiDrivers.get(provisioner)
  return claim.requestedBytes !== undefined && driver?.isCapacityTracked === true
}

/** VB-10: room for the claim where the node is. */
function findCapacity(
  { requestedBytes = 0 }: PersistentVolumeClaim,
  storageClass: StorageClass,
  labels: NodeState['node']['labels'],
  snapshot: Snapshot,
): CsiStorageCapacity | undefined {
  return snapshot.storageCapacities.find(
    (capacity) =>
      capacity.className === storageClass.name &&
      matchesSelector(capacity.nodeTopology, labels) &&
      capacity.largestBytes !== undefined &&
      capacity.largestBytes >= requestedBytes,
  )
}
