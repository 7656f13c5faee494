import { describe, expect, it } from 'vitest'
import { checkCredentials } from './check-credentials.ts'
import { readCredentials } from './read-credentials.ts'

const KEY_ID = 'ASIAIOSFODNN7EXAMPLE'
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const TOKEN = 'IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVzLWVhc3QtMSJHMEUCIQ=='
const NOW_MS = Date.UTC(2026, 10, 24, 18)

function check(text: string, allowsLongLived = false) {
  const [keys] = readCredentials(text)
  if (keys === undefined) throw new Error('no keys in the text of the test')
  return checkCredentials(keys, { nowMs: NOW_MS, allowsLongLived })
}

function write(values: {
  readonly keyId?: string
  readonly secret?: string
  readonly token?: string
  readonly more?: string
}) {
  const { keyId = KEY_ID, secret = SECRET, token = TOKEN, more = '' } = values
  return `AWS_ACCESS_KEY_ID=${keyId}\nAWS_SECRET_ACCESS_KEY=${secret}\nAWS_SESSION_TOKEN=${token}\n${more}`
}

describe('checkCredentials, I15.3', () => {
  it('lets temporary keys pass', () => {
    expect(check(write({}))).toEqual({
      kind: 'usable',
      credentials: { keyId: KEY_ID, secret: SECRET, token: TOKEN },
    })
  })

  it.each([
    {
      name: 'a key id of another kind',
      text: write({ keyId: 'AIDAIOSFODNN7EXAMPLE' }),
      codes: ['bad-key-id'],
    },
    { name: 'a key id that was cut', text: write({ keyId: 'ASIAIOSFODN' }), codes: ['bad-key-id'] },
    {
      name: 'a key id in lower case',
      text: write({ keyId: KEY_ID.toLowerCase() }),
      codes: ['bad-key-id'],
    },
    {
      name: 'a secret that was cut',
      text: write({ secret: SECRET.slice(0, 29) }),
      codes: ['bad-secret'],
    },
    { name: 'a secret with a dash', text: write({ secret: `${SECRET}-x` }), codes: ['bad-secret'] },
    { name: 'no secret', text: write({ secret: '""' }), codes: ['no-secret'] },
    {
      name: 'ASIA without a token, E26',
      text: `AWS_ACCESS_KEY_ID=${KEY_ID}\nAWS_SECRET_ACCESS_KEY=${SECRET}`,
      codes: ['no-token'],
    },
    { name: 'a token with a star', text: write({ token: `${TOKEN}*` }), codes: ['bad-token'] },
    {
      name: 'keys that have expired',
      text: write({ more: 'AWS_CREDENTIAL_EXPIRATION=2026-11-24T17:59:59Z' }),
      codes: ['expired'],
    },
    {
      name: 'long-lived keys',
      text: write({ keyId: 'AKIAIOSFODNN7EXAMPLE', token: '""' }),
      codes: ['long-lived'],
    },
    {
      name: 'everything at once',
      text: write({ keyId: 'x', secret: 'y', token: '*' }),
      codes: ['bad-key-id', 'bad-secret', 'bad-token'],
    },
  ])('refuses $name', ({ text, codes }) => {
    const checked = check(text)
    expect(
      checked.kind === 'refused' ? checked.problems.map(({ code }) => code) : 'usable',
    ).toEqual(codes)
  })

  it.each([
    { name: 'a secret of 30 characters', text: write({ secret: SECRET.slice(0, 30) }) },
    {
      name: 'keys that expire in a second',
      text: write({ more: 'AWS_CREDENTIAL_EXPIRATION=2026-11-24T18:00:01Z' }),
    },
  ])('lets $name pass', ({ text }) => {
    expect(check(text).kind).toBe('usable')
  })

  it('takes long-lived keys when they are allowed for this once', () => {
    const text = `AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY=${SECRET}`
    expect(check(text, true)).toEqual({
      kind: 'usable',
      credentials: { keyId: 'AKIAIOSFODNN7EXAMPLE', secret: SECRET },
    })
  })

  it('says which line is wrong and shows four characters at most', () => {
    const values = { keyId: 'AIDAIOSFODNN7EXAMPLE', secret: 'abcdefghijkl', token: 'mnopqrstuvwx*' }
    const checked = check(`# a\n${write(values)}`)
    const text =
      checked.kind === 'refused' ? checked.problems.map((one) => one.message).join('\n') : ''
    expect(text).toContain('line 2: “AIDA…” is not an access key id')
    expect(text).toContain('line 3: a secret access key has 40')
    expect(text).toContain('line 4: a session token has')
    expect(text).not.toMatch(/AIDAI|abcde|mnopq/)
  })
})
