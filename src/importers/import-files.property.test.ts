import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseYamlDocuments } from '#kube/manifest.ts'
import { renderPlanYaml } from '#plan/canonical.ts'
import { parsePlan } from '#plan/validate.ts'
import { CLUSTER_YAML, OBJECTS_YAML } from '#testing/sample-files.ts'
import { importFiles } from './import-files.ts'

/** The sample's documents: the eksctl file, and each object of the list. */
const DOCUMENTS: readonly unknown[] = [
  ...readValues(CLUSTER_YAML),
  ...readValues(OBJECTS_YAML).flatMap((list) => (list as { readonly items: unknown[] }).items),
]

function readValues(text: string): readonly unknown[] {
  return parseYamlDocuments(text).documents.map((document) => document.value)
}

function importDocuments(documents: readonly unknown[]): ReturnType<typeof importFiles> {
  return importFiles([{ label: 'a', text: JSON.stringify(documents) }], {})
}

const anyJunk = fc.constantFrom<unknown>(
  null,
  '',
  -1,
  3.5,
  1e20,
  true,
  [],
  {},
  'x'.repeat(300),
  '${A}',
  '${A:=b}',
  ['a', 1, null],
  { a: 1, b: null },
  'eu-west-1z',
  '010',
  [[[]]],
  { constructor: 'a' },
)

/** Puts another value in place of the nth of all values of a document. */
function replaceNth(value: unknown, index: number, junk: unknown): unknown {
  let left = index
  const walk = (one: unknown): unknown => {
    if (left === 0) {
      left -= 1
      return junk
    }
    left -= 1
    if (Array.isArray(one)) return one.map(walk)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([key, member]) => [key, walk(member)]))
  }
  return walk(value)
}

it('never throws, and never gives a plan that could not be opened again', () => {
  const anyChange = fc.tuple(fc.nat(DOCUMENTS.length - 1), fc.nat(60), anyJunk)
  fc.assert(
    fc.property(fc.array(anyChange, { maxLength: 4 }), (changes) => {
      const documents = changes.reduce<readonly unknown[]>(
        (list, [at, index, junk]) => list.with(at, replaceNth(list[at], index, junk)),
        DOCUMENTS,
      )
      const { plan } = importDocuments(documents)
      expect(plan === undefined ? 'none' : parsePlan(plan).kind).toMatch(/^(?:none|ok)$/)
    }),
    { numRuns: 60 },
  )
})

it('gives the same bytes for documents in any order (I1.2)', () => {
  const { plan } = importDocuments(DOCUMENTS)
  const expected = plan === undefined ? '' : renderPlanYaml(plan)
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...DOCUMENTS], { minLength: DOCUMENTS.length }),
      (shuffled) => {
        const again = importDocuments(shuffled).plan
        expect(again === undefined ? '' : renderPlanYaml(again)).toBe(expected)
      },
    ),
    { numRuns: 30 },
  )
})

it('fields that nothing uses do not change the plan', () => {
  const { plan } = importDocuments(DOCUMENTS)
  const extra = DOCUMENTS.map((document) => ({
    ...(document as object),
    somethingElse: { a: [1] },
  }))
  expect(importDocuments(extra).plan).toEqual(plan)
})
