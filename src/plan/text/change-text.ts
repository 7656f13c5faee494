import { isMap, isScalar, isSeq } from 'yaml'
import type { ParsedNode, YAMLMap, YAMLSeq } from 'yaml'
import { parseYamlDocuments } from '#kube/manifest.ts'
import { renderYamlBlock, renderYamlFlow, renderYamlScalar } from '../canonical.ts'
import { isPlainObject } from '../schema-walk.ts'
import { cutObjects } from './cut-objects.ts'
import { diffValues, type TextPath, type ValueChange } from './diff-values.ts'
import { readAt } from './read-at.ts'
import { isSameValue } from './same-value.ts'
import {
  endOfLine,
  findEnd,
  findPlace,
  parseTextTree,
  readKey,
  startOfLine,
  type TextPlace,
  type TextTree,
} from './text-places.ts'

export interface ChangedText {
  readonly text: string
  /** False: the text had a form that could not be changed in place, and was written anew. */
  readonly isKept: boolean
}

/**
 * The text with another value, touching only the lines that say something else: comments, order and
 * quotes of everything else stay. What comes out is read again before it is given back.
 */
export function changeYamlText(text: string, target: unknown): ChangedText {
  const before = readValue(text)
  if (before === undefined) return { text: renderAll(target), isKept: false }
  const changes = diffValues(before.value, target)
  if (changes.length === 0) return { text, isKept: true }
  const changed = applyInPlace(text, changes, target)
  if (changed !== undefined && isSameValue(readValue(changed)?.value, target)) {
    return { text: changed, isKept: true }
  }
  return { text: renderAll(orderAs(before.value, target)), isKept: false }
}

/** JSON has no comments; only the order of keys is the person's. */
export function changeJsonText(text: string, target: unknown): ChangedText {
  const before = readValue(text)
  if (before !== undefined && isSameValue(before.value, target)) return { text, isKept: true }
  return { text: `${JSON.stringify(orderAs(before?.value, target), null, 2)}\n`, isKept: true }
}

/** The one document of a text as a value; undefined where it can't be read as one. */
export function readValue(text: string): { readonly value: unknown } | undefined {
  const { documents, notes } = parseYamlDocuments(text)
  const filled = documents.filter((one) => one.value !== null)
  const [document] = filled
  if (notes.length > 0 || document === undefined || filled.length > 1) return undefined
  return document.notes.some((note) => note.isFatal || note.code === 'duplicate-key')
    ? undefined
    : { value: document.value }
}

function renderAll(value: unknown): string {
  return `${renderYamlBlock(value, '')}\n`
}

/** Keys in the order that they had, new ones after them. */
function orderAs(before: unknown, value: unknown): unknown {
  if (Array.isArray(value)) {
    const old: readonly unknown[] = Array.isArray(before) ? before : []
    return value.map((item, index) => orderAs(old[index], item))
  }
  if (!isPlainObject(value)) return value
  const old = isPlainObject(before) ? before : {}
  const keys = [
    ...Object.keys(old).filter((key) => Object.hasOwn(value, key)),
    ...Object.keys(value),
  ]
  return Object.fromEntries([...new Set(keys)].map((key) => [key, orderAs(old[key], value[key])]))
}

interface TextEdit {
  readonly from: number
  readonly to: number
  readonly insert: string
}

function applyInPlace(
  text: string,
  changes: readonly ValueChange[],
  target: unknown,
): string | undefined {
  const isNearObjects = changes.some(touchesObjects)
  const { root, errors } = parseTextTree(isNearObjects ? text : cutObjects(text).text)
  const tree: TextTree = { text, root, errors }
  const before = readValue(text)?.value
  const flows = changes.map((change) => findFlow(tree, change))
  const rewritten = new Map<number, FlowPlace>()
  for (const flow of flows) {
    if (flow !== undefined && !flow.isScalarSet) rewritten.set(flow.from, flow)
  }
  const edits = [...rewritten.values()].map((flow) => rewriteFlow(flow, before, target))
  for (const [index, change] of changes.entries()) {
    const flow = flows[index]
    if (flow !== undefined && rewritten.has(flow.from)) continue
    const edit = makeEdit(tree, change)
    if (edit === undefined) return undefined
    edits.push(edit)
  }
  // From the end, so that places before stay where they are. At equal places what goes goes first, and
  // what comes keeps its order.
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => b.edit.from - a.edit.from || b.edit.to - a.edit.to || b.index - a.index)
    .map(({ edit }) => edit)
  let changed = text
  let limit = Number.POSITIVE_INFINITY
  for (const { from, to, insert } of ordered) {
    if (to > limit) return undefined
    changed = changed.slice(0, from) + insert + changed.slice(to)
    limit = from
  }
  return changed
}

const AROUND = ['designs', undefined, 'clusters', undefined]

/** Whether the place of a change is in the objects of a cluster, or ends behind them. */
function touchesObjects(change: ValueChange): boolean {
  const { path } = change
  if (path.includes('resources')) return true
  if (change.kind === 'set' && ['designs', 'clusters', 'resources'].includes(change.after ?? '')) {
    return true
  }
  return (
    path.length <= AROUND.length &&
    path.every((part, depth) => AROUND[depth] === undefined || part === AROUND[depth])
  )
}

interface FlowPlace {
  readonly path: TextPath
  readonly from: number
  readonly to: number
  /** The change only puts a scalar in the place of one. */
  readonly isScalarSet: boolean
}

/** The outermost `[…]` or `{…}` that the change is in. */
function findFlow(tree: TextTree, change: ValueChange): FlowPlace | undefined {
  for (let depth = 0; depth < change.path.length; depth++) {
    const path = change.path.slice(0, depth)
    const place = findPlace(tree, path)
    const { value } = place
    if (place.depth !== depth || value === undefined) return undefined
    if ((isMap(value) || isSeq(value)) && value.flow === true) {
      const inner = findPlace(tree, change.path)
      const isScalarSet =
        change.kind === 'set' &&
        inner.depth === change.path.length &&
        isInline(inner.value) &&
        !isContainer(change.value)
      return { path, from: value.range[0], to: value.range[1], isScalarSet }
    }
  }
  return undefined
}

/** Several changes in one flow collection are one: it is written anew on its line. */
function rewriteFlow(flow: FlowPlace, before: unknown, target: unknown): TextEdit {
  const old = readAt(before, flow.path)
  const value = orderAs(old, readMoved(before, target, flow.path))
  return { from: flow.from, to: flow.to, insert: renderYamlFlow(value) }
}

/** The value of the target that stands for a place of the old one: items before it may have come or gone. */
function readMoved(before: unknown, target: unknown, path: TextPath): unknown {
  let old = before
  let now = target
  for (const [depth, part] of path.entries()) {
    const inner = readAt(old, [part])
    if (Array.isArray(old) && Array.isArray(now)) {
      const shift = diffValues(old, now).reduce((sum, change) => {
        const [index] = change.path
        if (change.path.length !== 1 || typeof index !== 'number') return sum
        if (change.kind === 'remove' && index < Number(part)) return sum - 1
        return change.kind === 'insert' && index <= Number(part) ? sum + 1 : sum
      }, 0)
      now = now[Number(part) + shift] as unknown
    } else {
      now = readAt(now, path.slice(depth, depth + 1))
    }
    old = inner
  }
  return now
}

function makeEdit(tree: TextTree, change: ValueChange): TextEdit | undefined {
  const parentPlace = findPlace(tree, change.path.slice(0, -1))
  if (parentPlace.depth !== change.path.length - 1 && change.path.length > 0) return undefined
  const place = findPlace(tree, change.path)
  const isThere = place.depth === change.path.length
  switch (change.kind) {
    case 'set':
      if (isThere) return setValue(tree, place, change.value)
      return isMap(parentPlace.value)
        ? addPair(tree, parentPlace.value, {
            key: String(change.path.at(-1)),
            value: change.value,
            after: change.after,
          })
        : undefined
    case 'remove':
      return isThere ? removePlace(tree, place) : undefined
    case 'insert':
      return isSeq(parentPlace.value)
        ? addItem(tree, parentPlace.value, Number(change.path.at(-1)), change.value)
        : undefined
  }
}

function isContainer(value: unknown): boolean {
  return Array.isArray(value) || isPlainObject(value)
}

/** Not a block: what stands on the line of its key. */
function isInline(node: ParsedNode | undefined): boolean {
  if (node === undefined) return false
  if (isMap(node) || isSeq(node)) return node.flow === true
  return isScalar(node) && !String(node.type).startsWith('BLOCK') && node.range[1] > node.range[0]
}

function setValue(tree: TextTree, place: TextPlace, value: unknown): TextEdit | undefined {
  const { key, value: node, parent } = place
  const isFilled = isContainer(value) && Object.keys(value as object).length > 0
  if (node !== undefined && isInline(node) && (!isFilled || !isScalar(node))) {
    const insert = isFilled
      ? renderYamlFlow(value)
      : isScalar(node)
        ? renderLike(node, value)
        : renderYamlFlow(value)
    return { from: node.range[0], to: node.range[1], insert }
  }
  if (parent === undefined) return undefined
  if (isSeq(parent)) {
    if (node === undefined) return undefined
    const column = node.range[0] - startOfLine(tree.text, node.range[0])
    return {
      from: node.range[0],
      to: trimEnd(tree.text, node),
      insert: renderYamlBlock(value, ' '.repeat(column)),
    }
  }
  if (key === undefined) return undefined
  const from = tree.text.indexOf(':', key.range[1]) + 1
  if (from === 0) return undefined
  const to = Math.max(from, node === undefined ? from : trimEnd(tree.text, node))
  const indent = indentOf(tree.text, parent)
  return { from, to, insert: renderAfterKey(value, indent) }
}

function trimEnd(text: string, node: ParsedNode): number {
  let end = findEnd(node)
  while (end > node.range[0] && (text[end - 1] === '\n' || text[end - 1] === ' ')) end--
  return end
}

/** What follows `key:`, in the form of the canonical text. */
function renderAfterKey(value: unknown, indent: string): string {
  if (Array.isArray(value) && value.length > 0) {
    return `\n${indent}${renderYamlBlock(value, indent)}`
  }
  if (isPlainObject(value) && Object.keys(value).length > 0) {
    return `\n${indent}  ${renderYamlBlock(value, `${indent}  `)}`
  }
  return ` ${renderYamlBlock(value, '')}`
}

/** A scalar in the quotes that the old one had. */
function renderLike(node: ParsedNode, value: unknown): string {
  if (isScalar(node) && typeof value === 'string') {
    if (node.type === 'QUOTE_DOUBLE') return JSON.stringify(value)
    if (node.type === 'QUOTE_SINGLE' && !/['\n\r]/.test(value)) return `'${value}'`
  }
  return renderYamlFlow(value)
}

function indentOf(text: string, map: YAMLMap.Parsed): string {
  const first = map.items[0]?.key.range[0] ?? map.range[0]
  return ' '.repeat(first - startOfLine(text, first))
}

function addPair(
  tree: TextTree,
  map: YAMLMap.Parsed,
  pair: { readonly key: string; readonly value: unknown; readonly after: string | undefined },
): TextEdit | undefined {
  const indent = indentOf(tree.text, map)
  const written = `${renderYamlScalar(pair.key)}:${renderAfterKey(pair.value, indent)}`
  const before = map.items.find((one) => readKey(one) === pair.after)
  if (before === undefined) {
    const first = map.items[0]?.key.range[0]
    return first === undefined ? undefined : insertBefore(tree.text, first, written)
  }
  const end = endOfLine(tree.text, trimEnd(tree.text, before.value ?? before.key))
  return { from: end, to: end, insert: `\n${indent}${written}` }
}

function addItem(
  tree: TextTree,
  list: YAMLSeq.Parsed,
  index: number,
  value: unknown,
): TextEdit | undefined {
  const first = findDash(list, 0)
  if (first === undefined) return undefined
  const indent = ' '.repeat(first - startOfLine(tree.text, first))
  const written = `- ${renderYamlBlock(value, `${indent}  `)}`
  if (index === 0) return insertBefore(tree.text, first, written)
  const before = list.items[index - 1] as ParsedNode | undefined
  const end = endOfLine(tree.text, before === undefined ? first : trimEnd(tree.text, before))
  return { from: end, to: end, insert: `\n${indent}${written}` }
}

/** A line of its own before a place, which may stand behind a dash. */
function insertBefore(text: string, at: number, written: string): TextEdit {
  const line = startOfLine(text, at)
  const indent = ' '.repeat(at - line)
  return text.slice(line, at).trim() === ''
    ? { from: line, to: line, insert: `${indent}${written}\n` }
    : { from: at, to: at, insert: `${written}\n${indent}` }
}

function removePlace(tree: TextTree, place: TextPlace): TextEdit | undefined {
  const { parent, index, key, value } = place
  const start = isSeq(parent) ? findDash(parent, index) : key?.range[0]
  if (parent === undefined || start === undefined) return undefined
  const last = value === undefined ? (key?.range[1] ?? start) : trimEnd(tree.text, value)
  const end = endOfLine(tree.text, Math.max(start, last))
  const line = startOfLine(tree.text, start)
  if (tree.text.slice(line, start).trim() === '') {
    return { from: line, to: Math.min(end + 1, tree.text.length), insert: '' }
  }
  // It stands on the line of its dash: the next one moves up to it.
  const next = isSeq(parent) ? findDash(parent, index + 1) : parent.items[index + 1]?.key.range[0]
  return next === undefined ? undefined : { from: start, to: next, insert: '' }
}

/** Where the dash of an item stands. */
function findDash(list: YAMLSeq.Parsed, index: number): number | undefined {
  const token = list.srcToken
  if (token === undefined || token.type !== 'block-seq') return undefined
  return token.items[index]?.start.find((one) => one.type === 'seq-item-ind')?.offset
}
