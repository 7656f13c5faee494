import { resolvePlainScalar } from './yaml-scalar.ts'

/**
 * Reads the YAML that `kubectl` prints, ten to thirty times as fast as a whole YAML reader: block maps
 * and lists, plain and quoted scalars, literal blocks. Anything else (flow collections, anchors, tags,
 * folded blocks, tabs) makes it give up, and the whole reader takes over; a property test holds both
 * to the same values.
 */
export type SimpleYamlResult =
  | { readonly kind: 'ok'; readonly value: unknown; readonly entries: number }
  | { readonly kind: 'gave-up' }
  | { readonly kind: 'limit'; readonly limit: 'depth' | 'nodes' | 'string'; readonly line: number }

export interface SimpleYamlOptions {
  /** Line of the text's first character, 1-based. */
  readonly firstLine: number
  readonly maxDepth: number
  readonly maxEntries: number
  readonly maxStringLength: number
  /** Told the line of each entry, in order, for every map and list. */
  readonly onLines: (container: object, lines: number[]) => void
  readonly onDuplicate: (key: string, line: number) => void
}

const LINE_FEED = 10
const SPACE = 32
const HASH = 35
const DASH = 45
const COLON = 58

/** Unwinds the reader; never leaves this file. */
const GAVE_UP = Symbol('gave up')

export function readSimpleYaml(text: string, options: SimpleYamlOptions): SimpleYamlResult {
  const end = text.length
  let pos = 0
  let lineStart = 0
  let indent = 0
  let line = options.firstLine
  let isDone = false
  let blankLines = 0
  let skippedComment = false
  let entries = 0
  let limit: 'depth' | 'nodes' | 'string' | undefined

  try {
    moveToContent(0)
    if (isDone) return { kind: 'ok', value: null, entries }
    const value = readBlock(0)
    return isDone ? { kind: 'ok', value, entries } : { kind: 'gave-up' }
  } catch (thrown) {
    if (thrown !== GAVE_UP) throw thrown
    return limit === undefined ? { kind: 'gave-up' } : { kind: 'limit', limit, line }
  }

  function giveUp(): never {
    throw GAVE_UP
  }

  function stopAt(reached: 'depth' | 'nodes' | 'string'): never {
    limit = reached
    throw GAVE_UP
  }

  /** Goes to the first character that is neither blank nor comment, from the start of a line on. */
  function moveToContent(from: number): void {
    let at = from
    blankLines = 0
    skippedComment = false
    while (at < end) {
      let next = at
      while (text.charCodeAt(next) === SPACE) next += 1
      const code = next < end ? text.charCodeAt(next) : LINE_FEED
      if (code === LINE_FEED) {
        blankLines += 1
      } else if (code === HASH) {
        skippedComment = true
        const feed = text.indexOf('\n', next)
        next = feed === -1 ? end : feed
      } else if (code === 9) {
        giveUp()
      } else {
        lineStart = at
        pos = next
        indent = next - at
        return
      }
      if (next >= end) break
      at = next + 1
      line += 1
    }
    isDone = true
    pos = end
    indent = -1
  }

  function moveToNextLine(from: number): void {
    const feed = text.indexOf('\n', from)
    if (feed === -1) {
      isDone = true
      pos = end
      indent = -1
      return
    }
    line += 1
    moveToContent(feed + 1)
  }

  function countEntry(): void {
    entries += 1
    if (entries > options.maxEntries) stopAt('nodes')
  }

  function isDashAt(at: number): boolean {
    if (text.charCodeAt(at) !== DASH) return false
    if (at + 1 >= end) return true
    const next = text.charCodeAt(at + 1)
    return next === SPACE || next === LINE_FEED
  }

  function readBlock(depth: number): unknown {
    if (depth >= options.maxDepth) stopAt('depth')
    return isDashAt(pos) ? readList(indent, depth) : readMap(indent, depth)
  }

  function readMap(column: number, depth: number): unknown {
    const map: Record<string, unknown> = {}
    let lines: number[] | undefined = []
    while (!isDone && indent === column) {
      if (isDashAt(pos)) break
      const key = readKey()
      countEntry()
      if (Object.hasOwn(map, key)) {
        options.onDuplicate(key, line)
        // The place of the first stays; a path leads to the line of the value that is kept.
        lines?.splice(Object.keys(map).indexOf(key), 1, line)
      } else if (isIndexLike(key)) {
        // Engines put such keys first, so lines by order would be wrong.
        lines = undefined
      } else {
        lines?.push(line)
      }
      const value = readMapValue(column, depth)
      if (key === '__proto__') {
        Object.defineProperty(map, key, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        })
      } else {
        map[key] = value
      }
    }
    if (!isDone && indent > column) giveUp()
    if (lines !== undefined) options.onLines(map, lines)
    return map
  }

  function isIndexLike(key: string): boolean {
    const code = key.charCodeAt(0)
    return code >= 48 && code <= 57 && /^[0-9]+$/.test(key)
  }

  function readMapValue(column: number, depth: number): unknown {
    while (text.charCodeAt(pos) === SPACE) pos += 1
    const code = pos < end ? text.charCodeAt(pos) : LINE_FEED
    if (code !== LINE_FEED && code !== HASH) return readInline(column, true)
    moveToNextLine(pos)
    if (isDone) return null
    if (indent > column) return readBlock(depth + 1)
    if (indent === column && isDashAt(pos)) {
      if (depth + 1 >= options.maxDepth) stopAt('depth')
      return readList(column, depth + 1)
    }
    return null
  }

  function readList(column: number, depth: number): unknown {
    const list: unknown[] = []
    const lines: number[] = []
    while (!isDone && indent === column && isDashAt(pos)) {
      countEntry()
      lines.push(line)
      list.push(readListItem(column, depth))
    }
    if (!isDone && indent > column) giveUp()
    options.onLines(list, lines)
    return list
  }

  function readListItem(column: number, depth: number): unknown {
    pos += 1
    while (text.charCodeAt(pos) === SPACE) pos += 1
    const code = pos < end ? text.charCodeAt(pos) : LINE_FEED
    if (code === 9) giveUp()
    if (code === LINE_FEED || code === HASH) {
      moveToNextLine(pos)
      return !isDone && indent > column ? readBlock(depth + 1) : null
    }
    if (isDashAt(pos) || isKeyAt(pos)) {
      indent = pos - lineStart
      return readBlock(depth + 1)
    }
    return readInline(column, false)
  }

  /** Where the plain key at `at` ends (its colon), or -1. */
  function findPlainKeyEnd(at: number): number {
    for (let next = at; next < end; next += 1) {
      const code = text.charCodeAt(next)
      if (code === LINE_FEED) return -1
      if (code === HASH && text.charCodeAt(next - 1) === SPACE) return -1
      if (code === COLON) {
        const after = next + 1 < end ? text.charCodeAt(next + 1) : LINE_FEED
        if (after === SPACE || after === LINE_FEED) return next
      }
    }
    return -1
  }

  function isKeyAt(at: number): boolean {
    const first = text[at] ?? ''
    if (first === '"' || first === "'") {
      const close = findClosingQuote(at, first)
      const feed = text.indexOf('\n', at)
      if (feed !== -1 && close > feed) return false
      return findPlainKeyEnd(close + 1) === close + 1
    }
    return !'|>'.includes(first) && findPlainKeyEnd(at) !== -1
  }

  function readKey(): string {
    const first = text[pos] ?? ''
    if (first === '"' || first === "'") {
      const close = findClosingQuote(pos, first)
      const raw = text.slice(pos + 1, close)
      if (raw.includes('\n') || findPlainKeyEnd(close + 1) !== close + 1) giveUp()
      pos = close + 2
      return first === '"' ? decodeDouble(raw) : raw.replaceAll("''", "'")
    }
    if (!/[A-Za-z0-9_./$@(]/.test(first) || first === '@') giveUp()
    const close = findPlainKeyEnd(pos)
    if (close === -1) giveUp()
    const key = text.slice(pos, close).trimEnd()
    const code = key.charCodeAt(0)
    const isText = (code >= 65 && code !== 96) || code === 36 || code === 40
    if (isText ? isOtherWord(key) : !/^(?:0|[1-9][0-9]{0,8})$|^\/|^[0-9.]+[-A-Za-z/]/.test(key)) {
      giveUp()
    }
    pos = close + 1
    return key
  }

  /** Words that are no text as a key either, and the key that merges. */
  function isOtherWord(key: string): boolean {
    return key.length <= 5 && typeof resolvePlainScalar(key) !== 'string'
  }

  function readInline(column: number, isMapValue: boolean): unknown {
    const first = text[pos] ?? ''
    switch (first) {
      case '"':
      case "'":
        return readQuoted(first, column)
      case '|':
        return readLiteral(column, isMapValue)
      case '[':
      case '{':
        return readEmptyFlow(first)
      default:
        // Anchors, aliases, tags, folded blocks, reserved characters, complex keys.
        if (`&*!>%@\`?,]}#\t`.includes(first)) giveUp()
        if (first === ':' || isDashAt(pos)) giveUp()
        return readPlain(column)
    }
  }

  function readEmptyFlow(first: '[' | '{'): unknown {
    if (text[pos + 1] !== (first === '[' ? ']' : '}')) giveUp()
    finishLine(pos + 2)
    const container = first === '[' ? [] : {}
    return container
  }

  /** After a value that ends by itself only blanks and a comment may follow. */
  function finishLine(from: number): void {
    let at = from
    while (text.charCodeAt(at) === SPACE) at += 1
    const code = at < end ? text.charCodeAt(at) : LINE_FEED
    if (code !== LINE_FEED && !(code === HASH && at > from)) giveUp()
    moveToNextLine(at)
  }

  function readPlain(column: number): unknown {
    let value = takePlainLine()
    if (isDone || indent <= column) return resolvePlainScalar(value)
    // Text that was folded over several lines is never a number or a word.
    while (!isDone && indent > column) {
      if (skippedComment) giveUp()
      const joint = blankLines > 0 ? '\n'.repeat(blankLines) : ' '
      value = checkString(value + joint + takePlainLine())
    }
    return value
  }

  function takePlainLine(): string {
    const feed = text.indexOf('\n', pos)
    const stop = feed === -1 ? end : feed
    let raw = text.slice(pos, stop)
    const hash = raw.includes('#') ? raw.search(/\s#/) : -1
    if (hash !== -1) raw = raw.slice(0, hash)
    raw = raw.trimEnd()
    if (raw.includes(':') && (raw.includes(': ') || raw.endsWith(':'))) giveUp()
    if (raw.includes('\t')) giveUp()
    moveToNextLine(stop)
    // A comment ends a plain scalar: what follows must not be taken for its next line.
    if (hash !== -1) skippedComment = true
    return checkString(raw)
  }

  function checkString(value: string): string {
    if (value.length > options.maxStringLength) stopAt('string')
    return value
  }

  function findClosingQuote(open: number, quote: string): number {
    let at = open + 1
    for (;;) {
      const next = text.indexOf(quote, at)
      if (next === -1) return giveUp()
      if (quote === "'") {
        if (text[next + 1] !== "'") return next
        at = next + 2
        continue
      }
      let slashes = 0
      while (text[next - 1 - slashes] === '\\') slashes += 1
      if (slashes % 2 === 0) return next
      at = next + 1
    }
  }

  function readQuoted(quote: '"' | "'", column: number): string {
    const close = findClosingQuote(pos, quote)
    const raw = checkString(text.slice(pos + 1, close))
    let value: string
    if (raw.includes('\n')) {
      const lines = raw.split('\n')
      // Every line but the first stands deeper than the key or the dash.
      if (lines.some((own, at) => at > 0 && own.trim() !== '' && measureIndent(own) <= column))
        giveUp()
      value = foldQuoted(lines, quote)
      line += lines.length - 1
    } else {
      value = quote === '"' ? decodeDouble(raw) : raw.replaceAll("''", "'")
    }
    finishLine(close + 1)
    return value
  }

  function foldQuoted(lines: readonly string[], quote: '"' | "'"): string {
    let value = ''
    let pendingBreaks = 0
    let isGlued = true
    lines.forEach((raw, index) => {
      if (raw.includes('\t')) giveUp()
      const left = index === 0 ? raw : raw.trimStart()
      const isLast = index === lines.length - 1
      let part = isLast ? left : left.trimEnd()
      // An escaped blank at the end of a line is kept by whole readers.
      if (quote === '"' && !isLast && part.endsWith('\\') && part !== left) giveUp()
      if (index > 0) pendingBreaks += 1
      if (part === '' && !isLast) return
      if (index > 0 && !isGlued) value += pendingBreaks > 1 ? '\n'.repeat(pendingBreaks - 1) : ' '
      if (index > 0 && isGlued && pendingBreaks > 1) value += '\n'.repeat(pendingBreaks - 1)
      pendingBreaks = 0
      isGlued = false
      if (quote === '"' && !isLast && /(?:^|[^\\])(?:\\\\)*\\$/.test(part)) {
        part = part.slice(0, -1)
        isGlued = true
      }
      value += quote === '"' ? decodeDouble(part) : part.replaceAll("''", "'")
    })
    return value
  }

  function decodeDouble(raw: string): string {
    if (!raw.includes('\\')) return raw
    return raw.replaceAll(
      /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^xuU])|)/g,
      (_whole, two?: string, four?: string, eight?: string, one?: string) => {
        const hex = two ?? four ?? eight
        if (hex !== undefined) {
          const point = Number.parseInt(hex, 16)
          return point <= 0x10ffff ? String.fromCodePoint(point) : giveUp()
        }
        const decoded = one === undefined ? undefined : ESCAPES.get(one)
        return decoded ?? giveUp()
      },
    )
  }

  function readLiteral(column: number, isMapValue: boolean): string {
    const feed = text.indexOf('\n', pos)
    const stop = feed === -1 ? end : feed
    const header = /^\|([+-]?)([1-9]?)([+-]?) *(?: #.*)?$/.exec(text.slice(pos, stop))
    if (header === null) return giveUp()
    const explicit = header[2] === '' ? undefined : Number(header[2])
    if (explicit !== undefined && !isMapValue) giveUp()
    const chomp = `${header[1]}${header[3]}`
    let at = stop + 1
    let content = explicit === undefined ? -1 : column + explicit
    const lines: string[] = []
    const longest = at + options.maxStringLength * 2
    line += 1
    while (at < end) {
      if (at > longest) stopAt('string')
      const next = text.indexOf('\n', at)
      const lineEnd = next === -1 ? end : next
      let first = at
      while (first < lineEnd && text.charCodeAt(first) === SPACE) first += 1
      const own = first - at
      if (first < lineEnd) {
        if (content === -1) {
          if (own <= column) break
          content = own
          if (lines.some((blank) => blank.length > own)) giveUp()
          lines.fill('')
        }
        if (own < content) {
          if (own > column && text.charCodeAt(first) !== HASH) giveUp()
          if (own > column) giveUp()
          break
        }
        lines.push(text.slice(at + content, lineEnd))
      } else {
        lines.push(content === -1 ? text.slice(at, lineEnd) : text.slice(at + content, lineEnd))
      }
      at = lineEnd + 1
      line += 1
    }
    // A literal that ends the text without a line feed has none at its end.
    if (at > end && text.charCodeAt(end - 1) !== LINE_FEED && chomp !== '-') giveUp()
    const value = chompLiteral(lines, { chomp, isOpen: content === -1 })
    if (at >= end) {
      isDone = true
      pos = end
      indent = -1
    } else {
      moveToContent(at)
    }
    return checkString(value)
  }

  function chompLiteral(
    lines: readonly string[],
    how: { readonly chomp: string; readonly isOpen: boolean },
  ): string {
    if (how.isOpen) {
      if (lines.length > 0) giveUp()
      return ''
    }
    let last = lines.length
    while (last > 0 && lines[last - 1] === '') last -= 1
    const body = lines.slice(0, last).join('\n')
    if (how.chomp === '-') return body
    if (how.chomp === '+') return `${body}\n${'\n'.repeat(lines.length - last)}`
    return body === '' && last === 0 ? '' : `${body}\n`
  }
}

function measureIndent(line: string): number {
  return line.length - line.trimStart().length
}

const ESCAPES = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
])
