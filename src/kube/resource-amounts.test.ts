import { describe, expect, it } from 'vitest'
import { isExtendedResource } from './resource-amounts.ts'

describe('RN-2 extended resources', () => {
  it.each([
    { name: 'nvidia.com/gpu', isExtended: true },
    { name: 'vpc.amazonaws.com/pod-eni', isExtended: true },
    { name: 'cpu', isExtended: false },
    { name: 'kubernetes.io/thing', isExtended: false },
    { name: 'requests.nvidia.com/gpu', isExtended: false },
    { name: 'nvidia.com/', isExtended: false },
  ])('$name: $isExtended', ({ name, isExtended }) => {
    expect(isExtendedResource(name)).toBe(isExtended)
  })
})
