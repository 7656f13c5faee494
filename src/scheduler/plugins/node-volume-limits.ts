import { EBS_DRIVER, findAttachLimit } from '#kube/csi-node.ts'
import { IN_TREE_EBS, toEbsHandle } from '../in-tree-ebs.ts'
import { SUCCESS, failAttempt, rejectNode } from '../framework.ts'
import { renderSome } from '../render-amount.ts'
import { isClaimOwnedBy } from '../claim-owner.ts'
import type { CsiNode } from '#kube/csi-node.ts'
import type { NodeState, SchedulerPod, Snapshot } from '../snapshot.ts'
import type { Plugin, Status } from '../framework.ts'

/** Volumes by `driver/handle`, with their driver. */
type Attachments = ReadonlyMap<string, string>

/** NV-5. */
export const TOO_MANY_VOLUMES = rejectNode('node(s) exceed max volume count')

/** NV-1 to NV-7: how many volumes of a driver a node takes. */
export const nodeVolumeLimits: Plugin = {
  name: 'NodeVolumeLimits',
  retriesWhen: 'a limit is raised, a pod with volumes ends, or a volume is detached',
  wakesOn: ['pod-deleted'],
  skipsFilter: 'the pod has no volume',
  preFilter: (pod, snapshot) => {
    const hasVolume =
      pod.spec.claims.length > 0 ||
      pod.spec.inlineDisks.some(
        ({ kind }) => kind === 'awsElasticBlockStore' || kind === 'gcePersistentDisk',
      )
    if (!hasVolume) return { kind: 'skip' }
    return {
      kind: 'run',
      check: {
        filter: (nodeState) => checkLimits(pod, nodeState, snapshot),
        explain: (nodeStates) => explainLimits(nodeStates, snapshot),
      },
    }
  },
}

/** The limits of the drivers on these nodes. */
function explainLimits(nodeStates: readonly NodeState[], snapshot: Snapshot): string {
  const limits = nodeStates.flatMap(({ node }) =>
    (snapshot.csiNodes.get(node.name)?.drivers ?? []).flatMap(({ name, allocatableCount }) =>
      allocatableCount === undefined ? [] : [`${name} attaches ${allocatableCount} at most`],
    ),
  )
  return renderSome(limits)
}

function checkLimits(pod: SchedulerPod, nodeState: NodeState, snapshot: Snapshot): Status {
  const csiNode = snapshot.csiNodes.get(nodeState.node.name)
  const wanted = listAttachments([pod], csiNode, snapshot)
  if (wanted.size === 0) return SUCCESS
  const missing = findMissingDriver(wanted, csiNode, snapshot)
  if (missing !== undefined) {
    return rejectNode(`${missing} CSI driver is not installed on the node`)
  }
  const hasLimits = csiNode?.drivers.some(
    ({ name }) => findAttachLimit(csiNode, name) !== undefined,
  )
  const stranger = hasLimits ? findStrangeClaim(nodeState.pods, snapshot) : undefined
  if (stranger !== undefined) return failAttempt(stranger)
  const limits = [...wanted.values()].flatMap((driver) => findAttachLimit(csiNode, driver) ?? [])
  if (limits.length === 0) return SUCCESS
  // Far from every limit, whatever the volumes are: the usual case, and a cheap one.
  if (countAtMost(nodeState, snapshot) + wanted.size <= Math.min(...limits)) return SUCCESS
  const attached = listAttachments(nodeState.pods, csiNode, snapshot)
  // NV-5's quirk: a volume that is attached without a pod here counts as attached and as new.
  const held = new Map([...listHeld(nodeState, snapshot), ...attached])
  const added = [...wanted].filter(([key]) => !attached.has(key))
  const isOver = added.some(([, driver]) => {
    const limit = findAttachLimit(csiNode, driver)
    const count = countDriver(held.values(), driver)
    const more = countDriver(
      added.map(([, name]) => name),
      driver,
    )
    return limit !== undefined && count + more > limit
  })
  return isOver ? TOO_MANY_VOLUMES : SUCCESS
}

/** NV-3: a claim that a pod on the node takes for its own, and that was made for another. */
function findStrangeClaim(pods: readonly SchedulerPod[], snapshot: Snapshot): string | undefined {
  for (const pod of pods) {
    for (const { kind, claimName } of pod.spec.claims) {
      const claim = snapshot.claims.get(`${pod.namespace}/${claimName}`)
      if (kind !== 'ephemeral' || claim === undefined || isClaimOwnedBy(claim, pod)) continue
      return `PVC ${claim.namespace}/${claimName} was not created for pod ${pod.namespace}/${pod.name} (pod is not owner)`
    }
  }
  return undefined
}

/** NV-7: since 1.37 a driver that demands it must be on the node. */
function findMissingDriver(
  wanted: Attachments,
  csiNode: CsiNode | undefined,
  snapshot: Snapshot,
): string | undefined {
  if (snapshot.version !== '1.37') return undefined
  return [...wanted.values()].find(
    (name) =>
      snapshot.csiDrivers.get(name)?.isDemanded === true &&
      csiNode?.drivers.some((driver) => driver.name === name) !== true,
  )
}

/** Volumes on the node if no two pods shared one. */
function countAtMost({ node, pods }: NodeState, snapshot: Snapshot): number {
  const held = snapshot.volumeAttachments.get(node.name)?.length ?? 0
  return pods.reduce((sum, { spec }) => sum + spec.claims.length + spec.inlineDisks.length, held)
}

function countDriver(drivers: Iterable<string>, driver: string): number {
  let count = 0
  for (const name of drivers) if (name === driver) count += 1
  return count
}

/** NV-5: volumes attached to the node by VolumeAttachment objects. */
function listHeld({ node }: NodeState, snapshot: Snapshot): Attachments {
  const held = new Map<string, string>()
  for (const { attacher, volumeName } of snapshot.volumeAttachments.get(node.name) ?? []) {
    if (attacher === '' || volumeName === undefined) continue
    const source = snapshot.volumes.get(volumeName)?.source
    if (source?.kind === 'csi') held.set(`${attacher}/${source.handle}`, attacher)
  }
  return held
}

/** NV-2: the attachable volumes of these pods. NV-6: in-tree ones count where the node has a CSINode. */
export function listAttachments(
  pods: readonly SchedulerPod[],
  csiNode: CsiNode | undefined,
  snapshot: Snapshot,
): Attachments {
  const attachments = new Map<string, string>()
  const isMigrated = csiNode !== undefined
  for (const pod of pods) {
    for (const { claimName } of pod.spec.claims) {
      const attachment = findClaimAttachment(`${pod.namespace}/${claimName}`, isMigrated, snapshot)
      if (attachment !== undefined) attachments.set(attachment.key, attachment.driver)
    }
    for (const disk of pod.spec.inlineDisks) {
      if (disk.kind === 'awsElasticBlockStore' && isMigrated) {
        attachments.set(`${EBS_DRIVER}/${toEbsHandle(disk.id)}`, EBS_DRIVER)
      }
    }
  }
  return attachments
}

function findClaimAttachment(
  claimKey: string,
  isMigrated: boolean,
  snapshot: Snapshot,
): { readonly key: string; readonly driver: string } | undefined {
  const claim = snapshot.claims.get(claimKey)
  if (claim === undefined) return undefined
  const source = snapshot.volumes.get(claim.volumeName ?? '')?.source
  switch (source?.kind) {
    case 'csi':
      return { key: `${source.driver}/${source.handle}`, driver: source.driver }
    case 'in-tree-ebs':
      return isMigrated
        ? { key: `${EBS_DRIVER}/${toEbsHandle(source.volumeId)}`, driver: EBS_DRIVER }
        : undefined
    case 'other':
      return undefined
    case undefined: {
      const provisioner = snapshot.storageClasses.get(claim.className ?? '')?.provisioner
      if (provisioner === undefined || provisioner === '') return undefined
      if (provisioner === IN_TREE_EBS && !isMigrated) return undefined
      const driver = provisioner === IN_TREE_EBS ? EBS_DRIVER : provisioner
      return { key: `${driver}/claim ${claimKey}`, driver }
    }
  }
}
