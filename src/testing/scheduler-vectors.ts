import { gunzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import type { Scenario } from '#scheduler/scenario.ts'

/** Whole scenarios of v1.34.4, v1.36.3 and v1.37.2, some of every family. */
export function loadScenarios(file: string): readonly Scenario[] {
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}
