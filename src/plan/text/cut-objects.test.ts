import { describe, expect, it } from 'vitest'
import { SAMPLE_PLAN } from '#testing/sample-plan.ts'
import { renderPlanYaml } from '../canonical.ts'
import { cutObjects } from './cut-objects.ts'
import { readPlanText } from './read-plan-text.ts'

const TEXT = renderPlanYaml(SAMPLE_PLAN)

function listItems(text: string): readonly string[] {
  return cutObjects(text).blocks.flatMap(({ items }) =>
    items.map(({ from, to }) => text.slice(from, to)),
  )
}

describe('the objects of a text', () => {
  it.each([
    {
      name: 'with dashes under the key',
      text: 'a:\n  resources: # as kubectl\n  - kind: A\n    x: 1\n\n  # next\n  - kind: B\nb: 1\n',
      items: ['  - kind: A\n    x: 1', '  - kind: B'],
    },
    {
      name: 'with dashes further in',
      text: 'resources:\n  - kind: A\n    list:\n    - resources:\n        - x\n  - B',
      items: ['  - kind: A\n    list:\n    - resources:\n        - x', '  - B'],
    },
    { name: 'none on the line of the key', text: 'resources: []\nb: 1\n', items: [] },
    { name: 'none where a map stands', text: 'resources:\n  requests: 1\n', items: [] },
  ])('are told by their lines: $name', ({ text, items }) => {
    expect(listItems(text)).toEqual(items)
  })

  it('leave blanks at their places', () => {
    const cut = cutObjects(TEXT)
    expect(cut.text).toHaveLength(TEXT.length)
    expect(cut.text).not.toContain('pvc-1')
    expect(cut.text.split('\n')).toHaveLength(TEXT.split('\n').length)
  })

  it('are listed at the same places as by the tree', () => {
    const resources = (text: string) =>
      readPlanText(text).objects.filter(({ kind }) => kind === 'resource')
    // A comment in the first column of the key keeps nobody from reading it, but a tag needs the tree.
    const tagged = TEXT.replace('resources:', 'resources: !!seq')
    const shift = tagged.length - TEXT.length
    expect(
      resources(tagged).map((one) => ({ ...one, from: one.from - shift, to: one.to - shift })),
    ).toEqual(resources(TEXT))
    expect(resources(TEXT)).toHaveLength(2)
  })
})
