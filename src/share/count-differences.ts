import type { RowShape, Shape } from '#plan/shareable-fields.ts'
import { listLeaves, nameOfField, type Row } from './leaves.ts'
import type { Prototype } from './prototypes.ts'
import { createRenames, type Renames } from './renames.ts'

/** About how much must be said of a row beside that it is like another. */
export function countDifferences(
  row: Row,
  { row: like, names }: Prototype,
  shape: RowShape,
  name: string,
): number {
  return countInRow(row, like, shape, createRenames(names), name)
}

/** What another structure costs where it begins, beside its values. */
const STRUCTURE = 2

function count(
  value: unknown,
  like: unknown,
  shape: Shape,
  renames: Renames,
  name: string,
): number {
  const own = listLeaves(value, shape, name)
  const other = listLeaves(like, shape, name)
  if (own.structure === other.structure) {
    let differences = 0
    own.leaves.forEach((leaf, at) => {
      const before = other.leaves[at]
      if (before === undefined || renames.expect(before) === leaf.value) return
      differences += 2
      renames.learn(before, leaf.value)
    })
    return differences
  }
  return shape.type === 'row'
    ? countInRow(value as Row, like as Row, shape, renames, name)
    : STRUCTURE + own.leaves.length
}

function countInRow(row: Row, like: Row, shape: RowShape, renames: Renames, name: string): number {
  if (listLeaves(row, shape, name).structure === listLeaves(like, shape, name).structure) {
    return count(row, like, shape, renames, name)
  }
  let differences = STRUCTURE
  for (const field of shape.fields) {
    const value = row[field.name]
    const before = like[field.name]
    if (value === undefined && before === undefined) continue
    if (value === undefined || before === undefined) differences += STRUCTURE
    else differences += count(value, before, field.shape, renames, nameOfField(row, field.name))
  }
  return differences
}
