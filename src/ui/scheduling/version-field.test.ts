import { describe, expect, it } from 'vitest'
import { sayClamped } from './version-field.tsx'

describe('a release that is not covered is clamped, and the page says so', () => {
  it.each([
    { name: 'one that is covered', version: '1.35', says: undefined },
    { name: 'with a patch', version: 'v1.37.2', says: undefined },
    {
      name: 'an older one',
      version: '1.29.4',
      says: 'The plan runs Kubernetes 1.29.4: the rules are those of 1.34, the oldest release covered here.',
    },
    {
      name: 'a newer one',
      version: '1.40',
      says: 'The plan runs Kubernetes 1.40: the rules are those of 1.37, the newest release covered here.',
    },
    {
      name: 'none',
      version: undefined,
      says: 'The plan does not say its release of Kubernetes: the rules are those of 1.37.',
    },
  ])('$name', ({ version, says }) => {
    expect(sayClamped(version)).toBe(says)
  })
})
