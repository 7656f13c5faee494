import { describe, expect, it } from 'vitest'
import { INSTANCE_TYPES_AS_OF, findInstanceType, listInstanceTypes } from './instance-type.ts'

describe('the catalogue of instance types', () => {
  it('holds what the API says of a type', () => {
    expect(findInstanceType('m5.large')).toMatchObject({
      family: 'm5',
      size: 'large',
      vcpu: 2,
      memoryMiB: 8192,
      arch: 'amd64',
      hypervisor: 'nitro',
      interfaces: 3,
      ipv4PerInterface: 10,
      eniMaxPods: 29,
      attachments: { kind: 'shared', max: 27 },
    })
    expect(findInstanceType('p4d.24xlarge')?.gpu).toEqual({
      count: 8,
      maker: 'nvidia',
      name: 'A100',
      memoryMiB: 40960,
      share: 1,
    })
    expect(findInstanceType('c7gd.xlarge')?.disk).toEqual({ totalGb: 237, isNvme: true })
  })

  it('says of which day it is', () => {
    expect(INSTANCE_TYPES_AS_OF).toBe('2026-08-02')
  })

  it('computes the pods of every type by the rule of EKS', () => {
    const wrong = listInstanceTypes().filter(
      (type) => type.eniMaxPods !== type.interfaces * (type.ipv4PerInterface - 1) + 2,
    )
    expect(listInstanceTypes()).toHaveLength(1373)
    expect(wrong).toEqual([])
  })

  it.each(['m5.huge', '', '__proto__', 'constructor'])('does not know %j', (name) => {
    expect(findInstanceType(name)).toBeUndefined()
  })
})
