import { describe, expect, it } from 'vitest'
import { makeVolume } from './make-volume.ts'
import { makeWorkload, NEW_WORKLOAD } from './make-workload.ts'
import type { KubeObject } from './object.ts'
import { findVolumeState, placeVolume } from './place-volume.ts'

const A = 'eu-west-1a'
const C = 'eu-west-1c'
const NAME = { namespace: 'shop', name: 'data-db-0' }
const MADE = makeVolume({
  name: 'pv-1',
  zone: A,
  sizeGiB: 50,
  className: 'gp3',
  claim: { namespace: 'shop', name: 'data-db-0' },
})
const DB = makeWorkload({
  ...NEW_WORKLOAD,
  name: 'db',
  namespace: 'shop',
  claim: { name: 'data', sizeGiB: '20', className: 'fast' },
})
const CLAIM: KubeObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data-db-0', namespace: 'shop', labels: { app: 'db' } },
  spec: { accessModes: ['ReadWriteOncePod'], resources: { requests: { storage: '30Gi' } } },
}

/** What the cluster has after the objects are put. */
function put(objects: readonly KubeObject[], more: readonly KubeObject[]): readonly KubeObject[] {
  const key = ({ kind, metadata }: KubeObject) => `${kind} ${metadata.name}`
  const names = new Set(more.map(key))
  return [...objects.filter((object) => !names.has(key(object))), ...more]
}

describe('where a volume is', () => {
  it.each([
    {
      name: 'bound: its volume says it',
      objects: MADE,
      state: { zone: A, sizeGiB: 50, className: 'gp3', isMade: true },
    },
    {
      name: 'claimed: nowhere yet',
      objects: [CLAIM],
      state: { sizeGiB: 30, className: '', isMade: false },
    },
    {
      name: 'to be claimed: as the template has it',
      objects: [DB],
      state: { sizeGiB: 20, className: 'fast', isMade: false },
    },
    { name: 'not there', objects: [], state: undefined },
  ])('$name', ({ objects, state }) => {
    expect(findVolumeState(objects, NAME)).toEqual(state)
  })

  it.each([
    { name: 'XC7 a volume moves', objects: MADE, kinds: ['PersistentVolume'] },
    {
      name: 'XC7 a claim gets its volume',
      objects: [CLAIM],
      kinds: ['PersistentVolume', 'PersistentVolumeClaim'],
    },
    {
      name: 'XC7 a template gets volume and claim',
      objects: [DB],
      kinds: ['PersistentVolume', 'PersistentVolumeClaim'],
    },
  ])('$name', ({ objects, kinds }) => {
    const before = findVolumeState(objects, NAME)
    const to = { zone: C, sizeGiB: before?.sizeGiB ?? 1, className: before?.className ?? '' }
    const changed = placeVolume(objects, NAME, to)
    expect(changed.map(({ kind }) => kind)).toEqual(kinds)
    expect(findVolumeState(put(objects, changed), NAME)).toEqual({ ...to, isMade: true })
  })

  it('keeps what a claim says beside', () => {
    const [, claim] = placeVolume([CLAIM], NAME, { zone: C, sizeGiB: 30, className: 'gp3' })
    expect(claim?.metadata.labels).toEqual({ app: 'db' })
  })

  it('leaves a claim without a volume so where no zone is given', () => {
    const changed = placeVolume([CLAIM], NAME, { zone: '', sizeGiB: 40, className: 'gp3' })
    expect(changed.map(({ kind }) => kind)).toEqual(['PersistentVolumeClaim'])
    expect(findVolumeState(changed, NAME)).toEqual({
      sizeGiB: 40,
      className: 'gp3',
      isMade: false,
    })
    expect(placeVolume([DB], NAME, { zone: '', sizeGiB: 40, className: '' })).toEqual([])
  })

  it('changes size and class of both, and nothing where nothing is asked', () => {
    const changed = placeVolume(MADE, NAME, { zone: A, sizeGiB: 80, className: 'fast' })
    expect(findVolumeState(changed, NAME)).toEqual({
      zone: A,
      sizeGiB: 80,
      className: 'fast',
      isMade: true,
    })
    expect(placeVolume(MADE, NAME, { zone: A, sizeGiB: 50, className: 'gp3' })).toEqual([])
  })
})
