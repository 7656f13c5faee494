/**
 * Serves the built page on loopback: compressed, with the headers of the share-link specification
 * (L9.1), and nothing outside its folder.
 */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { ROOT } from './root.mjs'
import { makeDevelopmentHeaders, SECURITY_HEADERS } from './security-policy.mjs'

const PAGE = join(ROOT, 'dist/page')
const HOST = '127.0.0.1'
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
}
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest'])

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
  const kept = new Map()
  const server = createServer((request, response) => {
    answer(request, response, { kept, folder, headers }).catch(() => {
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

async function answer(request, response, { kept, folder, headers }) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...headers, Allow: 'GET, HEAD' }).end()
    return
  }
  const file = findFile(request.url ?? '/', folder)
  const body = file === undefined ? undefined : await readFile(file).catch(() => undefined)
  if (file === undefined || body === undefined) {
    response
      .writeHead(404, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' })
      .end('There is no such file.\n')
    return
  }
  const extension = extname(file)
  const encoding = COMPRESSED.has(extension)
    ? chooseEncoding(request.headers['accept-encoding'])
    : undefined
  const key = `${encoding} ${file}`
  if (encoding !== undefined && !kept.has(key)) kept.set(key, await compress(body, encoding))
  const sent = encoding === undefined ? body : kept.get(key)
  response.writeHead(200, {
    ...headers,
    'Content-Type': TYPES[extension] ?? 'application/octet-stream',
    'Content-Length': sent.length,
    'Cache-Control': file.includes(`${sep}assets${sep}`)
      ? 'public, max-age=31536000, immutable'
      : 'no-cache',
    Vary: 'Accept-Encoding',
    ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
  })
  response.end(request.method === 'HEAD' ? undefined : sent)
}

function findFile(url, folder) {
  let path
  try {
    path = decodeURIComponent(new URL(url, 'http://page').pathname)
  } catch {
    return undefined
  }
  if (!path.startsWith(folder)) return undefined
  path = `/${path.slice(folder.length)}`
  const file = normalize(join(PAGE, path.endsWith('/') ? `${path}index.html` : path))
  return file.startsWith(PAGE + sep) && !path.includes('\0') ? file : undefined
}

function chooseEncoding(accepted = '') {
  const names = accepted.split(',').map((part) => part.split(';')[0].trim())
  return ['br', 'gzip'].find((name) => names.includes(name))
}

function compress(body, encoding) {
  if (encoding === 'gzip') return promisify(gzip)(body, { level: 6 })
  return promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
}
