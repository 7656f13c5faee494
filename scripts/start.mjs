/**
 * `npm start`: builds what is missing or older than its sources, serves the page on this machine only,
 * and opens it where there is a display. `PORT` chooses the port, `BROWSER=none` keeps the browser shut.
 * `AWS_STAND_IN=http://127.0.0.1:5000` has imports from AWS go to a stand-in on this machine instead.
 */
import { spawn } from 'node:child_process'
import { buildAll } from './build.mjs'
import { isBuildStale } from './is-build-stale.mjs'
import { servePage } from './serve-page.mjs'

if (await isBuildStale()) {
  console.log('Building the page and the command line …')
  await buildAll()
}
const awsEndpoint = process.env.AWS_STAND_IN || undefined
const page = await servePage(readPort(process.env.PORT), '/', { awsEndpoint })
const address =
  awsEndpoint === undefined
    ? page.url
    : `${page.url}?aws-endpoint=${encodeURIComponent(awsEndpoint)}`
console.log(`Neverpending is at ${address} (Ctrl C ends it)`)
openBrowser(address)

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    page.close().then(() => process.exit(0))
  })
}

function readPort(text) {
  if (text === undefined || text === '') return 4173
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  console.error(`PORT="${text}" is not a port (1 to 65535)`)
  process.exit(2)
}

function openBrowser(url) {
  if (process.env.BROWSER === 'none' || process.env.CI !== undefined) return
  const isLinux = process.platform === 'linux'
  if (isLinux && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return
  const [command, ...before] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '']
      : [process.platform === 'darwin' ? 'open' : 'xdg-open']
  const opened = spawn(command, [...before, url], { stdio: 'ignore', detached: true })
  // No program to open it: the address is printed above.
  opened.on('error', () => {})
  opened.unref()
}
