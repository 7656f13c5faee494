import { describe, expect, it } from 'vitest'
import { inflate } from './codec.ts'
import { renderCrc32 } from './crc32.ts'
import { decodeEnvelope } from './envelope.ts'
import { decodeLink } from './link.ts'

const never = () => false

const GOOD = 'plan=1d.47.d1be524a.q1YqzyxKVbIy1FEqyEnMU7KqVspLzE1VslJySc3NV6qtBQA.z'

describe('renderCrc32', () => {
  it('L2.2 is the one of zlib and PNG', () => {
    expect(renderCrc32('123456789')).toBe('cbf43926')
  })
})

describe('the envelope (vectors of section 11)', () => {
  it.each([
    { name: 'good', fragment: GOOD, text: '{"wire":1,"plan":{"name":"Demo"}}' },
    {
      name: 'text',
      fragment:
        'plan=1d.67.71bb0d66.q1YqzyxKVbIy1FEqyEnMU7KqVspLzE1VslKKOrynKDM5Q-FRw2SFZ3PWPJ-6Sqm2FgA.z',
      text: '{"wire":1,"plan":{"name":"Zürich – 本番"}}',
    },
  ])('$name', async ({ fragment, text }) => {
    const envelope = decodeEnvelope(fragment)
    expect(envelope).toMatchObject({ kind: 'ok', value: { repairs: [] } })
    const bytes = await inflate(
      envelope.kind === 'ok' ? envelope.value.bytes : new Uint8Array(),
      never,
    )
    expect(bytes).toEqual({ kind: 'ok', value: new TextEncoder().encode(text) })
  })
})

describe('links that do not open (L5.4, vectors of section 11)', () => {
  it.each([
    { name: 'cut', code: 'cut', fragment: GOOD.slice(0, -9) },
    { name: 'cut before the end mark', code: 'cut', fragment: GOOD.slice(0, -2) },
    { name: 'cut within the end mark', code: 'cut', fragment: GOOD.slice(0, -1) },
    { name: 'cut within the head', code: 'cut', fragment: 'plan=1d.4' },
    { name: 'nothing after plan=', code: 'cut', fragment: 'plan=' },
    { name: 'changed', code: 'damaged', fragment: GOOD.replace('ySc3NV', 'ySA3NV') },
    { name: 'longer than it says', code: 'damaged', fragment: GOOD.replace('.z', 'AAAA.z') },
    { name: 'no link at all', code: 'damaged', fragment: '/view/topology' },
    { name: 'newer envelope', code: 'newer', fragment: 'plan=9d.16.986ebe83.q1YqzyxKVbIyrAUA.z' },
    { name: 'other codec', code: 'newer', fragment: 'plan=1q.16.e7ea0d4a.q1YqzyxKVbIyrAUA.z' },
    { name: 'newer document', code: 'newer', fragment: GOOD },
    { name: 'not JSON', code: 'invalid', fragment: 'plan=1d.10.9e801afb.y0jNyckHAA.z' },
    {
      name: 'prototype',
      code: 'invalid',
      fragment:
        'plan=1d.80.6c57f598.q1YqzyxKVbIy1FGKjy8oyi_Jj49XsqpWKsjPySktSU1RsiopKk2t1VEqyEnMA0nkJeamKlkpVSjV1gIA.z',
    },
    {
      name: 'trailing bytes',
      code: 'damaged',
      fragment: 'plan=1d.20.ffb6d160.q1YqzyxKVbIyrAUAAAAA.z',
    },
    { name: 'depth 40', code: 'invalid', fragment: 'plan=1d.11.a16707ef.i44mDsQSCQA.z' },
    { name: 'bad UTF-8', code: 'invalid', fragment: 'plan=1d.8.bdc3af15.U_r_TwkA.z' },
    { name: 'longer than any link', code: 'too-long', fragment: `plan=1d.${'A'.repeat(65_536)}` },
  ])('$name', async ({ fragment, code }) => {
    const opened = await decodeLink(fragment, never)
    expect(opened).toMatchObject({ kind: 'failed', problems: [{ code: `share/${code}` }] })
  })

  it('L5.4 says how much of a cut link arrived', async () => {
    // As the vector has it: 40 of 47 characters.
    const opened = await decodeLink(GOOD.slice(0, 'plan=1d.47.d1be524a.'.length + 40), never)
    const message =
      'This link was cut short: 40 of 47 characters arrived. Ask for it again, or for the plan file.'
    expect(opened).toMatchObject({ problems: [{ message }] })
  })

  it('L5.7 reaches no prototype', () => {
    expect(({} as { readonly polluted?: unknown }).polluted).toBeUndefined()
  })
})
