/**
 * Raw objects with one field changed: a copy that shares what did not change. As `field.ts` reads them,
 * step by step through own properties; maps on the way that are missing are made.
 */
export function setField(value: unknown, path: readonly string[], member: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return member
  if (key === '__proto__') return value
  const map: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : {}
  const old = Object.hasOwn(map, key) ? map[key] : undefined
  if (member === undefined && (old === undefined || typeof old !== 'object') && rest.length > 0) {
    return value
  }
  const changed = setField(old, rest, member)
  if (changed === old) return value
  if (changed !== undefined) return { ...map, [key]: changed }
  const { [key]: _left, ...others } = map
  return others
}

/** An object with the fields set, each by its path; `undefined` takes a field away. */
export function setFields<T extends object>(
  object: T,
  fields: readonly (readonly [path: readonly string[], member: unknown])[],
): T {
  // A Kubernetes object stays one: nobody sets apiVersion, kind or metadata to anything else.
  return fields.reduce<unknown>(
    (value, [path, member]) => setField(value, path, member),
    object,
  ) as T
}
