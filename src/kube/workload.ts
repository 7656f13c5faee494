import { makeMapSelector, parseLabelSelector } from './label-selector.ts'
import { readBoolean, readField, readList, readText, readTextMap, readWhole } from './field.ts'
import { readMetadata } from './metadata.ts'
import { readPodSpec } from './pod-spec.ts'
import type { KubeObject } from './object.ts'
import type { LabelSelector } from './label-selector.ts'
import type { Labels } from './labels.ts'
import type { Metadata } from './metadata.ts'
import type { PodSpec } from './pod-spec.ts'

export type WorkloadKind = (typeof WORKLOAD_KINDS)[number]

export const WORKLOAD_KINDS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
] as const

/** An object that makes pods from a template. */
export interface Workload extends Metadata {
  readonly kind: WorkloadKind
  /**
   * Pods wanted at once. Absent in the object: 1, and `isReplicasAssumed`. A Job: its parallelism, at most
   * what is left to complete; 0 when suspended or ended. A DaemonSet and a CronJob: 0, nothing here says how many.
   */
  readonly replicas: number
  readonly isReplicasAssumed: boolean
  readonly selector: LabelSelector
  readonly template: PodTemplate
  /** StatefulSet: true for `OrderedReady`, the default. */
  readonly isOrdered: boolean
  readonly claimTemplates: readonly ClaimTemplate[]
  /** StatefulSet: scaling down deletes the claims of the pods that go. */
  readonly deletesClaimsWhenScaled: boolean
  /** StatefulSet: number of the first pod. */
  readonly firstOrdinal: number
  /** Job and CronJob: suspended. */
  readonly isSuspended: boolean
  readonly completions?: number | undefined
}

export interface PodTemplate {
  readonly labels: Labels
  readonly annotations: Readonly<Record<string, string>>
  /** Volume claims of a StatefulSet's template are in `claimTemplates`, not here. */
  readonly spec: PodSpec
  /** As written, to tell equal templates. */
  readonly rawSpec: unknown
}

/** A claim that a StatefulSet makes for each of its pods, named `<name>-<pod>`. */
export interface ClaimTemplate {
  readonly name: string
  /** A claim's specification, raw. */
  readonly spec: unknown
  /** Empty: no class; absent: the default class. */
  readonly className?: string | undefined
  readonly accessModes: readonly string[]
}

/** Undefined: the object is not a workload. */
export function readWorkload(object: KubeObject): Workload | undefined {
  const kind = WORKLOAD_KINDS.find((name) => name === object.kind)
  if (kind === undefined) return undefined
  const metadata = readMetadata(object)
  // A CronJob's Job is one level deeper.
  const spec =
    kind === 'CronJob'
      ? readField(object, 'spec', 'jobTemplate', 'spec')
      : readField(object, 'spec')
  const isSuspended =
    readBoolean(object, 'spec', 'suspend') === true || readBoolean(spec, 'suspend') === true
  return {
    kind,
    replicas: countReplicas(kind, object, isSuspended),
    isReplicasAssumed: isScaled(kind) && readWhole(spec, 'replicas') === undefined,
    selector: readSelector(kind, spec),
    template: readTemplate(readField(spec, 'template'), metadata),
    isOrdered: kind === 'StatefulSet' && readText(spec, 'podManagementPolicy') !== 'Parallel',
    claimTemplates: readList(spec, 'volumeClaimTemplates').flatMap(readClaimTemplate),
    deletesClaimsWhenScaled:
      readText(spec, 'persistentVolumeClaimRetentionPolicy', 'whenScaled') === 'Delete',
    firstOrdinal: readWhole(spec, 'ordinals', 'start') ?? 0,
    isSuspended,
    completions: readWhole(spec, 'completions'),
    ...metadata,
  }
}

function isScaled(kind: WorkloadKind): boolean {
  return kind !== 'DaemonSet' && kind !== 'Job' && kind !== 'CronJob'
}

function countReplicas(kind: WorkloadKind, object: KubeObject, isSuspended: boolean): number {
  switch (kind) {
    case 'DaemonSet':
    case 'CronJob':
      return 0
    case 'Job': {
      if (isSuspended || hasEnded(object)) return 0
      const given = readWhole(object, 'spec', 'parallelism')
      const parallelism = Math.max(0, given ?? 1)
      // The API server's default: without either it is one pod; a work queue is done with its first success.
      const completions =
        readWhole(object, 'spec', 'completions') ?? (given === undefined ? 1 : undefined)
      const succeeded = readWhole(object, 'status', 'succeeded') ?? 0
      if (completions === undefined && succeeded > 0) return 0
      return completions === undefined
        ? parallelism
        : Math.min(parallelism, Math.max(0, completions - succeeded))
    }
    default:
      return Math.max(0, readWhole(object, 'spec', 'replicas') ?? 1)
  }
}

/** A Job that is complete, or has failed for good. */
function hasEnded(object: KubeObject): boolean {
  return readList(object, 'status', 'conditions').some(
    (condition) =>
      readText(condition, 'status') === 'True' &&
      ['Complete', 'Failed'].includes(readText(condition, 'type') ?? ''),
  )
}

function readSelector(kind: WorkloadKind, spec: unknown): LabelSelector {
  return kind === 'ReplicationController'
    ? makeMapSelector(readTextMap(spec, 'selector'))
    : parseLabelSelector(readField(spec, 'selector'), 'spec.selector')
}

function readTemplate(raw: unknown, owner: Metadata): PodTemplate {
  const labels = readTextMap(raw, 'metadata', 'labels')
  const rawSpec = readField(raw, 'spec')
  return {
    labels,
    annotations: readTextMap(raw, 'metadata', 'annotations'),
    spec: readPodSpec(rawSpec, { name: owner.name, namespace: owner.namespace, labels }),
    rawSpec,
  }
}

function readClaimTemplate(raw: unknown): readonly ClaimTemplate[] {
  const name = readText(raw, 'metadata', 'name')
  if (name === undefined) return []
  const spec = readField(raw, 'spec')
  return [
    {
      name,
      spec,
      className:
        readText(raw, 'metadata', 'annotations', 'volume.beta.kubernetes.io/storage-class') ??
        readText(spec, 'storageClassName'),
      accessModes: readList(spec, 'accessModes').filter((mode) => typeof mode === 'string'),
    },
  ]
}
