import { isSamePod, listClaimKeys, makeNodeState } from './snapshot.ts'
import type { SchedulerPod, Snapshot } from './snapshot.ts'

/**
 * The cluster without one of its running pods: its requests, ports, claims and the volumes that are attached for
 * it alone are no longer counted (6).
 */
export function takePodOff(snapshot: Snapshot, pod: SchedulerPod): Snapshot {
  const { nodeName } = pod.spec
  const holder = snapshot.nodes.find(({ node }) => node.name === nodeName)
  if (nodeName === undefined || holder === undefined) return snapshot
  const pods = holder.pods.filter((other) => !isSamePod(other, pod))
  const own = listClaimKeys(pod)
  const claimUses = new Map(snapshot.claimUses)
  for (const key of own) claimUses.set(key, Math.max(0, (claimUses.get(key) ?? 0) - 1))
  const freed = new Set(
    [...own].flatMap((key) =>
      (claimUses.get(key) ?? 0) > 0 ? [] : (snapshot.claims.get(key)?.volumeName ?? []),
    ),
  )
  const attachments = snapshot.volumeAttachments.get(nodeName) ?? []
  const volumeAttachments = new Map(snapshot.volumeAttachments).set(
    nodeName,
    attachments.filter(({ volumeName }) => volumeName === undefined || !freed.has(volumeName)),
  )
  const without = makeNodeState(holder.node, pods)
  return {
    ...snapshot,
    nodes: snapshot.nodes.map((one) => (one === holder ? without : one)),
    claimUses,
    volumeAttachments,
  }
}
