/** Amounts of resources in our words: `400m`, `512 MiB`, `2`. */
export function renderAmount(resource: string, amount: number): string {
  if (resource === 'cpu') return amount % 1000 === 0 ? String(amount / 1000) : `${amount}m`
  const isBytes =
    resource === 'memory' || resource === 'ephemeral-storage' || resource.startsWith('hugepages-')
  return isBytes ? renderBytes(amount) : String(amount)
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

function renderBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (Math.abs(value) >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  const text = Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 10) / 10
  return `${text} ${UNITS[unit] ?? ''}`
}

/** `a`, `a and b`, `a, b, c and 4 more`: at most three of a list. */
export function renderSome(words: readonly string[]): string {
  const distinct = [...new Set(words)]
  if (distinct.length > 3) {
    return `${distinct.slice(0, 3).join(', ')} and ${distinct.length - 3} more`
  }
  const last = distinct.at(-1) ?? ''
  return distinct.length < 2 ? last : `${distinct.slice(0, -1).join(', ')} and ${last}`
}
