import { getAt } from '#base/assert.ts'
import { parseModel } from '#exploration/parse-model.ts'
import { search } from '#exploration/search.ts'
import type { SearchAnswer } from '#exploration/search.ts'

export interface SearchSpeed {
  readonly id: string
  readonly answer: SearchAnswer
  /** Median over the rounds. */
  readonly statesPerSecond: number
  /** Of the fastest round, which other work on the machine disturbed least. */
  readonly bestStatesPerSecond: number
}

/** The plain search of each line, as often as there are rounds, after one that warms up. */
export function measureSearch(
  lines: readonly string[],
  rounds: number,
  readTimeMs: () => number,
): readonly SearchSpeed[] {
  return lines.map((line) => {
    // Lines of our own vectors: an id and a plan, which the parser checks.
    const { id, plan } = JSON.parse(line) as { readonly id: string; readonly plan: unknown }
    const model = parseModel(plan)
    if (model.kind === 'failed') throw new Error(`${id} is no model`)
    const options = { maxStates: 1_000_000, plain: true }
    let answer = search(model.value, options)
    const speeds = Array.from({ length: rounds }, () => {
      const startedMs = readTimeMs()
      answer = search(model.value, options)
      return (answer.states / (readTimeMs() - startedMs)) * 1000
    })
    return {
      id,
      answer,
      statesPerSecond: getMedian(speeds),
      bestStatesPerSecond: Math.max(...speeds),
    }
  })
}

function getMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return getAt(sorted, Math.floor(sorted.length / 2))
}
