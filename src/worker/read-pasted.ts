import { readManifests } from '#importers/read-manifests.ts'
import { PARSE_TIME_MS } from '#importers/importer.ts'
import type { KubeResource, ResourceId } from '#plan/edit.ts'
import type { Desk } from './desk.ts'
import type { PastedObjects, PastedText } from './questions.ts'

/** What a pasted text holds, and what of it the cluster has already, by kind, namespace and name. */
export async function readPasted(
  { packed, place, text }: PastedText,
  { resources, nowMs }: Pick<Desk<never>, 'resources' | 'nowMs'>,
): Promise<PastedObjects> {
  const plan = await resources.unpack(packed)
  const known = new Map(
    (plan.designs[place.design]?.clusters[place.cluster]?.resources ?? []).map((object) => [
      toKey(object),
      object,
    ]),
  )
  const endMs = nowMs() + PARSE_TIME_MS
  const read = readManifests(text, { label: 'pasted text', isOutOfTime: () => nowMs() > endMs })
  const put: KubeResource[] = []
  const added: ResourceId[] = []
  const replaced: ResourceId[] = []
  const same: ResourceId[] = []
  for (const object of read.objects) {
    const before = known.get(toKey(object))
    const after = before === undefined ? object : withIdentityOf(object, before)
    const { kind, metadata } = after
    const id =
      metadata.namespace === undefined
        ? { kind, name: metadata.name }
        : { kind, namespace: metadata.namespace, name: metadata.name }
    const isSame = before !== undefined && JSON.stringify(before) === JSON.stringify(after)
    if (!isSame) put.push(after)
    if (before === undefined) added.push(id)
    else if (isSame) same.push(id)
    else replaced.push(id)
  }
  const { problems, notes } = read
  return { put, added, replaced, same, problems, notes }
}

/** An object without a namespace is of `default`. */
function toKey({ kind, metadata }: KubeResource): string {
  return JSON.stringify([kind, metadata.namespace ?? 'default', metadata.name])
}

/** Spelt as the plan has it, so that it takes its namesake's place. */
function withIdentityOf(object: KubeResource, known: KubeResource): KubeResource {
  const { namespace: _own, ...metadata } = object.metadata
  const { namespace } = known.metadata
  return {
    ...object,
    apiVersion: known.apiVersion,
    metadata: namespace === undefined ? metadata : { ...metadata, namespace },
  }
}
