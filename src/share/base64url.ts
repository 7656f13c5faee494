/** base64url without padding (L5.1 step 7), strict in both directions. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES: ReadonlyMap<string, number> = new Map([...DIGITS].map((digit, at) => [digit, at]))

export function encodeBase64url(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 6) {
      bits -= 6
      text += DIGITS.charAt((held >> bits) & 63)
    }
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + DIGITS.charAt((held << (6 - bits)) & 63)
}

/** Undefined: another character, a length that no bytes have, or leftover bits that are not zero. */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.trunc((text.length * 3) / 4))
  let length = 0
  let bits = 0
  let held = 0
  for (const digit of text) {
    const value = VALUES.get(digit)
    if (value === undefined) return undefined
    held = (held << 6) | value
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[length] = held >> bits
    length += 1
    held &= (1 << bits) - 1
  }
  return held === 0 ? bytes : undefined
}
