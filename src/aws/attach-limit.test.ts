import { describe, expect, it } from 'vitest'
import { computeAttachLimit } from './attach-limit.ts'
import { listInstanceTypes } from './instance-type.ts'
import { getAt } from '#base/assert.ts'

describe('EBS attach limit (autoscaling 1.4)', () => {
  it.each([
    { name: 'm5.large', attachedInterfaces: 2, otherDevices: 0, limit: 25 },
    { name: 'm5.large', attachedInterfaces: 1, otherDevices: 0, limit: 26 },
    { name: 'm5.large', attachedInterfaces: 3, otherDevices: 1, limit: 23 },
    { name: 'm4.large', attachedInterfaces: 2, otherDevices: 0, limit: 38 },
    { name: 'm7i-flex.large', attachedInterfaces: 3, otherDevices: 0, limit: 31 },
    { name: 'm5.large', attachedInterfaces: 3, otherDevices: 40, limit: 1 },
  ])('$name, $attachedInterfaces interfaces, $otherDevices devices: $limit', (node) => {
    const instanceType = getAt(
      listInstanceTypes().filter((type) => type.name === node.name),
      0,
    )
    expect(computeAttachLimit({ ...node, instanceType })).toBe(node.limit)
  })
})
