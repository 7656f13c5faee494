import { compareText } from '#base/compare.ts'
import { compareResources } from '#plan/compare-resources.ts'
import type { Cluster } from '#plan/schema.ts'
import type { ImportedObject } from './format-importer.ts'
import { placeOf, report, type ImportContext } from './import-context.ts'

type Resource = Cluster['resources'][number]

/**
 * The Kubernetes objects of all files in one order, each once by kind, namespace and name (import
 * specification I1.5). Of different objects of one identity the same one is taken whatever the order.
 */
export function collectObjects(
  context: ImportContext,
  objects: readonly ImportedObject[],
): readonly ImportedObject[] {
  const byId = new Map<string, ImportedObject>()
  for (const imported of objects) {
    const id = toIdentity(imported.object)
    const known = byId.get(id)
    if (known === undefined) {
      byId.set(id, imported)
      continue
    }
    const texts = [known, imported].map(({ object }) => JSON.stringify(sortKeys(object)))
    const [before, after] = texts
    if (before === after) {
      // The same place is named whichever came first.
      if (compareText(imported.document.file, known.document.file) < 0) byId.set(id, imported)
      continue
    }
    reportTwice(context, known, imported)
    if ((before ?? '') < (after ?? '')) byId.set(id, imported)
  }
  // A line feed sorts before every character of a name: the ids sort as their parts do.
  return [...byId].sort(([a], [b]) => compareText(a, b)).map(([, imported]) => imported)
}

function reportTwice(context: ImportContext, known: ImportedObject, other: ImportedObject): void {
  const { kind, metadata } = other.object
  const name =
    metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`
  const files = [known.document.file, other.document.file].sort(compareText)
  const where = files[0] === files[1] ? `twice in ${files[0]}` : `in ${files.join(' and in ')}`
  const message = `${kind} ${name} stands ${where}, and they differ; one is taken`
  report(
    context,
    { code: 'object-twice', severity: 'ambiguous', message },
    placeOf(other.document, ''),
  )
}

/** Kind, namespace and name; the version of the API does not matter. */
export function toIdentity(object: {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string | undefined }
}): string {
  return `${object.kind}\n${object.metadata.namespace ?? ''}\n${object.metadata.name}`
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([key, member]) => [key, sortKeys(member)] as const),
  )
}

/** Kinds that show a cluster as it is now: a new import of a kind replaces what was seen before. */
const OBSERVED_KINDS: readonly string[] = [
  'Node',
  'Pod',
  'ReplicaSet',
  'CSINode',
  'VolumeAttachment',
]

/**
 * The open plan's objects with those of the import in their place (I1.5). What ran before and is not in
 * a new list of its kind and namespace is gone; everything else of the open plan stays.
 */
export function mergeResources(
  base: readonly Resource[],
  imported: readonly Resource[],
): readonly Resource[] {
  if (base.length === 0) return imported
  const ids = new Set(imported.map(toIdentity))
  const lists = new Set(imported.map(toListId))
  const kept = base.filter(
    (object) =>
      !ids.has(toIdentity(object)) &&
      !(OBSERVED_KINDS.includes(object.kind) && lists.has(toListId(object))),
  )
  return [...kept, ...imported].sort(compareResources)
}

function toListId(object: Resource): string {
  return `${object.kind}\n${object.metadata.namespace ?? ''}`
}
