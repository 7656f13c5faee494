/**
 * `npm run check`: form, types, lint, imports, dead code and unit tests, two at a time.
 * `--static` leaves the tests out.
 */
import { runStep } from './run-step.mjs'

const STEPS = [
  { name: 'unit tests', program: 'vitest', args: ['run', '--reporter=dot'], isTest: true },
  { name: 'format', program: 'prettier', args: ['--check', '--log-level=warn', '--cache', '.'] },
  { name: 'types', program: 'tsc', args: ['-p', '.'] },
  { name: 'lint', program: 'oxlint', args: [] },
  { name: 'imports', program: 'node', args: ['scripts/check-imports.mjs'] },
  { name: 'dead code', program: 'knip', args: ['--no-progress'] },
]

/** @param {{ withTests: boolean }} options @returns {Promise<readonly string[]>} names of what failed */
export async function runChecks({ withTests }) {
  const waiting = STEPS.filter((step) => withTests || step.isTest !== true)
  const failed = []
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const { code, output, elapsedMs } = await runStep(step.program, step.args)
      const seconds = `${(elapsedMs / 1000).toFixed(1)} s`
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${step.name.padEnd(10)}  ${seconds}`)
      if (code === 0) continue
      failed.push(step.name)
      console.log(output.trimEnd())
    }
  }
  await Promise.all([work(), work()])
  return failed
}

if (process.argv[1] === import.meta.filename) {
  const failed = await runChecks({ withTests: !process.argv.includes('--static') })
  if (failed.length > 0) {
    console.log(`\nFailed: ${failed.join(', ')}`)
    process.exitCode = 1
  }
}
