import { unreachable } from '#base/assert.ts'
import { FORBIDDEN_CHARACTERS } from '#plan/plain-text.ts'
import { PLAN_SHAPE, RESOURCE_SHAPES } from '#plan/shareable-fields.ts'
import type { Field, Shape } from '#plan/shareable-fields.ts'
import type { Plan } from '#plan/schema.ts'
import { VIEW_SHAPE, packView, unpackView, type LinkView } from './link-view.ts'
import { createRecentTexts, type RecentTexts } from './recent-texts.ts'

/**
 * Wire version 0 (L3), unfrozen until the first release: `[asOf, plan]`, where rows are `[mask, …members]`.
 * Bit n of the mask says that field n of the row's shape is there. A text is written once; where it is met
 * again, a number says how many other texts were met since (`recent-texts.ts`). Words are numbers, maps
 * `[key, value, …]`, resources `[[kind, …objects], …]`.
 */
export type Wire = number | string | boolean | readonly Wire[]

/** A rule that a document breaks, by name and without its content. */
export class WireError extends Error {}

/** Texts written out; numbers that stand for one are not counted. */
const MAX_TEXTS = 40_000
const MAX_NOTES = 2_000
const MAX_ALL_NOTES = 50_000

interface Writer {
  readonly recent: RecentTexts
}

interface Reader {
  readonly recent: RecentTexts
  readonly factor: number
  textCount: number
  notesLength: number
}

export interface WrittenWire {
  readonly plan: Wire
  readonly view?: Wire
}

/** The view comes second: it speaks of what the plan has named. */
export function encodeWire(plan: Plan, asOf: string, view: LinkView | undefined): WrittenWire {
  const writer: Writer = { recent: createRecentTexts() }
  const wire = [asOf, writeShape(writer, plan, PLAN_SHAPE)]
  if (view === undefined) return { plan: wire }
  return { plan: wire, view: writeShape(writer, packView(view), VIEW_SHAPE) }
}

function writeShape(writer: Writer, value: unknown, shape: Shape): Wire {
  switch (shape.type) {
    case 'text':
    case 'notes':
    case 'quantity':
      return writeText(writer, String(value))
    case 'whole':
    case 'number':
      return Number(value)
    case 'boolean':
      return value === true ? 1 : 0
    case 'words': {
      const at = shape.words.indexOf(String(value))
      return at < 0 ? String(value) : at
    }
    case 'scalar':
      if (typeof value === 'string') return writeText(writer, value)
      return typeof value === 'number' ? [value] : value === true
    case 'list':
      return (value as readonly unknown[]).map((one) => writeShape(writer, one, shape.item))
    case 'textOrList':
      return Array.isArray(value)
        ? value.map((one) => writeText(writer, String(one)))
        : writeText(writer, String(value))
    case 'map':
      return Object.entries(value as object).flatMap(([key, member]) => [
        writeText(writer, key),
        writeShape(writer, member, shape.value),
      ])
    case 'row':
      return writeRow(writer, value as Readonly<Record<string, unknown>>, shape.fields)
    case 'resources':
      return writeResources(writer, value as readonly Readonly<Record<string, unknown>>[])
    default:
      return unreachable(shape)
  }
}

function writeText({ recent }: Writer, text: string): Wire {
  const rank = recent.findRank(text)
  recent.meet(text, rank)
  return rank ?? text
}

function writeRow(
  writer: Writer,
  row: Readonly<Record<string, unknown>>,
  fields: readonly Field[],
): Wire {
  let mask = 0
  const members: Wire[] = []
  fields.forEach(({ name, shape }, position) => {
    if (row[name] === undefined) return
    mask += 2 ** position
    members.push(writeShape(writer, row[name], shape))
  })
  return [mask, ...members]
}

function writeResources(
  writer: Writer,
  objects: readonly Readonly<Record<string, unknown>>[],
): Wire {
  return RESOURCE_SHAPES.flatMap(({ kind, apiVersion, shape }, number) => {
    const rows = objects
      .filter((object) => object['kind'] === kind)
      .map((object) => ({
        ...object,
        apiVersion: object['apiVersion'] === apiVersion ? undefined : object['apiVersion'],
      }))
    if (rows.length === 0) return []
    return [[number, ...rows.map((row) => writeRow(writer, row, shape.fields))]]
  })
}

export interface ReadWire {
  /** Of the plan's form, still to be validated as a plan. */
  readonly plan: Readonly<Record<string, unknown>>
  readonly view: LinkView | undefined
  readonly asOf: string
}

/** Reads field by field into new objects (L5.1 step 12). Throws `WireError` with the rule's name. */
export function decodeWire(
  wire: { readonly plan: unknown; readonly view: unknown },
  factor: number,
): ReadWire {
  const [asOf, plan, ...more] = takeList(wire.plan, 'document')
  if (more.length > 0) throw new WireError('document')
  if (typeof asOf !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(asOf)) throw new WireError('as-of')
  const reader: Reader = { recent: createRecentTexts(), factor, textCount: 0, notesLength: 0 }
  const row = readRow(reader, plan, PLAN_SHAPE.fields)
  if (wire.view === undefined) return { plan: row, view: undefined, asOf }
  const view = unpackView(readRow(reader, wire.view, VIEW_SHAPE.fields))
  if (view === undefined) throw new WireError('view')
  return { plan: row, view, asOf }
}

function readShape(reader: Reader, wire: unknown, shape: Shape): unknown {
  switch (shape.type) {
    case 'text':
      return readLine(reader, wire, shape.maxLength)
    case 'notes':
      return readNotes(reader, wire)
    case 'quantity':
      return readLine(reader, wire, 64)
    case 'whole':
      return takeNumber(wire, true)
    case 'number':
      return takeNumber(wire, false)
    case 'boolean':
      if (wire !== 0 && wire !== 1) throw new WireError('type')
      return wire === 1
    case 'words':
      return readWord(wire, shape.words)
    case 'scalar':
      return readScalar(reader, wire)
    case 'list':
      return takeList(wire, 'list').map((one) => readShape(reader, one, shape.item))
    case 'textOrList':
      return Array.isArray(wire)
        ? wire.map((one) => readLine(reader, one, 253))
        : readLine(reader, wire, 253)
    case 'map':
      return readMap(reader, wire, shape.value)
    case 'row':
      return readRow(reader, wire, shape.fields)
    case 'resources':
      return readResources(reader, wire)
    default:
      return unreachable(shape)
  }
}

function readRow(
  reader: Reader,
  wire: unknown,
  fields: readonly Field[],
): Readonly<Record<string, unknown>> {
  const [mask, ...members] = takeList(wire, 'row')
  if (typeof mask !== 'number' || !Number.isSafeInteger(mask) || mask < 0) {
    throw new WireError('row')
  }
  let rest = mask
  let at = 0
  const row: Record<string, unknown> = {}
  for (const { name, shape } of fields) {
    if (rest % 2 === 1) {
      if (at >= members.length) throw new WireError('row')
      row[name] = readShape(reader, members[at], shape)
      at += 1
    }
    rest = Math.floor(rest / 2)
  }
  if (rest !== 0 || at !== members.length) throw new WireError('unknown-field')
  return row
}

function readMap(reader: Reader, wire: unknown, value: Shape): Readonly<Record<string, unknown>> {
  const list = takeList(wire, 'map')
  if (list.length % 2 !== 0) throw new WireError('map')
  const map: Record<string, unknown> = {}
  for (let at = 0; at < list.length; at += 2) {
    const key = readLine(reader, list[at], 317)
    if (isUnsafeName(key) || Object.hasOwn(map, key)) throw new WireError('name')
    map[key] = readShape(reader, list[at + 1], value)
  }
  return map
}

function readResources(reader: Reader, wire: unknown): readonly unknown[] {
  let last = -1
  return takeList(wire, 'resources').flatMap((group) => {
    const [number, ...rows] = takeList(group, 'resources')
    const known = typeof number === 'number' ? RESOURCE_SHAPES[number] : undefined
    if (known === undefined || typeof number !== 'number' || number <= last) {
      throw new WireError('kind')
    }
    last = number
    return rows.map((row) => {
      const { apiVersion, ...object } = readRow(reader, row, known.shape.fields)
      return { apiVersion: apiVersion ?? known.apiVersion, kind: known.kind, ...object }
    })
  })
}

function readScalar(reader: Reader, wire: unknown): string | number | boolean {
  if (typeof wire === 'boolean') return wire
  if (!Array.isArray(wire)) return readLine(reader, wire, 1024)
  if (wire.length !== 1) throw new WireError('type')
  return takeNumber(wire[0], false)
}

function readWord(wire: unknown, words: readonly string[]): string {
  const word = typeof wire === 'number' ? words[wire] : undefined
  if (word === undefined) throw new WireError('word')
  return word
}

function readNotes(reader: Reader, wire: unknown): string {
  const text = readText(reader, wire)
  reader.notesLength += text.length
  if (
    isBeyond(reader, text.length, MAX_NOTES) ||
    isBeyond(reader, reader.notesLength, MAX_ALL_NOTES)
  )
    throw new WireError('notes')
  return checkText(text, /[^\n]/)
}

function readLine(reader: Reader, wire: unknown, maxLength: number): string {
  const text = readText(reader, wire)
  if (text.length > maxLength) throw new WireError('text-length')
  return checkText(text, /[^]/)
}

function readText(reader: Reader, wire: unknown): string {
  const { recent } = reader
  if (typeof wire === 'string') {
    reader.textCount += 1
    if (isBeyond(reader, reader.textCount, MAX_TEXTS)) throw new WireError('string-table')
    // Written once only: a plan has one document (L3.6).
    if (recent.findRank(wire) !== undefined) throw new WireError('repeated-text')
    recent.meet(wire, undefined)
    return wire
  }
  const text = typeof wire === 'number' ? recent.findText(wire) : undefined
  if (text === undefined) throw new WireError('type')
  recent.meet(text, Number(wire))
  return text
}

function isBeyond({ factor }: Reader, count: number, limit: number): boolean {
  return count > limit * factor
}

/** L3.7 and L5.3; `counts` says which of the characters that are mostly forbidden are so here. */
function checkText(text: string, counts: RegExp): string {
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
