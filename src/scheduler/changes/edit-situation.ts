import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '#kube/volume.ts'
import type { PodSpec } from '#kube/pod-spec.ts'
import type { Situation } from '../read-plan-pod.ts'
import type { NodeState } from '../snapshot.ts'

/** The pod with other fields of its specification. */
export function changeSpec(
  { pod, snapshot }: Situation,
  change: (spec: PodSpec) => Partial<PodSpec>,
): Situation {
  return { pod: { ...pod, spec: { ...pod.spec, ...change(pod.spec) } }, snapshot }
}

/** The cluster with other nodes in place of these. */
export function changeNodes(
  { pod, snapshot }: Situation,
  change: (nodeState: NodeState) => NodeState,
): Situation {
  return { pod, snapshot: { ...snapshot, nodes: snapshot.nodes.map(change) } }
}

/** The cluster with this volume in place of its namesake. */
export function putVolume({ pod, snapshot }: Situation, volume: PersistentVolume): Situation {
  const volumes = new Map(snapshot.volumes).set(volume.name, volume)
  return { pod, snapshot: { ...snapshot, volumes } }
}

/** The cluster with this claim in place of its namesake. */
export function putClaim({ pod, snapshot }: Situation, claim: PersistentVolumeClaim): Situation {
  const claims = new Map(snapshot.claims).set(`${claim.namespace}/${claim.name}`, claim)
  return { pod, snapshot: { ...snapshot, claims } }
}

/** The cluster with this class in place of its namesake. */
export function putClass({ pod, snapshot }: Situation, storageClass: StorageClass): Situation {
  const storageClasses = new Map(snapshot.storageClasses).set(storageClass.name, storageClass)
  return { pod, snapshot: { ...snapshot, storageClasses } }
}
