/** `500m`, `2`, `2.5`: cpu as Kubernetes writes it. */
export function renderCpu(milliCpu: number): string {
  return milliCpu % 1000 === 0 ? String(milliCpu / 1000) : `${milliCpu}m`
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** `4 GiB`, `512 MiB`: memory with at most one decimal. */
export function renderMemory(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  const text = String(value >= 100 ? Math.round(value) : Math.round(value * 10) / 10)
  return `${text}\u00a0${UNITS[unit] ?? ''}`
}

/** `87 %`, or `?` where allocatable is not known. */
export function renderShare(share: number | undefined): string {
  return share === undefined ? '?' : `${Math.round(share * 100)} %`
}

// Made once: a formatter costs more than a thousand uses of it.
const NUMBERS = new Intl.NumberFormat('en-US')

/** `1 node`, `2 nodes`, `1,386 pods`. */
export function renderCount(count: number, noun: string): string {
  return `${NUMBERS.format(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** `a`, `a or b`, `a, b or c`. */
export function renderList(words: readonly string[], last: 'and' | 'or'): string {
  if (words.length <= 1) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`
}
