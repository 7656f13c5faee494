import { describe, expect, it } from 'vitest'
import { readCredentials } from './read-credentials.ts'

const KEY_ID = 'ASIAIOSFODNN7EXAMPLE'
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const TOKEN = 'IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVzLWVhc3QtMSJHMEUCIQ=='

/** The three values, and the form and name, of the only keys in a text. */
function readOnly(text: string) {
  const [keys, ...others] = readCredentials(text)
  return {
    form: keys?.form,
    keyId: keys?.keyId?.value,
    secret: keys?.secret?.value,
    token: keys?.token?.value,
    others: others.length,
  }
}

const FORMS = [
  {
    form: 'bash',
    text: `export AWS_ACCESS_KEY_ID="${KEY_ID}"
export AWS_SECRET_ACCESS_KEY="${SECRET}"
export AWS_SESSION_TOKEN="${TOKEN}"`,
  },
  {
    form: 'variables',
    text: `AWS_ACCESS_KEY_ID=${KEY_ID}
AWS_SECRET_ACCESS_KEY=${SECRET}
AWS_SESSION_TOKEN=${TOKEN}`,
  },
  {
    form: 'powershell',
    text: `$Env:AWS_ACCESS_KEY_ID="${KEY_ID}"
$Env:AWS_SECRET_ACCESS_KEY="${SECRET}"
$Env:AWS_SESSION_TOKEN="${TOKEN}"`,
  },
  {
    form: 'cmd',
    text: `SET AWS_ACCESS_KEY_ID=${KEY_ID}
SET AWS_SECRET_ACCESS_KEY=${SECRET}
SET AWS_SESSION_TOKEN=${TOKEN}`,
  },
  {
    form: 'fish',
    text: `set -gx AWS_ACCESS_KEY_ID "${KEY_ID}"
set -gx AWS_SECRET_ACCESS_KEY "${SECRET}"
set -gx AWS_SESSION_TOKEN "${TOKEN}"`,
  },
  {
    form: 'credentials-file',
    text: `[default]
aws_access_key_id = ${KEY_ID}
aws_secret_access_key = ${SECRET}
aws_session_token = ${TOKEN}`,
  },
  {
    form: 'process',
    text: JSON.stringify(
      { Version: 1, AccessKeyId: KEY_ID, SecretAccessKey: SECRET, SessionToken: TOKEN },
      undefined,
      2,
    ),
  },
  {
    form: 'sts',
    text: JSON.stringify({
      Credentials: { AccessKeyId: KEY_ID, SecretAccessKey: SECRET, SessionToken: TOKEN },
      AssumedRoleUser: { Arn: 'arn:aws:sts::123456789012:assumed-role/Reader/me' },
    }),
  },
  {
    form: 'identity-center',
    text: JSON.stringify({
      roleCredentials: { accessKeyId: KEY_ID, secretAccessKey: SECRET, sessionToken: TOKEN },
    }),
  },
  { form: 'bare-values', text: `${KEY_ID}\n${SECRET}\n${TOKEN}` },
] as const

const THREE = { keyId: KEY_ID, secret: SECRET, token: TOKEN, others: 0 }

describe('readCredentials, E26', () => {
  it.each(FORMS)('I15.2 reads $form', ({ form, text }) => {
    expect(readOnly(text)).toEqual({ form, ...THREE })
  })

  it.each(FORMS)('I15.2 reads $form with CRLF, blank lines and a comment', ({ form, text }) => {
    const dressed = form === 'process' ? `\n\n${text}\n\n` : `\n# from the portal\n\n${text}\n\n`
    expect(readOnly(dressed.replaceAll('\n', '\r\n'))).toEqual({ form, ...THREE })
  })

  it.each(FORMS)('I15.2 reads $form with non-breaking blanks around', ({ form, text }) => {
    const dressed = text.replaceAll(' ', '\u00A0').replaceAll('\n', '\u00A0\n\u00A0')
    expect(readOnly(`\uFEFF${dressed}`)).toEqual({ form, ...THREE })
  })

  it.each([
    { name: 'a prompt of sh', form: 'bash', prompt: '$ ', at: 0 },
    { name: 'a prompt of bash with its folder', form: 'bash', prompt: 'me@host:~/a b$ ', at: 0 },
    { name: 'a prompt of zsh', form: 'bash', prompt: 'me@mac ~ % ', at: 0 },
    { name: 'a prompt of PowerShell', form: 'powershell', prompt: 'PS C:\\Users\\me> ', at: 2 },
    { name: 'a prompt of cmd', form: 'cmd', prompt: 'C:\\Users\\me>', at: 3 },
    { name: 'a prompt of fish', form: 'fish', prompt: 'me@host ~> ', at: 4 },
    { name: 'a prompt before bare values', form: 'bare-values', prompt: '$ ', at: 9 },
  ] as const)('I15.2 looks past $name', ({ form, prompt, at }) => {
    const text = FORMS[at].text
      .split('\n')
      .map((line) => `${prompt}${line}`)
      .join('\n')
    expect(readOnly(text)).toEqual({ form, ...THREE })
  })

  it.each([
    { name: 'no quotes', at: 0, change: (text: string) => text.replaceAll('"', '') },
    { name: 'single quotes', at: 0, change: (text: string) => text.replaceAll('"', "'") },
    { name: 'semicolons', at: 0, change: (text: string) => text.replaceAll('\n', ';\n') },
    { name: 'one line', at: 0, change: (text: string) => text.replaceAll('\n', '; ') },
    { name: 'blanks around =', at: 2, change: (text: string) => text.replaceAll('=', ' = ') },
    { name: 'lower case', at: 2, change: (text: string) => text.replaceAll('AWS_', 'aws_') },
    {
      name: 'lower-case set',
      at: 3,
      change: (text: string) => text.replaceAll('SET', 'set').replaceAll('AWS_', 'Aws_'),
    },
    {
      name: 'set in quotes',
      at: 3,
      change: (text: string) => text.replace(/SET (.*)/g, 'set "$1"'),
    },
    {
      name: 'the old name of the token',
      at: 5,
      change: (text: string) => text.replace('session', 'security'),
    },
    {
      name: 'fish with long flags',
      at: 4,
      change: (text: string) => text.replaceAll('-gx', '--global --export'),
    },
    {
      name: 'the command that printed JSON',
      at: 7,
      change: (text: string) => `$ aws sts assume-role --role-arn x\n${text}\n$ `,
    },
  ] as const)('I15.2 reads $name', ({ at, change }) => {
    // The padding of a token is an equals sign too: the blanks are put around the first one of a line.
    const text = at === 2 ? FORMS[at].text.replaceAll('==', '') : FORMS[at].text
    const token = at === 2 ? TOKEN.replace('==', '') : TOKEN
    expect(readOnly(change(text))).toMatchObject({ ...THREE, token })
  })

  it('I15.2 keeps every section of a file apart and forgets the digits of an account', () => {
    const text = `[default]
aws_access_key_id = ${KEY_ID}
aws_secret_access_key = ${SECRET}

[123456789012_Reader]
aws_access_key_id=${KEY_ID}2
aws_secret_access_key=${SECRET}
aws_session_token=${TOKEN}
region = eu-west-1
[empty]
output = json`
    expect(
      readCredentials(text).map(({ name, keyId, token, region }) => ({
        name,
        keyId: keyId?.value,
        token: token?.value,
        region,
      })),
    ).toEqual([
      { name: 'default', keyId: KEY_ID, token: undefined, region: undefined },
      { name: 'Reader', keyId: `${KEY_ID}2`, token: TOKEN, region: 'eu-west-1' },
    ])
  })

  it.each([
    { name: 'AWS_REGION', text: 'export AWS_REGION=eu-west-1', region: 'eu-west-1' },
    {
      name: 'AWS_DEFAULT_REGION',
      text: '$Env:AWS_DEFAULT_REGION="us-gov-west-1"',
      region: 'us-gov-west-1',
    },
    { name: 'no Region of the list', text: 'AWS_REGION=moon-1', region: undefined },
  ])('I15.2 takes $name', ({ text, region }) => {
    expect(readCredentials(`${FORMS[0].text}\n${text}`)[0]?.region).toBe(region)
  })

  it.each([
    { name: 'ISO', text: '"2026-11-24T18:00:00Z"' },
    { name: 'ISO with an offset', text: '"2026-11-24T19:00:00+01:00"' },
    { name: 'milliseconds', text: '1795543200000' },
    { name: 'seconds', text: '1795543200' },
  ])('I15.2 reads the expiration as $name', ({ text }) => {
    const json = `{"roleCredentials":{"accessKeyId":"${KEY_ID}","secretAccessKey":"x","expiration":${text}}}`
    expect(readCredentials(json)[0]?.expiresAtMs).toBe(Date.UTC(2026, 10, 24, 18))
  })

  it('reads AWS_CREDENTIAL_EXPIRATION', () => {
    const text = `${FORMS[0].text}\nexport AWS_CREDENTIAL_EXPIRATION=2026-11-24T18:00:00+00:00`
    expect(readCredentials(text)[0]?.expiresAtMs).toBe(Date.UTC(2026, 10, 24, 18))
  })

  it('names the line of each value', () => {
    const [keys] = readCredentials(`\n# comment\n${FORMS[0].text}`)
    expect([keys?.keyId?.line, keys?.secret?.line, keys?.token?.line]).toEqual([3, 4, 5])
    const [json] = readCredentials(FORMS[6].text)
    expect([json?.keyId?.line, json?.secret?.line, json?.token?.line]).toEqual([3, 4, 5])
  })

  it('takes the last of a name that is set twice', () => {
    const text = `AWS_ACCESS_KEY_ID=ASIAOLDOLDOLDOLD1234\n${FORMS[1].text}`
    expect(readOnly(text)).toMatchObject(THREE)
  })

  it.each([
    { name: 'nothing', text: '' },
    { name: 'prose', text: 'put your aws_session_token here please' },
    { name: 'JSON that was cut', text: '{"Credentials": {"AccessKeyId": "ASIA' },
    { name: 'a Kubernetes object', text: 'apiVersion: v1\nkind: Pod' },
    { name: 'four bare lines', text: `${KEY_ID}\n${SECRET}\n${TOKEN}\nmore` },
    { name: 'a list', text: '[]' },
  ])('recognises nothing in $name', ({ text }) => {
    expect(readCredentials(text)).toEqual([])
  })
})
