import { createHash, timingSafeEqual } from 'node:crypto'
import { BRIDGE_TOKEN_HEADER } from '#aws-client/bridge-protocol.ts'

/**
 * Who may speak to the local helper (import specification, I17.3 and I17.4): the page that it serves itself,
 * and nobody else. A page of another origin, or of another name that was bent to this machine, gets nothing.
 */
export interface IncomingRequest {
  readonly method: string
  /** As it stands in the request: `/bridge/call`. */
  readonly target: string
  /** Lower-case names, every value that was sent under each. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>
}

/** Names under which this machine may be asked for, with the port. */
export function listHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]
}

/** True when the request comes from the helper's own page, or is the first load of it. */
export function isOfOwnPage(
  { method, target, headers }: IncomingRequest,
  port: number,
  route: 'page' | 'data',
): boolean {
  const [host, ...otherHosts] = headers['host'] ?? []
  if (host === undefined || otherHosts.length > 0 || !listHosts(port).includes(host)) return false
  // Another host in the target would stand above the header.
  if (!target.startsWith('/') || target.startsWith('//')) return false
  const origins = headers['origin'] ?? []
  if (origins.some((origin) => origin !== `http://${host}`)) return false
  const sites = headers['sec-fetch-site'] ?? []
  // `none` is a person who opens the address: only ever the page, never its data.
  const isFirstLoad = route === 'page' && (method === 'GET' || method === 'HEAD')
  return sites.every((site) => site === 'same-origin' || (isFirstLoad && site === 'none'))
}

/** I17.3: compared in a time that does not tell how much of it is right. */
export function hasToken({ headers }: IncomingRequest, token: string): boolean {
  const given = headers[BRIDGE_TOKEN_HEADER.toLowerCase()] ?? []
  return given.length === 1 && timingSafeEqual(digest(given[0] ?? ''), digest(token))
}

/** Digests are of one length, whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** A form of another page cannot send this type without asking first, and nobody who asks is answered. */
export function isJson({ headers }: IncomingRequest): boolean {
  const [type = '', ...more] = headers['content-type'] ?? []
  return more.length === 0 && /^application\/json(?:\s*;\s*charset=utf-8)?$/i.test(type)
}
