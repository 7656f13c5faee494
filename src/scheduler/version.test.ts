import { describe, expect, it } from 'vitest'
import { clampVersion, isRelease } from './version.ts'

describe('the release whose rules apply', () => {
  it.each([
    { text: '1.35', version: '1.35' },
    { text: 'v1.36.2-eks-113cf36', version: '1.36' },
    { text: '1.20', version: '1.34' },
    { text: '1.99', version: '1.37' },
    { text: undefined, version: '1.37' },
    { text: 'latest', version: '1.37' },
  ])('$text: $version', ({ text, version }) => {
    expect(clampVersion(text)).toBe(version)
  })

  it.each([
    { text: '1.36', isOne: true },
    { text: 'v1.30.4-eks-1', isOne: true },
    { text: '1', isOne: false },
    { text: '2.0', isOne: false },
    { text: 'latest', isOne: false },
  ])('$text is a release: $isOne', ({ text, isOne }) => {
    expect(isRelease(text)).toBe(isOne)
  })
})
