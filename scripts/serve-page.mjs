/**
 * Serves the built page on loopback, as `neverpending serve` does but for its helper: compressed, with the
 * headers of the share-link specification (L9.1), and nothing outside its folder.
 */
import { createServer } from 'node:http'
import { join } from 'node:path'
import { importTypeScript } from './bundle.mjs'
import { ROOT } from './root.mjs'
import { makeDevelopmentHeaders, SECURITY_HEADERS } from './security-policy.mjs'

const PAGE = join(ROOT, 'dist/page')
const HOST = '127.0.0.1'

/**
 * Listens on the port, or on the next free one of the ten after it.
 *
 * @param {number} port
 * @param {string} [folder] path that the page is under, with a slash at both ends
 * @param {{ awsEndpoint?: string | undefined }} [development] a stand-in of AWS on this machine
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function servePage(port, folder = '/', { awsEndpoint } = {}) {
  const headers = awsEndpoint === undefined ? SECURITY_HEADERS : makeDevelopmentHeaders(awsEndpoint)
  const { createPageFiles } = await importTypeScript('src/cli/bridge/page-files.ts')
  const files = createPageFiles({ files: PAGE, under: folder, headers })
  const server = createServer((request, response) => {
    files.answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  const taken = await listen(server, port, port + 10)
  return {
    url: `http://${HOST}:${taken}${folder}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(server, port, last) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (error.code !== 'EADDRINUSE' || port >= last) reject(error)
      else resolve(listen(server, port + 1, last))
    })
    server.listen(port, HOST, () => resolve(port))
  })
}
