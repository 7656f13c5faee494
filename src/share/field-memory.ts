import type { Field, RowShape } from '#plan/shareable-fields.ts'
import type { Row } from './leaves.ts'
import { pairNames, type Identity } from './prototypes.ts'
import { createRenames, type Renames } from './renames.ts'

/**
 * What a field had the last time, in whatever row of its shape: the tolerations of one workload are likely
 * to be those of the last one that had any.
 */
export interface FieldMemory {
  readonly recall: (field: Field, owner: Identity | undefined) => Recalled | undefined
  /** @param owner the object that the row is of, whose name stands in it */
  readonly remember: (row: Row, shape: RowShape, owner: Identity | undefined) => void
}

export interface Recalled {
  readonly value: unknown
  readonly renames: Renames
}

export function createFieldMemory(): FieldMemory {
  const known = new Map<Field, { readonly value: unknown; readonly owner: Identity | undefined }>()
  const remember: FieldMemory['remember'] = (row, { fields }, owner) => {
    for (const field of fields) {
      const value = row[field.name]
      if (value === undefined || !isCompound(field)) continue
      known.set(field, { value, owner })
      if (field.shape.type === 'row') remember(value as Row, field.shape, owner)
      if (field.shape.type !== 'list' || field.shape.item.type !== 'row') continue
      for (const item of value as readonly Row[]) remember(item, field.shape.item, owner)
    }
  }
  return {
    remember,
    recall: (field, owner) => {
      const last = known.get(field)
      if (last === undefined) return undefined
      const isNamed = owner !== undefined && last.owner !== undefined
      const names = isNamed ? pairNames(last.owner, owner) : []
      return { value: last.value, renames: createRenames(names) }
    },
  }
}

function isCompound({ shape }: Field): boolean {
  return shape.type === 'row' || shape.type === 'list' || shape.type === 'map'
}
