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
export function readSource(
  context: ImportContext,
  source: SourceFile,
  bytes: number,
): readonly SourceDocument[] {
  const file = source.label
  const text = source.text.startsWith('\uFEFF') ? source.text.slice(1) : source.text
  if (bytes > MAX_FILE_BYTES) {
    return refuse(context, file, 'limit-file', renderTooLarge(bytes))
  }
  if (text.trim() === '') return refuse(context, file, 'empty-file', 'the file is empty')
  if (isBinary(text)) {
    return refuse(context, file, 'binary', 'this is a binary file, not YAML or JSON')
  }
  if (!/^\s*[{[]/.test(text)) return readYaml(context, file, text, bytes)
  const json = readJson(text)
  if (json.kind === 'ok') return readJsonValues(context, file, json.values)
  // Braces may be YAML too; what looks like JSON is told as JSON.
  if (!/^\s*[{[]\s*["{[]/.test(text.slice(0, 4096)) || text.slice(0, 4096).includes('{{')) {
    return readYaml(context, file, text, bytes)
  }
  const message = `not readable as JSON: ${json.message}`
  report(context, { code: 'json-syntax', severity: 'error', message }, { file, line: json.line })
  return []
}

/** Objects that a plan can hold (`plan/schema.ts`). */
const MAX_OBJECTS = 200_000
/** Lists in lists, and no deeper (I2.2). */
const MAX_LIST_LEVELS = 2

/** UTF-8 bytes of a text. */
export function countBytes(text: string): number {
  // Most files are ASCII, and finding that out is cheap.
  if (!/[^\0-\x7f]/.test(text)) return text.length
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

type JsonRead =
  | { readonly kind: 'ok'; readonly values: readonly unknown[] }
  | { readonly kind: 'failed'; readonly message: string; readonly line: number }

/** One JSON value, JSON lines, or values one after the other. */
function readJson(text: string): JsonRead {
  try {
    return { kind: 'ok', values: [JSON.parse(text)] }
  } catch (thrown) {
    const values = readJsonLines(text) ?? readJsonTexts(text)
    return values === undefined ? describeJsonError(text, thrown) : { kind: 'ok', values }
  }
}

/** What the engine says, with the line in place of its offset and without pieces of the text. */
function describeJsonError(text: string, thrown: unknown): JsonRead {
  const said = thrown instanceof Error ? thrown.message : ''
  const offset = /position (\d+)/.exec(said)?.[1]
  const isCut = offset === undefined || Number(offset) >= text.trimEnd().length
  const before = isCut ? text.trimEnd() : text.slice(0, Number(offset))
  const message = isCut
    ? 'the text ends in the middle; it may have been cut'
    : (said.split(' in JSON')[0] ?? '').replace(/, ?"[^]*$/, '').slice(0, 120)
  return { kind: 'failed', message, line: before.split('\n').length }
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

/** Outputs that were appended to one file: maps and lists one after the other. */
function readJsonTexts(text: string): readonly unknown[] | undefined {
  const texts = splitJsonTexts(text)
  if (texts === undefined || texts.length < 2) return undefined
  try {
    return texts.map((one): unknown => JSON.parse(one))
  } catch {
    return undefined
  }
}

/** One pass over braces and quotes; `undefined` where anything else stands between values. */
function splitJsonTexts(text: string): readonly string[] | undefined {
  const texts: string[] = []
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/gs
  let depth = 0
  let start = 0
  for (const match of text.matchAll(token)) {
    const [piece] = match
    if (piece.startsWith('"')) continue
    const isOpening = piece === '{' || piece === '['
    if (isOpening && depth === 0) {
      if (text.slice(start, match.index).trim() !== '') return undefined
      start = match.index
    }
    depth += isOpening ? 1 : -1
    if (depth < 0) return undefined
    if (depth > 0) continue
    texts.push(text.slice(start, match.index + 1))
    start = match.index + 1
    if (texts.length > MANIFEST_LIMITS.documents) return undefined
  }
  return depth === 0 && text.slice(start).trim() === '' ? texts : undefined
}

function readJsonValues(
  context: ImportContext,
  file: string,
  values: readonly unknown[],
): readonly SourceDocument[] {
  // An array of objects is as good as JSON lines.
  const [only] = values
  const documents = values.length === 1 && Array.isArray(only) ? (only as unknown[]) : values
  if (documents.length > MAX_OBJECTS) {
    const message = `${documents.length} items; at most ${MAX_OBJECTS} are read`
    return refuse(context, file, 'limit-documents', message)
  }
  const budget = { entries: MANIFEST_LIMITS.entries }
  const read: SourceDocument[] = []
  for (const [index, value] of documents.entries()) {
    const broken = findBrokenLimit(value, budget)
    if (broken !== undefined) return refuse(context, file, broken.code, broken.message)
    const source = { file, document: index, value, base: '', findLine: () => undefined }
    for (const one of unwrap(context, source, 0)) read.push(one)
  }
  return read
}

interface BrokenLimit {
  readonly code: string
  readonly message: string
}

/**
 * Depth and number of entries. Kubernetes objects in a list are bounded one by one, since the file's
 * size bounds their number: fifty thousand pods are no attack.
 */
function findBrokenLimit(
  root: unknown,
  budget: { entries: number },
  level = 0,
): BrokenLimit | undefined {
  if (!isList(root) || level >= MAX_LIST_LEVELS) return walkLimits(root, 0, budget)
  for (const item of root.items) {
    const broken = isList(item)
      ? findBrokenLimit(item, budget, level + 1)
      : walkLimits(item, 0, { entries: MANIFEST_LIMITS.entries })
    if (broken !== undefined) return broken
  }
  return undefined
}

/** Recurses no deeper than the limit that it checks. */
function walkLimits(
  value: unknown,
  depth: number,
  budget: { entries: number },
): BrokenLimit | undefined {
  if (typeof value === 'string') {
    if (value.length <= MANIFEST_LIMITS.stringLength) return undefined
    const most = MANIFEST_LIMITS.stringLength.toLocaleString('en-US')
    return { code: 'limit-string', message: `a text of more than ${most} characters` }
  }
  if (typeof value !== 'object' || value === null) return undefined
  if (depth >= MANIFEST_LIMITS.depth) {
    const message = `nested deeper than ${MANIFEST_LIMITS.depth} levels`
    return { code: 'limit-depth', message }
  }
  const map = value as Readonly<Record<string, unknown>>
  for (const key in map) {
    budget.entries -= 1
    if (budget.entries < 0) {
      const most = MANIFEST_LIMITS.entries.toLocaleString('en-US')
      const message = `more than ${most} entries; take fewer kinds or namespaces a file`
      return { code: 'limit-nodes', message }
    }
    const broken = walkLimits(map[key], depth + 1, budget)
    if (broken !== undefined) return broken
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
  if (items.length > MAX_OBJECTS) {
    const message = `a list of ${items.length} objects; a plan holds at most ${MAX_OBJECTS}`
    report(
      context,
      { code: 'limit-objects', severity: 'error', message },
      { file, document: document.document, path: document.base },
    )
    return []
  }
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
