import { describe, expect, it } from 'vitest'
import { checkObject } from './check-object.ts'
import { makeStorageClass, NEW_STORAGE_CLASS } from './make-storage-class.ts'
import { makeVolume } from './make-volume.ts'
import { makeWorkload, NEW_WORKLOAD } from './make-workload.ts'
import type { KubeObject } from './object.ts'
import { setFields } from './set-field.ts'

const DB = makeWorkload({
  ...NEW_WORKLOAD,
  name: 'db',
  zoneSpread: 'DoNotSchedule',
  tolerations: ['a=b:NoSchedule'],
  zones: ['eu-west-1a'],
  claim: { name: 'data', sizeGiB: '5', className: 'gp3' },
})
const CLASS = makeStorageClass({ ...NEW_STORAGE_CLASS, name: 'gp3' })
const BUDGET: KubeObject = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'b' },
  spec: { maxUnavailable: 1 },
}

describe('an object', () => {
  it.each([
    { name: 'a StatefulSet', object: DB },
    { name: 'a storage class', object: CLASS },
    { name: 'a budget', object: BUDGET },
    ...makeVolume({
      name: 'v',
      zone: 'eu-west-1a',
      sizeGiB: 1,
      className: '',
      claim: { namespace: 'a', name: 'b' },
    }).map((object) => ({ name: object.kind, object })),
    {
      name: 'a kind without rules',
      object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } },
    },
  ])('is right: $name', ({ object }) => {
    expect(checkObject(object)).toEqual([])
  })

  it.each([
    {
      object: setFields(CLASS, [[['volumeBindingMode'], 'Later']]),
      path: 'volumeBindingMode',
      message: '"Later" is not one of WaitForFirstConsumer, Immediate',
    },
    {
      object: setFields(CLASS, [[['provisioner'], undefined]]),
      path: 'provisioner',
      message: 'missing; a StorageClass needs provisioner',
    },
    {
      object: setFields(DB, [[['spec', 'replicas'], -1]]),
      path: 'spec.replicas',
      message: '-1 is not a whole number of at least 0',
    },
    {
      object: setFields(DB, [[['spec', 'selector'], { matchLabels: { app: 'web' } }]]),
      path: 'spec.selector',
      message: 'it does not select the labels of its own template (app=db)',
    },
    {
      object: setFields(DB, [
        [['spec', 'template', 'spec', 'tolerations'], [{ key: 'a', effect: 'Never' }]],
      ]),
      path: 'spec.template.spec.tolerations[0].effect',
      message: '"Never" is not one of NoSchedule, PreferNoSchedule, NoExecute',
    },
    {
      object: setFields(DB, [[['spec', 'template', 'spec', 'containers'], []]]),
      path: 'spec.template.spec.containers',
      message: 'missing; a StatefulSet needs containers',
    },
    {
      object: setFields(BUDGET, [[['spec', 'minAvailable'], 1]]),
      path: 'spec.maxUnavailable',
      message: 'both minAvailable and maxUnavailable; one of them is allowed',
    },
  ])('is told at $path', ({ object, path, message }) => {
    expect(checkObject(object)).toMatchObject([{ path, message }])
  })

  const podWith = (spec: Readonly<Record<string, unknown>>): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'a' },
    spec: { containers: [{ name: 'c' }], ...spec },
  })
  const required = (term: unknown) => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
      },
    },
  })
  const preferred = (kind: string, item: unknown) => ({
    affinity: { [kind]: { preferredDuringSchedulingIgnoredDuringExecution: [item] } },
  })
  const spread = { topologyKey: 'zone', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' }
  const wanted = { key: 'disk', operator: 'In', values: ['ssd'] }
  const apart = { topologyKey: 'kubernetes.io/hostname', labelSelector: {} }

  it.each([
    required({ matchExpressions: [wanted, { key: 'gpu', operator: 'Exists' }] }),
    required({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n'] }] }),
    preferred('nodeAffinity', { weight: 100, preference: { matchExpressions: [wanted] } }),
    preferred('podAntiAffinity', { weight: 1, podAffinityTerm: apart }),
    {
      tolerations: [
        { operator: 'Exists' },
        { key: 'a', effect: 'NoExecute', tolerationSeconds: 5 },
      ],
    },
    {
      topologySpreadConstraints: [{ ...spread, whenUnsatisfiable: 'DoNotSchedule', minDomains: 2 }],
    },
  ])('lets a pod with %j be', (spec) => {
    expect(checkObject(podWith(spec))).toEqual([])
  })

  // Of the API server's validation of pods (pkg/apis/core/validation).
  it.each([
    [
      required({ matchExpressions: [{ key: 'a', operator: 'In' }] }),
      /values$/,
      /at least one value/,
    ],
    [
      required({ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] }),
      /values$/,
      /takes no values/,
    ],
    [
      required({ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1', '2'] }] }),
      /values$/,
      /exactly one/,
    ],
    [
      required({ matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['n'] }] }),
      /matchFields\[0\]\.key$/,
      /not one of metadata\.name/,
    ],
    [
      preferred('nodeAffinity', { weight: 101, preference: { matchExpressions: [wanted] } }),
      /weight$/,
      /101 must be from 1 to 100/,
    ],
    [
      preferred('nodeAffinity', {
        weight: 1,
        preference: { matchExpressions: [{ ...wanted, operator: 'Near' }] },
      }),
      /operator$/,
      /"Near" is not one of In/,
    ],
    [preferred('podAffinity', { podAffinityTerm: apart }), /weight$/, /missing/],
    [
      preferred('podAffinity', { weight: 1, podAffinityTerm: { labelSelector: {} } }),
      /topologyKey$/,
      /missing/,
    ],
    [{ topologySpreadConstraints: [{ ...spread, minDomains: 2 }] }, /minDomains$/, /only with/],
    [
      { topologySpreadConstraints: [{ ...spread, nodeTaintsPolicy: 'Maybe' }] },
      /nodeTaintsPolicy$/,
      /Honor, Ignore/,
    ],
    [
      { topologySpreadConstraints: [{ ...spread, matchLabelKeys: ['app'] }] },
      /matchLabelKeys$/,
      /labelSelector/,
    ],
    [{ tolerations: [{ effect: 'NoSchedule' }] }, /operator$/, /must be Exists/],
    [{ tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] }, /value$/, /must be empty/],
    [{ tolerations: [{ key: 'a', tolerationSeconds: 5 }] }, /effect$/, /NoExecute/],
  ])('refuses a pod with %j', (spec, path, message) => {
    const [first, ...others] = checkObject(podWith(spec))
    expect(first?.path).toMatch(path)
    expect(first?.message).toMatch(message)
    expect(others).toEqual([])
  })
})
