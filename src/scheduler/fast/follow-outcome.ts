/** Keeps a fast scheduler in step with a cluster of Kubernetes objects that attempts change. */
import { createFastScheduler } from './fast-scheduler.ts'
import { isFinished } from '#kube/pod.ts'
import { readPersistentVolume, readPersistentVolumeClaim } from '#kube/volume.ts'
import { readPodOf, readSnapshot } from '../read-snapshot.ts'
import { readPriorityClass } from '#kube/priority.ts'
import { resolvePriority } from '../snapshot.ts'
import type { FastOptions, FastScheduler } from './fast-scheduler.ts'
import type { KubeObject } from '#kube/object.ts'
import type { Objects, RecordedAttempt } from '../scenario.ts'
import type { SchedulerPod } from '../snapshot.ts'
import type { SchedulerVersion } from '../version.ts'

export interface FollowedCluster {
  readonly scheduler: FastScheduler
  /** The pod of the object, as an attempt takes it. */
  readPod(object: KubeObject): SchedulerPod
  /** Takes over what an attempt changed. @param objects after the change */
  follow(attempt: RecordedAttempt, objects: Objects): void
}

/** @param objects by kind, namespace and name; none of another kind than pods, claims and volumes changes later */
export function followCluster(
  objects: Objects,
  version: SchedulerVersion,
  options: FastOptions = {},
): FollowedCluster {
  const orders = new Map([...objects.keys()].map((key, order) => [key, order]))
  const list = [...objects.values()]
  const classes = list.filter(({ kind }) => kind === 'PriorityClass').map(readPriorityClass)
  const keyOf = ({ namespace, name }: SchedulerPod): string => `Pod ${namespace}/${name}`
  const orderOf = (pod: SchedulerPod): number => orders.get(keyOf(pod)) ?? orders.size
  const scheduler = createFastScheduler(readSnapshot(list, version), { ...options, orderOf })
  const readPod = (object: KubeObject): SchedulerPod =>
    resolvePriority(readPodOf(object, version), classes)

  function replacePod(object: KubeObject): void {
    const pod = readPod(object)
    scheduler.remove(pod)
    if (isFinished(pod)) return
    const node = scheduler.findNode(pod.spec.nodeName ?? '')
    if (node !== undefined) scheduler.place(pod, node, orderOf(pod))
    else if (pod.spec.nodeName === undefined) scheduler.wait(pod, orderOf(pod))
  }

  return {
    scheduler,
    readPod,
    follow: ({ pod, after = {} }, changed) => {
      for (const fullName of after.deleted ?? []) {
        const [namespace = '', name = ''] = fullName.split('/')
        scheduler.remove({ namespace, name })
      }
      for (const object of after.objects ?? []) {
        if (object.kind === 'PersistentVolume') {
          scheduler.replaceVolume(readPersistentVolume(object))
        }
        if (object.kind === 'PersistentVolumeClaim') {
          scheduler.replaceClaim(readPersistentVolumeClaim(object))
        }
      }
      const touched = [
        ...(after.bound === undefined && after.nominated === undefined ? [] : [pod]),
        ...(after.unnominated ?? []),
        ...(after.terminating ?? []),
      ]
      for (const name of touched) {
        const object = changed.get(`Pod ${name}`)
        if (object !== undefined) replacePod(object)
      }
    },
  }
}
