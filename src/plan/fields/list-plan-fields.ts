import type { z } from 'zod'
import { planSchema } from '../schema.ts'
import { FIELD_WORDS, type FieldWords } from './field-words.ts'
import type { Field, FieldType, FieldValue } from './field.ts'

/** The plan document as a table, derived from its schema; its words stand in `field-words.ts`. */
export function listPlanFields(): FieldType {
  return describeType(planSchema, [])
}

/** The words of a field: those of the longest end of its path. */
export function findFieldWords(path: readonly string[]): FieldWords | undefined {
  for (let start = 0; start < path.length; start++) {
    // A single name is the plan's own field.
    if (start > 0 && start === path.length - 1) return undefined
    const key = path.slice(start).join('.')
    if (Object.hasOwn(FIELD_WORDS, key)) return FIELD_WORDS[key]
  }
  return undefined
}

function describeType(schema: z.core.$ZodType, path: readonly string[]): FieldType {
  const words = findFieldWords(path)
  const { type } = schema._zod.def
  switch (type) {
    case 'optional':
      return describeType((schema as z.core.$ZodOptional)._zod.def.innerType, path)
    case 'object':
      return path.at(-1) === 'resources'
        ? { kind: 'resource' }
        : { kind: 'map', fields: describeFields(schema as z.core.$ZodObject, path) }
    case 'array':
      return {
        kind: 'list',
        of: describeType((schema as z.core.$ZodArray)._zod.def.element, path),
        isOrdered: words?.isOrdered === true,
      }
    case 'record':
      return { kind: 'record' }
    case 'union':
      return describeUnion(schema as z.core.$ZodUnion, path)
    case 'enum':
    case 'literal':
      return { kind: 'enum', values: describeValues(schema, words) }
    case 'string':
      return words?.names === undefined ? { kind: 'text' } : { kind: 'text', names: words.names }
    case 'number':
      return describeNumber(schema)
    case 'boolean':
      return { kind: 'boolean' }
    default:
      return { kind: 'any' }
  }
}

function describeFields(schema: z.core.$ZodObject, path: readonly string[]): readonly Field[] {
  return Object.entries(schema._zod.def.shape).map(([name, member]): Field => {
    const own = [...path, name]
    const words = findFieldWords(own)
    return {
      name,
      label: words?.label ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      does: words?.does ?? '',
      isRequired: member._zod.def.type !== 'optional',
      ...(words?.byDefault === undefined ? {} : { byDefault: words.byDefault }),
      type: describeType(member, own),
    }
  })
}

function describeUnion(schema: z.core.$ZodUnion, path: readonly string[]): FieldType {
  const { options } = schema._zod.def
  if (!options.every((option) => option._zod.def.type === 'object')) {
    return { kind: 'either', types: options.map((option) => describeType(option, path)) }
  }
  return {
    kind: 'choice',
    options: options.map((option) => {
      const object = option as z.core.$ZodObject
      const [value] = object._zod.def.shape['kind']?._zod.values ?? []
      return {
        value: String(value),
        fields: describeFields(object, path).map((field) =>
          field.name === 'kind'
            ? { ...field, type: { kind: 'enum', values: describeKinds(options, path) } }
            : field,
        ),
      }
    }),
  }
}

function describeKinds(
  options: readonly z.core.$ZodType[],
  path: readonly string[],
): readonly FieldValue[] {
  const words = findFieldWords([...path, 'kind'])
  return options.flatMap((option) => {
    const kind = (option as z.core.$ZodObject)._zod.def.shape['kind']
    return kind === undefined ? [] : describeValues(kind, words)
  })
}

function describeValues(
  schema: z.core.$ZodType,
  words: FieldWords | undefined,
): readonly FieldValue[] {
  return [...(schema._zod.values ?? [])].map(String).map((value) => ({
    value,
    label: words?.values?.[value]?.label ?? value,
    does: words?.values?.[value]?.does ?? '',
    isDefault: words?.byDefault === value,
  }))
}

function describeNumber(schema: z.core.$ZodType): FieldType {
  const checks = (schema._zod.def.checks ?? []).map((check) => check._zod.def)
  const find = (name: string): number | undefined => {
    const bound = checks.find((check) => check.check === name)
    const value: unknown = bound === undefined ? undefined : Reflect.get(bound, 'value')
    return typeof value === 'number' ? value : undefined
  }
  const [min, max] = [find('greater_than'), find('less_than')]
  return {
    kind: 'number',
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  }
}
