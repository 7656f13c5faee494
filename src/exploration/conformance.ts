/** Compares the search with a line of exploration vectors: a plan and what the plain search gives for it. */
import type { Problem } from '#base/problem.ts'
import { renderProblem } from '#base/problem.ts'
import { parseModel } from './parse-model.ts'
import { search } from './search.ts'
import type { SearchAnswer } from './search.ts'
import { validateTrace } from './validate-trace.ts'

export interface VectorResult {
  readonly id: string
  /** What differs; empty: passed. */
  readonly differences: readonly string[]
}

const EVERY_SEARCH = ['verdict', 'disturbances', 'steps', 'starvable'] as const
const COUNTS = ['states', 'systemEdges', 'stuckStates', 'stuckStatesAllZonesUp'] as const

/**
 * Runs one line, `{id, plan, expected}`: the plain search with its counts, and the search with all
 * reductions; both traces must be valid. What the line does not expect is not compared.
 */
export function checkVector(line: string): VectorResult {
  const parsed = parseLine(line)
  if (parsed === undefined) return { id: '?', differences: ['not a line {id, plan, expected}'] }
  const { id, plan, expected } = parsed
  const model = parseModel(plan)
  if (model.kind === 'failed') return { id, differences: renderAll(model.problems) }
  const maxStates = Math.max(1_000_000, Number(expected['states'] ?? 0) + 1)
  const plain = search(model.value, { maxStates, plain: true })
  const reduced = search(model.value, { maxStates })
  return {
    id,
    differences: [
      ...compareFields(readFacts(plain), expected, [
        ...EVERY_SEARCH,
        ...COUNTS.filter((field) => field in expected),
      ]),
      ...validateTrace(model.value, plain),
      ...prefix('reduced', compareFields(readFacts(reduced), expected, EVERY_SEARCH)),
      ...prefix('reduced', validateTrace(model.value, reduced)),
    ],
  }
}

interface Line {
  readonly id: string
  readonly plan: unknown
  readonly expected: Readonly<Record<string, unknown>>
}

function parseLine(line: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(line)
    const fields = new Map(Object.entries(value ?? {}))
    const expected: unknown = fields.get('expected')
    if (typeof expected !== 'object' || expected === null) return undefined
    return {
      id: String(fields.get('id')),
      plan: fields.get('plan'),
      expected: Object.fromEntries(Object.entries(expected)),
    }
  } catch {
    return undefined
  }
}

function readFacts(answer: SearchAnswer): Readonly<Record<string, unknown>> {
  const { verdict, disturbances, steps, starvable, counts } = answer
  return { verdict, disturbances, steps, starvable, ...counts }
}

function compareFields(
  found: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): readonly string[] {
  return fields.flatMap((field) => {
    const is = renderFact(found[field])
    const wanted = renderFact(expected[field])
    return is === wanted ? [] : [`${field}: ${is}, expected ${wanted}`]
  })
}

/** Of disturbances the total alone: several least traces may exist. */
function renderFact(fact: unknown): string {
  if (typeof fact !== 'object' || fact === null) return String(fact)
  return String(new Map<string, unknown>(Object.entries(fact)).get('total'))
}

function prefix(name: string, differences: readonly string[]): readonly string[] {
  return differences.map((difference) => `${name} ${difference}`)
}

function renderAll(problems: readonly Problem[]): readonly string[] {
  return problems.map(renderProblem)
}
