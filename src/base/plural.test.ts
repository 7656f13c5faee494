import { expect, it } from 'vitest'
import { pluralize } from './plural.ts'

it.each([
  ['Node group', 1, 'Node group'],
  ['Node group', 4, 'Node groups'],
  ['Node', 0, 'Nodes'],
  ['StorageClass', 2, 'StorageClasses'],
  ['NetworkPolicy', 2, 'NetworkPolicies'],
  ['key', 2, 'keys'],
])('%s, %i: %s', (noun, count, expected) => {
  expect(pluralize(noun, count)).toBe(expected)
})
