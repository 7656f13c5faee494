import { describe, expect, it } from 'vitest'
import { FIELD_WORDS } from './field-words.ts'
import type { Field, FieldType } from './field.ts'
import { findFieldWords, listPlanFields } from './list-plan-fields.ts'

interface FoundField {
  readonly path: readonly string[]
  readonly field: Field
}

function listFields(type: FieldType, path: readonly string[]): readonly FoundField[] {
  switch (type.kind) {
    case 'map':
      return type.fields.flatMap((field) => listField(field, path))
    case 'choice':
      return type.options.flatMap(({ fields }) => fields.flatMap((field) => listField(field, path)))
    case 'list':
      return listFields(type.of, path)
    case 'either':
      return type.types.flatMap((one) => listFields(one, path))
    default:
      return []
  }
}

function listField(field: Field, path: readonly string[]): readonly FoundField[] {
  const own = [...path, field.name]
  return [{ path: own, field }, ...listFields(field.type, own)]
}

const ALL = listFields(listPlanFields(), [])

describe('the table of fields', () => {
  it('says of every field of the schema what it does', () => {
    expect(ALL.filter(({ field }) => field.does === '').map(({ path }) => path.join('.'))).toEqual(
      [],
    )
    expect(ALL.length).toBeGreaterThan(90)
  })

  it('says of every value what it does', () => {
    const silent = ALL.flatMap(({ path, field }) => {
      const types =
        field.type.kind === 'list'
          ? [field.type.of]
          : field.type.kind === 'either'
            ? field.type.types
            : [field.type]
      return types.flatMap((type) =>
        type.kind === 'enum'
          ? type.values.filter(({ does }) => does === '').map(({ value }) => [...path, value])
          : [],
      )
    })
    expect(silent).toEqual([])
  })

  it('has no words of a field that the schema does not have', () => {
    const used = new Set(ALL.map(({ path }) => findFieldWords(path)))
    const stale = Object.entries(FIELD_WORDS).filter(([, words]) => !used.has(words))
    expect(stale.map(([key]) => key)).toEqual([])
  })

  it.each([
    {
      name: 'a number with its bounds',
      path: 'designs.clusters.nodeGroups.weight',
      type: { kind: 'number', min: 0, max: 100 },
    },
    {
      name: 'names of zones',
      path: 'designs.clusters.nodeGroups.zones',
      type: { kind: 'list', of: { kind: 'text', names: 'zone' }, isOrdered: true },
    },
    {
      name: 'Kubernetes objects',
      path: 'designs.clusters.resources',
      type: { kind: 'list', of: { kind: 'resource' } },
    },
    {
      name: 'values, of which one is the default',
      path: 'designs.clusters.nodeGroups.distribution',
      type: {
        kind: 'enum',
        values: [
          { value: 'balanced-best-effort', isDefault: true },
          { value: 'balanced-only', isDefault: false },
        ],
      },
    },
    {
      name: 'a kind that decides the rest',
      path: 'designs.clusters.controlPlane',
      type: {
        kind: 'choice',
        options: [{ value: 'managed' }, { value: 'self-managed' }, { value: 'unknown' }],
      },
    },
  ])('has $name', ({ path, type }) => {
    const found = ALL.find((one) => one.path.join('.') === path)
    expect(found?.field.type).toMatchObject(type)
  })
})
