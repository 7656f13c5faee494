import { compareText } from '#base/compare.ts'
import { readField, readText } from '#kube/field.ts'
import type { MapTask } from '../../format-importer.ts'
import { placeOf, report, type SourceDocument } from '../../import-context.ts'
import { copyByShape } from '../../shape.ts'
import { listReadVariables, withoutUnread } from './unread.ts'
import { findShape, LEFT_OUT } from './shapes.ts'

/** An object of Cluster API as it was copied. */
export interface CapiObject {
  readonly kind: string
  /**
   * As it is written, placeholders and all: references are compared so, and templates join before any
   * variable has a value.
   */
  readonly writtenName: string
  readonly namespace: string
  readonly name: string
  /** False: the name has placeholders without a value, and `name` is what stands beside them. */
  readonly isNamed: boolean
  readonly copy: unknown
  readonly document: SourceDocument
}

/** The objects that are read, each once; the others are told, by kind. */
export function readObjects(task: MapTask): readonly CapiObject[] {
  const counted = new Map<string, { readonly document: SourceDocument; count: number }>()
  const readVariables = listReadVariables(task.documents)
  const objects = task.documents.flatMap((document) => {
    const kind = String(document.value['kind'])
    const shape = findShape(kind, hasFlagList(document.value))
    if (shape !== undefined) {
      const read = withoutUnread(task, document, readVariables)
      return readObject(task, document, copyByShape({ ...task, document: read, kind }, shape))
    }
    const key = JSON.stringify([document.file, kind])
    const known = counted.get(key)
    if (known === undefined) counted.set(key, { document, count: 1 })
    else known.count += 1
    return []
  })
  for (const { document, count } of counted.values()) reportKind(task, document, count)
  return dropRepeated(task, objects)
}

/** Flags of kubeadm's kubelets are a map, and a list since its v1beta4. */
function hasFlagList(value: unknown): boolean {
  const specs = [readField(value, 'spec'), readField(value, 'spec', 'template', 'spec')]
  return specs.some((spec) =>
    Array.isArray(readField(spec, 'joinConfiguration', 'nodeRegistration', 'kubeletExtraArgs')),
  )
}

function readObject(task: MapTask, document: SourceDocument, copy: unknown): CapiObject[] {
  const kind = String(document.value['kind'])
  const written = readText(document.value, 'metadata', 'name') ?? ''
  const filled = readText(copy, 'metadata', 'name')
  const name = filled ?? withoutPlaceholders(written)
  if (written === '' || name.length > 253) {
    const message = `a ${kind} ${written === '' ? 'without metadata.name' : 'whose name has more than 253 characters'}; it could not be used`
    report(
      task.context,
      { code: 'no-name', severity: 'error', message },
      placeOf(document, 'metadata'),
    )
    return []
  }
  const namespace = readText(document.value, 'metadata', 'namespace') ?? ''
  const isNamed = filled !== undefined
  return [{ kind, writtenName: written, namespace, name, isNamed, copy, document }]
}

/** `md-0` of `${CLUSTER_NAME}-md-0`: what a name is until its placeholders have values. */
export function withoutPlaceholders(text: string): string {
  return text.replaceAll(/\$\{[^}]*\}|^\$\w+$/g, '').replaceAll(/^[-_.]+|[-_.]+$/g, '')
}

function reportKind(task: MapTask, document: SourceDocument, count: number): void {
  const kind = String(document.value['kind']).slice(0, 60)
  const why = LEFT_OUT.get(kind)
  const place = placeOf(document, '')
  if (kind.startsWith('ROSA')) {
    const message = `${kind}: Red Hat OpenShift on AWS is not supported; left out`
    report(task.context, { code: 'capi-rosa', severity: 'error', message, count }, place)
  } else if (why !== undefined) {
    const message = `${count} ${kind}: left out on purpose (${why})`
    report(task.context, { code: 'capi-left-out', severity: 'dropped', message, count }, place)
  } else {
    const message = `${count} ${kind}: a kind that this plan does not use; not stored`
    report(task.context, { code: 'unknown-kind', severity: 'unknown', message, count }, place)
  }
}

/** One object of a kind, namespace and name; of different ones the same is taken whatever the order. */
function dropRepeated(task: MapTask, objects: readonly CapiObject[]): readonly CapiObject[] {
  const byId = new Map<string, CapiObject>()
  for (const object of objects) {
    const id = JSON.stringify([object.kind, object.namespace, object.writtenName])
    const known = byId.get(id)
    const texts = [known?.copy, object.copy].map((copy) => JSON.stringify(copy))
    if (known === undefined) {
      byId.set(id, object)
    } else if (texts[0] !== texts[1]) {
      const message = `${object.kind} ${object.name} stands twice, and they differ; one is taken`
      report(
        task.context,
        { code: 'object-twice', severity: 'ambiguous', message },
        placeOf(object.document, ''),
      )
      if ((texts[0] ?? '') < (texts[1] ?? '')) byId.set(id, object)
    }
  }
  return [...byId].sort(([a], [b]) => compareText(a, b)).map(([, object]) => object)
}

/** A reference as it is written, so that names with placeholders are found too. */
export interface Reference {
  readonly kind: string
  readonly name: string
}

export function readReference(value: unknown, ...path: readonly string[]): Reference | undefined {
  const kind = readText(value, ...path, 'kind')
  const name = readText(value, ...path, 'name')
  return kind === undefined || name === undefined ? undefined : { kind, name }
}

/** All objects of an import, and which of them a cluster used. */
export interface ObjectIndex {
  readonly objects: readonly CapiObject[]
  readonly used: Set<CapiObject>
}

/** The object that a reference names: of the same namespace, else of any. */
export function findReferred(
  { objects, used }: ObjectIndex,
  reference: Reference | undefined,
  namespace: string,
): CapiObject | undefined {
  if (reference === undefined) return undefined
  const named = objects.filter(
    ({ kind, writtenName }) => kind === reference.kind && writtenName === reference.name,
  )
  const found = named.find((object) => object.namespace === namespace) ?? named[0]
  if (found !== undefined) used.add(found)
  return found
}
