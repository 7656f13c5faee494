import type { Problem } from '#base/problem.ts'
import { checkObject } from '#kube/check-object.ts'
import { parseYamlDocuments } from '#kube/manifest.ts'
import type { KubeObject } from '#kube/object.ts'
import { collectObjects } from './collect-objects.ts'
import { detectDocument } from './detect.ts'
import { makeImportContext, placeOf, report } from './import-context.ts'
import type { ImportContext, SourceDocument } from './import-context.ts'
import type { ImportFinding } from './importer.ts'
import { countBytes, readSource } from './read-source.ts'
import { IMPORTERS } from './registry.ts'

/** Kubernetes objects out of a pasted text, and what is to be said of it, by line. */
export interface ReadManifests {
  readonly objects: readonly KubeObject[]
  /** What must be put right first. */
  readonly problems: readonly Problem[]
  /** What was taken otherwise than it is written, and what was left out. */
  readonly notes: readonly Problem[]
}

/**
 * Reads manifests of any number of objects, YAML or JSON, as an import does (import specification
 * section 10), and checks what the API server would refuse. Files of other tools are told where to go.
 */
export function readManifests(
  text: string,
  options: { readonly label: string; readonly isOutOfTime?: () => boolean },
): ReadManifests {
  const { label, isOutOfTime } = options
  const context = makeImportContext(isOutOfTime === undefined ? {} : { isOutOfTime })
  const documents = readSource(context, { label, text }, countBytes(text))
  const manifests = documents.filter((document) => isManifest(context, document))
  const importers = IMPORTERS.filter(({ format }) => format === 'kubernetes')
  const mapped = importers.flatMap(
    (one) =>
      one.map({ context, documents: manifests, counts: new Map(), known: NO_IDS }).objects ?? [],
  )
  const objects = collectObjects(context, mapped)
  for (const { object, document } of objects) {
    for (const { code, path, message } of checkObject(object)) {
      const { kind, metadata } = object
      const told = `${kind} ${metadata.name}: ${message}`
      report(context, { code, severity: 'error', message: told }, placeOf(document, path))
    }
  }
  const findLine = makeLineFinder(text)
  const findings = context.findings.map((finding) => toProblem(finding, findLine))
  const isError = (_problem: Problem, index: number) =>
    context.findings[index]?.severity === 'error'
  return {
    objects: objects.map(({ object }) => object),
    problems: sortByLine(findings.filter(isError)),
    notes: sortByLine(findings.filter((problem, index) => !isError(problem, index))),
  }
}

const NO_IDS = { instances: new Set<string>(), volumes: new Set<string>() }

function isManifest(context: ImportContext, document: SourceDocument): boolean {
  const format = detectDocument(document.value)
  if (format.kind === 'kubernetes') return true
  const message =
    format.kind === 'credentials'
      ? 'this looks like AWS credentials; the text was not kept'
      : format.kind === 'not-recognised'
        ? 'not a Kubernetes object: apiVersion and kind were looked for'
        : format.kind === 'unsupported'
          ? `${format.name} is not supported yet: ${format.advice}`
          : `this is a file of ${format.kind === 'plan' ? 'Neverpending' : format.kind}; the Import screen reads it`
  report(context, { code: 'no-manifest', severity: 'error', message }, placeOf(document, ''))
  return false
}

/** JSON has no lines to its reader; as YAML, which it is too, it has. */
function makeLineFinder(text: string): (path: string) => number | undefined {
  if (!/^\s*[{[]/.test(text)) return () => undefined
  let find: ((path: string) => number | undefined) | undefined
  return (path) => {
    if (find === undefined) {
      const { documents } = parseYamlDocuments(text)
      const [only] = documents
      find = documents.length === 1 && only !== undefined ? only.findLine : () => undefined
    }
    return find(path)
  }
}

function toProblem(
  finding: ImportFinding,
  findLine: (path: string) => number | undefined,
): Problem {
  const { code, message, path = '', count } = finding
  const line = finding.line ?? (path === '' ? undefined : findLine(path))
  const times =
    count === undefined || count < 2 || message.startsWith(String(count)) ? '' : ` (${count} times)`
  return { code, path, message: `${message}${times}`, ...(line === undefined ? {} : { line }) }
}

function sortByLine(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
}
