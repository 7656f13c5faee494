import { describe, expect, it } from 'vitest'
import type { Difference, DifferenceChoices, DifferenceGroup } from '#differences/difference.ts'
import { countChoices, findKindChoice } from './count-choices.ts'

const GROUP: DifferenceGroup = {
  key: 'node-group/Node group',
  section: 'node-group',
  kind: 'Node group',
  changed: 2,
  onlyMine: 0,
  onlyTheirs: 1,
  canKeepBoth: true,
  differences: [
    thing('a', true),
    thing('b', false),
    { ...thing('c', false), state: 'only-theirs' },
  ],
}

describe('the running count of choices', () => {
  const cases: readonly {
    readonly name: string
    readonly choices: Partial<DifferenceChoices>
    readonly counts: string
  }[] = [
    { name: 'mine is kept unless chosen otherwise', choices: {}, counts: '3 0 0' },
    { name: 'of one', choices: { things: { a: 'replace' } }, counts: '2 1 0' },
    { name: 'of a kind', choices: { kinds: { [GROUP.key]: 'replace' } }, counts: '0 3 0' },
    {
      name: 'of one against its kind',
      choices: { kinds: { [GROUP.key]: 'replace' }, things: { b: 'keep' } },
      counts: '1 2 0',
    },
    {
      name: 'both only where both can stand; what is only there is taken',
      choices: { kinds: { [GROUP.key]: 'both' } },
      counts: '1 1 1',
    },
  ]
  it.each(cases)('$name', ({ choices, counts }) => {
    const { kept, replaced, doubled } = countChoices(
      { groups: [GROUP], count: 3, equal: 0 },
      { kinds: {}, things: {}, ...choices },
    )
    expect(`${kept} ${replaced} ${doubled}`).toBe(counts)
  })

  it('counts what is not told one by one with its kind', () => {
    const group = { ...GROUP, changed: 500 }
    const choices = { kinds: { [GROUP.key]: 'replace' as const }, things: {} }
    expect(countChoices({ groups: [group], count: 501, equal: 0 }, choices).replaced).toBe(501)
  })

  it('has no choice of a kind of which single things are chosen otherwise', () => {
    expect(findKindChoice({ kinds: {}, things: { a: 'replace' } }, GROUP)).toBeUndefined()
    expect(findKindChoice({ kinds: {}, things: { a: 'keep' } }, GROUP)).toBe('keep')
  })
})

function thing(id: string, canKeepBoth: boolean): Difference {
  return { id, name: id, state: 'changed', fields: [], moreFields: 0, canKeepBoth }
}
