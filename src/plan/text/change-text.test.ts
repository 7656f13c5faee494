import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyPlan } from '#testing/any-plan.ts'
import { canonicalizePlan, renderPlanYaml } from '../canonical.ts'
import { setAtPath } from '../edit.ts'
import { changeJsonText, changeYamlText, readValue } from './change-text.ts'
import type { TextPath } from './diff-values.ts'

const TEXT = `# the shop
name: shop # as billed
zones:
- { name: eu-west-1a }
- { name: eu-west-1b } # the new one
nodeGroups:
  # takes everything
  - name: "workers"
    zones: [eu-west-1a, eu-west-1b]
    min: 2 # never less
    labels:
      team: shop
  - name: system
    min: 1
    taints: []
autoscalers:
`

function set(path: TextPath, value: unknown): string {
  // The function walks any value; a whole plan is not needed here.
  const target = setAtPath(readValue(TEXT)?.value as never, path, value)
  return changeYamlText(TEXT, target).text
}

const change = (from: string, to: string) => TEXT.replace(from, to)

describe('a change of a text in YAML', () => {
  it.each([
    {
      name: 'a number, beside its comment',
      path: ['nodeGroups', 0, 'min'],
      value: 3,
      text: change('min: 2 #', 'min: 3 #'),
    },
    {
      name: 'a text, in its quotes',
      path: ['nodeGroups', 0, 'name'],
      value: 'web',
      text: change('"workers"', '"web"'),
    },
    {
      name: 'a list on one line',
      path: ['nodeGroups', 0, 'zones'],
      value: ['eu-west-1b'],
      text: change('[eu-west-1a, eu-west-1b]', '[eu-west-1b]'),
    },
    {
      name: 'a field of a map on one line',
      path: ['zones', 1, 'zoneId'],
      value: 'euw1-az1',
      text: change('{ name: eu-west-1b }', '{ name: eu-west-1b, zoneId: euw1-az1 }'),
    },
    {
      name: 'a field that comes',
      path: ['nodeGroups', 1, 'max'],
      value: 4,
      text: change('    taints: []\n', '    taints: []\n    max: 4\n'),
    },
    {
      name: 'a list that comes',
      path: ['nodeGroups', 1, 'zones'],
      value: ['a', 'b'],
      text: change('    taints: []\n', '    taints: []\n    zones:\n    - a\n    - b\n'),
    },
    {
      name: 'a field that goes, with its comment',
      path: ['nodeGroups', 0, 'min'],
      value: undefined,
      text: change('    min: 2 # never less\n', ''),
    },
    {
      name: 'the first field of an item goes',
      path: ['nodeGroups', 1, 'name'],
      value: undefined,
      text: change('  - name: system\n    min', '  - min'),
    },
    {
      name: 'the last field of a map goes',
      path: ['nodeGroups', 0, 'labels', 'team'],
      value: undefined,
      text: change('    labels:\n      team: shop\n', '    labels: {}\n'),
    },
    {
      name: 'an item goes, the comment above it stays',
      path: ['nodeGroups', 0],
      value: undefined,
      text: TEXT.replace(/ {2}- name: "workers"[^]*team: shop\n/, ''),
    },
    {
      name: 'an item comes',
      path: ['nodeGroups', 2],
      value: { name: 'spot', min: 0 },
      text: change('    taints: []\n', '    taints: []\n  - name: spot\n    min: 0\n'),
    },
    {
      name: 'an empty list is filled',
      path: ['nodeGroups', 1, 'taints'],
      value: [{ key: 'a', effect: 'NoSchedule' }],
      text: change('taints: []', 'taints: [{ key: a, effect: NoSchedule }]'),
    },
    {
      name: 'a key without a value gets one',
      path: ['autoscalers'],
      value: [{ kind: 'karpenter', owns: [] }],
      text: change('autoscalers:\n', 'autoscalers:\n- kind: karpenter\n  owns: []\n'),
    },
  ] satisfies readonly {
    name: string
    path: TextPath
    value: unknown
    text: string
  }[])('$name', ({ path, value, text }) => {
    expect(set(path, value)).toBe(text)
  })

  it.each([
    { name: 'a cluster that goes', change: (clusters: readonly unknown[]) => clusters.slice(1) },
    {
      name: 'a cluster that comes',
      change: (clusters: readonly unknown[]) => [...clusters, { name: 'c' }],
    },
    {
      name: 'a field behind the objects',
      change: ([first, ...rest]: readonly object[]) => [{ ...first, network: {} }, ...rest],
    },
    {
      name: 'an object',
      change: ([first, ...rest]: readonly object[]) => [
        { ...first, resources: [{ kind: 'B' }] },
        ...rest,
      ],
    },
  ])('keeps comments around the objects of a cluster: $name', ({ change: edit }) => {
    const cluster = (name: string) =>
      `  - name: ${name} # ${name}\n    resources:\n    - kind: A\n    # the second\n    - kind: B # ${name}\n`
    const text = `designs:\n- id: a\n  clusters:\n${cluster('a')}${cluster('b')}`
    const value = readValue(text)?.value as { designs: { id: string; clusters: object[] }[] }
    const clusters = value.designs.flatMap((design) => design.clusters)
    const target = { designs: [{ id: 'a', clusters: edit(clusters) }] }
    const changed = changeYamlText(text, target)
    expect(readValue(changed.text)?.value).toEqual(target)
    expect(changed.isKept).toBe(true)
    expect(changed.text).toContain('- name: b # b')
  })

  it('writes anew what it cannot change in place, and says so', () => {
    const text = 'a: &x { b: 1 }\nc: *x\n'
    const changed = changeYamlText(text, { a: { b: 1 }, c: { b: 2 } })
    expect(changed).toEqual({ text: 'a:\n  b: 1\nc:\n  b: 2\n', isKept: false })
  })

  it('keeps the order of keys in JSON', () => {
    const changed = changeJsonText('{"b":1,"a":2}', { a: 3, b: 1, c: [] })
    expect(changed.text).toBe('{\n  "b": 1,\n  "a": 3,\n  "c": []\n}\n')
  })

  it('says the other plan, whichever two plans they are', () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (before, after) => {
        const changed = changeYamlText(renderPlanYaml(before), canonicalizePlan(after))
        expect(readValue(changed.text)?.value).toEqual(readValue(renderPlanYaml(after))?.value)
      }),
      { numRuns: 6 },
    )
  })

  it('keeps every comment of a list whose items go and come', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 })
    fc.assert(
      fc.property(names, names, (before, after) => {
        const text = `list:\n${before.map((name) => `# on ${name}\n- name: ${name} # ${name}\n  n: 1\n`).join('')}`
        const target = { list: after.map((name) => ({ name, n: 2 })) }
        const changed = changeYamlText(text, target)
        expect(readValue(changed.text)?.value).toEqual(target)
        const isAnyKept = before.some((name) => after.includes(name))
        expect(!isAnyKept || changed.text.includes(`# on ${before[0] ?? ''}`)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})
