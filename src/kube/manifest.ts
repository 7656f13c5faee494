import { splitPath } from '#base/split-path.ts'
import { readFullYaml } from './full-yaml.ts'
import {
  MANIFEST_LIMITS,
  noteDuplicate,
  noteLimit,
  noteSlow,
  type DocumentChunk,
  type EntryLines,
  type ManifestLimits,
  type ManifestNote,
} from './manifest-note.ts'
import { readSimpleYaml } from './simple-yaml.ts'

/**
 * Texts of one or more YAML (or JSON) documents, read within bounds: 1.2 core schema, merge keys on,
 * custom tags ignored, of a repeated key the last value kept, each with a note (import specification
 * I3.1, I3.3). A document that fails leaves the others usable; reaching a limit ends the whole text.
 */
export interface ManifestDocument {
  /** 0-based, empty documents counted. */
  readonly index: number
  /** `null` where the document is empty or could not be read. */
  readonly value: unknown
  readonly notes: readonly ManifestNote[]
  /** Line of the place, or of the nearest place around it that has one. */
  readonly findLine: (path: string) => number | undefined
  /** Whether its text bears marks of a template that was not rendered. */
  readonly hasTemplateMarks: boolean
}

/** What stands where a template mark (`{{ … }}`) stood; compared by identity. */
export const TEMPLATE_MARK: object = Object.freeze({ templateMark: true })

export interface Manifest {
  readonly documents: readonly ManifestDocument[]
  readonly notes: readonly ManifestNote[]
}

/** Reads every document of the text. */
export function parseYamlDocuments(
  text: string,
  limits: ManifestLimits = MANIFEST_LIMITS,
): Manifest {
  const clean = text.replace(/^\uFEFF/, '')
  const chunks = splitDocuments(clean.includes('\r') ? clean.replaceAll(/\r\n?/g, '\n') : clean)
  if (chunks.length > limits.documents) {
    const message = `${chunks.length} documents, at most ${limits.documents} are read`
    return { documents: [], notes: [{ code: 'limit-documents', message, isFatal: true }] }
  }
  const documents: ManifestDocument[] = []
  const budget = { entries: limits.entries, slowLength: limits.slowLength }
  for (const [index, chunk] of chunks.entries()) {
    if (limits.isOutOfTime()) {
      const message = `reading takes too long; stopped after ${index} of ${chunks.length} documents`
      return { documents: [], notes: [{ code: 'limit-time', message, isFatal: true }] }
    }
    const read = readDocument(chunk, limits, budget)
    if (read.kind === 'limit') return { documents: [], notes: [read.note] }
    const { value, notes, lines } = read
    const findLine = (path: string): number | undefined => locate(value, lines, path)
    documents.push({ index, value, notes, findLine, hasTemplateMarks: read.hasTemplateMarks })
  }
  return { documents, notes: [] }
}

interface Budget {
  entries: number
  slowLength: number
}

type DocumentRead =
  | {
      readonly kind: 'read'
      readonly value: unknown
      readonly notes: readonly ManifestNote[]
      readonly lines: EntryLines
      readonly hasTemplateMarks: boolean
    }
  | { readonly kind: 'limit'; readonly note: ManifestNote }

function readDocument(chunk: DocumentChunk, limits: ManifestLimits, budget: Budget): DocumentRead {
  const notes: ManifestNote[] = []
  const lines: EntryLines = new WeakMap()
  const quick = readSimpleYaml(chunk.text, {
    firstLine: chunk.firstLine,
    maxDepth: limits.depth,
    maxEntries: budget.entries,
    maxStringLength: limits.stringLength,
    onLines: (container, own) => lines.set(container, own),
    onDuplicate: (key, line) => notes.push(noteDuplicate(key, line)),
  })
  if (quick.kind === 'limit') {
    return { kind: 'limit', note: noteLimit(quick.limit, quick.line, limits) }
  }
  if (quick.kind === 'ok') {
    budget.entries -= quick.entries
    return { kind: 'read', value: quick.value, notes, lines, hasTemplateMarks: false }
  }
  budget.slowLength -= chunk.text.length
  if (budget.slowLength < 0) return { kind: 'limit', note: noteSlow(limits) }
  const full = readFullYaml(chunk, { limits, maxEntries: budget.entries, mark: TEMPLATE_MARK })
  if (full.kind === 'limit') {
    return { kind: 'limit', note: noteLimit(full.limit, full.line, limits) }
  }
  budget.entries -= full.entries
  return {
    kind: 'read',
    value: full.value,
    notes: full.notes,
    lines: full.lines,
    hasTemplateMarks: chunk.text.includes('{{') && full.hasTemplateMarks,
  }
}

/** Cuts at `---` and `...` in the first column, which stand in no scalar. */
function splitDocuments(text: string): DocumentChunk[] {
  const chunks: DocumentChunk[] = []
  const marker = /^(?:---(?=[\s]|$)|\.\.\.(?=\s|$))/gm
  let start = 0
  let line = 1
  let isOpen = true
  let isMarked = false
  for (let match = marker.exec(text); match !== null; match = marker.exec(text)) {
    const before = text.slice(start, match.index)
    // Before the first marker, and after an end marker, stands a document only where there is content.
    if (isMarked ? isOpen || hasContent(before) : hasContent(before)) {
      chunks.push({ text: before, firstLine: line })
    }
    line += countLines(before)
    start = match.index + 3
    isOpen = match[0] === '---'
    isMarked = true
  }
  const rest = text.slice(start)
  if (isOpen || hasContent(rest)) chunks.push({ text: rest, firstLine: line })
  return chunks
}

function hasContent(text: string): boolean {
  return /^[^\S\n]*[^\s#%]/m.test(text)
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

function locate(root: unknown, lines: EntryLines, path: string): number | undefined {
  let value = root
  let line: number | undefined
  for (const key of splitPath(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) break
    const own = lines.get(value)
    const index = Array.isArray(value) ? Number(key) : Object.keys(value).indexOf(key)
    line = own?.[index] ?? line
    value = (value as Readonly<Record<string, unknown>>)[key]
  }
  return line ?? (typeof root === 'object' && root !== null ? lines.get(root)?.[0] : undefined)
}
