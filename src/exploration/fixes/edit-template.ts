import { readField, readText } from '#kube/field.ts'
import type { KubeResource } from '#plan/edit.ts'
import type { Plan } from '#plan/schema.ts'
import type { FixCase } from './candidate.ts'
import { changeField, isMap, putObjects } from './edit-objects.ts'

/** A pod specification as it stands in the plan. */
export type RawPodSpec = Readonly<Record<string, unknown>>

/** Where the specification of the pod asked about is written: its top owner, or the Pod itself. */
export interface PodTemplate {
  readonly owner: KubeResource
  readonly spec: RawPodSpec
}

/** Undefined where the owner is not among the plan's objects: then nothing says what it would make. */
export function findTemplate({ cluster, asked }: FixCase): PodTemplate | undefined {
  const { kind, namespace, name } = asked.owner
  const owner = cluster.resources.find(
    (one) =>
      one.kind === kind &&
      one.metadata.name === name &&
      (one.metadata.namespace ?? 'default') === namespace,
  )
  if (owner === undefined) return undefined
  const spec = readField(owner, ...pathOfSpec(kind))
  return isMap(spec) ? { owner, spec } : undefined
}

/**
 * The plan with the specification changed: in the owner, and in those of its Pod objects that wait, since
 * they are made anew before they run.
 */
export function changeTemplate(
  at: FixCase,
  { owner }: PodTemplate,
  change: (spec: RawPodSpec) => RawPodSpec,
): Plan {
  const changeIn = (object: KubeResource) =>
    changeField(object, pathOfSpec(object.kind), (spec) => (isMap(spec) ? change(spec) : spec))
  const changed = [owner, ...listWaitingPods(at).filter((pod) => pod !== owner)].flatMap(
    (object) => {
      const edited = changeIn(object)
      return edited === object ? [] : [edited]
    },
  )
  return putObjects(at.plan, at.place, changed)
}

/** Pod objects of the same owner that have no node. */
export function listWaitingPods({ cluster, compiled, asked }: FixCase): readonly KubeResource[] {
  const waiting = new Set(
    compiled.pods
      .filter((pod) => pod.isObserved && pod.node === undefined)
      .filter((pod) => pod.owner.path === asked.owner.path)
      .map((pod) => `${pod.namespace}/${pod.name}`),
  )
  return cluster.resources.filter(
    ({ kind, metadata }) =>
      kind === 'Pod' && waiting.has(`${metadata.namespace ?? 'default'}/${metadata.name}`),
  )
}

/** What a person does so that the edit is that of the pods too. */
export function noteRollout({ owner }: PodTemplate): string | undefined {
  if (owner.kind === 'Pod')
    return `${owner.metadata.name} is made anew: no field of a Pod that is edited here can be changed while it exists`
  if (owner.kind !== 'StatefulSet') return undefined
  const name = readText(owner, 'metadata', 'name') ?? ''
  return `a pod of ${name} that waits is made anew only when it is deleted`
}

export function joinNotes(...notes: readonly (string | undefined)[]): string | undefined {
  const said = notes.filter((note) => note !== undefined)
  return said.length === 0 ? undefined : said.join('; ')
}

function pathOfSpec(kind: string): readonly string[] {
  if (kind === 'Pod') return ['spec']
  return kind === 'CronJob'
    ? ['spec', 'jobTemplate', 'spec', 'template', 'spec']
    : ['spec', 'template', 'spec']
}
