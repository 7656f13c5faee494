import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { readFullYaml } from './full-yaml.ts'
import { MANIFEST_LIMITS } from './manifest-note.ts'
import { readSimpleYaml, type SimpleYamlResult } from './simple-yaml.ts'

const anyText = fc.oneof(
  fc.constantFrom('', 'yes', 'null', '1.30', '012', '0x1F', '- x', 'a: b', '#c', 'a #b', '~', '|'),
  fc.string({ maxLength: 12 }),
  fc.stringMatching(/^[a-z "'\\:#\n-]{0,24}$/),
  fc.stringMatching(/^[a-z]{1,9}( [a-z]{1,9}){0,30}$/),
)
const anyKey = fc.oneof(fc.constantFrom('a', 'b', 'c.d/e', '1', 'true', '<<', 'a b'), anyText)
const { tree: anyValue } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    anyText,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.double({ noNaN: true }),
  ),
  tree: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(anyKey, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

const anyIndented = fc
  .array(
    fc.tuple(
      fc.nat(4),
      fc.constantFrom(
        'a:',
        'b: 1',
        '- c',
        '- d: e',
        '-',
        'f: "g',
        'h"',
        'i: |',
        '  j',
        '# k',
        '',
        'l',
      ),
    ),
    { maxLength: 9 },
  )
  .map((lines) => lines.map(([indent, line]) => ' '.repeat(indent) + line).join('\n'))

function readSimply(text: string): SimpleYamlResult {
  return readSimpleYaml(text, {
    firstLine: 1,
    maxDepth: 64,
    maxEntries: 1000,
    maxStringLength: 1000,
    onLines: () => undefined,
    onDuplicate: () => undefined,
  })
}

function expectSame(text: string): void {
  const simple = readSimply(text)
  if (simple.kind !== 'ok') return
  const full = readFullYaml(
    { text, firstLine: 1 },
    { limits: MANIFEST_LIMITS, maxEntries: 1000, mark: {} },
  )
  expect({ text, ...full }).toMatchObject({
    kind: 'ok',
    value: simple.value,
    entries: simple.entries,
  })
  expect({ text, fatal: full.kind === 'ok' && full.notes.some((note) => note.isFatal) }).toEqual({
    text,
    fatal: false,
  })
}

it('I3.3 reads what the whole reader reads, or gives up: printed values', () => {
  fc.assert(
    fc.property(anyValue, fc.boolean(), (value, isIndented) => {
      expectSame(stringify(value, { indentSeq: isIndented }))
    }),
    { numRuns: 200 },
  )
})

it('I3.3 reads what the whole reader reads, or gives up: lines in disorder', () => {
  fc.assert(fc.property(anyIndented, expectSame), { numRuns: 200 })
})

it('reads by itself what kubectl prints', () => {
  const text =
    'a:\n- b: "x: y"\n  c: |\n    d\n\n    e\n  f: \'it\'\'s\n    long\'\n- {}\ng: []\n"h/i": text\n  goes on\n'
  expect(readSimply(text)).toMatchObject({
    kind: 'ok',
    value: { a: [{ b: 'x: y', c: 'd\n\ne\n', f: "it's long" }, {}], g: [], 'h/i': 'text goes on' },
  })
})
