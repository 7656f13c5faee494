import { MANIFEST_LIMITS, type ManifestLimits } from '#kube/manifest-note.ts'
import { parseYamlDocuments, type ManifestDocument } from '#kube/manifest.ts'
import { isBinary, MAX_FILE_BYTES, renderTooLarge } from './decode-source.ts'
import { detectText } from './detect.ts'
import { report, type ImportContext, type SourceDocument } from './import-context.ts'
import type { SourceFile } from './importer.ts'

/**
 * From a file's text to the objects in it: limits, JSON or YAML, several documents, JSON lines, and
 * lists (`kind: List`) unwrapped (import specification I2.2, I3). What cannot be read becomes a finding.
 */
export function readSource(context: ImportContext, source: SourceFile): readonly SourceDocument[] {
  const file = source.label
  const text = source.text.startsWith('\uFEFF') ? source.text.slice(1) : source.text
  const bytes = countBytes(text)
  if (bytes > MAX_FILE_BYTES) {
    return refuse(context, file, 'limit-file', renderTooLarge(bytes))
  }
  if (text.trim() === '') return refuse(context, file, 'empty-file', 'the file is empty')
  if (isBinary(text)) {
    return refuse(context, file, 'binary', 'this is a binary file, not YAML or JSON')
  }
  const first = /[^\s]/.exec(text)?.[0]
  const values = first === '{' || first === '[' ? readJson(text) : undefined
  if (values !== undefined) return readJsonValues(context, file, values)
  return readYaml(context, file, text, bytes)
}

/** UTF-8 bytes of a text; not counted where it cannot pass the limit. */
export function countBytes(text: string): number {
  if (text.length * 3 <= 1_048_576) return new TextEncoder().encode(text).length
  let bytes = text.length
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code > 0x7ff) bytes += code >= 0xd800 && code <= 0xdfff ? 1 : 2
    else if (code > 0x7f) bytes += 1
  }
  return bytes
}

function refuse(context: ImportContext, file: string, code: string, message: string): [] {
  report(context, { code, severity: 'error', message }, { file })
  return []
}

/** One JSON value, or JSON lines; `undefined`: neither, YAML then says what is wrong and where. */
function readJson(text: string): readonly unknown[] | undefined {
  try {
    return [JSON.parse(text)]
  } catch {
    return readJsonLines(text)
  }
}

function readJsonLines(text: string): readonly unknown[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length < 2 || lines.length > MANIFEST_LIMITS.documents) return undefined
  const values: unknown[] = []
  for (const line of lines) {
    try {
      values.push(JSON.parse(line))
    } catch {
      return undefined
    }
  }
  return values
}

function readJsonValues(
  context: ImportContext,
  file: string,
  values: readonly unknown[],
): readonly SourceDocument[] {
  // An array of objects is as good as JSON lines.
  const [only] = values
  const documents = values.length === 1 && Array.isArray(only) ? (only as unknown[]) : values
  const budget = { entries: MANIFEST_LIMITS.entries }
  const read: SourceDocument[] = []
  for (const [index, value] of documents.entries()) {
    const broken = findBrokenLimit(value, budget)
    if (broken !== undefined) return refuse(context, file, broken.code, broken.message)
    read.push(
      ...unwrap(context, { file, document: index, value, base: '', findLine: () => undefined }, 0),
    )
  }
  return read
}

/**
 * Depth and number of entries, walked without recursion. Kubernetes objects in a list are bounded one
 * by one, since the file's size bounds their number: fifty thousand pods are no attack.
 */
function findBrokenLimit(
  root: unknown,
  budget: { entries: number },
): { readonly code: string; readonly message: string } | undefined {
  if (isList(root)) {
    for (const item of root['items']) {
      const broken = findBrokenLimit(item, { entries: MANIFEST_LIMITS.entries })
      if (broken !== undefined) return broken
    }
    return undefined
  }
  let level: unknown[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      if (depth >= MANIFEST_LIMITS.depth) {
        const message = `nested deeper than ${MANIFEST_LIMITS.depth} levels`
        return { code: 'limit-depth', message }
      }
      const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
      budget.entries -= members.length
      if (budget.entries < 0) {
        const message = `more than ${MANIFEST_LIMITS.entries.toLocaleString('en-US')} entries; take fewer kinds or namespaces a file`
        return { code: 'limit-nodes', message }
      }
      for (const member of members) {
        if (typeof member === 'object' && member !== null) next.push(member)
        else if (typeof member === 'string' && member.length > MANIFEST_LIMITS.stringLength) {
          const message = `a text of more than ${MANIFEST_LIMITS.stringLength.toLocaleString('en-US')} characters`
          return { code: 'limit-string', message }
        }
      }
    }
    level = next
  }
  return undefined
}

/** YAML above this size takes seconds to read (I3.1). */
const LARGE_YAML_BYTES = 16 * 1024 * 1024

function readYaml(
  context: ImportContext,
  file: string,
  text: string,
  bytes: number,
): readonly SourceDocument[] {
  const other = detectText(text)
  if (other?.kind === 'credentials') return refuseCredentials(context, file)
  if (bytes > LARGE_YAML_BYTES) {
    const size = Math.round(bytes / 1_048_576)
    const message = `${size} MiB of YAML takes seconds to read; JSON (kubectl get … -o json) takes a tenth of that`
    report(context, { code: 'yaml-large', severity: 'info', message }, { file })
  }
  const limits: ManifestLimits = {
    ...MANIFEST_LIMITS,
    isOutOfTime: context.options.isOutOfTime ?? MANIFEST_LIMITS.isOutOfTime,
  }
  const manifest = parseYamlDocuments(text, limits)
  for (const note of manifest.notes) {
    const place = note.line === undefined ? { file } : { file, line: note.line }
    report(context, { code: note.code, severity: 'error', message: note.message }, place)
  }
  if (other !== undefined && other.kind === 'unsupported') {
    return refuse(
      context,
      file,
      'not-supported',
      `${other.name} is not supported yet: ${other.advice}`,
    )
  }
  reportNotes(context, file, manifest.documents)
  return manifest.documents.flatMap((document) => {
    const { index, value, findLine } = document
    return unwrap(context, { file, document: index, value, base: '', findLine }, 0)
  })
}

export function refuseCredentials(context: ImportContext, file: string): [] {
  const message =
    'this looks like AWS credentials; the text was not kept. Importing files never needs credentials'
  return refuse(context, file, 'credentials', message)
}

/** I4.5: many template marks are one finding. */
const MAX_TEMPLATE_DOCUMENTS = 5

function reportNotes(
  context: ImportContext,
  file: string,
  documents: readonly ManifestDocument[],
): void {
  const marked = documents.filter((document) => document.hasTemplateMarks)
  const isChart = marked.length > MAX_TEMPLATE_DOCUMENTS
  if (isChart) {
    const message = `${marked.length} documents have template marks: this looks like an unrendered Helm chart; run helm template and import its output`
    report(
      context,
      { code: 'helm-template', severity: 'error', message, count: marked.length },
      { file },
    )
  }
  for (const document of documents) {
    for (const note of document.notes) {
      if (isChart && (note.code === 'template-mark' || document.hasTemplateMarks)) continue
      const place = { file, document: document.index }
      report(
        context,
        { code: note.code, severity: severityOf(note), message: note.message },
        note.line === undefined ? place : { ...place, line: note.line },
      )
    }
  }
}

function severityOf(note: {
  readonly code: string
  readonly isFatal: boolean
}): 'error' | 'ambiguous' | 'info' {
  if (note.isFatal || note.code === 'template-mark') return 'error'
  return note.code === 'duplicate-key' ? 'ambiguous' : 'info'
}

/** Lists in lists, and no deeper (I2.2). */
const MAX_LIST_LEVELS = 2

function unwrap(
  context: ImportContext,
  document: Omit<SourceDocument, 'value'> & { readonly value: unknown },
  level: number,
): readonly SourceDocument[] {
  const { value, file } = document
  if (value === null || value === undefined) return []
  if (typeof value !== 'object' || Array.isArray(value)) {
    const what = Array.isArray(value) ? 'a list' : JSON.stringify(value).slice(0, 60)
    const message = `not recognised: ${what}, where a document with apiVersion and kind was looked for`
    report(
      context,
      { code: 'not-recognised', severity: 'error', message },
      { file, document: document.document },
    )
    return []
  }
  if (!isList(value)) return [document as SourceDocument]
  if (level >= MAX_LIST_LEVELS) {
    const message = `lists are unwrapped ${MAX_LIST_LEVELS} levels deep; this one lies deeper`
    report(
      context,
      { code: 'nested-list', severity: 'error', message },
      { file, document: document.document, path: document.base },
    )
    return []
  }
  const { items } = value
  const itemKind = String(value['kind']).slice(0, -'List'.length)
  const unwrapped: SourceDocument[] = []
  for (let index = 0; index < items.length; index += 1) {
    const base = document.base === '' ? `items[${index}]` : `${document.base}.items[${index}]`
    const item = fillKind(items[index], { kind: itemKind, apiVersion: value['apiVersion'] })
    const found = unwrap(context, { ...document, base, value: item }, level + 1)
    // Spreading tens of thousands of arguments would end the stack.
    for (const one of found) unwrapped.push(one)
  }
  return unwrapped
}

/** Items of a typed list (`PodList`) come without kind from the API itself. */
function fillKind(
  item: unknown,
  of: { readonly kind: string; readonly apiVersion: unknown },
): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item) || of.kind === '')
    return item
  if (Object.hasOwn(item, 'kind') && Object.hasOwn(item, 'apiVersion')) return item
  return { apiVersion: of.apiVersion, kind: of.kind, ...item }
}

function isList(
  value: unknown,
): value is Readonly<Record<string, unknown>> & { readonly items: readonly unknown[] } {
  if (typeof value !== 'object' || value === null) return false
  const map = value as Readonly<Record<string, unknown>>
  return (
    typeof map['kind'] === 'string' && map['kind'].endsWith('List') && Array.isArray(map['items'])
  )
}
