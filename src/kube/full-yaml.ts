import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  type CST,
  type Document,
  type ParsedNode,
  type Scalar,
} from 'yaml'
import {
  noteDuplicate,
  type DocumentChunk,
  type EntryLines,
  type ManifestLimit,
  type ManifestLimits,
  type ManifestNote,
} from './manifest-note.ts'
import { resolvePlainScalar } from './yaml-scalar.ts'

/** One document by the whole YAML reader; slow, and bounded before anything recurses. */
export type FullYamlResult =
  | {
      readonly kind: 'ok'
      readonly value: unknown
      readonly entries: number
      readonly notes: readonly ManifestNote[]
      readonly lines: EntryLines
      readonly hasTemplateMarks: boolean
    }
  | { readonly kind: 'limit'; readonly limit: ManifestLimit; readonly line: number }

export interface FullYamlOptions {
  readonly limits: ManifestLimits
  readonly maxEntries: number
  /** Stands for `{{ … }}`. */
  readonly mark: object
}

export function readFullYaml(chunk: DocumentChunk, options: FullYamlOptions): FullYamlResult {
  const counter = new LineCounter()
  const toLine = (offset: number): number => counter.linePos(offset).line + chunk.firstLine - 1
  const absurd = findAbsurdDepth(chunk.text)
  if (absurd !== undefined) {
    const line = chunk.text.slice(0, absurd).split('\n').length + chunk.firstLine - 1
    return { kind: 'limit', limit: 'depth', line }
  }
  const tokens = [...new Parser(counter.addNewLine).parse(chunk.text)]
  const deep = findTooDeep(tokens, options.limits.depth)
  if (deep !== undefined) return { kind: 'limit', limit: 'depth', line: toLine(deep) }
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: counter,
  })
  const documents = [...composer.compose(tokens)]
  const document = documents.find((one) => one.contents !== null) ?? documents[0]
  if (document === undefined) {
    return empty([])
  }
  const [error] = documents.flatMap((one) => one.errors)
  if (error !== undefined) {
    const hasTemplateMarks = chunk.text.includes('{{')
    const note: ManifestNote = {
      code: 'yaml-syntax',
      message: `not readable as YAML: ${error.message.split('\n')[0] ?? ''}${hasTemplateMarks ? ' (it looks like a template that was not rendered)' : ''}`,
      line: toLine(error.pos[0]),
      isFatal: true,
    }
    return { ...empty([note]), hasTemplateMarks }
  }
  return convertDocument(document, { ...options, toLine })
}

function empty(notes: readonly ManifestNote[]): FullYamlResult & { readonly kind: 'ok' } {
  const lines: EntryLines = new WeakMap()
  return { kind: 'ok', value: null, entries: 0, notes, lines, hasTemplateMarks: false }
}

/** Brackets that no document has open at once, whatever of them stands in quotes. */
const ABSURD_DEPTH = 5000

/**
 * Offset where the text is nested so deep that even splitting it into tokens would take long. Brackets
 * in texts count too, which is why only thousands of them are absurd.
 */
function findAbsurdDepth(text: string): number | undefined {
  const inLine = /(?:(?:[-?:]|[&!*]\S{0,200}) +){500}/.exec(text)
  if (inLine !== null) return inLine.index
  let depth = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    // The four brackets of flow collections: [ ] { }.
    if (code === 91 || code === 123) {
      depth += 1
      if (depth > ABSURD_DEPTH) return index
    } else if ((code === 93 || code === 125) && depth > 0) {
      depth -= 1
    }
  }
  return undefined
}

/** Offset of the first token nested deeper than allowed, found without recursion. */
function findTooDeep(tokens: readonly CST.Token[], maxDepth: number): number | undefined {
  const open: { readonly token: CST.Token | null | undefined; readonly depth: number }[] =
    tokens.map((token) => ({ token, depth: 0 }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next
    if (token === null || token === undefined) continue
    if (token.type === 'document') {
      open.push({ token: token.value, depth })
    } else if ('items' in token) {
      if (depth >= maxDepth) return token.offset
      for (const item of token.items) {
        if ('key' in item) open.push({ token: item.key, depth: depth + 1 })
        open.push({ token: item.value, depth: depth + 1 })
      }
    }
  }
  return undefined
}

interface Conversion extends FullYamlOptions {
  readonly toLine: (offset: number) => number
}

interface Anchored {
  readonly value: unknown
  /** Entries and alias expansions below the anchor: what each use of it costs. */
  readonly entries: number
  readonly aliases: number
}

/** Unwinds the conversion; never leaves this file. */
const LIMIT = Symbol('limit')

function convertDocument(document: Document.Parsed, options: Conversion): FullYamlResult {
  const notes: ManifestNote[] = []
  const lines = new WeakMap<object, readonly number[]>()
  const anchors = new Map<string, Anchored>()
  let entries = 0
  let aliases = 0
  let hasTemplateMarks = false
  let reached: { readonly limit: ManifestLimit; readonly line: number } | undefined
  try {
    const value = convert(document.contents)
    return { kind: 'ok', value, entries, notes, lines, hasTemplateMarks }
  } catch (thrown) {
    if (thrown !== LIMIT || reached === undefined) throw thrown
    return { kind: 'limit', ...reached }
  }

  function stopAt(limit: ManifestLimit, offset: number): never {
    reached = { limit, line: options.toLine(offset) }
    throw LIMIT
  }

  function count(
    own: { readonly entries: number; readonly aliases: number },
    offset: number,
  ): void {
    entries += own.entries
    aliases += own.aliases
    if (entries > options.maxEntries) stopAt('nodes', offset)
    if (aliases > options.limits.aliases) stopAt('aliases', offset)
  }

  function convert(node: ParsedNode | null | undefined): unknown {
    if (node === null || node === undefined) return null
    if (isAlias(node)) return convertAlias(node.source, node.range[0])
    noteTag(node)
    const before = { entries, aliases }
    const value = isMap(node)
      ? convertMap(node)
      : isSeq(node)
        ? convertList(node)
        : convertScalar(node)
    if (node.anchor !== undefined) {
      anchors.set(node.anchor, {
        value,
        entries: entries - before.entries,
        aliases: aliases - before.aliases,
      })
    }
    return value
  }

  function convertAlias(name: string, offset: number): unknown {
    const anchored = anchors.get(name)
    if (anchored === undefined) {
      const message = `the alias "${name}" has no anchor before it; taken as missing`
      notes.push({ code: 'yaml-alias', message, line: options.toLine(offset), isFatal: false })
      return null
    }
    count({ entries: anchored.entries, aliases: anchored.aliases + 1 }, offset)
    return anchored.value
  }

  function noteTag(node: ParsedNode): void {
    const tag = node.tag
    if (tag === undefined || tag.startsWith('tag:yaml.org,2002:')) return
    const message = `the tag ${tag.slice(0, 100)} is ignored`
    notes.push({
      code: 'custom-tag',
      message,
      line: options.toLine(node.range?.[0] ?? 0),
      isFatal: false,
    })
  }

  function convertScalar(node: ParsedNode): unknown {
    if (!isScalar(node)) return null
    const scalar: Scalar.Parsed = node
    if (scalar.type === 'PLAIN' && scalar.tag === undefined) {
      return checkString(resolvePlainScalar(scalar.source), scalar.range[0])
    }
    return checkString(
      typeof scalar.value === 'string' ? scalar.value : scalar.source,
      scalar.range[0],
    )
  }

  function checkString(value: unknown, offset: number): unknown {
    if (typeof value === 'string' && value.length > options.limits.stringLength) {
      stopAt('string', offset)
    }
    return value
  }

  function convertList(node: ParsedNode): unknown {
    if (!isSeq(node)) return null
    const list: unknown[] = []
    const own: number[] = []
    for (const item of node.items as (ParsedNode | null)[]) {
      const offset = item?.range?.[0] ?? node.range?.[0] ?? 0
      count({ entries: 1, aliases: 0 }, offset)
      own.push(options.toLine(offset))
      list.push(convert(item))
    }
    lines.set(list, own)
    return list
  }

  function convertMap(node: ParsedNode): unknown {
    if (!isMap(node)) return null
    const map: Record<string, unknown> = {}
    const own = new Map<string, number>()
    const merged: unknown[] = []
    for (const pair of node.items as { key: ParsedNode; value: ParsedNode | null }[]) {
      const offset = pair.key.range?.[0] ?? node.range?.[0] ?? 0
      count({ entries: 1, aliases: 0 }, offset)
      if (!isScalar(pair.key) && !isAlias(pair.key)) return markTemplate(offset)
      const key = renderKey(pair.key)
      const value = convert(pair.value)
      const isPlainMerge = key === '<<' && isScalar(pair.key) && pair.key.type === 'PLAIN'
      if (isPlainMerge) {
        merged.push(...(Array.isArray(value) ? (value as unknown[]) : [value]))
        continue
      }
      if (own.has(key)) notes.push(noteDuplicate(key, options.toLine(offset)))
      own.set(key, options.toLine(offset))
      define(map, key, value)
    }
    // Keys of the map itself win; of several merged maps the first (YAML merge key).
    for (const source of merged) {
      if (typeof source !== 'object' || source === null) continue
      for (const [key, value] of Object.entries(source)) {
        if (Object.hasOwn(map, key)) continue
        count({ entries: 1, aliases: 0 }, node.range?.[0] ?? 0)
        define(map, key, value)
      }
    }
    lines.set(
      map,
      Object.keys(map).map((key) => own.get(key) ?? options.toLine(node.range?.[0] ?? 0)),
    )
    return map
  }

  function markTemplate(offset: number): object {
    hasTemplateMarks = true
    notes.push({
      code: 'template-mark',
      message: 'a template mark ({{ … }}) stands for the value; it counts as missing',
      line: options.toLine(offset),
      isFatal: false,
    })
    return options.mark
  }

  function renderKey(key: ParsedNode): string {
    const value = convert(key)
    if (isScalar(key) && key.type === 'PLAIN') return key.source
    return typeof value === 'string' ? value : JSON.stringify(value)
  }
}

function define(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true })
  } else {
    map[key] = value
  }
}
