import { describe, expect, it } from 'vitest'
import { join } from 'node:path'
import { listDecisions, listExpected, loadScenarios } from '#testing/scheduler-vectors.ts'

const SAMPLE = join(import.meta.dirname, '../testing/vectors/scheduler-sample.jsonl.gz')

describe('the decisions of the real scheduler: nodes, reasons, messages, victims', () => {
  it.each(loadScenarios(SAMPLE))('$compat $id', (scenario) => {
    expect(listDecisions(scenario)).toEqual(listExpected(scenario))
  })
})
