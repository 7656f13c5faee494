/**
 * Readers of single JSON values that note what is wrong with its path, the value found and the values
 * allowed, and go on.
 */
import type { Problem } from '#base/problem.ts'

/** Where a value stands, and where its problems go. */
export interface Place {
  readonly path: string
  readonly problems: Problem[]
}

export interface Field {
  readonly value: unknown
  readonly place: Place
}

/** Gives a field by name; undefined when it is not there (a problem when it is required). */
export type Fields = (name: string, required?: 'required') => Field | undefined

/** An object with these fields and no others. */
export function readFields(
  value: unknown,
  place: Place,
  names: { readonly required: readonly string[]; readonly optional: readonly string[] },
): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    note(place, 'type', value, 'an object')
    return undefined
  }
  const fields = new Map<string, unknown>(Object.entries(value))
  const allowed = [...names.required, ...names.optional]
  for (const name of fields.keys()) {
    if (!allowed.includes(name)) {
      note(at(place, name), 'unknown-field', name, `one of ${allowed.join(', ')}`)
    }
  }
  for (const name of names.required) {
    if (!fields.has(name)) noteMissing(at(place, name))
  }
  return (name, required) => {
    const found = fields.get(name)
    if (found !== undefined) return { value: found, place: at(place, name) }
    if (required === 'required') noteMissing(at(place, name))
    return undefined
  }
}

/** A list whose members are read one by one; those that cannot be read are left out. */
export function readList<T>(
  field: Field | undefined,
  read: (value: unknown, place: Place) => T | undefined,
): readonly T[] | undefined {
  if (field === undefined) return undefined
  if (!Array.isArray(field.value)) return note(field.place, 'type', field.value, 'a list')
  const { path, problems } = field.place
  return field.value.flatMap((member: unknown, index) => {
    const one = read(member, { path: `${path}[${index}]`, problems })
    return one === undefined ? [] : [one]
  })
}

export function readNames(field: Field | undefined): readonly string[] | undefined {
  return readList(field, (value, place) => readText({ value, place }))
}

export function readText(field: Field | undefined): string | undefined {
  if (field === undefined) return undefined
  const { value, place } = field
  return typeof value === 'string' && value !== '' ? value : note(place, 'type', value, 'a name')
}

export function readFlag(field: Field | undefined): boolean | undefined {
  if (field === undefined) return undefined
  const { value, place } = field
  return typeof value === 'boolean' ? value : note(place, 'type', value, 'true or false')
}

export function readWhole(field: Field | undefined, sign?: 'signed'): number | undefined {
  if (field === undefined) return undefined
  const { value, place } = field
  const isWhole = typeof value === 'number' && Number.isSafeInteger(value)
  if (isWhole && (sign === 'signed' || value >= 0)) return value
  return note(place, 'type', value, sign === 'signed' ? 'a whole number' : 'a whole number from 0')
}

export function readNumber(field: Field | undefined): number | undefined {
  if (field === undefined) return undefined
  const { value, place } = field
  const isNumber = typeof value === 'number' && Number.isFinite(value) && value >= 0
  return isNumber ? value : note(place, 'type', value, 'a number from 0')
}

export function readWord<T extends string>(
  field: Field | undefined,
  words: readonly T[],
): T | undefined {
  if (field === undefined) return undefined
  const word = words.find((one) => one === field.value)
  return word ?? note(field.place, 'type', field.value, `one of ${words.join(', ')}`)
}

/** Resource to whole number. */
export function readAmounts(
  field: Field | undefined,
): Readonly<Record<string, number>> | undefined {
  if (field === undefined) return undefined
  const { value, place } = field
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return note(place, 'type', value, 'an object of whole numbers by resource')
  }
  const amounts = Object.entries(value).map(
    ([resource, amount]: [string, unknown]) =>
      [resource, readWhole({ value: amount, place: at(place, resource) }) ?? 0] as const,
  )
  return Object.fromEntries(amounts)
}

function at(place: Place, name: string): Place {
  return { path: place.path === '' ? name : `${place.path}.${name}`, problems: place.problems }
}

function note(place: Place, code: string, found: unknown, allowed: string): undefined {
  place.problems.push({
    code: `model/${code}`,
    path: place.path,
    message: `${renderValue(found)} is not ${allowed}`,
  })
  return undefined
}

function noteMissing(place: Place): void {
  if (place.problems.some((problem) => problem.path === place.path)) return
  place.problems.push({ code: 'model/missing', path: place.path, message: 'is missing' })
}

function renderValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
