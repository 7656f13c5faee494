import { assert } from '#base/assert.ts'
import { explainPending } from '#scheduler/explain-pending.ts'
import { readPod } from '#kube/pod.ts'
import { readPriorityClass } from '#kube/priority.ts'
import { readSnapshot } from '#scheduler/read-snapshot.ts'
import { resolvePriority } from '#scheduler/snapshot.ts'
import type { KubeObject } from '#kube/object.ts'
import type { PendingExplanation } from '#scheduler/explain-pending.ts'
import type { SchedulerVersion } from '#scheduler/version.ts'

/** One attempt of the pod of this name among the objects, by default of release 1.36. */
export function explainPod(
  objects: readonly KubeObject[],
  podName: string,
  version: SchedulerVersion = '1.36',
): PendingExplanation {
  const object = objects.find((one) => one.kind === 'Pod' && one.metadata.name === podName)
  assert(object !== undefined, `no pod ${podName} among the objects`)
  const classes = objects.filter((one) => one.kind === 'PriorityClass').map(readPriorityClass)
  return explainPending(resolvePriority(readPod(object), classes), readSnapshot(objects, version))
}

/** What each node said of the pod: its reasons, or `fits`. */
export function listAnswers(explanation: PendingExplanation): Readonly<Record<string, string>> {
  const answers = new Map<string, string>()
  for (const name of explanation.feasibleNodes) answers.set(name, 'fits')
  for (const { nodeName, reason } of explanation.reasons) {
    const before = answers.get(nodeName)
    answers.set(nodeName, before === undefined ? reason : `${before}, ${reason}`)
  }
  return Object.fromEntries(answers)
}

/** A Node with nothing but labels, taints and room. */
export function makePlainNode(
  name: string,
  parts: {
    readonly labels?: Readonly<Record<string, string>>
    readonly spec?: Readonly<Record<string, unknown>>
    readonly allocatable?: Readonly<Record<string, string>>
  } = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, ...parts.labels } },
    spec: { ...parts.spec },
    status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110', ...parts.allocatable } },
  }
}
