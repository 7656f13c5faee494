import { readFile } from 'node:fs/promises'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { extname, join, normalize, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/**
 * The built page as a host serves it: compressed, with the headers of the share-link specification (L9.1),
 * and nothing outside its folder. `npm start`, the journeys and `neverpending serve` serve it by this.
 */
export interface PageFiles {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
}
const COMPRESSED: ReadonlySet<string> = new Set([
  '.html',
  '.js',
  '.css',
  '.json',
  '.svg',
  '.webmanifest',
])

type Encoding = 'br' | 'gzip'

/**
 * @param options.files the folder of the built page
 * @param options.under path that the page is under, with a slash at both ends
 * @param options.headers of every answer
 */
export function createPageFiles(options: {
  readonly files: string
  readonly under: string
  readonly headers: Readonly<Record<string, string>>
}): PageFiles {
  const { headers } = options
  const folder = resolve(options.files)
  const kept = new Map<string, Buffer>()
  const compressOnce = async (file: string, body: Buffer, encoding: Encoding) => {
    const key = `${encoding} ${file}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = await compress(body, encoding)
    kept.set(key, made)
    return made
  }
  const end = (
    response: ServerResponse,
    status: number,
    more: OutgoingHttpHeaders,
    body?: string | Buffer,
  ) => {
    response.writeHead(status, { ...headers, ...more }).end(body)
  }
  return {
    answer: async (request, response) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return end(response, 405, { Allow: 'GET, HEAD' })
      }
      const file = findFile(request.url ?? '/', { folder, under: options.under })
      const body = file === undefined ? undefined : await readFile(file).catch(() => undefined)
      if (file === undefined || body === undefined) {
        const type = { 'Content-Type': 'text/plain; charset=utf-8' }
        return end(response, 404, type, 'There is no such file.\n')
      }
      const extension = extname(file)
      const encoding = COMPRESSED.has(extension)
        ? chooseEncoding(request.headers['accept-encoding'])
        : undefined
      const sent = encoding === undefined ? body : await compressOnce(file, body, encoding)
      const about = {
        'Content-Type': TYPES[extension] ?? 'application/octet-stream',
        'Content-Length': sent.length,
        'Cache-Control': file.includes(`${sep}assets${sep}`)
          ? 'public, max-age=31536000, immutable'
          : 'no-cache',
        Vary: 'Accept-Encoding',
        ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
      }
      end(response, 200, about, request.method === 'HEAD' ? undefined : sent)
    },
  }
}

function findFile(
  url: string,
  { folder, under }: { readonly folder: string; readonly under: string },
): string | undefined {
  const path = readPath(url)
  if (path === undefined || !path.startsWith(under) || path.includes('\0')) return undefined
  const inside = `/${path.slice(under.length)}`
  const file = normalize(join(folder, inside.endsWith('/') ? `${inside}index.html` : inside))
  return file.startsWith(folder + sep) ? file : undefined
}

function readPath(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url, 'http://page').pathname)
  } catch {
    return undefined
  }
}

function chooseEncoding(accepted: string | string[] = ''): Encoding | undefined {
  const names = String(accepted)
    .split(',')
    .map((part) => part.split(';')[0]?.trim())
  return (['br', 'gzip'] as const).find((name) => names.includes(name))
}

function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return promisify(gzip)(body, { level: 6 })
  return promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
}
