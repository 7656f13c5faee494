import { findPartition } from './endpoints.ts'

/**
 * Reads what people paste as credentials: ten forms, with the prompts, quotes and blanks that come along
 * when a terminal is copied (import specification, I15.2). Whether they may be used is decided by
 * `check-credentials.ts`.
 */
export interface Credentials {
  readonly keyId: string
  readonly secret: string
  /** Absent: long-lived keys. */
  readonly token?: string
}

export type CredentialForm =
  | 'bash'
  | 'variables'
  | 'powershell'
  | 'cmd'
  | 'fish'
  | 'credentials-file'
  | 'process'
  | 'sts'
  | 'identity-center'
  | 'bare-values'

/** The values of one set of keys as they stand in the text; nothing is checked yet. */
export interface PastedKeys {
  readonly form: CredentialForm
  /** A section of a credentials file, without the account's digits; empty where there is none. */
  readonly name: string
  readonly keyId?: PastedValue
  readonly secret?: PastedValue
  readonly token?: PastedValue
  /** A Region of the list (I13.6); another one is not taken. */
  readonly region?: string
  readonly expiresAtMs?: number
}

export interface PastedValue {
  readonly value: string
  /** 1-based. */
  readonly line: number
}

/** Every set of keys in the text, each section of a credentials file one; empty: none is recognised. */
export function readCredentials(pasted: string): readonly PastedKeys[] {
  const text = pasted
    .replace(/^\uFEFF/, '')
    .replace(/[\u00A0\u2007\u202F]/g, ' ')
    .replace(/[\u200B\u2060]/g, '')
    .replace(/\r\n?/g, '\n')
  if (/["']accesskeyid["']\s*:/i.test(text)) return readJson(text)
  const sections = readLines(text)
  return sections.length > 0 ? sections : readBareValues(text)
}

// --- JSON -------------------------------------------------------------------------------------------

function readJson(text: string): readonly PastedKeys[] {
  // What stands before and after is the command and the next prompt.
  const from = text.indexOf('{')
  const to = text.lastIndexOf('}')
  const parsed = parseObject(text.slice(from, to + 1))
  if (parsed === undefined) return []
  const inner = findMember(parsed, 'credentials')
  const ofRole = findMember(parsed, 'rolecredentials')
  const [form, keys]: [CredentialForm, unknown] =
    ofRole !== undefined
      ? ['identity-center', ofRole]
      : inner !== undefined
        ? ['sts', inner]
        : ['process', parsed]
  if (!isRecord(keys)) return []
  const value = (name: string) => readMember(text, keys, name)
  const expiresAtMs = readTime(findMember(keys, 'expiration'))
  return [
    make({
      form,
      name: '',
      keyId: value('accesskeyid'),
      secret: value('secretaccesskey'),
      token: value('sessiontoken'),
      region: undefined,
      expiresAtMs,
    }),
  ]
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return isRecord(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** By its name in any letter case. */
function findMember(record: Readonly<Record<string, unknown>>, name: string): unknown {
  const key = Object.keys(record).find((one) => one.toLowerCase() === name)
  return key === undefined ? undefined : record[key]
}

function readMember(
  text: string,
  record: Readonly<Record<string, unknown>>,
  name: string,
): PastedValue | undefined {
  const value = findMember(record, name)
  if (typeof value !== 'string') return undefined
  const at = text.toLowerCase().indexOf(`"${name}"`)
  return { value: value.trim(), line: text.slice(0, at).split('\n').length }
}

/** ISO text, or a number of milliseconds (Identity Center) or seconds. */
function readTime(value: unknown): number | undefined {
  if (typeof value === 'number') return value > 100_000_000_000 ? value : value * 1000
  if (typeof value !== 'string') return undefined
  if (/^\d{10}$/.test(value)) return Number(value) * 1000
  if (/^\d{13}$/.test(value)) return Number(value)
  const time = Date.parse(value)
  return Number.isNaN(time) ? undefined : time
}

// --- Variables and credentials files ----------------------------------------------------------------

/**
 * One assignment. Before the name: `export`, `set` with or without flags, `setenv`, `$Env:`, and whatever
 * a prompt is; after it `=` or, where a shell has none, a blank; the value quoted or not.
 */
const ASSIGNMENT =
  /(?:\b(export|setenv)\s+|\b(set)\s+((?:-{1,2}[a-z]+\s+)*)["']?|(\$env:))?(?<![a-z_])(aws_[a-z_]+|region)(\s*=\s*|\s+)(?:"([^"\n]*)"|'([^'\n]*)'|([^\s;"'`&]+))/gi

const SECTION = /^\s*\[\s*(?:profile\s+)?([^\]\n]{1,200}?)\s*\]\s*$/

interface Draft {
  form: CredentialForm
  name: string
  keyId?: PastedValue
  secret?: PastedValue
  token?: PastedValue
  region?: string
  expiresAtMs?: number
}

function readLines(text: string): readonly PastedKeys[] {
  const drafts: Draft[] = []
  let open: Draft = { form: 'variables', name: '' }
  let isInSection = false
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*[#;]/.test(line)) continue
    const section = SECTION.exec(line)?.[1]
    if (section !== undefined) {
      isInSection = true
      open = { form: 'credentials-file', name: dropDigits(section) }
      continue
    }
    for (const match of line.matchAll(ASSIGNMENT)) {
      const [, word, set, flags = '', env, name = '', between = '', ...values] = match
      const [double, single, bare] = values
      // Only fish, csh and `aws configure set` have a blank there; elsewhere it is prose.
      if (!between.includes('=') && set === undefined && word?.toLowerCase() !== 'setenv') continue
      const value = (double ?? single ?? bare ?? '').trim()
      const isOfFile = isInSection || (word ?? set ?? env) === undefined
      if (name.toLowerCase() === 'region' && !isInSection) continue
      if (!isTaken(open, name, { value, line: index + 1 })) continue
      if (!isInSection) open.form = findForm({ word, set, flags, env, name, isOfFile })
      if (!drafts.includes(open)) drafts.push(open)
    }
  }
  return drafts
    .filter(({ keyId, secret, token }) => (keyId ?? secret ?? token) !== undefined)
    .map((draft) => make({ region: undefined, expiresAtMs: undefined, ...draft }))
}

function findForm(found: {
  readonly word: string | undefined
  readonly set: string | undefined
  readonly flags: string
  readonly env: string | undefined
  readonly name: string
  readonly isOfFile: boolean
}): CredentialForm {
  if (found.env !== undefined) return 'powershell'
  if (found.set !== undefined) return found.flags === '' ? 'cmd' : 'fish'
  if (found.word !== undefined) return 'bash'
  return found.name === found.name.toLowerCase() ? 'credentials-file' : 'variables'
}

/** Puts a variable where it belongs; false when it is none that is read. The last one of a name counts. */
function isTaken(draft: Draft, name: string, pasted: PastedValue): boolean {
  switch (name.toLowerCase()) {
    case 'aws_access_key_id':
      draft.keyId = pasted
      return true
    case 'aws_secret_access_key':
      draft.secret = pasted
      return true
    case 'aws_session_token':
    case 'aws_security_token':
      draft.token = pasted
      return true
    case 'aws_region':
    case 'aws_default_region':
    case 'region':
      if (findPartition(pasted.value) !== undefined) draft.region = pasted.value
      return true
    case 'aws_credential_expiration': {
      const time = readTime(pasted.value)
      if (time !== undefined) draft.expiresAtMs = time
      return true
    }
    default:
      return false
  }
}

/** `123456789012_Reader` is named by its role alone: the account's number is forgotten (I15.2). */
function dropDigits(section: string): string {
  return section.replace(/^\d{12}_/, '').replace(/\d{12}/g, '…')
}

// --- Three bare values ------------------------------------------------------------------------------

function readBareValues(text: string): readonly PastedKeys[] {
  const lines = text.split('\n').flatMap((line, index) => {
    const value = line
      .replace(/^\s*[$>]\s+/, '')
      .trim()
      .replace(/;$/, '')
      .replace(/^(["'])(.*)\1$/, '$2')
    return value === '' || value.startsWith('#') ? [] : [{ value, line: index + 1 }]
  })
  const [keyId, secret, token] = lines
  if (keyId === undefined || lines.length > 3) return []
  if (!/^A[A-Z]{3}[A-Z0-9]{8,}$/.test(keyId.value)) return []
  const region = undefined
  return [
    make({ form: 'bare-values', name: '', keyId, secret, token, region, expiresAtMs: undefined }),
  ]
}

function make(keys: {
  readonly form: CredentialForm
  readonly name: string
  readonly keyId?: PastedValue | undefined
  readonly secret?: PastedValue | undefined
  readonly token?: PastedValue | undefined
  readonly region: string | undefined
  readonly expiresAtMs: number | undefined
}): PastedKeys {
  const { form, name, keyId, secret, token, region, expiresAtMs } = keys
  return {
    form,
    name,
    ...(keyId === undefined || keyId.value === '' ? {} : { keyId }),
    ...(secret === undefined || secret.value === '' ? {} : { secret }),
    ...(token === undefined || token.value === '' ? {} : { token }),
    ...(region === undefined ? {} : { region }),
    ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
  }
}
