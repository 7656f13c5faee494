/** Where in a document of YAML or JSON a caret stands, also while the text is not whole yet. */
export interface Caret {
  /** Of the value that is written; for a key, of the map that it will be in. */
  readonly path: readonly (string | number)[]
  readonly at: 'key' | 'value'
  /** What stands between `from` and the caret. */
  readonly typed: string
  readonly from: number
  /** Between brackets: keys and texts are written as JSON has them where quotes are used. */
  readonly isFlow: boolean
}

export interface Lines {
  /** 1-based. */
  readonly line: (number: number) => { readonly from: number; readonly text: string }
}

/** Undefined in comments and where nothing can be told. */
export function findCaret(
  lines: Lines,
  place: { readonly line: number; readonly offset: number },
): Caret | undefined {
  const { from, text } = lines.line(place.line)
  const before = text.slice(0, place.offset - from)
  if (/^\s*[{[]/.test(lines.line(1).text)) return findInJson(lines, place)
  const parsed = parseLine(before)
  if (parsed.isComment) return undefined
  const parents = listParents(lines, place.line, parsed)
  if (parsed.key === undefined) {
    return finishValue(parents, 'key', parsed.rest, from + parsed.content)
  }
  return finishValue(
    [...parents, parsed.key],
    'value',
    parsed.rest,
    place.offset - parsed.rest.length,
  )
}

function finishValue(
  path: Caret['path'],
  at: Caret['at'],
  rest: string,
  from: number,
): Caret | undefined {
  if (/^[[{]/.test(rest)) return findInFlow(rest, from, path)
  return { path, at, typed: rest, from, isFlow: false }
}

interface ParsedLine {
  readonly indent: number
  /** Columns of the dashes before the content. */
  readonly dashes: readonly number[]
  /** Column where the content begins. */
  readonly content: number
  readonly key: string | undefined
  readonly rest: string
  readonly isComment: boolean
}

const LINE =
  /^( *)((?:- +|-$)*)(?:("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'[\]{}][^#]*?)\s*:(?:\s+|$))?(.*)$/

function parseLine(text: string): ParsedLine {
  const [, spaces = '', marks = '', key, rest = ''] = LINE.exec(text) ?? []
  const dashes: number[] = []
  for (let at = 0; at < marks.length; at++) {
    if (marks[at] === '-') dashes.push(spaces.length + at)
  }
  return {
    indent: spaces.length,
    dashes,
    content: spaces.length + marks.length,
    key: key === undefined ? undefined : unquote(key),
    rest,
    isComment: /(?:^|\s)#/.test(rest),
  }
}

function unquote(text: string): string {
  return /^["'].*["']$/.test(text) ? text.slice(1, -1) : text
}

/** The path of what holds the content of a line, from the lines above it by their indentation. */
function listParents(lines: Lines, number: number, start: ParsedLine): (string | number)[] {
  const path: (string | number)[] = []
  let line = number
  let dashes = [...start.dashes]
  let column = start.content
  for (;;) {
    const dash = dashes.pop()
    const found =
      dash === undefined ? findParent(lines, line, column) : findList(lines, line, dash, dashes)
    if (found === undefined) return path
    path.unshift(...found.parts)
    line = found.line
    dashes = [...found.dashes]
    column = found.column
  }
}

interface FoundParent {
  readonly parts: readonly (string | number)[]
  readonly line: number
  readonly dashes: readonly number[]
  readonly column: number
}

function findList(
  lines: Lines,
  number: number,
  dash: number,
  outer: readonly number[],
): FoundParent | undefined {
  if (outer.length > 0) return { parts: [0], line: number, dashes: outer, column: dash }
  let index = 0
  for (let at = number - 1; at >= 1; at--) {
    const text = lines.line(at).text
    if (isEmpty(text)) continue
    const parsed = parseLine(text)
    if (parsed.indent > dash) continue
    if (parsed.indent === dash && parsed.dashes.length > 0) index++
    else if (parsed.key !== undefined && parsed.content <= dash) {
      return {
        parts: [parsed.key, index],
        line: at,
        dashes: parsed.dashes,
        column: parsed.content,
      }
    }
  }
  return undefined
}

function findParent(lines: Lines, number: number, column: number): FoundParent | undefined {
  if (column === 0) return undefined
  for (let at = number - 1; at >= 1; at--) {
    const text = lines.line(at).text
    if (isEmpty(text)) continue
    const parsed = parseLine(text)
    if (parsed.indent >= column) continue
    const { dashes } = parsed
    if (dashes.length > 0 && parsed.content === column) {
      // The first field of the item that this one is in.
      return { parts: [], line: at, dashes, column }
    }
    if (parsed.key !== undefined && parsed.content < column) {
      return { parts: [parsed.key], line: at, dashes, column: parsed.content }
    }
  }
  return undefined
}

function isEmpty(text: string): boolean {
  return /^\s*(?:#|$)/.test(text)
}

function findInJson(
  lines: Lines,
  place: { readonly line: number; readonly offset: number },
): Caret | undefined {
  const parts: string[] = []
  for (let at = 1; at < place.line; at++) parts.push(lines.line(at).text)
  const last = lines.line(place.line)
  parts.push(last.text.slice(0, place.offset - last.from))
  return findInFlow(parts.join('\n'), 0, [])
}

interface Frame {
  readonly isMap: boolean
  key: string | undefined
  index: number
}

/** Walks brackets, commas and colons up to the end of the text, which is the caret. */
function findInFlow(text: string, from: number, base: Caret['path']): Caret | undefined {
  const open: Frame[] = []
  let token = 0
  for (let at = 0; at < text.length; at++) {
    const frame = open.at(-1)
    switch (text[at]) {
      case '"':
      case "'": {
        const end = findQuoteEnd(text, at)
        if (end === -1) at = text.length
        else at = end
        break
      }
      case '{':
      case '[':
        open.push({ isMap: text[at] === '{', key: undefined, index: 0 })
        token = at + 1
        break
      case '}':
      case ']':
        open.pop()
        token = at + 1
        break
      case ',':
        if (frame === undefined) return undefined
        frame.index++
        frame.key = undefined
        token = at + 1
        break
      case ':':
        if (frame?.isMap === true && frame.key === undefined) {
          frame.key = unquote(text.slice(token, at).trim())
          token = at + 1
        }
        break
    }
  }
  const last = open.at(-1)
  if (last === undefined) return undefined
  const outer = open.slice(0, -1).map((frame) => (frame.isMap ? (frame.key ?? '') : frame.index))
  const written = text.slice(token)
  const typed = written.trimStart()
  const path = [...base, ...outer]
  const start = from + text.length - typed.length
  const rest = { typed, from: start, isFlow: true } as const
  if (!last.isMap) return { path: [...path, last.index], at: 'value', ...rest }
  return last.key === undefined
    ? { path, at: 'key', ...rest }
    : { path: [...path, last.key], at: 'value', ...rest }
}

function findQuoteEnd(text: string, start: number): number {
  const quote = text[start]
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++
    else if (text[at] === quote) return at
  }
  return -1
}
