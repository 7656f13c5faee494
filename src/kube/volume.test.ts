import { describe, expect, it } from 'vitest'
import {
  allowsTopology,
  findDefaultClass,
  findVolumeHosts,
  findVolumeZones,
  reachOfVolume,
  readPersistentVolume,
  readPersistentVolumeClaim,
  readStorageClass,
} from './volume.ts'

const claim = (fields: object, annotations: Record<string, string> = {}) =>
  readPersistentVolumeClaim({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', annotations },
    ...fields,
  })
const volume = (spec: object, labels: Record<string, string> = {}) =>
  readPersistentVolume({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv', labels },
    spec,
  })
const affinity = (...terms: readonly (readonly [string, readonly string[]])[][]) => ({
  nodeAffinity: {
    required: {
      nodeSelectorTerms: terms.map((term) => ({
        matchExpressions: term.map(([key, values]) => ({ key, operator: 'In', values })),
      })),
    },
  },
})
const GA = 'topology.kubernetes.io/zone'
const BETA = 'failure-domain.beta.kubernetes.io/zone'
const EBS = 'topology.ebs.csi.aws.com/zone'
const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed'

describe('claims', () => {
  it.each([
    {
      name: 'V2 names a volume, annotated',
      spec: { volumeName: 'pv' },
      completed: true,
      phase: undefined,
      isBound: true,
    },
    {
      name: 'V2 names a volume, phase Bound',
      spec: { volumeName: 'pv' },
      completed: false,
      phase: 'Bound',
      isBound: true,
    },
    {
      name: 'V2 names a volume, binding not completed',
      spec: { volumeName: 'pv' },
      completed: false,
      phase: 'Pending',
      isBound: false,
    },
    {
      name: 'V2 annotated but names none',
      spec: {},
      completed: true,
      phase: undefined,
      isBound: false,
    },
  ])('$name', ({ spec, completed, phase, isBound }) => {
    const annotations: Record<string, string> = completed ? { [BIND_COMPLETED]: 'yes' } : {}
    expect(claim({ spec, status: { phase } }, annotations).isBound).toBe(isBound)
  })

  it.each([
    { name: 'IN-13 absent', fields: { spec: {} }, annotations: {}, className: undefined },
    {
      name: 'IN-13 empty is no class',
      fields: { spec: { storageClassName: '' } },
      annotations: {},
      className: '',
    },
    {
      name: 'IN-14 the annotation wins',
      fields: { spec: { storageClassName: 'gp3' } },
      annotations: { 'volume.beta.kubernetes.io/storage-class': 'gp2' },
      className: 'gp2',
    },
  ])('$name', ({ fields, annotations, className }) => {
    expect(claim(fields, annotations).className).toBe(className)
  })
})

describe('zones of a volume (I10.3)', () => {
  it.each([
    { name: 'CSI key', spec: affinity([[EBS, ['eu-west-1a']]]), labels: {}, zones: ['eu-west-1a'] },
    {
      name: 'well-known key',
      spec: affinity([[GA, ['eu-west-1c']]]),
      labels: {},
      zones: ['eu-west-1c'],
    },
    {
      name: 'old key',
      spec: affinity([[BETA, ['eu-west-1b']]]),
      labels: {},
      zones: ['eu-west-1b'],
    },
    {
      name: 'terms are alternatives',
      spec: affinity([[GA, ['a']]], [[GA, ['b']]]),
      labels: {},
      zones: ['a', 'b'],
    },
    {
      name: 'expressions of a term narrow',
      spec: affinity([
        [GA, ['a', 'b']],
        [EBS, ['b']],
      ]),
      labels: {},
      zones: ['b'],
    },
    {
      name: 'a contradiction leaves none',
      spec: affinity([
        [GA, ['a']],
        [EBS, ['b']],
      ]),
      labels: {},
      zones: [],
    },
    {
      name: 'a term without a zone lifts it',
      spec: affinity([[GA, ['a']]], [['disk', ['x']]]),
      labels: {},
      zones: undefined,
    },
    {
      name: 'VZ-1 label',
      spec: {},
      labels: { [BETA]: 'eu-west-1a__eu-west-1b' },
      zones: ['eu-west-1a', 'eu-west-1b'],
    },
    { name: 'VZ-1 ill-formed label', spec: {}, labels: { [GA]: 'eu-west-1a__' }, zones: undefined },
    {
      name: 'legacy id',
      spec: { awsElasticBlockStore: { volumeID: 'aws://us-east-1d/vol-0abc' } },
      labels: {},
      zones: ['us-east-1d'],
    },
    {
      name: 'an id without a zone says nothing',
      spec: { awsElasticBlockStore: { volumeID: 'vol-0abc' } },
      labels: {},
      zones: undefined,
    },
    { name: 'nothing', spec: {}, labels: {}, zones: undefined },
  ])('$name', ({ spec, labels, zones }) => {
    expect(findVolumeZones(volume(spec, labels as Record<string, string>))).toEqual(zones)
  })

  it('tells the host of a local volume', () => {
    const local = volume({
      local: { path: '/d' },
      ...affinity([['kubernetes.io/hostname', ['n1']]]),
    })
    expect(findVolumeHosts(local)).toEqual(['n1'])
    expect(findVolumeZones(local)).toBeUndefined()
  })
})

describe('reach of a volume (XC7)', () => {
  it.each([
    { spec: { csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' } }, reach: 'zonal' },
    { spec: { awsElasticBlockStore: { volumeID: 'vol-1' } }, reach: 'zonal' },
    { spec: { csi: { driver: 'efs.csi.aws.com', volumeHandle: 'fs-1' } }, reach: 'everywhere' },
    { spec: { nfs: { server: 's' } }, reach: 'everywhere' },
    { spec: { local: { path: '/d' } }, reach: 'one-node' },
    { spec: { hostPath: { path: '/d' } }, reach: 'one-node' },
    { spec: { csi: { driver: 'other.example.com', volumeHandle: 'x' } }, reach: 'unknown' },
    { spec: {}, reach: 'unknown' },
  ])('$spec is $reach', ({ spec, reach }) => {
    expect(reachOfVolume(volume(spec))).toBe(reach)
  })
})

describe('storage classes', () => {
  const storageClass = (name: string, fields: object, metadata: object = {}) =>
    readStorageClass({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name, ...metadata },
      ...fields,
    })
  const asDefault = { 'storageclass.kubernetes.io/is-default-class': 'true' }
  const zoneA = [{ matchLabelExpressions: [{ key: GA, values: ['a'] }] }]

  it('keeps an absent binding mode apart from Immediate', () => {
    expect(storageClass('x', { provisioner: 'ebs.csi.aws.com' }).volumeBindingMode).toBeUndefined()
  })

  it('IN-13 takes the newest default class', () => {
    const classes = [
      storageClass('a', {}, { annotations: asDefault, creationTimestamp: '2025-01-01T00:00:00Z' }),
      storageClass('b', {}, { annotations: asDefault, creationTimestamp: '2026-01-01T00:00:00Z' }),
      storageClass('c', {}, { creationTimestamp: '2026-06-01T00:00:00Z' }),
    ]
    expect(findDefaultClass(classes)?.name).toBe('b')
  })

  it.each([
    { name: 'VB-9 no restriction', allowedTopologies: undefined, labels: {}, allows: true },
    { name: 'VB-9 zone listed', allowedTopologies: zoneA, labels: { [GA]: 'a' }, allows: true },
    {
      name: 'VB-9 zone not listed',
      allowedTopologies: zoneA,
      labels: { [GA]: 'b' },
      allows: false,
    },
    { name: 'VB-9 label absent', allowedTopologies: zoneA, labels: {}, allows: false },
    {
      name: 'VB-9 a term without expressions',
      allowedTopologies: [{}],
      labels: { [GA]: 'a' },
      allows: false,
    },
  ])('$name', ({ allowedTopologies, labels, allows }) => {
    const made = storageClass('x', { allowedTopologies })
    expect(allowsTopology(made, labels as Record<string, string>)).toBe(allows)
  })
})
