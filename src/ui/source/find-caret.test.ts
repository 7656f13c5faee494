import { describe, expect, it } from 'vitest'
import { findCaret } from './find-caret.ts'

/** The caret is where `|` stands. */
function find(text: string) {
  const offset = text.indexOf('|')
  const clean = text.replace('|', '')
  const starts = [0, ...[...clean.matchAll(/\n/g)].map((match) => match.index + 1)]
  const lines = clean.split('\n')
  const line = starts.filter((start) => start <= offset).length
  const caret = findCaret(
    { line: (number) => ({ from: starts[number - 1] ?? 0, text: lines[number - 1] ?? '' }) },
    { line, offset },
  )
  return caret === undefined
    ? undefined
    : `${caret.at} ${caret.path.join('.')} "${caret.typed}"${caret.from === offset - caret.typed.length ? '' : ' misplaced'}`
}

const HEAD = `designs:
- id: a
  clusters:
  - name: shop
    zones:
    - { name: a, zoneId: z }
    - { name: b }
    nodeGroups:
    # the workers
    - name: workers
      kind: asg
      taints:
        - key: x
          effect: NoSchedule
    - name: system
`

describe('the place of a caret', () => {
  it.each([
    { name: 'a key at the top', text: 'na|', place: 'key  "na"' },
    { name: 'a value at the top', text: 'kind: Pl|', place: 'value kind "Pl"' },
    {
      name: 'a key of an item, by its indentation',
      text: `${HEAD}      mi|`,
      place: 'key designs.0.clusters.0.nodeGroups.1 "mi"',
    },
    {
      name: 'a line without anything yet',
      text: `${HEAD}      |`,
      place: 'key designs.0.clusters.0.nodeGroups.1 ""',
    },
    {
      name: 'the first key of an item',
      text: `${HEAD}    - na|`,
      place: 'key designs.0.clusters.0.nodeGroups.2 "na"',
    },
    {
      name: 'a value of an item',
      text: `${HEAD}      distribution: balanced-b|`,
      place: 'value designs.0.clusters.0.nodeGroups.1.distribution "balanced-b"',
    },
    {
      name: 'a list whose dashes stand under the key',
      text: `${HEAD}      zones:\n      - eu|`,
      place: 'key designs.0.clusters.0.nodeGroups.1.zones.0 "eu"',
    },
    {
      name: 'a list whose dashes are indented',
      text: HEAD.replace('effect: NoSchedule', 'effect: No|Schedule'),
      place: 'value designs.0.clusters.0.nodeGroups.0.taints.0.effect "No"',
    },
    {
      name: 'a list on one line',
      text: `${HEAD}      zones: [a, eu-|`,
      place: 'value designs.0.clusters.0.nodeGroups.1.zones.1 "eu-"',
    },
    {
      name: 'a map on one line',
      text: HEAD.replace('{ name: b }', '{ name: b, zo| }'),
      place: 'key designs.0.clusters.0.zones.1 "zo"',
    },
    {
      name: 'a value in a map on one line',
      text: HEAD.replace('name: b }', 'name: |b }'),
      place: 'value designs.0.clusters.0.zones.1.name ""',
    },
    {
      name: 'the level above, by its indentation',
      text: `${HEAD}    auto|`,
      place: 'key designs.0.clusters.0 "auto"',
    },
    { name: 'nothing in a comment', text: `${HEAD}      min: 2 # al|`, place: undefined },
    {
      name: 'JSON',
      text: '{\n  "designs": [\n    { "id": "a,{" , "clusters": [{}, { "reg|',
      place: 'key designs.0.clusters.1 ""reg"',
    },
    { name: 'a value in JSON', text: '{ "a": [1, "b|', place: 'value a.1 ""b"' },
  ])('$name', ({ text, place }) => {
    expect(find(text)).toBe(place)
  })
})
