import type { z } from 'zod'

/**
 * Reads what the schema says of one place of a plan: which keys it has and in which order. The
 * canonical form and the messages of problems both follow from it, so that neither repeats the schema.
 */
export type Schema = z.core.$ZodType | undefined

/** Keys in the schema's order, or `undefined` where any key is allowed. */
export function listSchemaKeys(schema: Schema, value: unknown): readonly string[] | undefined {
  const object = resolve(schema, value)
  if (object === undefined || object._zod.def.type !== 'object') return undefined
  return Object.keys((object as z.core.$ZodObject)._zod.def.shape)
}

/** The schema of a member: of an object by key, of a list by any index. */
export function stepInto(schema: Schema, value: unknown, key: string | number): Schema {
  const container = resolve(schema, value)
  if (container === undefined) return undefined
  const type = container._zod.def.type
  if (type === 'object') {
    const shape = (container as z.core.$ZodObject)._zod.def.shape
    return typeof key === 'string' && Object.hasOwn(shape, key) ? shape[key] : undefined
  }
  if (type === 'array') return (container as z.core.$ZodArray)._zod.def.element
  if (type === 'record') return (container as z.core.$ZodRecord)._zod.def.valueType
  return undefined
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Looks through `optional` and chooses the member of a union by its `kind`, or by lists and texts. */
function resolve(schema: Schema, value: unknown): Schema {
  if (schema === undefined) return undefined
  const def = schema._zod.def
  if (def.type === 'optional') {
    return resolve((schema as z.core.$ZodOptional)._zod.def.innerType, value)
  }
  if (def.type !== 'union') return schema
  const options = (schema as z.core.$ZodUnion)._zod.def.options
  if (Array.isArray(value)) return options.find((option) => option._zod.def.type === 'array')
  if (!isPlainObject(value)) return undefined
  return options.find((option) => {
    if (option._zod.def.type !== 'object') return false
    const kind = (option as z.core.$ZodObject)._zod.def.shape['kind']
    return kind?._zod.values?.has(value['kind'] as string) ?? false
  })
}
