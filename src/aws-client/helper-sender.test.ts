import { describe, expect, it } from 'vitest'
import { createHelperSender, findHelperStatus } from './helper-sender.ts'

const TOKEN = 'T'.repeat(43)

/** A helper that gives one answer, and tells what it was asked. */
function makeHelper(status: number, body: unknown) {
  const asked: { readonly route: string; readonly init: RequestInit | undefined }[] = []
  const way = {
    token: TOKEN,
    fetch: async (route: string | URL | Request, init?: RequestInit) => {
      asked.push({ route: String(route), init })
      return new Response(JSON.stringify(body), { status })
    },
    signal: () => undefined,
  }
  return { way, asked }
}

const send = (status: number, body: unknown) =>
  createHelperSender(makeHelper(status, body).way).send('ec2:DescribeVolumes', 'eu-west-1', {})

describe('createHelperSender, I17', () => {
  it('sends a call, its Region and its parameters, with the token in a header alone', async () => {
    const { way, asked } = makeHelper(200, { answer: {} })
    await createHelperSender(way).send('ec2:DescribeVolumes', 'eu-west-1', { MaxResults: 500 })
    const [request] = asked
    expect([request?.route, request?.init?.method, request?.init?.body]).toEqual([
      '/bridge/call',
      'POST',
      '{"call":"ec2:DescribeVolumes","region":"eu-west-1","params":{"MaxResults":500}}',
    ])
    expect(request?.init).toMatchObject({
      credentials: 'omit',
      headers: { 'X-Plan-Bridge-Token': TOKEN, 'Content-Type': 'application/json' },
    })
  })

  it('puts the token of the next page where AWS puts it', async () => {
    const { way } = makeHelper(200, { answer: { clusters: [] }, nextToken: 'b' })
    const sender = createHelperSender(way)
    expect([
      await sender.send('ec2:DescribeVolumes', 'eu-west-1', {}),
      await sender.send('eks:ListClusters', 'eu-west-1', {}),
    ]).toEqual([
      { kind: 'answer', answer: { clusters: [], NextToken: 'b' } },
      { kind: 'answer', answer: { clusters: [], nextToken: 'b' } },
    ])
  })

  it.each([
    {
      name: 'what AWS refused',
      status: 200,
      body: { failure: { code: 'RequestExpired', status: 400, bytes: 9 } },
      code: 'RequestExpired',
    },
    { name: 'a helper that is busy', status: 429, body: {}, code: 'SlowDown' },
    { name: 'a helper of another start', status: 403, body: {}, code: 'NoHelper' },
    { name: 'a host that is none', status: 404, body: {}, code: 'NoHelper' },
    { name: 'an answer that is none', status: 200, body: [], code: 'UnreadableAnswer' },
  ])('tells $name by its code', async ({ status, body, code }) => {
    expect(await send(status, body)).toMatchObject({
      kind: 'failure',
      failure: { call: 'ec2:DescribeVolumes', code },
    })
  })

  it('tells that the helper has ended', async () => {
    const sender = createHelperSender({
      token: TOKEN,
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
      signal: () => undefined,
    })
    expect(await sender.send('ec2:DescribeVpcs', 'eu-west-1', {})).toMatchObject({
      failure: { code: 'NoHelper' },
    })
  })

  it('finds the helper by its status', async () => {
    const { way } = makeHelper(200, { bridge: 1, version: '0.1.0' })
    expect([
      await findHelperStatus(way),
      await findHelperStatus(makeHelper(403, {}).way),
      await findHelperStatus(makeHelper(200, { version: 'x' }).way),
    ]).toEqual([{ bridge: 1, version: '0.1.0' }, undefined, undefined])
  })
})
