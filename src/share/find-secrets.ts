/** A text of the document that looks like a secret or an id, and what it looks like. */
export interface SuspectText {
  readonly text: string
  readonly looksLike: string
}

const LOOKS: readonly (readonly [string, RegExp])[] = [
  ['an access key id', /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b/],
  ['a private key', /-----BEGIN /],
  ['an ARN', /\barn:aws/],
  ['an account id', /(?<!\d)\d{12}(?!\d)/],
  ['an instance id', /\bi-(?:[0-9a-f]{17}|[0-9a-f]{8})\b/],
  ['an id of AWS', /\b(?:vol|subnet|vpc|sg|ami|lt|eni|snap)-(?:[0-9a-f]{17}|[0-9a-f]{8})\b/],
  ['an IP address', /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/],
  ['an IP address', /\bip-\d{1,3}(?:-\d{1,3}){3}\b/],
  ['an e-mail address', /[^\s@]+@[^\s@]+\.[a-z]{2,}/i],
  // With a digit in it: names of Kubernetes' fields are long, too.
  ['a long encoded text', /(?=[A-Za-z+/=_]*\d)[A-Za-z0-9+/=_]{40,}/],
]

/** The last check before a link is handed out (L7.3): every text of the plan and the view once, in order. */
export function findSecrets(shared: unknown): readonly SuspectText[] {
  const found = new Map<string, string>()
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      const look = LOOKS.find(([, pattern]) => pattern.test(value))
      if (look !== undefined) found.set(value, look[0])
    } else if (typeof value === 'object' && value !== null) {
      if (!Array.isArray(value)) for (const key of Object.keys(value)) visit(key)
      for (const member of Object.values(value)) visit(member)
    }
  }
  visit(shared)
  return [...found].map(([text, looksLike]) => ({ text, looksLike }))
}
