import type { PersistentVolumeClaim } from '#kube/volume.ts'
import type { SchedulerPod } from './snapshot.ts'

/** True for a claim that was made for this pod: by the controller's uid; files without uids say it by kind and name. */
export function isClaimOwnedBy(claim: PersistentVolumeClaim, pod: SchedulerPod): boolean {
  const owner = claim.controller
  if (owner === undefined) return false
  return owner.uid === undefined || pod.uid === undefined
    ? owner.kind === 'Pod' && owner.name === pod.name
    : owner.uid === pod.uid
}
