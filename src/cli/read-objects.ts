import type { Problem } from '#base/problem.ts'
import { failed, ok } from '#base/result.ts'
import type { Result } from '#base/result.ts'
import { decodeSource } from '#importers/decode-source.ts'
import { PARSE_TIME_MS } from '#importers/importer.ts'
import { hasObject, readList, readText } from '#kube/field.ts'
import { MANIFEST_LIMITS } from '#kube/manifest-note.ts'
import { parseYamlDocuments } from '#kube/manifest.ts'
import type { KubeObject } from '#kube/object.ts'
import { readFiles } from './read-files.ts'
import type { NamedBytes } from './read-files.ts'
import type { Terminal } from './terminal.ts'
import { unpackGzip } from './unpack-gzip.ts'

/** The Kubernetes objects of files, as they stand: documents, lists, and `kind: List`. */
export async function readObjects(
  paths: readonly string[],
  terminal: Terminal,
): Promise<Result<readonly KubeObject[], Problem>> {
  const files = await readFiles(paths, terminal)
  if (files.kind === 'failed') return files
  const read = files.value.map(readFile)
  const problems = read.flatMap((one) => (one.kind === 'failed' ? one.problems : []))
  if (problems.length > 0) return failed(problems)
  const objects = read.flatMap((one) => (one.kind === 'ok' ? one.value : []))
  if (objects.length > 0) return ok(objects)
  const message = 'there is no Kubernetes object in it'
  return failed([{ code: 'cli/empty', path: paths.join(', '), message }])
}

function readFile(file: NamedBytes): Result<readonly KubeObject[], Problem> {
  const bytes = unpackGzip(file)
  if (bytes.kind === 'failed') return bytes
  const text = decodeSource(file.label, bytes.value)
  if (text.kind === 'failed') return text
  const startedAtMs = performance.now()
  const { documents, notes } = parseYamlDocuments(text.value, {
    ...MANIFEST_LIMITS,
    isOutOfTime: () => performance.now() - startedAtMs > PARSE_TIME_MS,
  })
  const problems: Problem[] = [...notes, ...documents.flatMap((one) => one.notes)]
    .filter((note) => note.isFatal)
    .map(({ message }) => ({ code: 'cli/unreadable', path: file.label, message }))
  const objects: KubeObject[] = []
  for (const { index, value } of documents) {
    for (const [at, item] of listItems(value).entries()) {
      if (isKubeObject(item)) objects.push(item)
      else {
        const path = `${file.label} document ${index + 1}, object ${at + 1}`
        const message = 'is not a Kubernetes object: it needs apiVersion, kind and metadata.name'
        problems.push({ code: 'cli/object', path, message })
      }
    }
  }
  return problems.length > 0 ? failed(problems) : ok(objects)
}

function listItems(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap(listItems)
  const isList = readText(value, 'kind')?.endsWith('List') === true
  return isList ? readList(value, 'items') : [value]
}

function isKubeObject(value: unknown): value is KubeObject {
  return (
    readText(value, 'apiVersion') !== undefined &&
    readText(value, 'kind') !== undefined &&
    hasObject(value, 'metadata') &&
    readText(value, 'metadata', 'name') !== undefined
  )
}
