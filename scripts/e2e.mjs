/**
 * The journeys, in a real Chromium, on the page as it is built and served by `npm start`. Arguments go
 * to Playwright: `npm run test:e2e -- -g keyboard`.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildAll } from './build.mjs'
import { findBrowser } from './find-browser.mjs'
import { prepareMoto } from './find-moto.mjs'
import { isBuildStale } from './is-build-stale.mjs'
import { runStep } from './run-step.mjs'
import { servePage } from './serve-page.mjs'

/** @param {readonly string[]} args @returns {Promise<{ passed: number, failed: number }>} */
export async function runJourneys(args) {
  const browser = findBrowser({ mayInstall: true })
  if (await isBuildStale()) await buildAll()
  const moto = prepareMoto()
  if (moto.kind === 'missing') {
    console.log(`Skipped: the journey against a moto server. ${moto.reason}`)
  }
  const page = await servePage(4273)
  const folder = await mkdtemp(join(tmpdir(), 'neverpending-'))
  const report = join(folder, 'report.json')
  try {
    const { code } = await runStep('playwright', ['test', '--reporter=list,json', ...args], {
      show: true,
      env: {
        PAGE_URL: page.url,
        CHROMIUM_PATH: browser,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        ...(moto.kind === 'missing' ? { MOTO_MISSING: moto.reason } : {}),
      },
    })
    return countJourneys(JSON.parse(await readFile(report, 'utf8').catch(() => '{}')), code)
  } finally {
    await page.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function countJourneys({ stats, errors = [] }, code) {
  const passed = (stats?.expected ?? 0) + (stats?.flaky ?? 0)
  const failed = (stats?.unexpected ?? 0) + errors.length
  // A run that broke before it could count is a failure.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
}

if (process.argv[1] === import.meta.filename) {
  const { passed, failed } = await runJourneys(process.argv.slice(2))
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}
