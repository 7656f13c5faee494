import { describe, expect, it } from 'vitest'
import {
  changeWorkload,
  checkWorkload,
  makeWorkload,
  NEW_WORKLOAD,
  readWorkloadSketch,
} from './make-workload.ts'
import type { WorkloadSketch } from './make-workload.ts'
import type { KubeObject } from './object.ts'
import { readWorkload } from './workload.ts'

const DB: WorkloadSketch = {
  ...NEW_WORKLOAD,
  name: 'db',
  namespace: 'shop',
  replicas: '3',
  nodeSelector: ['disk=fast'],
  zones: ['eu-west-1a', 'eu-west-1c'],
  tolerations: ['dedicated=db:NoSchedule', 'gpu:NoExecute', 'old', '*'],
  zoneSpread: 'DoNotSchedule',
  claim: { name: 'data', sizeGiB: '50', className: 'gp3' },
}
const KNOWN = {
  zones: ['eu-west-1a', 'eu-west-1c'],
  classes: ['gp3'],
  taken: ['Deployment shop/web'],
}

describe('a workload', () => {
  it.each([
    { name: 'a StatefulSet with everything', sketch: DB },
    { name: 'a Deployment', sketch: { ...NEW_WORKLOAD, kind: 'Deployment', name: 'web' } as const },
    {
      name: 'a DaemonSet, which has no replicas',
      sketch: { ...NEW_WORKLOAD, kind: 'DaemonSet', name: 'agent', replicas: '' } as const,
    },
    { name: 'one without requests', sketch: { ...NEW_WORKLOAD, name: 'x', cpu: '', memory: '' } },
  ])('reads back as it was written: $name', ({ sketch }) => {
    expect(readWorkloadSketch(makeWorkload(sketch))).toEqual(sketch)
  })

  it('is what the readers of the engine take it for', () => {
    const read = readWorkload(makeWorkload(DB))
    expect(read).toMatchObject({ kind: 'StatefulSet', replicas: 3, isReplicasAssumed: false })
    expect(read?.claimTemplates).toMatchObject([{ name: 'data', className: 'gp3' }])
    expect(read?.template.spec.tolerations.slice(0, 4)).toEqual([
      { key: 'dedicated', operator: 'Equal', value: 'db', effect: 'NoSchedule' },
      { key: 'gpu', operator: 'Exists', value: '', effect: 'NoExecute' },
      { key: 'old', operator: 'Exists', value: '', effect: '' },
      { key: '', operator: 'Exists', value: '', effect: '' },
    ])
    expect(read?.template.spec.topologySpread).toMatchObject([
      {
        topologyKey: 'topology.kubernetes.io/zone',
        maxSkew: 1,
        whenUnsatisfiable: 'DoNotSchedule',
      },
    ])
  })

  it('keeps what no field shows', () => {
    const old: KubeObject = {
      ...makeWorkload(DB),
      spec: {
        ...(makeWorkload(DB)['spec'] as object),
        podManagementPolicy: 'Parallel',
        template: {
          metadata: { labels: { app: 'db' } },
          spec: {
            priorityClassName: 'high',
            containers: [{ name: 'db', image: 'db:1' }, { name: 'proxy' }],
            tolerations: [{ key: 'old', operator: 'Exists', tolerationSeconds: 30 }],
            affinity: { podAntiAffinity: { x: 1 } },
          },
        },
      },
    }
    const sketch = readWorkloadSketch(old)
    const same = sketch && changeWorkload(old, { ...sketch, replicas: '5' })
    expect(same).toEqual({ ...old, spec: { ...(old['spec'] as object), replicas: 5 } })
    const changed = sketch && changeWorkload(old, { ...sketch, cpu: '2', zones: ['eu-west-1a'] })
    expect(changed).toMatchObject({
      spec: {
        template: {
          spec: {
            priorityClassName: 'high',
            containers: [
              { name: 'db', image: 'db:1', resources: { requests: { cpu: '2' } } },
              { name: 'proxy' },
            ],
            tolerations: [{ key: 'old', operator: 'Exists', tolerationSeconds: 30 }],
            affinity: { podAntiAffinity: { x: 1 } },
          },
        },
      },
    })
    expect(changed && readWorkloadSketch(changed)?.zones).toEqual(['eu-west-1a'])
    const back = changed && changeWorkload(changed, { ...sketch, cpu: '', zones: [] })
    expect(back && readWorkloadSketch(back)).toEqual(sketch)
  })

  it.each([
    { name: 'no name', change: { name: '' }, path: 'name' },
    { name: 'a dot in a StatefulSet', change: { name: 'a.b' }, path: 'name' },
    { name: 'a namespace of capitals', change: { namespace: 'Shop' }, path: 'namespace' },
    { name: 'a negative number', change: { replicas: '-1' }, path: 'replicas' },
    { name: 'too many', change: { replicas: '10001' }, path: 'replicas' },
    { name: 'a wrong amount', change: { cpu: '2 cores' }, path: 'cpu' },
    { name: 'a negative amount', change: { memory: '-1Gi' }, path: 'memory' },
    { name: 'another zone', change: { zones: ['eu-west-1b'] }, path: 'zones' },
    { name: 'a lone key', change: { nodeSelector: ['disk'] }, path: 'nodeSelector' },
    { name: 'another effect', change: { tolerations: ['a:Never'] }, path: 'tolerations' },
    {
      name: 'another class',
      change: { claim: { name: 'data', sizeGiB: '5', className: 'x' } },
      path: 'className',
    },
    {
      name: 'no size',
      change: { claim: { name: 'data', sizeGiB: '', className: '' } },
      path: 'sizeGiB',
    },
    { name: 'a taken name', change: { kind: 'Deployment', name: 'web' }, path: 'name' },
  ] as const)('names the field of $name', ({ change, path }) => {
    const problems = checkWorkload({ ...DB, ...change }, KNOWN)
    expect(problems.map((problem) => problem.path)).toEqual([path])
  })

  it('finds nothing wrong with what is right', () => {
    expect(checkWorkload(DB, KNOWN)).toEqual([])
    expect(checkWorkload({ ...DB, replicas: '0' }, KNOWN)).toEqual([])
  })
})
