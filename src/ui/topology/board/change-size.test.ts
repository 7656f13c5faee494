import { describe, expect, it } from 'vitest'
import { changeSize, readSize } from './change-size.ts'

const size = { min: 2, desired: 3, max: 6 }
const unknown = { min: undefined, desired: undefined, max: undefined }

describe('changeSize', () => {
  it.each([
    {
      name: 'I1 min may rise to max',
      field: 'min',
      typed: '6',
      draft: { min: 6, desired: 6, max: 6 },
    },
    {
      name: 'I1 desired follows a min raised above it',
      field: 'min',
      typed: '4',
      draft: { min: 4, desired: 4, max: 6 },
    },
    {
      name: 'I1 a min up to desired leaves desired',
      field: 'min',
      typed: '3',
      draft: { min: 3, desired: 3, max: 6 },
    },
    {
      name: 'I1 desired follows a max lowered below it',
      field: 'max',
      typed: '2',
      draft: { min: 2, desired: 2, max: 2 },
    },
    {
      name: 'I1 desired between min and max',
      field: 'desired',
      typed: ' 5 ',
      draft: { min: 2, desired: 5, max: 6 },
    },
    { name: 'min may be zero', field: 'min', typed: '0', draft: { min: 0, desired: 3, max: 6 } },
  ] as const)('$name', ({ field, typed, draft }) => {
    expect(changeSize(size, field, typed)).toEqual({ kind: 'changed', draft })
  })

  it.each([
    {
      name: 'min above max',
      field: 'min',
      typed: '7',
      message: 'min is “7”: a whole number from 0 to 6 (max)',
    },
    {
      name: 'desired below min',
      field: 'desired',
      typed: '1',
      message: 'desired is “1”: a whole number from 2 (min) to 6 (max)',
    },
    {
      name: 'max below min',
      field: 'max',
      typed: '1',
      message: 'max is “1”: a whole number from 2 (min) to 100,000',
    },
    {
      name: 'a fraction',
      field: 'max',
      typed: '2.5',
      message: 'max is “2.5”: a whole number from 2 (min) to 100,000',
    },
    {
      name: 'a negative number',
      field: 'min',
      typed: '-1',
      message: 'min is “-1”: a whole number from 0 to 6 (max)',
    },
    {
      name: 'nothing',
      field: 'min',
      typed: '',
      message: 'min is nothing: a whole number from 0 to 6 (max)',
    },
  ] as const)('I1 refuses $name and says what is allowed', ({ field, typed, message }) => {
    expect(changeSize(size, field, typed)).toEqual({ kind: 'refused', message })
  })

  it('takes one number after the other where no file gave any', () => {
    const first = changeSize(unknown, 'min', '1')
    expect(first).toEqual({
      kind: 'changed',
      draft: { min: 1, desired: undefined, max: undefined },
    })
  })
})

describe('readSize', () => {
  it('is a size once all three numbers are known', () => {
    expect(readSize(size)).toEqual(size)
    expect(readSize({ ...size, max: undefined })).toBeUndefined()
  })
})
