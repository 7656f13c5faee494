import { describe, expect, it } from 'vitest'
import { makeVolume, setVolumeClass, setVolumeSize, setVolumeZone } from './make-volume.ts'
import type { KubeObject } from './object.ts'
import { findVolumeZones, readPersistentVolume, readPersistentVolumeClaim } from './volume.ts'

const C = 'eu-west-1c'

function makePv(fields: {
  readonly labels?: Readonly<Record<string, string>>
  readonly spec?: object
}): KubeObject {
  const { labels, spec = {} } = fields
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv', ...(labels === undefined ? {} : { labels }) },
    spec,
  }
}

function makeTerms(...lists: readonly (readonly string[])[]): object {
  const terms = lists.map((values) => ({
    matchExpressions: [
      { key: 'topology.ebs.csi.aws.com/zone', operator: 'In', values },
      { key: 'disk', operator: 'Exists' },
    ],
  }))
  return { nodeAffinity: { required: { nodeSelectorTerms: terms } } }
}

describe('a volume that is made', () => {
  it('V2 lies in its zone, bound to its claim as the claim is to it', () => {
    const [volume, claim] = makeVolume({
      name: 'pv-1',
      zone: C,
      sizeGiB: 50,
      className: 'gp3',
      claim: { namespace: 'shop', name: 'data-db-0' },
    })
    const read = volume && readPersistentVolume(volume)
    expect(read && findVolumeZones(read)).toEqual([C])
    expect(read).toMatchObject({
      capacityBytes: 50 * 2 ** 30,
      className: 'gp3',
      claimRef: { namespace: 'shop', name: 'data-db-0' },
    })
    expect(claim && readPersistentVolumeClaim(claim)).toMatchObject({
      isBound: true,
      volumeName: 'pv-1',
      className: 'gp3',
      requestedBytes: 50 * 2 ** 30,
    })
  })

  it('has no claim where none is given', () => {
    const made = makeVolume({ name: 'pv-1', zone: C, sizeGiB: 1, className: '' })
    expect(made.map(({ kind }) => kind)).toEqual(['PersistentVolume'])
  })
})

describe('another zone', () => {
  it.each([
    { name: 'I10.3 by node affinity', volume: makePv({ spec: makeTerms(['eu-west-1a']) }) },
    {
      name: 'I10.3 by several terms and zones, which become one',
      volume: makePv({ spec: makeTerms(['eu-west-1a', 'eu-west-1b'], ['eu-west-1b']) }),
    },
    {
      name: 'I10.3 by the label',
      volume: makePv({ labels: { 'topology.kubernetes.io/zone': 'eu-west-1a' } }),
    },
    {
      name: 'I10.3 by the old label',
      volume: makePv({ labels: { 'failure-domain.beta.kubernetes.io/zone': 'eu-west-1a' } }),
    },
    {
      name: 'I10.3 by an old id',
      volume: makePv({
        spec: { awsElasticBlockStore: { volumeID: 'aws://eu-west-1a/vol-0abc' } },
      }),
    },
    {
      name: 'by affinity and label at once',
      volume: makePv({
        labels: { 'topology.kubernetes.io/zone': 'eu-west-1a' },
        spec: makeTerms(['eu-west-1a']),
      }),
    },
    { name: 'of one that says nothing', volume: makePv({}) },
  ])('$name', ({ volume }) => {
    const moved = setVolumeZone(volume, C)
    expect(findVolumeZones(readPersistentVolume(moved))).toEqual([C])
    expect(JSON.stringify(moved)).not.toContain('eu-west-1a')
    expect(setVolumeZone(moved, C)).toBe(moved)
  })

  it('keeps what else the affinity asks', () => {
    const moved = setVolumeZone(makePv({ spec: makeTerms(['eu-west-1a']) }), C)
    expect(moved).toEqual(makePv({ spec: makeTerms([C]) }))
  })

  it('changes the region of a label with it', () => {
    const labels = {
      'topology.kubernetes.io/zone': 'eu-west-1a',
      'topology.kubernetes.io/region': 'eu-west-1',
    }
    expect(setVolumeZone(makePv({ labels }), 'us-east-1b').metadata.labels).toEqual({
      'topology.kubernetes.io/zone': 'us-east-1b',
      'topology.kubernetes.io/region': 'us-east-1',
    })
  })
})

describe('size and class', () => {
  const made = makeVolume({
    name: 'pv-1',
    zone: C,
    sizeGiB: 50,
    className: 'gp3',
    claim: { namespace: 'shop', name: 'data-db-0' },
  })

  it('are those of volume and claim', () => {
    const changed = made.map((object) => setVolumeClass(setVolumeSize(object, 80), 'fast'))
    const again = makeVolume({
      name: 'pv-1',
      zone: C,
      sizeGiB: 80,
      className: 'fast',
      claim: { namespace: 'shop', name: 'data-db-0' },
    })
    expect(changed).toEqual(again)
  })

  it('IN-14 the old annotation follows', () => {
    const old: KubeObject = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'c', annotations: { 'volume.beta.kubernetes.io/storage-class': 'slow' } },
      spec: {},
    }
    expect(readPersistentVolumeClaim(setVolumeClass(old, 'fast')).className).toBe('fast')
  })
})
