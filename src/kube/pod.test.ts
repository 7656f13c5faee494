import { describe, expect, it } from 'vitest'
import { isFinished, readPod } from './pod.ts'

const pod = (fields: { metadata?: object; spec?: object; status?: object }) =>
  readPod({
    apiVersion: 'v1',
    kind: 'Pod',
    ...fields,
    metadata: {
      name: 'web-0',
      namespace: 'shop',
      labels: { app: 'web', rev: '2' },
      ...fields.metadata,
    },
  })

describe('pods', () => {
  it('takes the owner that controls it', () => {
    const ownerReferences = [
      { apiVersion: 'v1', kind: 'Other', name: 'x' },
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'u', controller: true },
    ]
    expect(pod({ metadata: { ownerReferences } }).controller).toEqual({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: 'web-1',
      uid: 'u',
    })
  })

  it('VB-1 names claims, also ephemeral ones, in the order of the volumes', () => {
    const volumes = [
      { name: 'data', persistentVolumeClaim: { claimName: 'data-web-0' } },
      { name: 'config', configMap: { name: 'c' } },
      { name: 'scratch', ephemeral: { volumeClaimTemplate: { spec: {} } } },
    ]
    expect(pod({ spec: { volumes } }).spec.claims.map(({ claimName }) => claimName)).toEqual([
      'data-web-0',
      'web-0-scratch',
    ])
  })

  it.each([
    {
      name: 'NP-1 a host port',
      spec: { containers: [{ ports: [{ containerPort: 80, hostPort: 8080 }] }] },
      ports: [8080],
    },
    { name: 'NP-1 none', spec: { containers: [{ ports: [{ containerPort: 80 }] }] }, ports: [] },
    {
      name: 'IN-3 host network takes the container port',
      spec: { hostNetwork: true, containers: [{ ports: [{ containerPort: 80 }] }] },
      ports: [80],
    },
    {
      name: 'NP-1 a sidecar counts, an init container does not',
      spec: {
        initContainers: [
          { ports: [{ containerPort: 1, hostPort: 1001 }] },
          { restartPolicy: 'Always', ports: [{ containerPort: 2, hostPort: 1002 }] },
        ],
      },
      ports: [1002],
    },
  ])('$name', ({ spec, ports }) => {
    expect(pod({ spec }).spec.hostPorts.map(({ port }) => port)).toEqual(ports)
  })

  it('PTS-3 fills in the defaults of a spread constraint and merges its keys', () => {
    const topologySpreadConstraints = [
      {
        topologyKey: 'zone',
        maxSkew: 1,
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { app: 'web' } },
        matchLabelKeys: ['rev', 'absent'],
      },
    ]
    expect(pod({ spec: { topologySpreadConstraints } }).spec.topologySpread).toEqual([
      {
        topologyKey: 'zone',
        maxSkew: 1,
        whenUnsatisfiable: 'DoNotSchedule',
        selector: {
          kind: 'all-of',
          requirements: [
            { key: 'app', operator: 'In', values: ['web'] },
            { key: 'rev', operator: 'In', values: ['2'] },
          ],
        },
        minDomains: 1,
        nodeAffinityPolicy: 'Honor',
        nodeTaintsPolicy: 'Ignore',
      },
    ])
  })

  it.each([
    { name: 'IPA-1 its own namespace', term: {}, namespaces: ['shop'] },
    { name: 'IPA-1 listed namespaces', term: { namespaces: ['a', 'b'] }, namespaces: ['a', 'b'] },
    { name: 'IPA-1 a namespace selector', term: { namespaceSelector: {} }, namespaces: [] },
  ])('$name', ({ term, namespaces }) => {
    const podAntiAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', ...term }],
    }
    const read = pod({ spec: { affinity: { podAntiAffinity } } }).spec.podAffinity
    expect(read.requiredAnti.map((one) => one.namespaces)).toEqual([namespaces])
    expect(read.required).toEqual([])
  })

  it('IN-9 merges the pod label keys of a term', () => {
    const term = {
      topologyKey: 'zone',
      labelSelector: {},
      matchLabelKeys: ['app'],
      mismatchLabelKeys: ['rev'],
    }
    const podAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] }
    expect(
      pod({ spec: { affinity: { podAffinity } } }).spec.podAffinity.required[0]?.selector,
    ).toEqual({
      kind: 'all-of',
      requirements: [
        { key: 'app', operator: 'In', values: ['web'] },
        { key: 'rev', operator: 'NotIn', values: ['2'] },
      ],
    })
  })

  it.each([
    { phase: 'Succeeded', finished: true },
    { phase: 'Failed', finished: true },
    { phase: 'Running', finished: false },
    { phase: undefined, finished: false },
  ])('I10.3 phase $phase: finished $finished', ({ phase, finished }) => {
    expect(isFinished(pod({ status: { phase } }))).toBe(finished)
  })

  it.each([
    { name: 'annotation', metadata: { annotations: { 'kubernetes.io/config.mirror': 'x' } } },
    {
      name: 'owner',
      metadata: { ownerReferences: [{ kind: 'Node', name: 'n', controller: true }] },
    },
  ])('knows a mirror pod by its $name', ({ metadata }) => {
    expect(pod({ metadata }).isMirror).toBe(true)
    expect(pod({}).isMirror).toBe(false)
  })

  it.each([
    { name: 'hostPath', volumes: [{ name: 'v', hostPath: { path: '/' } }], hasLocalStorage: true },
    { name: 'emptyDir', volumes: [{ name: 'v', emptyDir: {} }], hasLocalStorage: true },
    {
      name: 'emptyDir in memory',
      volumes: [{ name: 'v', emptyDir: { medium: 'Memory' } }],
      hasLocalStorage: false,
    },
    { name: 'none', volumes: [], hasLocalStorage: false },
  ])('A16 local storage: $name', ({ volumes, hasLocalStorage }) => {
    expect(pod({ spec: { volumes } }).spec.hasLocalStorage).toBe(hasLocalStorage)
  })

  it('keeps the scheduler message, the gates and the device claims', () => {
    const read = pod({
      spec: { schedulingGates: [{ name: 'wait' }], resourceClaims: [{ name: 'gpu' }] },
      status: { conditions: [{ type: 'PodScheduled', status: 'False', message: '0/2 nodes' }] },
    })
    expect(read.schedulingMessage).toBe('0/2 nodes')
    expect(read.spec.schedulingGates).toEqual(['wait'])
    expect(read.spec.resourceClaims).toEqual(['gpu'])
  })
})
