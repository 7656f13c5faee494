import type { ClusterPlace, KubeResource } from '#plan/edit.ts'
import { upsertResource } from '#plan/edit.ts'
import type { Cluster, Plan } from '#plan/schema.ts'

/** Puts each object in the place of its namesake. */
export function putObjects(
  plan: Plan,
  place: ClusterPlace,
  objects: readonly KubeResource[],
): Plan {
  return objects.reduce((edited, object) => upsertResource(edited, place, object), plan)
}

/** An object before and after an edit. */
export interface ChangedObject {
  readonly before: KubeResource | undefined
  readonly after: KubeResource
}

/** Objects that an edit put, by identity: edits share what they do not change. */
export function listChangedObjects(before: Cluster, after: Cluster): readonly ChangedObject[] {
  if (before.resources === after.resources) return []
  const kept = new Set(before.resources)
  const put = after.resources.filter((object) => !kept.has(object))
  const old = new Map(before.resources.map((object) => [renderId(object), object]))
  return put.map((object) => ({ before: old.get(renderId(object)), after: object }))
}

/** `StatefulSet default/db`. */
export function renderId({ kind, metadata }: KubeResource): string {
  const { namespace, name } = metadata
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`
}

type Fields = Readonly<Record<string, unknown>>

/** A copy in which one field, at a path of maps, is changed; maps that are missing are made. */
export function changeField<Target extends object>(
  target: Target,
  path: readonly string[],
  change: (value: unknown) => unknown,
): Target {
  const [key, ...rest] = path
  if (key === undefined) return target
  const fields = target as Fields
  const old = Object.hasOwn(fields, key) ? fields[key] : undefined
  const value = rest.length === 0 ? change(old) : changeField(isMap(old) ? old : {}, rest, change)
  if (value === old) return target
  const { [key]: _, ...others } = fields
  // A field of a raw object is of any type; what is put in its place keeps the object's own shape.
  if (value === undefined) return others as Target
  return (
    Object.hasOwn(fields, key) ? { ...fields, [key]: value } : { ...others, [key]: value }
  ) as Target
}

export function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
