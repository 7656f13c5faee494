import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { BRIDGE_ROUTES, MAX_BRIDGE_BODY_BYTES } from '#aws-client/bridge-protocol.ts'
import type { BridgeStatus } from '#aws-client/bridge-protocol.ts'
import type { Answered, Answerer } from './answer-call.ts'
import { parseCall } from './check-call.ts'
import { hasToken, isJson, isOfOwnPage } from './check-request.ts'
import type { IncomingRequest } from './check-request.ts'
import { createLife } from './create-life.ts'
import type { Life } from './create-life.ts'
import { QueueFull } from './create-queue.ts'
import type { PageFiles } from './page-files.ts'

/** The local helper while it runs (import specification, section 17). */
export interface Bridge {
  /** `http://127.0.0.1:43211/`. */
  readonly url: string
  /** 256 bits; the page finds it behind `#t=` and moves it to memory (I17.2). */
  readonly token: string
  /** Resolves when it has ended, by itself or by `end`. */
  readonly ended: Promise<void>
  readonly end: () => void
}

export interface BridgeOptions {
  /** 0: one that is free. */
  readonly port: number
  readonly page: PageFiles
  /** Of every answer. */
  readonly headers: Readonly<Record<string, string>>
  readonly answerer: Answerer
  readonly status: Omit<BridgeStatus, 'bridge' | 'region'>
  /** A line per request of data; never an address, a token, a parameter or an id (I17.7). */
  readonly log: (line: string) => void
}

/** The only addresses that it ever listens on (I17.1). */
const LOOPBACK = ['127.0.0.1', '::1'] as const

/** Sets it going on a port of this machine alone. Fails when the port that was asked for is taken. */
export async function serveBridge(options: BridgeOptions): Promise<Bridge> {
  const token = randomBytes(32).toString('base64url')
  const life = createLife((run, afterMs) => {
    const timer = setTimeout(run, afterMs)
    return () => clearTimeout(timer)
  })
  const servers: Server[] = []
  const listen = async (host: (typeof LOOPBACK)[number], wanted: number) => {
    const server = createServer((request, response) => {
      const self = { ...options, token, port: readPort(server), life }
      answer(request, response, self).catch(() => refuse(response, self, 500))
    })
    for (const event of ['upgrade', 'connect'] as const) server.on(event, refuseSocket)
    server.maxConnections = MAX_CONNECTIONS
    server.requestTimeout = MAX_REQUEST_MS
    await open(server, wanted, host)
    servers.push(server)
    return readPort(server)
  }
  const port = await listen('127.0.0.1', options.port)
  // Machines without the newer protocol do without; the address that is opened is the older one.
  await listen('::1', port).catch(() => undefined)
  void life.ended.then(() => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  })
  return { url: `http://127.0.0.1:${port}/`, token, ended: life.ended, end: life.end }
}

const MAX_CONNECTIONS = 64
const MAX_REQUEST_MS = 30_000

function open(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, ipv6Only: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function readPort(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** A WebSocket, a tunnel: nothing of the kind is spoken here. */
function refuseSocket(_request: IncomingMessage, socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}

interface Self extends BridgeOptions {
  readonly token: string
  readonly port: number
  readonly life: Life
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  self: Self,
): Promise<void> {
  const incoming: IncomingRequest = {
    method: request.method ?? '',
    target: request.url ?? '',
    headers: request.headersDistinct,
  }
  const path = incoming.target.split(/[?#]/)[0] ?? ''
  const isData = path.startsWith('/bridge')
  // Who asks what may be asked is never answered: that is how a page of another origin would begin (I17.4).
  if (incoming.method === 'OPTIONS') return refuse(response, self, 403)
  if (!isOfOwnPage(incoming, self.port, isData ? 'data' : 'page')) {
    return refuse(response, self, 403)
  }
  if (!isData) return self.page.answer(request, response)
  if (!hasToken(incoming, self.token)) return refuse(response, self, 403)
  if (incoming.target === BRIDGE_ROUTES.status) {
    if (incoming.method !== 'GET') return refuse(response, self, 405, { Allow: 'GET' })
    return sendStatus(response, self)
  }
  if (incoming.target !== BRIDGE_ROUTES.call) return refuse(response, self, 404)
  if (incoming.method !== 'POST') return refuse(response, self, 405, { Allow: 'POST' })
  if (!isJson(incoming)) return refuse(response, self, 415)
  const text = await readBody(request)
  if (text === undefined) return refuse(response, self, 413, { Connection: 'close' })
  return answerCall(text, response, self)
}

async function answerCall(text: string, response: ServerResponse, self: Self): Promise<void> {
  const parsed = parseCall(text)
  if (parsed.kind === 'failed') {
    const [problem] = parsed.problems
    log(self, { call: '-', region: '-', count: 0, status: 400 })
    return send(response, self, 400, {
      problem: `${problem?.path ?? ''} ${problem?.message ?? ''}`,
    })
  }
  const { call, region } = parsed.value
  const closed = new AbortController()
  response.once('close', () => closed.abort())
  const answered = await self.life
    .during(() => self.answerer.answer(parsed.value, closed.signal))
    .catch((error: unknown): Answered | undefined => {
      if (error instanceof QueueFull) return undefined
      throw error
    })
  if (answered === undefined) {
    log(self, { call, region, count: 0, status: 429 })
    return refuse(response, self, 429)
  }
  log(self, { call, region, count: answered.count, status: answered.status })
  return send(response, self, 200, answered.body)
}

async function sendStatus(response: ServerResponse, self: Self): Promise<void> {
  const region = await self.answerer.findRegion()
  const status: BridgeStatus = {
    bridge: 1,
    ...self.status,
    ...(region === undefined ? {} : { region }),
  }
  send(response, self, 200, status)
}

/** Absent: it is larger than I17.5 allows, and the rest is not read. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const said = Number(request.headers['content-length'] ?? 0)
  if (said > MAX_BRIDGE_BODY_BYTES) return undefined
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    const buffer = Buffer.from(part)
    bytes += buffer.length
    if (bytes > MAX_BRIDGE_BODY_BYTES) return undefined
    parts.push(buffer)
  }
  return Buffer.concat(parts).toString('utf8')
}

function send(response: ServerResponse, { headers }: Self, status: number, body: object): void {
  response
    .writeHead(status, {
      ...headers,
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
    })
    .end(JSON.stringify(body))
}

/** Nothing but a number: who is refused learns no more. */
function refuse(
  response: ServerResponse,
  { headers }: Self,
  status: number,
  more: Readonly<Record<string, string>> = {},
): void {
  if (!response.headersSent) {
    response.writeHead(status, { ...headers, ...more, 'Cache-Control': 'no-store' })
  }
  response.end()
}

function log(
  self: Self,
  line: {
    readonly call: string
    readonly region: string
    readonly count: number
    readonly status: number
  },
): void {
  const { call, region, count, status } = line
  self.log(`${new Date().toISOString()} ${call} ${region} ${count} ${status}`)
}
