import { indexByIdentity, findPodObject, makeMissingClaims } from './wanted-pods.ts'
import { isFinished, readPod } from '#kube/pod.ts'
import { resolvePriority } from './snapshot.ts'
import { readPriorityClass } from '#kube/priority.ts'
import { readSnapshot } from './read-snapshot.ts'
import { takePodOff } from './take-pod-off.ts'
import type { CompiledCluster } from '#cluster/compiled.ts'
import type { Cluster } from '#plan/schema.ts'
import type { ObjectIndex } from './wanted-pods.ts'
import type { PriorityClass } from '#kube/priority.ts'
import type { SchedulerPod, Snapshot } from './snapshot.ts'
import type { SchedulerVersion } from './version.ts'

/** A pod that is to be placed, and the cluster that it is placed in. */
export interface Situation {
  readonly pod: SchedulerPod
  readonly snapshot: Snapshot
}

/** A cluster of the plan as its scheduler sees it. */
export interface PlanSnapshot {
  readonly snapshot: Snapshot
  readonly objects: ObjectIndex
  readonly compiled: CompiledCluster
  readonly priorityClasses: readonly PriorityClass[]
}

/** The plan's Kubernetes objects as a snapshot, with the claims that StatefulSets are about to make. */
export function readPlanSnapshot(
  cluster: Cluster,
  compiled: CompiledCluster,
  version: SchedulerVersion,
): PlanSnapshot {
  const objects = indexByIdentity(cluster.resources)
  const claims = makeMissingClaims(objects, compiled.pods)
  return {
    snapshot: readSnapshot([...cluster.resources, ...claims], version),
    objects,
    compiled,
    priorityClasses: cluster.resources
      .filter(({ kind }) => kind === 'PriorityClass')
      .map(readPriorityClass),
  }
}

/** What a pod of the plan is before it is placed again. */
export interface PlanPod extends Situation {
  /** The node that it runs on now: the situation is the one without it. Absent: it waits. */
  readonly runsOn?: string
  /** Why this scheduler does not place it; absent: it does. */
  readonly exception?: PodException
}

export type PodException =
  | { readonly kind: 'static' }
  | { readonly kind: 'other-scheduler'; readonly schedulerName: string }
  | { readonly kind: 'finished' }

/** @param key `namespace/name` @returns undefined where the plan says nothing of such a pod */
export function findPlanPod(plan: PlanSnapshot, key: string): PlanPod | undefined {
  const at = key.indexOf('/')
  const id = { namespace: key.slice(0, at), name: key.slice(at + 1) }
  const wanted = plan.compiled.pods.find(
    (one) => one.namespace === id.namespace && one.name === id.name,
  )
  const owner = wanted?.owner ?? { kind: 'Pod', ...id, path: '' }
  const object = findPodObject(plan.objects, { ...id, owner })
  if (object === undefined) return undefined
  const read = resolvePriority(readPod(object), plan.priorityClasses)
  const exception = findException(read)
  const { nodeName } = read.spec
  const { snapshot } = plan
  if (nodeName === undefined) {
    return { pod: read, snapshot, ...(exception === undefined ? {} : { exception }) }
  }
  const pod: SchedulerPod = {
    ...read,
    nominatedNodeName: undefined,
    isTerminating: false,
    spec: { ...read.spec, nodeName: undefined },
  }
  return {
    pod,
    snapshot: takePodOff(snapshot, read),
    runsOn: nodeName,
    ...(exception === undefined ? {} : { exception }),
  }
}

function findException(pod: SchedulerPod): PodException | undefined {
  if (pod.isMirror) return { kind: 'static' }
  if (isFinished(pod)) return { kind: 'finished' }
  const { schedulerName } = pod.spec
  return schedulerName === 'default-scheduler'
    ? undefined
    : { kind: 'other-scheduler', schedulerName }
}
