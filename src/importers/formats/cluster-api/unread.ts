import { readEntries, readField, readList, readText } from '#kube/field.ts'
import type { MapTask } from '../../format-importer.ts'
import { placeOf, report, type SourceDocument } from '../../import-context.ts'
import { READ_PATHS } from './read-paths.ts'

/** The variables that reach a plan through the patches of the classes. */
export function listReadVariables(documents: readonly SourceDocument[]): ReadonlySet<string> {
  const classes = documents.filter(({ value }) => value['kind'] === 'ClusterClass')
  const names = classes.flatMap(({ value }) =>
    readList(value, 'spec', 'patches').flatMap((patch) => {
      const operations = readList(patch, 'definitions')
        .flatMap((definition) => readList(definition, 'jsonPatches'))
        .filter(isRead)
      if (operations.length === 0) return []
      const templates = [
        readText(patch, 'enabledIf'),
        ...operations.map((operation) => readText(operation, 'valueFrom', 'template')),
      ]
      return [
        ...operations.flatMap((operation) => readText(operation, 'valueFrom', 'variable') ?? []),
        ...templates.flatMap((text) =>
          [...(text ?? '').matchAll(/\.([A-Za-z]\w*)/g)].map(([, name]) => name ?? ''),
        ),
      ]
    }),
  )
  return new Set(names.map((name) => name.split('.')[0] ?? name))
}

function isRead(operation: unknown): boolean {
  return READ_PATHS.test(readText(operation, 'path') ?? '')
}

/**
 * A document without the values of a topology that reach nothing of a plan: what is not used is not
 * asked for either, where it is a placeholder (I4.4).
 */
export function withoutUnread(
  task: MapTask,
  document: SourceDocument,
  variables: ReadonlySet<string>,
): SourceDocument {
  if (document.value['kind'] === 'Cluster') return withoutVariables(task, document, variables)
  return document.value['kind'] === 'ClusterClass' ? withoutPatches(task, document) : document
}

function withoutVariables(
  task: MapTask,
  document: SourceDocument,
  read: ReadonlySet<string>,
): SourceDocument {
  const topology = readField(document.value, 'spec', 'topology')
  const variables = readList(topology, 'variables')
  // A class that no file has may read any; the region at least is called so by custom.
  const isUsed = (variable: unknown): boolean => {
    const name = readText(variable, 'name') ?? ''
    return read.has(name) || (read.size === 0 && name === 'region')
  }
  const others = variables.filter((variable) => !isUsed(variable))
  if (others.length === 0) return document
  const names = others.map((variable) => readText(variable, 'name') ?? '?').join(', ')
  const message = `variables of the topology that reach nothing of a plan: ${names.slice(0, 200)}`
  tell(task, document, { message, count: others.length, path: 'spec.topology.variables' })
  const kept = variables.map((variable) =>
    isUsed(variable) ? variable : { name: readText(variable, 'name') ?? '' },
  )
  return setInSpec(document, 'topology', { ...toMap(topology), variables: kept })
}

function withoutPatches(task: MapTask, document: SourceDocument): SourceDocument {
  const patches = readList(document.value, 'spec', 'patches')
  let count = 0
  const kept = patches.map((patch) => ({
    ...toMap(patch),
    definitions: readList(patch, 'definitions').map((definition) => ({
      ...toMap(definition),
      jsonPatches: readList(definition, 'jsonPatches').map((operation) => {
        if (isRead(operation)) return operation
        count += 1
        return { op: readText(operation, 'op') ?? '', path: readText(operation, 'path') ?? '' }
      }),
    })),
  }))
  if (count === 0) return document
  const message = `${count} patches of the ClusterClass reach nothing of a plan`
  tell(task, document, { message, count, path: 'spec.patches' })
  return setInSpec(document, 'patches', kept)
}

function tell(
  task: MapTask,
  document: SourceDocument,
  told: { readonly message: string; readonly count: number; readonly path: string },
): void {
  const { path, ...rest } = told
  report(
    task.context,
    { code: 'capi-unread', severity: 'dropped', ...rest },
    placeOf(document, path),
  )
}

function setInSpec(document: SourceDocument, field: string, member: unknown): SourceDocument {
  const spec = { ...toMap(readField(document.value, 'spec')), [field]: member }
  return { ...document, value: { ...document.value, spec } }
}

/** A map of its own entries; anything else has none. */
function toMap(value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(readEntries(value))
}
