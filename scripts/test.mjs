/**
 * `npm test`: unit tests, then the build, then the journeys on it. The last line counts them together.
 * `--checks` runs the static checks first; each that fails counts as one more failure.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildAll } from './build.mjs'
import { runChecks } from './check.mjs'
import { runJourneys } from './e2e.mjs'
import { runStep } from './run-step.mjs'

const unchecked = process.argv.includes('--checks') ? await runChecks({ withTests: false }) : []
const unit = await runUnitTests()
const journeys = await buildAndRunJourneys()
const passed = unit.passed + journeys.passed
const failed = unit.failed + journeys.failed + unchecked.length
if (unchecked.length > 0) console.log(`Checks failed: ${unchecked.join(', ')}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

async function buildAndRunJourneys() {
  try {
    await buildAll()
    return await runJourneys([])
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  }
}

async function runUnitTests() {
  const folder = await mkdtemp(join(tmpdir(), 'neverpending-'))
  const report = join(folder, 'report.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  try {
    const { code } = await runStep('vitest', args, { show: true })
    const told = JSON.parse(await readFile(report, 'utf8').catch(() => '{}'))
    return countUnitTests(told, code)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function countUnitTests({ numPassedTests = 0, numFailedTests = 0, testResults = [] }, code) {
  // A file that could not be loaded has no test that failed.
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  const failed = numFailedTests + broken.length
  return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed }
}
