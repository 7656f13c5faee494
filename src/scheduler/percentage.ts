/** `trunc(part × 100 / whole)`, exact also where the product is beyond what a number holds (13.4). */
export function takePercentage(part: number, whole: number): number {
  const product = part * 100
  return Number.isSafeInteger(product)
    ? Math.trunc(product / whole)
    : Number((BigInt(part) * 100n) / BigInt(whole))
}
