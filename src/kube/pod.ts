import { findLabel } from './labels.ts'
import { readList, readText } from './field.ts'
import { readMetadata } from './metadata.ts'
import { readPodSpec } from './pod-spec.ts'
import type { KubeObject } from './object.ts'
import type { Metadata } from './metadata.ts'
import type { PodSpec } from './pod-spec.ts'

/** A Pod object: the observation of a cluster. */
export interface Pod extends Metadata {
  readonly spec: PodSpec
  /** `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`; absent: not told. */
  readonly phase?: string | undefined
  /** A static pod that the kubelet runs by itself. */
  readonly isMirror: boolean
  readonly nominatedNodeName?: string | undefined
  readonly startTime?: string | undefined
  /** True for a victim of preemption that is still going (PE-2). */
  readonly isPreempted: boolean
  /** Message of the condition `PodScheduled: False`. */
  readonly schedulingMessage?: string | undefined
}

export function readPod(object: KubeObject): Pod {
  const metadata = readMetadata(object)
  return {
    spec: readPodSpec(object['spec'], metadata),
    phase: readText(object, 'status', 'phase'),
    isMirror:
      findLabel(metadata.annotations, 'kubernetes.io/config.mirror') !== undefined ||
      metadata.controller?.kind === 'Node',
    nominatedNodeName: readText(object, 'status', 'nominatedNodeName') || undefined,
    startTime: readText(object, 'status', 'startTime'),
    isPreempted: isPreempted(object),
    schedulingMessage: findSchedulingMessage(object),
    ...metadata,
  }
}

/** True for a pod that is over: it holds nothing and is not scheduled (I10.3). */
export function isFinished(pod: Pod): boolean {
  return pod.phase === 'Succeeded' || pod.phase === 'Failed'
}

function findSchedulingMessage(object: KubeObject): string | undefined {
  const condition = readList(object, 'status', 'conditions').find(
    (item) => readText(item, 'type') === 'PodScheduled' && readText(item, 'status') === 'False',
  )
  return readText(condition, 'message')
}

function isPreempted(object: KubeObject): boolean {
  return readList(object, 'status', 'conditions').some(
    (item) =>
      readText(item, 'type') === 'DisruptionTarget' &&
      readText(item, 'status') === 'True' &&
      readText(item, 'reason') === 'PreemptionByScheduler',
  )
}
