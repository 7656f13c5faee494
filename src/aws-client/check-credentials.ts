import type { Credentials, PastedKeys, PastedValue } from './read-credentials.ts'

/** Why keys are not used; no message shows more than four characters of a value (I15.3). */
export interface CredentialProblem {
  readonly code:
    | 'no-key-id'
    | 'bad-key-id'
    | 'no-secret'
    | 'bad-secret'
    | 'no-token'
    | 'bad-token'
    | 'expired'
    | 'long-lived'
  /** 1-based, of the text that was pasted. */
  readonly line?: number
  readonly message: string
}

export type CheckedCredentials =
  | { readonly kind: 'usable'; readonly credentials: Credentials }
  | { readonly kind: 'refused'; readonly problems: readonly CredentialProblem[] }

const KEY_ID = /^(?:ASIA|AKIA)[A-Z0-9]{12,124}$/
const SECRET = /^[A-Za-z0-9/+=]{30,128}$/
const TOKEN = /^[A-Za-z0-9/+=_-]{8,8192}$/

/**
 * Whether pasted keys may be used (I15.3): their form, that temporary ones have a token and have not
 * expired, and that long-lived ones are allowed for this once.
 */
export function checkCredentials(
  keys: PastedKeys,
  { nowMs, allowsLongLived }: { readonly nowMs: number; readonly allowsLongLived: boolean },
): CheckedCredentials {
  const { keyId, secret, token } = keys
  const problems = [
    ...checkKeyId(keyId),
    ...checkSecret(secret),
    ...checkToken(keys),
    ...checkLife(keys, nowMs),
  ]
  const isLongLived = keyId?.value.startsWith('AKIA') === true
  if (problems.length === 0 && isLongLived && !allowsLongLived) {
    problems.push({
      code: 'long-lived',
      ...(keyId === undefined ? {} : { line: keyId.line }),
      message:
        'the access key id begins with AKIA: these keys do not end by themselves. Paste temporary ones instead',
    })
  }
  if (problems.length > 0 || keyId === undefined || secret === undefined) {
    return { kind: 'refused', problems }
  }
  return {
    kind: 'usable',
    credentials: {
      keyId: keyId.value,
      secret: secret.value,
      ...(token === undefined ? {} : { token: token.value }),
    },
  }
}

function checkKeyId(keyId: PastedValue | undefined): CredentialProblem[] {
  if (keyId === undefined) {
    return [{ code: 'no-key-id', message: 'there is no access key id (ASIA…) in the text' }]
  }
  if (KEY_ID.test(keyId.value)) return []
  return [
    {
      code: 'bad-key-id',
      line: keyId.line,
      message: `line ${keyId.line}: ${renderStart(keyId.value)} is not an access key id; one begins with ASIA (temporary) or AKIA and has 16 to 128 capital letters and digits`,
    },
  ]
}

function checkSecret(secret: PastedValue | undefined): CredentialProblem[] {
  if (secret === undefined) {
    return [{ code: 'no-secret', message: 'there is no secret access key in the text' }]
  }
  if (SECRET.test(secret.value)) return []
  return [
    {
      code: 'bad-secret',
      line: secret.line,
      message: `line ${secret.line}: a secret access key has 40 letters, digits, / + or =; this one has ${secret.value.length} characters${SECRET.test(secret.value.replace(/[^A-Za-z0-9/+=]/g, '')) ? ' and some that do not belong there' : ', so it may have been cut when copying'}`,
    },
  ]
}

function checkToken({ keyId, token }: PastedKeys): CredentialProblem[] {
  if (token === undefined) {
    if (keyId === undefined || !keyId.value.startsWith('ASIA')) return []
    return [
      {
        code: 'no-token',
        message:
          'there is no session token in the text; an access key id that begins with ASIA needs one',
      },
    ]
  }
  if (TOKEN.test(token.value)) return []
  return [
    {
      code: 'bad-token',
      line: token.line,
      message: `line ${token.line}: a session token has letters, digits, / + and = only; this one has ${token.value.length} characters, some of them others`,
    },
  ]
}

function checkLife({ expiresAtMs }: PastedKeys, nowMs: number): CredentialProblem[] {
  if (expiresAtMs === undefined || expiresAtMs > nowMs) return []
  const minutes = Math.max(1, Math.floor((nowMs - expiresAtMs) / 60_000))
  return [
    {
      code: 'expired',
      message: `these keys ended ${minutes === 1 ? 'a minute' : `${minutes} minutes`} ago by this computer’s clock; get new ones`,
    },
  ]
}

/** The first four characters, of a value that is longer than that by far. */
function renderStart(value: string): string {
  return value.length < 12 ? `a value of ${value.length} characters` : `“${value.slice(0, 4)}…”`
}
