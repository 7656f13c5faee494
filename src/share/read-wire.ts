import { unreachable } from '#base/assert.ts'
import { compareResources } from '#plan/compare-resources.ts'
import { FORBIDDEN_CHARACTERS } from '#plan/plain-text.ts'
import {
  PLAN_SHAPE,
  RESOURCE_SHAPES,
  type Field,
  type RowShape,
  type Shape,
} from '#plan/shareable-fields.ts'
import {
  NAME_OF_A_LIST,
  listOfKey,
  listOfKeys,
  listOfText,
  nameOfField,
  replaceLeaves,
  type Leaf,
  type Row,
} from './leaves.ts'
import { VIEW_SHAPE, unpackView, type LinkView } from './link-view.ts'
import {
  addIdentity,
  createClusterState,
  type Identity,
  type KindState,
  type Prototype,
} from './prototypes.ts'
import { createFieldMemory, type FieldMemory } from './field-memory.ts'
import { createRecentTexts, type RecentTexts } from './recent-texts.ts'
import { createRenames, learnField, type Renames } from './renames.ts'
import { groupObjects, ungroupObject } from './resource-groups.ts'
import { WireError } from './wire-error.ts'

/** Texts written out; numbers that stand for one are not counted. */
const MAX_TEXTS = 40_000
const MAX_NOTES = 2_000
const MAX_ALL_NOTES = 50_000
/** Values of all rows, and characters of names made of others: a few differences may stand for many. */
const MAX_LEAVES = 1_000_000
const MAX_MADE = 8_000_000

export interface ReadWire {
  /** Of the plan's form, still to be validated as a plan. */
  readonly plan: Row
  readonly view: LinkView | undefined
  readonly asOf: string
}

/**
 * Reads field by field into new objects (L5.1 step 12). Throws `WireError` with the rule's name.
 *
 * @param factor how many times of each limit; a share file may hold ten times of a link (L10.1)
 */
export function decodeWire(
  wire: { readonly plan: unknown; readonly view: unknown },
  factor: number,
): ReadWire {
  const [asOf, plan, ...more] = takeList(wire.plan, 'document')
  if (more.length > 0) throw new WireError('document')
  if (typeof asOf !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(asOf)) throw new WireError('as-of')
  const reader: Reader = {
    recent: createRecentTexts(),
    memory: createFieldMemory(),
    factor,
    sizes: new WeakMap(),
    textCount: 0,
    notesLength: 0,
    leafCount: 0,
    madeLength: 0,
  }
  const none: Place = { name: '', renames: createRenames([]), owner: undefined }
  const row = readNewRow(reader, takeList(plan, 'row'), PLAN_SHAPE, none)
  if (wire.view === undefined) return { plan: row, view: undefined, asOf }
  const list = takeList(wire.view, 'view')
  const view = unpackView(readNewRow(reader, list, VIEW_SHAPE, none))
  if (view === undefined) throw new WireError('view')
  return { plan: row, view, asOf }
}

interface Reader {
  readonly recent: RecentTexts
  readonly memory: FieldMemory
  readonly factor: number
  /** The values of a cluster's objects: they count again where a design has them again. */
  readonly sizes: WeakMap<object, number>
  textCount: number
  notesLength: number
  leafCount: number
  madeLength: number
}

interface Place {
  readonly name: string
  readonly renames: Renames
  /** The object that a row is of. */
  readonly owner: Identity | undefined
}

function read(reader: Reader, wire: unknown, shape: Shape, like: unknown, place: Place): unknown {
  switch (shape.type) {
    case 'list':
      if (wire === 0 && like !== undefined) return copy(reader, like, shape, place)
      if (shape.item.type === 'row') return readRows(reader, wire, shape.item, like, place)
      return takeList(wire, 'list').map((one) => read(reader, one, shape.item, undefined, place))
    case 'textOrList':
      return Array.isArray(wire)
        ? wire.map((one) => read(reader, one, NAME_OF_A_LIST, undefined, place))
        : read(reader, wire, NAME_OF_A_LIST, undefined, place)
    case 'map':
      if (wire === 0 && like !== undefined) return copy(reader, like, shape, place)
      return readMap(reader, wire, shape, like, place)
    case 'row': {
      if (like === undefined) {
        return readNewRow(reader, takeList(wire, 'row'), shape, place)
      }
      // What it is like was read with the same shape.
      return readRow(reader, wire, shape, [{ row: like as Row, names: [] }], place)
    }
    case 'resources':
      return readResources(reader, wire, like as readonly Row[] | undefined)
    case 'text':
    case 'notes':
    case 'quantity':
    case 'whole':
    case 'number':
    case 'boolean':
    case 'words':
    case 'scalar':
      return readLeaf(reader, wire, shape, listOfText(shape, place.name))
    default:
      return unreachable(shape)
  }
}

function readLeaf(reader: Reader, wire: unknown, shape: Leaf['shape'], list: string): unknown {
  countLeaf(reader)
  switch (shape.type) {
    case 'text':
      return readText(reader, wire, list, shape.maxLength)
    case 'notes':
      return readNotes(reader, wire)
    case 'quantity':
      return readText(reader, wire, list, 64)
    case 'whole':
      return takeNumber(wire, true)
    case 'number':
      return takeNumber(wire, false)
    case 'boolean':
      if (wire !== 0 && wire !== 1) throw new WireError('type')
      return wire === 1
    case 'words':
      return takeWord(wire, shape.words)
    case 'scalar':
      return readScalar(reader, wire, list)
    default:
      return unreachable(shape)
  }
}

function readRows(
  reader: Reader,
  wire: unknown,
  item: RowShape,
  like: unknown,
  place: Place,
): readonly Row[] {
  // What a list is like was read with the same shape.
  const others = (like ?? []) as readonly Row[]
  const rows: Row[] = []
  takeList(wire, 'list').forEach((one, at) => {
    const before = rows.slice(Math.max(0, at - MAX_BEFORE), at).reverse()
    const other = others[at]
    const all = other === undefined ? before : [other, ...before]
    const prototypes = all.map((row) => ({ row, names: [] }))
    const row = readRow(reader, one, item, prototypes, place)
    if (place.owner === undefined) reader.memory.remember(row, item, undefined)
    rows.push(row)
  })
  return rows
}

/** As `write-wire.ts` has it. */
const MAX_BEFORE = 6

function readNewRow(
  reader: Reader,
  [mask, ...members]: readonly unknown[],
  { fields }: RowShape,
  place: Place,
): Row {
  if (typeof mask !== 'number' || !Number.isSafeInteger(mask) || mask < 0) {
    throw new WireError('row')
  }
  let rest = mask
  let at = 0
  const row: Record<string, unknown> = {}
  for (const field of fields) {
    if (rest % 2 === 1) {
      if (at >= members.length) throw new WireError('row')
      const inner = { ...place, name: nameOfField(row, field.name) }
      row[field.name] = readMember(reader, members[at], field, undefined, inner)
      at += 1
    }
    rest = Math.floor(rest / 2)
  }
  if (rest !== 0 || at !== members.length) throw new WireError('unknown-field')
  return row
}

/** What is left of `gap, member, …` while the fields of a row are gone through. */
interface Slots {
  readonly parts: readonly unknown[]
  at: number
  gap: number
}

function startSlots(parts: readonly unknown[]): Slots {
  const slots = { parts, at: 0, gap: 0 }
  readGap(slots)
  return slots
}

function readGap(slots: Slots): void {
  slots.gap = Infinity
  if (slots.at === slots.parts.length) return
  slots.gap = takeNumber(slots.parts[slots.at], true)
  if (slots.gap < 0 || slots.at + 1 >= slots.parts.length) throw new WireError('row')
}

/** Whether the next value is for this place; one place is gone past otherwise. */
function isPassedOver(slots: Slots): boolean {
  if (slots.gap === 0) return false
  slots.gap -= 1
  return true
}

function takePart(slots: Slots): unknown {
  const part = slots.parts[slots.at + 1]
  slots.at += 2
  readGap(slots)
  return part
}

function endSlots(slots: Slots): void {
  if (slots.at !== slots.parts.length) throw new WireError('unknown-field')
}

function readFields(
  reader: Reader,
  slots: Slots,
  { fields }: RowShape,
  like: Row,
  place: Place,
): Row {
  const row: Record<string, unknown> = {}
  for (const field of fields) {
    const { name, shape } = field
    const before = like[name]
    const inner = { ...place, name: nameOfField(row, name) }
    if (!isPassedOver(slots)) {
      const part = takePart(slots)
      if (part !== null) row[name] = readMember(reader, part, field, before, inner)
      else if (before === undefined) throw new WireError('row')
    } else if (before !== undefined) {
      row[name] =
        shape.type === 'row'
          ? readFields(reader, slots, shape, before as Row, inner)
          : copy(reader, before, shape, inner)
    }
  }
  return row
}

function readMember(
  reader: Reader,
  wire: unknown,
  field: Field,
  before: unknown,
  place: Place,
): unknown {
  if (before !== undefined) {
    const value = read(reader, wire, field.shape, before, place)
    learnField(place.renames, before, value, field.shape)
    return value
  }
  const recalled = reader.memory.recall(field, place.owner)
  const renames = recalled?.renames ?? place.renames
  return read(reader, wire, field.shape, recalled?.value, { ...place, renames })
}

function readRow(
  reader: Reader,
  wire: unknown,
  shape: RowShape,
  prototypes: readonly Prototype[],
  place: Place,
): Row {
  if (prototypes.length === 0) {
    return readNewRow(reader, takeList(wire, 'row'), shape, place)
  }
  return readParts(reader, wire === 0 ? [] : takeList(wire, 'row'), shape, prototypes, place)
}

function readParts(
  reader: Reader,
  parts: readonly unknown[],
  shape: RowShape,
  prototypes: readonly Prototype[],
  place: Place,
): Row {
  const [first] = parts
  const isChosen = typeof first === 'number' && first < 0
  const prototype = prototypes[isChosen ? -first : 0]
  if (prototype === undefined) throw new WireError('prototype')
  const { row: like, names } = prototype
  const renames = names.length === 0 ? place.renames : createRenames(names)
  const own = { ...place, renames }
  const rest = isChosen ? parts.slice(1) : parts
  if (rest[0] === null) {
    const slots = startSlots(rest.slice(1))
    const row = readFields(reader, slots, shape, like, own)
    endSlots(slots)
    return row
  }
  return readDifferences(reader, rest, shape, like, own)
}

function readDifferences(
  reader: Reader,
  parts: readonly unknown[],
  shape: RowShape,
  like: Row,
  place: Place,
): Row {
  // A row's leaves are replaced, so it is one still.
  return readLeaves(reader, parts, shape, like, place) as Row
}

/** `gap, value, …`: of the leaves that are not as expected, each with how many were passed over. */
function readLeaves(
  reader: Reader,
  parts: readonly unknown[],
  shape: Shape,
  like: unknown,
  { name, renames }: Place,
): unknown {
  const slots = startSlots(parts)
  const replace = (leaf: Leaf): unknown => {
    if (isPassedOver(slots)) return expectLeaf(reader, leaf, renames)
    const next = readLeaf(reader, takePart(slots), leaf.shape, leaf.list)
    renames.learn(leaf, next)
    return next
  }
  const keep = (resources: object) => countLeaves(reader, reader.sizes.get(resources) ?? 0)
  const value = replaceLeaves(like, shape, name, { replace, keep })
  endSlots(slots)
  return value
}

function copy(reader: Reader, like: unknown, shape: Shape, { name, renames }: Place): unknown {
  const keep = (resources: object) => countLeaves(reader, reader.sizes.get(resources) ?? 0)
  return replaceLeaves(like, shape, name, {
    replace: (leaf) => expectLeaf(reader, leaf, renames),
    keep,
  })
}

function expectLeaf(reader: Reader, leaf: Leaf, renames: Renames): unknown {
  countLeaf(reader)
  const value = renames.expect(leaf)
  if (typeof value !== 'string') return value
  if (leaf.shape.type === 'notes') countNotes(reader, value)
  if (value === leaf.value) return value
  reader.madeLength += value.length
  if (isBeyond(reader, reader.madeLength, MAX_MADE)) throw new WireError('size')
  if (leaf.shape.type === 'text' && value.length > leaf.shape.maxLength) {
    throw new WireError('text-length')
  }
  return value
}

function readMap(
  reader: Reader,
  wire: unknown,
  shape: Extract<Shape, { readonly type: 'map' }>,
  like: unknown,
  place: Place,
): unknown {
  const list = takeList(wire, 'map')
  if (list[0] === null) {
    if (like === undefined) throw new WireError('map')
    return readLeaves(reader, list.slice(1), shape, like, place)
  }
  if (list.length % 2 !== 0) throw new WireError('map')
  const map = new Map<string, unknown>()
  for (let at = 0; at < list.length; at += 2) {
    const key = readText(reader, list[at], listOfKeys(shape), 317)
    if (isUnsafeName(key) || map.has(key)) throw new WireError('name')
    const inner = { ...place, name: listOfKey(shape, place.name, key) }
    map.set(key, read(reader, list[at + 1], shape.value, undefined, inner))
  }
  return Object.fromEntries(map)
}

function readResources(
  reader: Reader,
  wire: unknown,
  like: readonly Row[] | undefined,
): readonly Row[] {
  const groups = new Map<number, readonly unknown[]>()
  let last = -1
  for (const group of takeList(wire, 'resources')) {
    const [number, ...objects] = takeList(group, 'resources')
    if (typeof number !== 'number' || number <= last || objects.length === 0) {
      throw new WireError('kind')
    }
    if (RESOURCE_SHAPES[number] === undefined) throw new WireError('kind')
    groups.set(number, objects)
    last = number
  }
  const before = reader.leafCount
  const state = createClusterState(groupObjects(like ?? []))
  const objects = RESOURCE_SHAPES.flatMap(({ kind, shape }, number) => {
    const kindState = state.startKind(kind, shape)
    const own = groups.get(number) ?? []
    return own.map((object) => ungroupObject(kind, readObject(reader, object, shape, kindState)))
  }).sort(compareResources)
  reader.sizes.set(objects, reader.leafCount - before)
  return objects
}

function readObject(reader: Reader, wire: unknown, shape: RowShape, state: KindState): Row {
  const all = lengthen(wire, state)
  const { identity, length } = readIdentity(reader, all, state)
  countLeaf(reader)
  const prototypes = state.listPrototypes(identity)
  const place: Place = { name: '', renames: createRenames([]), owner: identity }
  const parts = all.slice(length)
  const rest =
    prototypes.length === 0
      ? readNewRow(reader, parts, shape, place)
      : readParts(reader, parts, shape, prototypes, place)
  const row = addIdentity(rest, identity)
  state.add(identity, row)
  reader.memory.remember(row, shape, identity)
  if (state.namesNamespaces) reader.recent.meet('namespace', identity.name)
  return row
}

/** A number alone stands for a difference in the usual place. */
function lengthen(wire: unknown, state: KindState): readonly unknown[] {
  if (wire === 0) return []
  if (typeof wire === 'number' && wire > 0) {
    const gap = state.usualGap()
    if (gap === undefined) throw new WireError('object')
    return [gap, wire]
  }
  const [gap, _value, ...more] = takeList(wire, 'object')
  if (typeof gap === 'number' && gap >= 0 && more.length === 0) state.useGap(gap)
  return takeList(wire, 'object')
}

function readIdentity(
  reader: Reader,
  [name, namespace]: readonly unknown[],
  state: KindState,
): { readonly identity: Identity; readonly length: number } {
  if (typeof name !== 'string') {
    const isSkipping = Array.isArray(name)
    const passedOver = isSkipping ? takeNumber(name[0], true) : 0
    const identity = state.expectIdentity(passedOver)
    if (identity === undefined) throw new WireError('object')
    checkText(identity.name, 253)
    return { identity, length: isSkipping ? 1 : 0 }
  }
  checkText(name, 253)
  if (namespace === false) return { identity: { name, namespace: undefined }, length: 2 }
  if (!Array.isArray(namespace)) {
    return { identity: { name, namespace: state.lastNamespace() }, length: 1 }
  }
  const own = readText(reader, namespace[0], 'namespace', 253)
  return { identity: { name, namespace: own }, length: 2 }
}

function readScalar(reader: Reader, wire: unknown, list: string): string | number | boolean {
  if (typeof wire === 'boolean') return wire
  if (!Array.isArray(wire)) return readText(reader, wire, list, 1024)
  if (wire.length !== 1) throw new WireError('type')
  return takeNumber(wire[0], false)
}

function takeWord(wire: unknown, words: readonly string[]): string {
  const word = typeof wire === 'number' ? words[wire] : undefined
  if (word === undefined) throw new WireError('word')
  return word
}

function readNotes(reader: Reader, wire: unknown): string {
  if (typeof wire !== 'string') throw new WireError('type')
  countText(reader)
  countNotes(reader, wire)
  return checkCharacters(wire, /[^\n]/)
}

function countNotes(reader: Reader, text: string): void {
  reader.notesLength += text.length
  if (
    isBeyond(reader, text.length, MAX_NOTES) ||
    isBeyond(reader, reader.notesLength, MAX_ALL_NOTES)
  ) {
    throw new WireError('notes')
  }
}

function readText(reader: Reader, wire: unknown, list: string, maxLength: number): string {
  const { recent } = reader
  const text = typeof wire === 'number' ? recent.findText(list, wire) : wire
  if (typeof text !== 'string') throw new WireError('type')
  if (typeof wire === 'string') {
    countText(reader)
    // Written once only: a plan has one document (L3.6).
    if (recent.findRank(list, wire) !== undefined) throw new WireError('repeated-text')
  }
  checkText(text, maxLength)
  recent.meet(list, text)
  return text
}

function countText(reader: Reader): void {
  reader.textCount += 1
  if (isBeyond(reader, reader.textCount, MAX_TEXTS)) throw new WireError('string-table')
}

function countLeaf(reader: Reader): void {
  countLeaves(reader, 1)
}

function countLeaves(reader: Reader, count: number): void {
  reader.leafCount += count
  if (isBeyond(reader, reader.leafCount, MAX_LEAVES)) throw new WireError('size')
}

function isBeyond({ factor }: Reader, count: number, limit: number): boolean {
  return count > limit * factor
}

function checkText(text: string, maxLength: number): string {
  if (text.length > maxLength) throw new WireError('text-length')
  return checkCharacters(text, /[^]/)
}

/** L3.7 and L5.3; `counts` says which of the characters that are mostly forbidden are so here. */
function checkCharacters(text: string, counts: RegExp): string {
  const isBad = (text.match(FORBIDDEN_CHARACTERS) ?? []).some((character) => counts.test(character))
  if (isBad) throw new WireError('characters')
  if (text.normalize('NFC') !== text) throw new WireError('text-form')
  return text
}

function takeList(wire: unknown, rule: string): readonly unknown[] {
  if (!Array.isArray(wire)) throw new WireError(rule)
  return wire
}

function takeNumber(wire: unknown, isWhole: boolean): number {
  if (typeof wire !== 'number' || !Number.isFinite(wire) || Object.is(wire, -0)) {
    throw new WireError('number')
  }
  if (isWhole && !Number.isSafeInteger(wire)) throw new WireError('number')
  return wire
}

export function isUnsafeName(name: string): boolean {
  return name === '__proto__' || name === 'prototype' || name === 'constructor'
}
