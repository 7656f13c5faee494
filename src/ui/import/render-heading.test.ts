import { expect, it } from 'vitest'
import type { ImportFinding } from '#importers/importer.ts'
import { renderHeading } from './render-heading.ts'

const UNDERSTOOD = [
  { kind: 'Cluster', count: 1 },
  { kind: 'Node group', count: 4 },
]
const NOTHING = {
  findings: [],
  understood: UNDERSTOOD,
  problems: [],
  conflicts: [],
  placeholders: [],
}

function ask(id: string): ImportFinding {
  const guess = { id, subject: id, taken: 'x', alternatives: [] }
  return { code: 'x', severity: 'assumed', message: 'x', file: 'a.yaml', guess }
}

const BROKEN: ImportFinding = {
  code: 'yaml-syntax',
  severity: 'error',
  message: 'broken',
  file: 'b.yaml',
}
const UNREADABLE = { code: 'import/utf', path: '', message: 'no text', file: 'c.yaml' }
const PLACEHOLDER = { variable: 'A', places: ['a.yaml'] }

it.each([
  {
    name: 'nothing to ask',
    result: NOTHING,
    confirmed: [],
    expected: '5 of 5 items understood, none needs you',
  },
  {
    name: 'more questions than items',
    result: { ...NOTHING, findings: ['a', 'b', 'c', 'd', 'e', 'f'].map(ask) },
    confirmed: [],
    expected: '5 of 5 items understood, 6 questions need you',
  },
  {
    name: 'one left',
    result: { ...NOTHING, findings: ['a', 'b'].map(ask) },
    confirmed: ['a'],
    expected: '5 of 5 items understood, 1 question needs you',
  },
  {
    name: 'a broken file beside a good one',
    result: { ...NOTHING, findings: [BROKEN] },
    confirmed: [],
    expected: '5 of 6 items understood, 1 error needs you',
  },
  {
    name: 'a file that is no text',
    result: { ...NOTHING, problems: [UNREADABLE], placeholders: [PLACEHOLDER] },
    confirmed: [],
    expected: '5 of 6 items understood, 1 question and 1 error need you',
  },
])('$name', ({ result, confirmed, expected }) => {
  expect(renderHeading(result, new Set(confirmed))).toBe(expected)
})
