/**
 * `npm start`: builds what is missing or older than its sources, serves the page on this machine only,
 * and opens it where there is a display. `PORT` chooses the port, `BROWSER=none` keeps the browser shut.
 * `AWS_STAND_IN=http://127.0.0.1:5000` has imports from AWS go to a stand-in on this machine instead.
 */
import { buildAll } from './build.mjs'
import { importTypeScript } from './bundle.mjs'
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
const { openBrowser } = await importTypeScript('src/cli/open-browser.ts')
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
