import process from 'node:process'
import { defineConfig } from '@playwright/test'
import { findBrowser } from './scripts/find-browser.mjs'

// `npm run test:e2e` builds and serves the page and names its address; alone, Playwright drives what
// `npm start` serves.
const isRootOrCi = process.getuid?.() === 0 || process.env['CI'] !== undefined

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 2,
  // A journey that passes at its second try is told as flaky at the end of the run, and is a bug to mend.
  retries: 1,
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env['PAGE_URL'] ?? 'http://127.0.0.1:4173/',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-first-failure',
    launchOptions: {
      executablePath: findBrowser(),
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...(isRootOrCi ? ['--no-sandbox'] : []),
      ],
    },
  },
})
