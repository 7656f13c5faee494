import { EBS_ZONE_LABEL, ZONE_LABEL, findLabel } from '#kube/labels.ts'
import { assignVolumes, isDelayed } from './assign-volumes.ts'
import { mergeFields } from './scenario.ts'
import type { KubeObject } from '#kube/object.ts'
import type { NodeState, SchedulerPod, Snapshot } from './snapshot.ts'
import type { Objects } from './scenario.ts'
import type { PersistentVolumeClaim } from '#kube/volume.ts'

/**
 * AS-2: what happens to the claims of a pod that goes to this node and that waited for it: each takes the volume that
 * the scheduler matched, or one that is made where the node is.
 *
 * @returns the new state of claims and volumes
 */
export function bindVolumes(
  pod: SchedulerPod,
  nodeState: NodeState,
  snapshot: Pick<Snapshot, 'claims' | 'volumes' | 'storageClasses'>,
  objects: Objects,
): readonly KubeObject[] {
  const delayed = pod.spec.claims
    .map(({ claimName }) => snapshot.claims.get(`${pod.namespace}/${claimName}`))
    .filter((claim) => claim !== undefined)
    .filter((claim) => isDelayed(claim, snapshot))
  const { matches } = assignVolumes(delayed, nodeState, snapshot)
  return delayed.flatMap((claim) => {
    const claimObject = objects.get(`PersistentVolumeClaim ${claim.namespace}/${claim.name}`)
    if (claimObject === undefined) return []
    const matched = matches.get(claim.name)
    const volume =
      matched === undefined
        ? makeVolume(claim, nodeState, snapshot)
        : objects.get(`PersistentVolume default/${matched.name}`)
    if (volume === undefined) return []
    const bound = mergeFields(volume, {
      spec: { claimRef: makeReference(claim) },
      status: { phase: 'Bound' },
    })
    const annotations = {
      ...claimObject.metadata.annotations,
      'pv.kubernetes.io/bind-completed': 'yes',
      ...(matched === undefined
        ? { 'volume.kubernetes.io/selected-node': nodeState.node.name }
        : {}),
    }
    const taken = mergeFields(claimObject, {
      metadata: { annotations },
      spec: { volumeName: volume.metadata.name },
      status: { phase: 'Bound' },
    })
    return [bound, taken]
  })
}

/** What a provisioner makes for a node: it is as fixed to the node's zone as the node says. */
function makeVolume(
  claim: PersistentVolumeClaim,
  { node }: NodeState,
  snapshot: Pick<Snapshot, 'storageClasses'>,
): KubeObject {
  const name = `pvc-${claim.namespace}-${claim.name}`
  const key = [EBS_ZONE_LABEL, ZONE_LABEL].find((one) => findLabel(node.labels, one) !== undefined)
  const driver = snapshot.storageClasses.get(claim.className ?? '')?.provisioner ?? ''
  const term =
    key === undefined
      ? undefined
      : { matchExpressions: [{ key, operator: 'In', values: [findLabel(node.labels, key)] }] }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      accessModes: claim.accessModes,
      capacity: { storage: String(claim.requestedBytes ?? 0) },
      csi: {
        driver: driver === 'kubernetes.io/aws-ebs' ? 'ebs.csi.aws.com' : driver,
        volumeHandle: `vol-${claim.namespace}-${claim.name}`,
      },
      storageClassName: claim.className,
      volumeMode: claim.volumeMode,
      ...(term === undefined ? {} : { nodeAffinity: { required: { nodeSelectorTerms: [term] } } }),
    },
  }
}

function makeReference({ namespace, name, uid }: PersistentVolumeClaim): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    namespace,
    name,
    ...(uid === undefined ? {} : { uid }),
  }
}
