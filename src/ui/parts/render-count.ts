import { pluralize } from '#base/plural.ts'

// Made once: a formatter costs more than a thousand uses of it.
const NUMBERS = new Intl.NumberFormat('en-US')

/** "1,912". */
export function renderNumber(value: number): string {
  return NUMBERS.format(value)
}

/** "1 node", "1,912 states". */
export function renderCount(count: number, noun: string): string {
  return `${NUMBERS.format(count)} ${pluralize(noun, count)}`
}
