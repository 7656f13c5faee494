import { describe, expect, it } from 'vitest'
import { MANIFEST_LIMITS } from './manifest-note.ts'
import { parseYamlDocuments, TEMPLATE_MARK } from './manifest.ts'

function readValues(text: string): unknown[] {
  return parseYamlDocuments(text).documents.map((document) => document.value)
}

function listCodes(text: string): string[] {
  const { documents, notes } = parseYamlDocuments(text)
  return [...notes, ...documents.flatMap((document) => document.notes)].map((note) => note.code)
}

describe('parseYamlDocuments', () => {
  it.each([
    { name: 'I3.3 a single document without a marker', text: 'a: 1', values: [{ a: 1 }] },
    { name: 'I3.3 several documents', text: 'a: 1\n---\nb: 2\n', values: [{ a: 1 }, { b: 2 }] },
    { name: 'I3.3 empty documents count', text: '---\n---\na: 1\n', values: [null, { a: 1 }] },
    { name: 'I3.3 a document of comments only', text: '# nothing\n', values: [null] },
    { name: 'I3.3 an end marker', text: 'a: 1\n...\n', values: [{ a: 1 }] },
    { name: 'I3.3 a byte-order mark', text: '\uFEFFa: 1', values: [{ a: 1 }] },
    { name: 'I3.3 carriage returns', text: 'a: 1\r\nb:\r\n- c\r\n', values: [{ a: 1, b: ['c'] }] },
    {
      name: 'I3.3 merge keys, own keys win',
      text: 'x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\n',
      values: [{ x: { a: 1, b: 2 }, y: { a: 1, b: 3 } }],
    },
    { name: 'I4.2 yes and no stay text', text: 'a: yes\nb: off', values: [{ a: 'yes', b: 'off' }] },
    { name: 'I4.3 octal stays text', text: 'a: 012\nb: 0x1F', values: [{ a: '012', b: '0x1F' }] },
    { name: 'a version keeps its zero', text: 'version: 1.30', values: [{ version: '1.30' }] },
    { name: 'JSON is YAML', text: '{"a": [1, "b", null]}', values: [{ a: [1, 'b', null] }] },
  ])('$name', ({ text, values }) => {
    expect(readValues(text)).toEqual(values)
  })

  it.each([
    { name: 'E11 a repeated key', text: 'a: 1\na: 2', codes: ['duplicate-key'] },
    { name: 'E11 a repeated key in braces', text: '{a: 1, a: 2}', codes: ['duplicate-key'] },
    { name: 'I3.3 a custom tag', text: 'a: !Ref b', codes: ['custom-tag'] },
    { name: 'E10 a template mark', text: 'a: {{ .Values.a }}', codes: ['template-mark'] },
    { name: 'E10 none in a quoted text', text: "a: '{{ ds.meta_data }}'", codes: [] },
    { name: 'an unclosed quote', text: 'a: "b\nc: d', codes: ['yaml-syntax'] },
    { name: 'an alias of nothing', text: 'a: *b', codes: ['yaml-alias'] },
    { name: 'an anchor in itself', text: 'a: &a [*a]', codes: ['yaml-alias'] },
  ])('$name', ({ text, codes }) => {
    expect(listCodes(text)).toEqual(codes)
  })

  it('E11 keeps the last of repeated keys', () => {
    expect(readValues('a: 1\na: 2\n')).toEqual([{ a: 2 }])
  })

  it('E10 puts the mark where the value was', () => {
    expect(readValues('a: {{ .Values.a }}')).toEqual([{ a: TEMPLATE_MARK }])
  })

  it('I3.3 a document that fails leaves the others usable', () => {
    const { documents } = parseYamlDocuments('a: 1\n---\nb: [\n---\nc: 3\n')
    expect(documents.map((document) => document.value)).toEqual([{ a: 1 }, null, { c: 3 }])
    expect(documents[1]?.notes).toMatchObject([{ code: 'yaml-syntax', isFatal: true }])
  })

  it.each([
    { name: 'block', text: 'a: 1\nb:\n- c: 2\n  d: 3\n- e\n', path: 'b[0].d', line: 4 },
    { name: 'braces', text: 'a: {b: 1,\n  c: 2}\n', path: 'a.c', line: 2 },
    { name: 'a later document', text: 'a: 1\n---\n# words\nb: 2\n', path: 'b', line: 4 },
    { name: 'after a literal block', text: 'a: |\n  x\n  y\nb: 2\n', path: 'b', line: 4 },
    { name: 'after folded text', text: 'a: "x\n  y"\nb: z\n  w\nc: 3\n', path: 'c', line: 5 },
    { name: 'a key with a point', text: 'a:\n  b.c/d: 1\n', path: 'a."b.c/d"', line: 2 },
    {
      name: 'a place that is missing: the nearest',
      text: 'x: 0\na:\n  b: 1\n',
      path: 'a.z',
      line: 2,
    },
  ])('finds the line: $name', ({ text, path, line }) => {
    expect(parseYamlDocuments(text).documents.at(-1)?.findLine(path)).toBe(line)
  })

  it.each([
    { name: 'documents', text: '---\n'.repeat(25_000), code: 'limit-documents' },
    { name: 'depth of braces', text: '['.repeat(10_000), code: 'limit-depth' },
    { name: 'depth of lists', text: `${'- '.repeat(70)}x`, code: 'limit-depth' },
    { name: 'one text', text: `a: ${'x'.repeat(1_048_577)}`, code: 'limit-string' },
    { name: 'aliases', text: makeAliasBomb(), code: 'limit-aliases' },
  ])('E28 refuses too much: $name', ({ text, code }) => {
    expect(listCodes(text)).toEqual([code])
  })

  it.each([
    { name: 'at the limit', depth: 64, codes: [] },
    { name: 'one more', depth: 65, codes: ['limit-depth'] },
  ])('I3.1 depth $name', ({ depth, codes }) => {
    const indented = Array.from({ length: depth }, (_, level) => `${'  '.repeat(level)}a:`)
    expect(listCodes(indented.join('\n'))).toEqual(codes)
    expect(listCodes(`${'['.repeat(depth)}${']'.repeat(depth)}`)).toEqual(codes)
  })

  it.each([
    { name: 'block', text: 'a: 1\nb: 2\nc: 3\nd: 4\n' },
    { name: 'braces', text: '{a: 1, b: 2, c: 3, d: 4}' },
    { name: 'two documents', text: 'a: [1]\n---\nb: [1]\n' },
  ])('I3.1 entries of the whole text: $name', ({ text }) => {
    const limits = { ...MANIFEST_LIMITS, entries: 3 }
    expect(parseYamlDocuments(text, limits).notes).toMatchObject([{ code: 'limit-nodes' }])
    expect(parseYamlDocuments(text, { ...limits, entries: 4 }).notes).toEqual([])
  })

  it('I3.1 stops when the time is up', () => {
    let asked = 0
    const isOutOfTime = (): boolean => (asked += 1) > 1
    const { notes } = parseYamlDocuments('a: 1\n---\nb: 2\n', { ...MANIFEST_LIMITS, isOutOfTime })
    expect(notes).toMatchObject([{ code: 'limit-time', isFatal: true }])
  })

  it.each(['__proto__: {polluted: 1}', '__proto__:\n  polluted: 1'])(
    'E28 never reaches a prototype: %j',
    (text) => {
      const [value] = readValues(text)
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    },
  )
})

function makeAliasBomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const value = level === 0 ? '"lol"' : `*l${level - 1}`
    return `l${level}: &l${level} [${Array(9).fill(value).join(', ')}]`
  })
  return levels.join('\n')
}
