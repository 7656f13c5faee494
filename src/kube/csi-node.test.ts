import { describe, expect, it } from 'vitest'
import { EBS_DRIVER, findAttachLimit, readCsiNode } from './csi-node.ts'

const csiNode = (drivers: unknown, annotations: Record<string, string> = {}) =>
  readCsiNode({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSINode',
    metadata: { name: 'n1', annotations },
    spec: { drivers },
  })

describe('CSI nodes (NV-4)', () => {
  it.each([
    { name: 'a count', drivers: [{ name: EBS_DRIVER, allocatable: { count: 25 } }], limit: 25 },
    { name: 'no count', drivers: [{ name: EBS_DRIVER }], limit: undefined },
    {
      name: 'another driver',
      drivers: [{ name: 'efs.csi.aws.com', allocatable: { count: 3 } }],
      limit: undefined,
    },
    { name: 'none', drivers: null, limit: undefined },
  ])('$name', ({ drivers, limit }) => {
    expect(findAttachLimit(csiNode(drivers), EBS_DRIVER)).toBe(limit)
  })

  it('V8 has no limit without the object', () => {
    expect(findAttachLimit(undefined, EBS_DRIVER)).toBeUndefined()
  })

  it('VB-5 lists migrated plugins', () => {
    const annotations = {
      'storage.alpha.kubernetes.io/migrated-plugins': 'kubernetes.io/aws-ebs,x',
    }
    expect(csiNode([], annotations).migratedPlugins).toEqual(['kubernetes.io/aws-ebs', 'x'])
  })
})
