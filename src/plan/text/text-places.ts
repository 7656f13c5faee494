import { Composer, isMap, isScalar, isSeq, Parser } from 'yaml'
import type { Document, Pair, ParsedNode, YAMLMap, YAMLSeq } from 'yaml'

/** A piece of a text, by its characters. */
export interface TextRange {
  readonly from: number
  readonly to: number
}

/** A text as a tree with places. Only texts that `kube/manifest.ts` has bounded come here. */
export interface TextTree {
  readonly text: string
  readonly root: ParsedNode | undefined
  readonly errors: readonly { readonly from: number; readonly message: string }[]
}

export function parseTextTree(text: string): TextTree {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    keepSourceTokens: true,
  })
  const documents: readonly Document.Parsed[] = [...composer.compose(new Parser().parse(text))]
  const document = documents.find((one) => one.contents !== null) ?? documents[0]
  return {
    text,
    root: document?.contents ?? undefined,
    errors: documents
      .flatMap((one) => one.errors)
      .map(({ pos, message }) => ({ from: pos[0], message: message.split('\n')[0] ?? '' })),
  }
}

/** A place of the tree: its key, where it has one, and its value. */
export interface TextPlace {
  readonly key: ParsedNode | undefined
  readonly value: ParsedNode | undefined
  /** The map or list that holds it; undefined: it is the root. */
  readonly parent: YAMLMap.Parsed | YAMLSeq.Parsed | undefined
  /** How many parts of the path led somewhere; less than all of them: the nearest place around. */
  readonly depth: number
  /** Index in the parent. */
  readonly index: number
}

/** The place of a path, or the nearest around it; later of two equal keys, as readers take it. */
export function findPlace(tree: TextTree, path: readonly (string | number)[]): TextPlace {
  let place: TextPlace = {
    key: undefined,
    value: tree.root,
    parent: undefined,
    depth: 0,
    index: 0,
  }
  for (const part of path) {
    const next = stepInto(place, part)
    if (next === undefined) break
    place = next
  }
  return place
}

function stepInto({ value, depth }: TextPlace, part: string | number): TextPlace | undefined {
  if (isMap(value)) {
    const index = value.items.findLastIndex((pair) => readKey(pair) === String(part))
    const pair = value.items[index]
    if (pair === undefined) return undefined
    return {
      key: pair.key,
      value: pair.value ?? undefined,
      parent: value,
      depth: depth + 1,
      index,
    }
  }
  if (isSeq(value)) {
    const index = Number(part)
    if (!Number.isInteger(index) || index < 0 || index >= value.items.length) return undefined
    const item = value.items[index]
    return {
      key: undefined,
      // Items of a parsed list are nodes; a pair stands only in a list of pairs.
      value: item as ParsedNode | undefined,
      parent: value,
      depth: depth + 1,
      index,
    }
  }
  return undefined
}

export function readKey(pair: Pair<ParsedNode, ParsedNode | null>): string | undefined {
  return isScalar(pair.key)
    ? pair.key.type === 'PLAIN'
      ? pair.key.source
      : String(pair.key.value)
    : undefined
}

/** Where the last character of a node is; a list or a map ends with its last item. */
export function findEnd(node: ParsedNode | null | undefined): number {
  if (node === null || node === undefined) return 0
  if ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const last: unknown = node.items.at(-1)
    const tail = isMap(node) ? node.items.at(-1) : undefined
    if (tail !== undefined) {
      return Math.max(findEnd(tail.value), tail.key.range[1])
    }
    const end = findEnd(last as ParsedNode | undefined)
    return Math.max(end, node.range[0] + 1)
  }
  return node.range[1]
}

/** What is underlined for a path: its value; its key where the value is long, not known or missing. */
export function findRange(
  tree: TextTree,
  path: readonly (string | number)[],
  what: 'key' | 'value' = 'value',
): TextRange {
  const place = findPlace(tree, path)
  const { key, value } = place
  const isWhole = place.depth === path.length
  if (isWhole && what === 'value' && value !== undefined && !isBlock(value)) {
    const range = toRange(value)
    if (range.to > range.from) return range
  }
  if (key !== undefined) return toRange(key)
  // A map in a list, or the whole text: its first key stands for it.
  if (isMap(value)) {
    const name = value.items.find((pair) => readKey(pair) === 'name') ?? value.items[0]
    if (name !== undefined)
      return name.value !== null && isScalar(name.value) ? toRange(name.value) : toRange(name.key)
  }
  if (value !== undefined) {
    const range = toRange(value)
    return { from: range.from, to: Math.min(range.to, endOfLine(tree.text, range.from)) }
  }
  return { from: 0, to: endOfLine(tree.text, 0) }
}

function isBlock(node: ParsedNode): boolean {
  return (isMap(node) || isSeq(node)) && node.flow !== true
}

function toRange(node: ParsedNode): TextRange {
  return { from: node.range[0], to: node.range[1] }
}

export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end
}

export function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}
