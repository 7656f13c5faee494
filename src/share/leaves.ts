import { unreachable } from '#base/assert.ts'
import type { Shape } from '#plan/shareable-fields.ts'

/**
 * The single values of a row in the order of its fields, and its structure: all that is not one of them. Two
 * rows of one structure differ by leaves only, so that one is the other with some of them replaced.
 */
export interface Leaf {
  readonly value: unknown
  readonly shape: LeafShape
  /** Texts of one list are likely to be met again in it. */
  readonly list: string
}

export type LeafShape = Exclude<
  Shape,
  { readonly type: 'list' | 'textOrList' | 'map' | 'row' | 'resources' }
>

export type Row = Readonly<Record<string, unknown>>

export interface Leaves {
  readonly leaves: readonly Leaf[]
  readonly structure: string
}

/** Of rows that others are compared with again and again. */
const cache = new WeakMap<object, Leaves & { readonly shape: Shape; readonly name: string }>()

export function listLeaves(value: unknown, shape: Shape, name: string): Leaves {
  if (typeof value !== 'object' || value === null) return listAnew(value, shape, name)
  const known = cache.get(value)
  if (known !== undefined && known.shape === shape && known.name === name) return known
  const made = listAnew(value, shape, name)
  cache.set(value, { ...made, shape, name })
  return made
}

function listAnew(value: unknown, shape: Shape, name: string): Leaves {
  const leaves: Leaf[] = []
  const structure: string[] = []
  collect({ leaves, structure }, value, shape, name)
  return { leaves, structure: structure.join('') }
}

interface Collected {
  readonly leaves: Leaf[]
  readonly structure: string[]
}

function collect(found: Collected, value: unknown, shape: Shape, name: string): void {
  switch (shape.type) {
    case 'list':
      return collectList(found, value as readonly unknown[], shape.item, name)
    case 'textOrList':
      if (Array.isArray(value)) return collectList(found, value, NAME_OF_A_LIST, name)
      return collect(found, value, NAME_OF_A_LIST, name)
    case 'map':
      found.structure.push('(')
      for (const [key, member] of Object.entries(value as Row)) {
        found.structure.push(JSON.stringify(key))
        collect(found, member, shape.value, listOfKey(shape, name, key))
      }
      found.structure.push(')')
      return
    case 'row':
      return collectRow(found, value as Row, shape)
    case 'resources':
      // Objects have predictions of their own: as one, or not at all.
      found.structure.push(JSON.stringify(value))
      return
    case 'text':
    case 'notes':
    case 'quantity':
    case 'whole':
    case 'number':
    case 'boolean':
    case 'words':
    case 'scalar':
      found.leaves.push({ value, shape, list: listOfText(shape, name) })
      return
    default:
      return unreachable(shape)
  }
}

function collectList(found: Collected, list: readonly unknown[], item: Shape, name: string): void {
  found.structure.push('[')
  for (const one of list) {
    found.structure.push(',')
    collect(found, one, item, name)
  }
  found.structure.push(']')
}

function collectRow(
  found: Collected,
  row: Row,
  { fields }: Extract<Shape, { readonly type: 'row' }>,
): void {
  found.structure.push('{')
  fields.forEach((field, position) => {
    if (row[field.name] === undefined) return
    found.structure.push(`${position}:`)
    collect(found, row[field.name], field.shape, nameOfField(row, field.name))
  })
  found.structure.push('}')
}

/** What takes the place of a leaf, and who is told of objects that are copied as they are. */
export interface Replacer {
  readonly replace: (leaf: Leaf) => unknown
  readonly keep: (resources: object) => void
}

/** A copy with other leaves, asked for in order. */
export function replaceLeaves(
  value: unknown,
  shape: Shape,
  name: string,
  replacer: Replacer,
): unknown {
  switch (shape.type) {
    case 'list':
      return (value as readonly unknown[]).map((one) =>
        replaceLeaves(one, shape.item, name, replacer),
      )
    case 'textOrList':
      return Array.isArray(value)
        ? value.map((one) => replaceLeaves(one, NAME_OF_A_LIST, name, replacer))
        : replaceLeaves(value, NAME_OF_A_LIST, name, replacer)
    case 'map':
      return Object.fromEntries(
        Object.entries(value as Row).map(([key, member]) => [
          key,
          replaceLeaves(member, shape.value, listOfKey(shape, name, key), replacer),
        ]),
      )
    case 'row':
      return replaceRow(value as Row, shape, replacer)
    case 'resources':
      replacer.keep(value as object)
      return value
    case 'text':
    case 'notes':
    case 'quantity':
    case 'whole':
    case 'number':
    case 'boolean':
    case 'words':
    case 'scalar':
      return replacer.replace({ value, shape, list: listOfText(shape, name) })
    default:
      return unreachable(shape)
  }
}

function replaceRow(
  row: Row,
  { fields }: Extract<Shape, { readonly type: 'row' }>,
  replacer: Replacer,
): Row {
  const copy: Record<string, unknown> = {}
  for (const field of fields) {
    const value = row[field.name]
    if (value === undefined) continue
    // The key that values belong to is the copy's, not the original's.
    copy[field.name] = replaceLeaves(value, field.shape, nameOfField(copy, field.name), replacer)
  }
  return copy
}

export const NAME_OF_A_LIST: Shape = { type: 'text', maxLength: 253, role: 'group' }

/** Under which name the members of a row's field are known: values by their key. */
export function nameOfField(row: Row, field: string): string {
  const key = row['key']
  return (field === 'values' || field === 'value') && typeof key === 'string'
    ? nameOfKey(key)
    : field
}

export function listOfKeys({ value }: Extract<Shape, { readonly type: 'map' }>): string {
  return value.type === 'quantity' ? 'resource' : 'key'
}

export function listOfKey(
  shape: Extract<Shape, { readonly type: 'map' }>,
  name: string,
  key: string,
): string {
  if (shape.role === 'labels') return nameOfKey(key)
  return shape.value.type === 'quantity' && name !== 'requests' && name !== 'limits'
    ? `${name} ${key}`
    : key
}

function nameOfKey(key: string): string {
  if (key.endsWith('/zone')) return 'zone'
  return key.endsWith('/instance-type') ? 'type' : `value ${key}`
}

export function listOfText(shape: Shape, name: string): string {
  if (shape.type !== 'text') return name
  if (shape.list !== undefined) return shape.list
  return shape.role === undefined || shape.role === 'value' ? name : shape.role
}
