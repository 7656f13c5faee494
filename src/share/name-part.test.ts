import { expect, it } from 'vitest'
import { namePart } from './name-part.ts'

it.each([
  { name: 'node groups', count: 1, words: '1 node group' },
  { name: 'storage classes', count: 1, words: '1 storage class' },
  { name: 'namespaces', count: 1, words: '1 namespace' },
  { name: 'storage classes', count: 2, words: '2 storage classes' },
  { name: 'workloads', count: 4_100, words: '4,100 workloads' },
])('L4.3 names $words', ({ name, count, words }) => {
  expect(namePart({ name, count })).toBe(words)
})
