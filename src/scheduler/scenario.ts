/**
 * Scenarios of the real kube-scheduler: the objects of a cluster, and attempt by attempt what it decided and
 * what changed before the next one.
 */
import type { KubeObject } from '#kube/object.ts'
import type { SchedulerVersion } from './version.ts'

export interface Scenario {
  readonly id: string
  readonly compat: SchedulerVersion
  readonly objects: readonly KubeObject[]
  readonly attempts: readonly RecordedAttempt[]
}

/** Absent fields: nothing of the kind happened. */
export interface RecordedAttempt {
  /** `namespace/name`. */
  readonly pod: string
  readonly result: 'scheduled' | 'unschedulable' | 'gated' | 'skipped' | 'error'
  readonly start: number
  readonly next: number
  readonly evaluated?: number
  readonly preFilter?: {
    readonly skipped?: readonly string[]
    readonly nodes?: readonly string[]
    readonly rejected?: RecordedStatus & { readonly plugin: string }
  }
  readonly feasible?: readonly string[]
  readonly rejected?: readonly RecordedRejection[]
  readonly absent?: RecordedStatus
  readonly scores?: Readonly<Record<string, RecordedScores>>
  readonly totals?: readonly number[]
  readonly top?: readonly string[]
  readonly winner?: string
  readonly message?: string
  readonly unschedulablePlugins?: readonly string[]
  readonly preemption?: {
    readonly ran?: boolean
    readonly candidates?: readonly {
      readonly node: string
      readonly victims: readonly string[]
      readonly violations?: number
    }[]
    readonly rejected?: readonly RecordedRejection[]
    readonly nominated?: string
    readonly victims?: readonly string[]
    readonly best?: readonly string[]
  }
  /** What changed before the next attempt, whatever we decided. */
  readonly after?: Outcome
}

export interface RecordedStatus {
  readonly code: string
  readonly reasons: readonly string[]
}

export interface RecordedRejection extends RecordedStatus {
  readonly plugin?: string
  readonly nodes: readonly string[]
}

interface RecordedScores {
  readonly weight: number
  readonly raw: readonly number[]
  readonly normalized?: readonly number[]
}

export interface Outcome {
  readonly deleted?: readonly string[]
  readonly objects?: readonly KubeObject[]
  readonly bound?: { readonly node: string; readonly startTime: string }
  readonly nominated?: string
  readonly unnominated?: readonly string[]
  readonly terminating?: readonly string[]
}

/** Objects by kind, namespace and name. */
export type Objects = ReadonlyMap<string, KubeObject>

export function indexObjects(objects: readonly KubeObject[]): Objects {
  return new Map(objects.map((object) => [keyOf(object), object]))
}

function keyOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.namespace ?? 'default'}/${metadata.name}`
}

/** The cluster after the recorded outcome of an attempt. */
export function applyOutcome(objects: Objects, attempt: RecordedAttempt): Objects {
  const changed = new Map(objects)
  changeObjects(changed, attempt)
  return changed
}

/** Changes the cluster by the recorded outcome of an attempt, in the order that the vectors prescribe. */
export function changeObjects(
  changed: Map<string, KubeObject>,
  { pod, after = {} }: RecordedAttempt,
): void {
  const change = (name: string, fields: ChangedFields): void => {
    const object = changed.get(`Pod ${name}`)
    if (object !== undefined) changed.set(`Pod ${name}`, mergeFields(object, fields))
  }
  for (const name of after.deleted ?? []) changed.delete(`Pod ${name}`)
  for (const object of after.objects ?? []) changed.set(keyOf(object), object)
  if (after.bound !== undefined) {
    const { node, startTime } = after.bound
    const status = { phase: 'Running', startTime, nominatedNodeName: undefined }
    change(pod, { spec: { nodeName: node }, status })
  }
  if (after.nominated !== undefined) {
    change(pod, { status: { nominatedNodeName: after.nominated } })
  }
  for (const name of after.unnominated ?? []) change(name, { status: { nominatedNodeName: '' } })
  const target = { type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' }
  for (const name of after.terminating ?? []) {
    const metadata = { deletionTimestamp: '2026-01-02T00:00:00Z' }
    change(name, { metadata, status: { conditions: [target] } })
  }
}

interface ChangedFields {
  readonly metadata?: object
  readonly spec?: object
  readonly status?: object
}

/** The object with these fields in place of its own. */
export function mergeFields(object: KubeObject, fields: ChangedFields): KubeObject {
  return {
    ...object,
    metadata: { ...object.metadata, ...fields.metadata },
    spec: { ...Object(object['spec']), ...fields.spec },
    status: { ...Object(object['status']), ...fields.status },
  }
}
