import { describe, expect, it } from 'vitest'
import { shortenZones } from './shorten-zones.ts'

describe('zones by their letters', () => {
  it.each([
    { text: 'eu-west-1a', short: 'a' },
    { text: 'eu-west-1a or eu-west-1b', short: 'a or b' },
    { text: 'eu-west-1a, eu-west-1b or eu-west-1c', short: 'a, b or c' },
    { text: 'us-gov-west-1a and us-gov-west-1b', short: 'a and b' },
    { text: 'eu-west-1a or us-east-1a', short: undefined },
    { text: 'eu-west-1-lon-1a', short: undefined },
    { text: 'no zone', short: undefined },
  ])('$text', ({ text, short }) => {
    expect(shortenZones(text)).toBe(short)
  })
})
