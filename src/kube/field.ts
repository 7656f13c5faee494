/**
 * Fields of raw Kubernetes objects. Users write these, so every step asks for the object's own property
 * and its type; what is missing or of another type reads as absent, and nothing here throws.
 */

// Shared, since most fields of most of a cluster's many pods are absent.
const NOTHING: readonly never[] = []
const NO_ENTRIES: Readonly<Record<string, never>> = {}

/** The value at a path of own properties, or undefined. */
export function readField(value: unknown, ...path: readonly string[]): unknown {
  let current = value
  for (const name of path) {
    if (!isRecord(current) || !Object.hasOwn(current, name)) return undefined
    current = current[name]
  }
  return current
}

/** Lists are records too: their elements have own names. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** A text, also an empty one. */
export function readText(value: unknown, ...path: readonly string[]): string | undefined {
  const field = readField(value, ...path)
  return typeof field === 'string' ? field : undefined
}

/** A whole number within ±(2^53 − 1); whole numbers written as text are taken too (I4.3). */
export function readWhole(value: unknown, ...path: readonly string[]): number | undefined {
  const field = readField(value, ...path)
  const number = typeof field === 'string' && /^-?\d{1,16}$/.test(field) ? Number(field) : field
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}

export function readBoolean(value: unknown, ...path: readonly string[]): boolean | undefined {
  const field = readField(value, ...path)
  return typeof field === 'boolean' ? field : undefined
}

/** A list; an absent one reads as empty. */
export function readList(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const field = readField(value, ...path)
  return Array.isArray(field) ? field : NOTHING
}

/** The texts of a list, others left out. */
export function readTexts(value: unknown, ...path: readonly string[]): readonly string[] {
  const list = readList(value, ...path)
  return list.length === 0 ? NOTHING : list.filter((item) => typeof item === 'string')
}

/** True for a map, empty or not. */
export function hasObject(value: unknown, ...path: readonly string[]): boolean {
  const field = readField(value, ...path)
  return typeof field === 'object' && field !== null && !Array.isArray(field)
}

/** The own entries of a map; an absent one has none. */
export function readEntries(
  value: unknown,
  ...path: readonly string[]
): readonly (readonly [string, unknown])[] {
  const field = readField(value, ...path)
  return typeof field === 'object' && field !== null && !Array.isArray(field)
    ? Object.entries(field)
    : NOTHING
}

/**
 * The items of a list, each read in turn; those read as undefined are left out. An absent list costs
 * nothing.
 */
export function mapList<T>(
  list: readonly unknown[],
  read: (item: unknown, index: number) => T | undefined,
): readonly T[] {
  return list.length === 0 ? NOTHING : list.map(read).filter((item) => item !== undefined)
}

/** A map of texts, entries of other types left out. Safe for keys such as `__proto__`. */
export function readTextMap(
  value: unknown,
  ...path: readonly string[]
): Readonly<Record<string, string>> {
  const entries = readEntries(value, ...path).filter(
    (entry): entry is readonly [string, string] => typeof entry[1] === 'string',
  )
  return entries.length === 0 ? NO_ENTRIES : Object.fromEntries(entries)
}
