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
      object: setFields(DB, [[['spec', 'template', 'spec', 'tolerations'], [{ effect: 'Never' }]]]),
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
})
