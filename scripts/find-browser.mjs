/**
 * Finds a Chromium for the journeys: `CHROMIUM_PATH`, Playwright's own, the system's. On Debian as
 * root the package is installed when there is none.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
]
const MAC_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

/**
 * @param {{ mayInstall?: boolean }} [options]
 * @returns {string} path of the program; throws with three lines that say what to do
 */
export function findBrowser({ mayInstall = false } = {}) {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen !== undefined && chosen !== '') {
    if (isExecutable(chosen)) return chosen
    throw new Error(`CHROMIUM_PATH="${chosen}" is not an executable file`)
  }
  const found = findInstalled()
  if (found !== undefined) return found
  if (mayInstall && installOnDebian()) {
    const installed = findInstalled()
    if (installed !== undefined) return installed
  }
  throw new Error(
    [
      'The journeys need a Chromium, and none was found.',
      'Install one: `npx playwright install chromium`, or the package of your system (`apt install chromium`).',
      'Or name one you have: CHROMIUM_PATH=/path/to/chromium npm test',
    ].join('\n'),
  )
}

function findInstalled() {
  const own = chromium.executablePath()
  if (own !== '' && existsSync(own)) return own
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...places, ...(process.platform === 'darwin' ? MAC_PLACES : [])].find(isExecutable)
}

function installOnDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false
  console.log('No Chromium found: installing the package chromium …')
  const run = (args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  const install = ['install', '-y', '--no-install-recommends', 'chromium']
  return (run(['update']) && run(install)) || run(install)
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
