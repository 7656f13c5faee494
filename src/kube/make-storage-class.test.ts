import { describe, expect, it } from 'vitest'
import {
  changeStorageClass,
  checkStorageClass,
  makeStorageClass,
  NEW_STORAGE_CLASS,
  readStorageClassSketch,
} from './make-storage-class.ts'
import { allowsTopology, readStorageClass } from './volume.ts'

const SKETCH = { ...NEW_STORAGE_CLASS, name: 'fast' }
const KNOWN = { zones: ['eu-west-1a', 'eu-west-1b'], types: ['gp2', 'gp3'], taken: ['gp2'] }

describe('a storage class', () => {
  it('reads back as it was written', () => {
    const sketch = { ...SKETCH, zones: ['eu-west-1b'], isDefault: true, bindingMode: 'Immediate' }
    expect(readStorageClassSketch(makeStorageClass(sketch))).toEqual(sketch)
  })

  it('VB-9 allows the nodes of its zones and no others', () => {
    const read = readStorageClass(makeStorageClass({ ...SKETCH, zones: ['eu-west-1b'] }))
    expect(allowsTopology(read, { 'topology.kubernetes.io/zone': 'eu-west-1b' })).toBe(true)
    expect(allowsTopology(read, { 'topology.kubernetes.io/zone': 'eu-west-1a' })).toBe(false)
  })

  it('IN-13 shows what an absent field means, and says it once it is changed', () => {
    const bare = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'x' } }
    expect(readStorageClassSketch(bare)).toMatchObject({ bindingMode: 'Immediate' })
  })

  it('keeps what no field shows, and the key of its topologies', () => {
    const old = {
      ...makeStorageClass(SKETCH),
      mountOptions: ['noatime'],
      parameters: { type: 'gp3', iops: '6000' },
      allowedTopologies: [
        {
          matchLabelExpressions: [{ key: 'topology.ebs.csi.aws.com/zone', values: ['eu-west-1a'] }],
        },
      ],
    }
    const changed = changeStorageClass(old, { ...SKETCH, zones: ['eu-west-1b'] })
    expect(changed).toEqual({
      ...old,
      allowedTopologies: [
        {
          matchLabelExpressions: [{ key: 'topology.ebs.csi.aws.com/zone', values: ['eu-west-1b'] }],
        },
      ],
    })
  })

  it.each([
    { name: 'no name', sketch: { ...SKETCH, name: '' }, path: 'name' },
    { name: 'a capital letter', sketch: { ...SKETCH, name: 'Fast' }, path: 'name' },
    { name: 'a name that is taken', sketch: { ...SKETCH, name: 'gp2' }, path: 'name' },
    { name: 'no provisioner', sketch: { ...SKETCH, provisioner: ' ' }, path: 'provisioner' },
    { name: 'another type', sketch: { ...SKETCH, type: 'gp4' }, path: 'type' },
    { name: 'another mode', sketch: { ...SKETCH, bindingMode: 'Late' }, path: 'bindingMode' },
    { name: 'another zone', sketch: { ...SKETCH, zones: ['us-east-1a'] }, path: 'zones' },
  ])('names the field of $name', ({ sketch, path }) => {
    expect(checkStorageClass(sketch, KNOWN).map((problem) => problem.path)).toEqual([path])
  })

  it('says what is allowed', () => {
    const [problem] = checkStorageClass({ ...SKETCH, bindingMode: 'Late' }, KNOWN)
    expect(problem?.message).toBe('"Late" is not one of WaitForFirstConsumer, Immediate')
    expect(checkStorageClass(SKETCH, KNOWN)).toEqual([])
  })
})
