import { describe, expect, it } from 'vitest'
import { isEmptySelector, matchesSelector, parseLabelSelector } from './label-selector.ts'

const labels = { app: 'web', tier: '' }
const expression = (key: string, operator: string, values?: readonly string[]) => ({
  matchExpressions: [{ key, operator, values }],
})

describe('label selectors (scheduler specification 1.1)', () => {
  it.each([
    { name: 'absent matches nothing', selector: undefined, matches: false },
    { name: 'null matches nothing', selector: null, matches: false },
    { name: 'empty matches everything', selector: {}, matches: true },
    { name: 'matchLabels equal', selector: { matchLabels: { app: 'web' } }, matches: true },
    { name: 'matchLabels not equal', selector: { matchLabels: { app: 'db' } }, matches: false },
    { name: 'In', selector: expression('app', 'In', ['db', 'web']), matches: true },
    { name: 'In of an absent key', selector: expression('zone', 'In', ['a']), matches: false },
    { name: 'NotIn of an absent key', selector: expression('zone', 'NotIn', ['a']), matches: true },
    {
      name: 'NotIn of a listed value',
      selector: expression('app', 'NotIn', ['web']),
      matches: false,
    },
    { name: 'Exists with an empty value', selector: expression('tier', 'Exists'), matches: true },
    { name: 'DoesNotExist', selector: expression('zone', 'DoesNotExist'), matches: true },
    {
      name: 'a key every object inherits',
      selector: expression('constructor', 'Exists'),
      matches: false,
    },
    {
      name: 'all entries must hold',
      selector: { matchLabels: { app: 'web' }, ...expression('tier', 'DoesNotExist') },
      matches: false,
    },
  ])('$name', ({ selector, matches }) => {
    expect(matchesSelector(parseLabelSelector(selector, ''), labels)).toBe(matches)
  })

  it.each([
    { name: 'In without values', selector: expression('app', 'In', []) },
    { name: 'Exists with values', selector: expression('app', 'Exists', ['x']) },
    { name: 'an unknown operator', selector: expression('app', 'Gt', ['1']) },
    { name: 'a label value that is no text', selector: { matchLabels: { app: 3 } } },
  ])('$name spoils the selector, which then matches nothing', ({ selector }) => {
    const parsed = parseLabelSelector(selector, 'spec.selector')
    expect(parsed.kind).toBe('invalid')
    expect(matchesSelector(parsed, labels)).toBe(false)
  })

  it('tells an empty selector from one that selects nothing', () => {
    expect(isEmptySelector(parseLabelSelector({}, ''))).toBe(true)
    expect(isEmptySelector(parseLabelSelector(undefined, ''))).toBe(false)
  })
})
