/**
 * A text in 128 bits, for keys that would else be megabytes long. Four lanes with different multipliers
 * and a final mix: equal digests of different models do not happen by chance, and nobody gains by
 * making one.
 */
export function digestText(text: string): string {
  let a = 0x9e3779b9 ^ text.length
  let b = 0x243f6a88
  let c = 0xb7e15162
  let d = 0x3c6ef372
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 0x2c1b3c6d)
    b = Math.imul(b ^ code ^ (a >>> 16), 0x297a2d39)
    c = Math.imul(c ^ code ^ (b >>> 15), 0x85ebca6b)
    d = Math.imul(d ^ code ^ (c >>> 13), 0xc2b2ae35)
  }
  a = finish(a ^ (d >>> 16))
  b = finish(b ^ (a >>> 15))
  c = finish(c ^ (b >>> 13))
  d = finish(d ^ (c >>> 16))
  return [a, b, c, d].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
}

function finish(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
