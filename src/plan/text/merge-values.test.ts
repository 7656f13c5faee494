import { describe, expect, it } from 'vitest'
import { mergeValues } from './merge-values.ts'

const pv = (name: string, size: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  size,
})

describe('an edit made elsewhere', () => {
  it.each([
    {
      name: 'is taken, and what the person wrote stays',
      base: { min: 1, max: 5 },
      mine: { min: 1, max: 4, note: 'x' },
      theirs: { min: 2, max: 5 },
      merged: { min: 2, max: 4, note: 'x' },
    },
    {
      name: 'stands where both changed the same',
      base: { min: 1 },
      mine: { min: 'oops' },
      theirs: { min: 2 },
      merged: { min: 2 },
    },
    {
      name: 'finds its item by its name',
      base: [{ name: 'a', min: 1 }, { name: 'b' }],
      mine: [{ name: 'new' }, { name: 'b', max: 3 }, { name: 'a', min: 1 }],
      theirs: [{ name: 'a', min: 2 }, { name: 'b' }],
      merged: [{ name: 'a', min: 2 }, { name: 'b', max: 3 }, { name: 'new' }],
    },
    {
      name: 'takes away, and what the person took away stays away',
      base: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
      mine: [{ name: 'b' }, { name: 'c' }],
      theirs: [{ name: 'a' }, { name: 'b' }],
      merged: [{ name: 'b' }],
    },
    {
      name: 'keeps the order of Kubernetes objects, and puts a new one in its place',
      base: [pv('a', '1'), pv('c', '1')],
      mine: [pv('c', '1'), pv('a', '1')],
      theirs: [pv('a', '2'), pv('b', '1'), pv('c', '1')],
      merged: [pv('b', '1'), pv('c', '1'), pv('a', '2')],
    },
    {
      name: 'leaves defaults written out as they are',
      base: { name: 'a' },
      mine: { name: 'a', distribution: 'balanced-best-effort' },
      theirs: { name: 'b' },
      merged: { name: 'b', distribution: 'balanced-best-effort' },
    },
  ])('$name', ({ base, mine, theirs, merged }) => {
    expect(mergeValues({ base, mine, theirs })).toEqual(merged)
  })
})
