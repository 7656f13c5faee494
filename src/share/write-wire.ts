import { unreachable } from '#base/assert.ts'
import type { Plan } from '#plan/schema.ts'
import {
  PLAN_SHAPE,
  RESOURCE_SHAPES,
  type Field,
  type RowShape,
  type Shape,
} from '#plan/shareable-fields.ts'
import {
  NAME_OF_A_LIST,
  listLeaves,
  listOfKey,
  listOfKeys,
  listOfText,
  nameOfField,
  type Leaf,
  type Row,
} from './leaves.ts'
import { VIEW_SHAPE, packView, type LinkView } from './link-view.ts'
import {
  createClusterState,
  dropIdentity,
  listVolumeNames,
  readIdentity,
  type Identity,
  type KindState,
  type Prototype,
} from './prototypes.ts'
import { countDifferences } from './count-differences.ts'
import { createFieldMemory, type FieldMemory } from './field-memory.ts'
import { createRecentTexts, type RecentTexts } from './recent-texts.ts'
import { createRenames, learnField, type Renames } from './renames.ts'
import { groupObjects } from './resource-groups.ts'
import type { Wire } from './wire.ts'

export interface WrittenWire {
  readonly plan: Wire
  readonly view?: Wire
}

/** The view comes second: it speaks of what the plan has named. */
export function encodeWire(plan: Plan, asOf: string, view: LinkView | undefined): WrittenWire {
  const writer: Writer = { recent: createRecentTexts(), memory: createFieldMemory() }
  const none: Place = { name: '', renames: createRenames([]), owner: undefined }
  const wire = [asOf, writeNewRow(writer, plan, PLAN_SHAPE, none)]
  if (view === undefined) return { plan: wire }
  return { plan: wire, view: writeNewRow(writer, packView(view), VIEW_SHAPE, none) }
}

interface Writer {
  readonly recent: RecentTexts
  readonly memory: FieldMemory
}

interface Place {
  /** The field's name, which tells texts of one kind from those of another. */
  readonly name: string
  readonly renames: Renames
  /** The object that a row is of. */
  readonly owner: Identity | undefined
}

/** @param like the value of the row that this one is expected to be like; undefined: of none */
function write(writer: Writer, value: unknown, shape: Shape, like: unknown, place: Place): Wire {
  if (like !== undefined && isExpected(value, like, shape, place)) return 0
  switch (shape.type) {
    case 'list':
      if (shape.item.type === 'row') {
        return writeRows(writer, value as readonly Row[], shape.item, like, place)
      }
      return (value as readonly unknown[]).map((one) =>
        write(writer, one, shape.item, undefined, place),
      )
    case 'textOrList':
      return Array.isArray(value)
        ? value.map((one) => write(writer, one, NAME_OF_A_LIST, undefined, place))
        : write(writer, value, NAME_OF_A_LIST, undefined, place)
    case 'map':
      return writeMap(writer, value as Row, shape, like, place)
    case 'row':
      if (like === undefined) return writeNewRow(writer, value as Row, shape, place)
      return writeRow(writer, value as Row, shape, [{ row: like as Row, names: [] }], place)
    case 'resources':
      return writeResources(writer, value as readonly Row[], like as readonly Row[] | undefined)
    case 'text':
    case 'notes':
    case 'quantity':
    case 'whole':
    case 'number':
    case 'boolean':
    case 'words':
    case 'scalar':
      return writeLeaf(writer, { value, shape, list: listOfText(shape, place.name) })
    default:
      return unreachable(shape)
  }
}

function writeLeaf({ recent }: Writer, { value, shape, list }: Leaf): Wire {
  switch (shape.type) {
    case 'text':
    case 'quantity':
      return writeText(recent, list, String(value))
    case 'notes':
      return String(value)
    case 'whole':
    case 'number':
      return Number(value)
    case 'boolean':
      return value === true ? 1 : 0
    case 'words':
      return shape.words.indexOf(String(value))
    case 'scalar':
      if (typeof value === 'string') return writeText(recent, list, value)
      return typeof value === 'number' ? [value] : value === true
    default:
      return unreachable(shape)
  }
}

function writeText(recent: RecentTexts, list: string, text: string): Wire {
  const rank = recent.findRank(list, text)
  recent.meet(list, text)
  return rank ?? text
}

/** `[null, gap, value, …]` where only values differ. */
function writeMap(
  writer: Writer,
  map: Row,
  shape: Extract<Shape, { readonly type: 'map' }>,
  like: unknown,
  place: Place,
): Wire {
  if (like !== undefined && hasSameStructure(map, like, shape, place)) {
    return [null, ...writeLeaves(writer, map, shape, like, place)]
  }
  return Object.entries(map).flatMap(([key, value]) => [
    writeText(writer.recent, listOfKeys(shape), key),
    write(writer, value, shape.value, undefined, {
      ...place,
      name: listOfKey(shape, place.name, key),
    }),
  ])
}

/** How many of the rows before it in a list a row may be like. */
const MAX_BEFORE = 6

function writeRows(
  writer: Writer,
  rows: readonly Row[],
  item: RowShape,
  like: unknown,
  place: Place,
): Wire {
  // What a list is like was a list of the same shape.
  const others = (like ?? []) as readonly Row[]
  return rows.map((row, at) => {
    const before = rows.slice(Math.max(0, at - MAX_BEFORE), at).reverse()
    const other = others[at]
    const all = other === undefined ? before : [other, ...before]
    const prototypes = all.map((one) => ({ row: one, names: [] }))
    const wire = writeRow(writer, row, item, prototypes, place)
    if (place.owner === undefined) writer.memory.remember(row, item, undefined)
    return wire
  })
}

/** `[mask, …members]`: bit n of the mask says that field n is there. */
function writeNewRow(writer: Writer, row: Row, { fields }: RowShape, place: Place): Wire[] {
  let mask = 0
  const members: Wire[] = []
  fields.forEach((field, position) => {
    const value = row[field.name]
    if (value === undefined) return
    mask += 2 ** position
    const inner = { ...place, name: nameOfField(row, field.name) }
    members.push(writeMember(writer, value, field, undefined, inner))
  })
  return [mask, ...members]
}

/**
 * `gap, member, …` for the fields that differ, each with how many were passed over: those of the rows within,
 * too, where both have the row. `null` for a field that is absent here.
 */
function writeFields(
  writer: Writer,
  row: Row,
  { fields }: RowShape,
  like: Row,
  place: Place,
  slots: Slots,
): void {
  for (const field of fields) {
    const value = row[field.name]
    const before = like[field.name]
    const inner = { ...place, name: nameOfField(row, field.name) }
    if (value !== undefined && before !== undefined && field.shape.type === 'row') {
      slots.passedOver += 1
      writeFields(writer, value as Row, field.shape, before as Row, inner, slots)
    } else if (isSameField(value, before, field.shape, inner)) {
      slots.passedOver += 1
    } else {
      const member = value === undefined ? null : writeMember(writer, value, field, before, inner)
      slots.parts.push(slots.passedOver, member)
      slots.passedOver = 0
    }
  }
}

interface Slots {
  readonly parts: Wire[]
  passedOver: number
}

function isSameField(value: unknown, before: unknown, shape: Shape, place: Place): boolean {
  if (value === undefined || before === undefined) return value === before
  return isExpected(value, before, shape, place)
}

/** A field that the row it is like does not have may be like the last of its kind. */
function writeMember(
  writer: Writer,
  value: unknown,
  field: Field,
  before: unknown,
  place: Place,
): Wire {
  if (before !== undefined) {
    const wire = write(writer, value, field.shape, before, place)
    learnField(place.renames, before, value, field.shape)
    return wire
  }
  const recalled = writer.memory.recall(field, place.owner)
  const renames = recalled?.renames ?? place.renames
  return write(writer, value, field.shape, recalled?.value, { ...place, renames })
}

function hasSameStructure(value: unknown, like: unknown, shape: Shape, { name }: Place): boolean {
  return listLeaves(value, shape, name).structure === listLeaves(like, shape, name).structure
}

function isExpected(
  value: unknown,
  like: unknown,
  shape: Shape,
  { name, renames }: Place,
): boolean {
  const own = listLeaves(value, shape, name)
  const other = listLeaves(like, shape, name)
  if (own.structure !== other.structure) return false
  return own.leaves.every((leaf, at) => {
    const before = other.leaves[at]
    return before !== undefined && renames.expect(before) === leaf.value
  })
}

/**
 * A row that is like another: `0` when it is the same, `[gap, value, …]` for the leaves that differ, each
 * with how many were passed over, or `[null, gap, member, …]` for another structure. A first number below 0
 * says which of several it is like.
 */
function writeRow(
  writer: Writer,
  row: Row,
  shape: RowShape,
  prototypes: readonly Prototype[],
  place: Place,
): readonly Wire[] | 0 {
  const { choice, prototype } = choosePrototype(row, shape, prototypes, place)
  if (prototype === undefined) return writeNewRow(writer, row, shape, place)
  const parts = writeDifferences(writer, row, shape, prototype, place)
  const wire = choice === 0 ? parts : [-choice, ...parts]
  return wire.length === 0 ? 0 : wire
}

interface Choice {
  readonly choice: number
  readonly prototype: Prototype | undefined
}

/** The one with the fewest differences; of equals the first. Others of its structure are asked first. */
function choosePrototype(
  row: Row,
  shape: RowShape,
  prototypes: readonly Prototype[],
  place: Place,
): Choice {
  const alike = prototypes.map((one) => hasSameStructure(row, one.row, shape, place))
  const isAny = alike.includes(true)
  let best: Choice & { readonly cost: number } = { choice: 0, prototype: undefined, cost: Infinity }
  prototypes.forEach((prototype, choice) => {
    if (isAny && alike[choice] !== true) return
    const cost = countDifferences(row, prototype, shape, place.name) + (choice === 0 ? 0 : 1)
    if (cost < best.cost) best = { choice, prototype, cost }
  })
  return best
}

function writeDifferences(
  writer: Writer,
  row: Row,
  shape: RowShape,
  { row: like, names }: Prototype,
  place: Place,
): Wire[] {
  const renames = names.length === 0 ? place.renames : createRenames(names)
  const own = { ...place, renames }
  if (hasSameStructure(row, like, shape, place)) return writeLeaves(writer, row, shape, like, own)
  const slots: Slots = { parts: [], passedOver: 0 }
  writeFields(writer, row, shape, like, own, slots)
  return [null, ...slots.parts]
}

/** `gap, value, …`: of the leaves that are not as expected, each with how many were passed over. */
function writeLeaves(
  writer: Writer,
  value: unknown,
  shape: Shape,
  like: unknown,
  { name, renames }: Place,
): Wire[] {
  const other = listLeaves(like, shape, name)
  const parts: Wire[] = []
  let last = -1
  listLeaves(value, shape, name).leaves.forEach((leaf, at) => {
    const before = other.leaves[at]
    if (before === undefined || renames.expect(before) === leaf.value) return
    parts.push(at - last - 1, writeLeaf(writer, leaf))
    last = at
    renames.learn(before, leaf.value)
  })
  return parts
}

/** `[[kind, …objects], …]`, kinds in the order of `RESOURCE_SHAPES`. */
function writeResources(
  writer: Writer,
  objects: readonly Row[],
  like: readonly Row[] | undefined,
): Wire {
  const groups = groupObjects(objects)
  const state = createClusterState(groupObjects(like ?? []))
  const written = new Map<string, readonly Row[]>()
  return RESOURCE_SHAPES.flatMap(({ kind, shape }, number): Wire[] => {
    const rows = groups.get(kind) ?? []
    const kindState = state.startKind(kind, shape)
    const ordered = kind === 'PersistentVolume' ? orderVolumes(rows, written) : rows
    written.set(kind, rows)
    if (rows.length === 0) return []
    return [[number, ...ordered.map((row) => writeObject(writer, row, shape, kindState))]]
  })
}

function orderVolumes(
  rows: readonly Row[],
  written: ReadonlyMap<string, readonly Row[]>,
): readonly Row[] {
  const byName = new Map(rows.map((row) => [readIdentity(row).name, row]))
  const claimed = listVolumeNames(written).flatMap((name) => {
    const row = byName.get(name)
    return row === undefined ? [] : [row]
  })
  const taken = new Set(claimed)
  return [...claimed, ...rows.filter((row) => !taken.has(row))]
}

/**
 * Nothing for the expected object, `[skipped]` for a later one that was expected, or `name` and `[namespace]`
 * (`false`: none; nothing: as before); then as any row.
 */
function writeObject(writer: Writer, row: Row, shape: RowShape, state: KindState): Wire {
  const identity = readIdentity(row)
  const start = writeIdentity(writer, identity, state)
  const prototypes = state.listPrototypes(identity)
  const place: Place = { name: '', renames: createRenames([]), owner: identity }
  const wire = writeRow(writer, dropIdentity(row), shape, prototypes, place)
  state.add(identity, row)
  writer.memory.remember(row, shape, identity)
  if (state.namesNamespaces) writer.recent.meet('namespace', identity.name)
  const parts = [...start, ...(wire === 0 ? [] : wire)]
  return parts.length === 0 ? 0 : shorten(parts, state)
}

/** Objects that differ from what is expected in one place, always the same, are written as the number there. */
function shorten(parts: readonly Wire[], state: KindState): Wire {
  const [gap, value, ...more] = parts
  if (typeof gap !== 'number' || gap < 0 || more.length > 0) return parts
  const isUsual = state.usualGap() === gap && typeof value === 'number' && value > 0
  state.useGap(gap)
  return isUsual ? value : parts
}

function writeIdentity({ recent }: Writer, identity: Identity, state: KindState): Wire[] {
  const passedOver = state.countPassedOver(identity)
  if (passedOver !== undefined) return passedOver === 0 ? [] : [[passedOver]]
  const { name, namespace } = identity
  if (namespace === state.lastNamespace()) return [name]
  return [name, namespace === undefined ? false : [writeText(recent, 'namespace', namespace)]]
}
