import { defineConfig } from 'vitest/config'

/** Whole runs: random plans, files of vectors, every incident, every command. `npm test` runs them, `test:unit` does not. */
const WHOLE_RUNS = [
  'src/**/*.property.test.ts',
  'src/*/conformance.test.ts',
  'src/cli/**/*.test.ts',
  'src/exploration/fixes/*.test.ts',
  'src/plan/text/change-text.test.ts',
  'src/share/{link,prepare-link,neutral-verdicts}.test.ts',
  'src/worker/{draw-draft,judge-incidents,play-loss}.test.ts',
]

const SHARED = {
  environment: 'node',
  isolate: false,
  // What a test may take on a machine with other work to do; alone it takes a small part of it.
  testTimeout: 30_000,
} as const

export default defineConfig({
  test: {
    projects: [
      { test: { ...SHARED, name: 'unit', include: ['src/**/*.test.ts'], exclude: WHOLE_RUNS } },
      { test: { ...SHARED, name: 'runs', include: WHOLE_RUNS } },
    ],
  },
})
