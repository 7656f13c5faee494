import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answerer } from './answer-call.ts'
import { serveBridge } from './serve-bridge.ts'
import type { Bridge } from './serve-bridge.ts'

const asked: string[] = []
const logged: string[] = []
const answerer: Answerer = {
  findRegion: () => Promise.resolve('eu-west-1'),
  answer: ({ call, region }) => {
    asked.push(`${call} ${region}`)
    return Promise.resolve({ body: { answer: { Volumes: [{}] } }, count: 1, status: 200 })
  },
}

function start(): Promise<Bridge> {
  return serveBridge({
    port: 0,
    page: {
      answer: (_request, response) => {
        response.writeHead(200).end('the page')
        return Promise.resolve()
      },
    },
    headers: { 'X-Of-Every-Answer': 'yes' },
    answerer,
    status: { version: '0.0.0' },
    log: (line) => logged.push(line),
  })
}

let bridge: Bridge
let port: string
beforeAll(async () => {
  bridge = await start()
  port = new URL(bridge.url).port
})
afterAll(() => bridge.end())

interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** As anybody may write it: every header as given, and no others but those that Node must send. */
function send(options: {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}): Promise<Reply> {
  const { method = 'POST', path = '/bridge/call', headers = {}, body = VOLUMES } = options
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts).toString('utf8'),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? undefined : body)
  })
}

const VOLUMES = JSON.stringify({ call: 'ec2:DescribeVolumes', region: 'eu-west-1', params: {} })

/** What the page's own script sends. */
const own = (): Readonly<Record<string, string>> => ({
  Host: `127.0.0.1:${port}`,
  Origin: `http://127.0.0.1:${port}`,
  'Sec-Fetch-Site': 'same-origin',
  'Content-Type': 'application/json',
  'X-Plan-Bridge-Token': bridge.token,
})
const without = (name: string) =>
  Object.fromEntries(Object.entries(own()).filter(([one]) => one !== name))

describe('serveBridge', () => {
  it('has a token of 256 bits and another one each time, I17.2', async () => {
    const other = await start()
    other.end()
    expect([
      Buffer.from(bridge.token, 'base64url').length,
      other.token === bridge.token,
      bridge.url,
    ]).toEqual([32, false, `http://127.0.0.1:${port}/`])
  })

  it.each([
    { name: 'by its first name', host: () => `127.0.0.1:${port}` },
    { name: 'as localhost', host: () => `localhost:${port}` },
    { name: 'by the newer protocol', host: () => `[::1]:${port}` },
  ])('answers its own page, asked $name', async ({ host }) => {
    const headers = { ...own(), Host: host(), Origin: `http://${host()}` }
    const { status, body } = await send({ headers })
    expect([status, body]).toEqual([200, '{"answer":{"Volumes":[{}]}}'])
  })

  it('answers a program of this machine that has the token', async () => {
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'X-Plan-Bridge-Token': bridge.token,
    }
    expect((await send({ headers })).status).toBe(200)
  })

  it('tells its state to who has the token', async () => {
    const { status, body } = await send({ method: 'GET', path: '/bridge/status', headers: own() })
    expect([status, JSON.parse(body)]).toEqual([
      200,
      { bridge: 1, version: '0.0.0', region: 'eu-west-1' },
    ])
  })

  // I17.3, I17.4, I17.8: each of them with everything else as the own page sends it.
  it.each([
    { name: 'another Host', with: { Host: 'evil.example' } },
    { name: 'a Host that was bent to this machine', with: { Host: 'rebind.evil.example:80' } },
    { name: 'the right Host with another port', with: { Host: '127.0.0.1:1' } },
    { name: 'the Host without a port', with: { Host: '127.0.0.1' } },
    { name: 'another way to write this machine', with: { Host: '127.1' } },
    { name: 'a foreign Origin', with: { Origin: 'https://evil.example' } },
    { name: 'the Origin of a file or a sandbox', with: { Origin: 'null' } },
    { name: 'the Origin of another port', with: { Origin: 'http://127.0.0.1:1' } },
    { name: 'a page of another site', with: { 'Sec-Fetch-Site': 'cross-site' } },
    { name: 'a page of the same site and another port', with: { 'Sec-Fetch-Site': 'same-site' } },
    { name: 'an address that was typed', with: { 'Sec-Fetch-Site': 'none' } },
    { name: 'a wrong token', with: { 'X-Plan-Bridge-Token': 'A'.repeat(43) } },
    { name: 'an empty token', with: { 'X-Plan-Bridge-Token': '' } },
  ])('gives nothing to $name', async ({ with: changed }) => {
    const before = asked.length
    const call = await send({ headers: { ...own(), ...changed } })
    const status = await send({
      method: 'GET',
      path: '/bridge/status',
      headers: { ...own(), ...changed },
    })
    expect([call.status, call.body, status.status, status.body, asked.length - before]).toEqual([
      403,
      '',
      403,
      '',
      0,
    ])
  })

  it('gives nothing without a token, in the address neither', async () => {
    const replies = await Promise.all([
      send({ headers: without('X-Plan-Bridge-Token') }),
      send({
        path: `/bridge/call?t=${bridge.token}`,
        headers: without('X-Plan-Bridge-Token'),
      }),
      send({
        headers: { ...without('X-Plan-Bridge-Token'), Cookie: `t=${bridge.token}` },
      }),
    ])
    expect(replies.map(({ status, body }) => [status, body])).toEqual([
      [403, ''],
      [403, ''],
      [403, ''],
    ])
  })

  it('refuses who asks what may be asked, and never allows another origin, I17.4', async () => {
    const preflight = {
      Host: `127.0.0.1:${port}`,
      Origin: 'https://evil.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'x-plan-bridge-token',
    }
    const replies = await Promise.all([
      send({ method: 'OPTIONS', headers: preflight }),
      send({ method: 'OPTIONS', path: '/', headers: own() }),
      send({ headers: own() }),
      send({ method: 'GET', path: '/', headers: own() }),
    ])
    const allowed = replies.flatMap(({ headers }) =>
      Object.keys(headers).filter((name) => name.startsWith('access-control')),
    )
    expect([replies.map(({ status }) => status), allowed]).toEqual([[403, 403, 200, 200], []])
  })

  it.each([
    { name: 'a form', type: 'application/x-www-form-urlencoded', status: 415 },
    { name: 'a form with files', type: 'multipart/form-data; boundary=a', status: 415 },
    { name: 'plain text', type: 'text/plain', status: 415 },
  ])('reads no $name, with the token neither', async ({ type, status }) => {
    const before = asked.length
    const reply = await send({ headers: { ...own(), 'Content-Type': type } })
    expect([reply.status, reply.body, asked.length - before]).toEqual([status, '', 0])
  })

  it('is not a WebSocket and not a tunnel, I17.8', async () => {
    const heads = [
      `GET /bridge/call HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\nX-Plan-Bridge-Token: ${bridge.token}\r\n\r\n`,
      `CONNECT ec2.eu-west-1.amazonaws.com:443 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
      `GET http://evil.example/bridge/status HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Plan-Bridge-Token: ${bridge.token}\r\nConnection: close\r\n\r\n`,
      `GET /bridge/status HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\nX-Plan-Bridge-Token: ${bridge.token}\r\nConnection: close\r\n\r\n`,
    ]
    const answers = await Promise.all(heads.map(sendRaw))
    expect(answers.map((text) => /^HTTP\/1\.1 (?:403|400) /.test(text))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(answers.join('')).not.toContain('"bridge"')
  })

  it('reads at most 64 KiB, said or not, I17.5', async () => {
    const large = JSON.stringify({ call: 'ec2:DescribeVolumes', more: 'x'.repeat(65_536) })
    const said = await send({
      headers: { ...own(), 'Content-Length': '65537' },
      body: 'x'.repeat(65_537),
    })
    const unsaid = await send({
      headers: { ...own(), 'Transfer-Encoding': 'chunked' },
      body: large,
    })
    expect([said.status, unsaid.status]).toEqual([413, 413])
  })

  it('answers no other method and no other route', async () => {
    const replies = await Promise.all([
      send({ method: 'GET', headers: own() }),
      send({ method: 'PUT', headers: own() }),
      send({ method: 'DELETE', headers: own() }),
      send({ path: '/bridge/status', headers: own() }),
      send({ path: '/bridge/keys', headers: own() }),
      send({ path: '/bridge/call/', headers: own() }),
    ])
    expect(replies.map(({ status }) => status)).toEqual([405, 405, 405, 405, 404, 404])
  })

  it('says what is wrong with a call, and sends nothing', async () => {
    const before = asked.length
    const body = JSON.stringify({ call: 'ec2:TerminateInstances', region: 'eu-west-1' })
    const reply = await send({ headers: own(), body })
    expect([reply.status, reply.body, asked.length - before]).toEqual([
      400,
      '{"problem":"call is not on the list of calls"}',
      0,
    ])
  })

  it('gives the page at its first load and to itself, and to no page of another site', async () => {
    const load = (site: string) =>
      send({
        method: 'GET',
        path: '/',
        headers: { Host: `127.0.0.1:${port}`, 'Sec-Fetch-Site': site },
      })
    const replies = await Promise.all(['none', 'same-origin', 'cross-site', 'same-site'].map(load))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 403, 403])
  })

  it('logs time, call, Region, count and status, and no token, I17.7', async () => {
    const from = logged.length
    await send({ headers: own() })
    await send({ headers: own(), body: '{' })
    const lines = logged.slice(from)
    expect(lines.map((line) => line.replace(/^\S+Z /, ''))).toEqual([
      'ec2:DescribeVolumes eu-west-1 1 200',
      '- - 0 400',
    ])
    expect(logged.join('\n')).not.toContain(bridge.token)
  })

  it('is gone when it has ended', async () => {
    const other = await start()
    other.end()
    await other.ended
    await expect(fetch(other.url)).rejects.toThrow('fetch failed')
  })

  it('listens on this machine only and not on a port that is taken, I17.1', async () => {
    await expect(
      serveBridge({
        port: Number(port),
        page: { answer: () => Promise.resolve() },
        headers: {},
        answerer,
        status: { version: '0' },
        log: () => undefined,
      }),
    ).rejects.toThrow('EADDRINUSE')
  })
})

function sendRaw(head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(head))
    let text = ''
    socket.on('data', (part) => {
      text += part.toString('utf8')
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(text))
  })
}
