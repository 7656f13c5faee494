import { describe, expect, it } from 'vitest'
import { checkScenario } from './conformance.ts'
import { join } from 'node:path'
import { loadScenarios } from '#testing/scheduler-vectors.ts'

const SAMPLE = join(import.meta.dirname, '../testing/vectors/scheduler-sample.jsonl.gz')

describe('the decisions of the real scheduler', () => {
  it.each(loadScenarios(SAMPLE))('$compat $id', (scenario) => {
    expect(checkScenario(scenario).differences).toEqual([])
  })
})
