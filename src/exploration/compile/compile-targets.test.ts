import { describe, expect, it } from 'vitest'
import { compileCluster } from '#cluster/compile.ts'
import type { KubeObject } from '#kube/object.ts'
import type { Cluster } from '#plan/schema.ts'
import {
  makeBoundClaim,
  makeCluster,
  makeGroup,
  makeNode,
  makePod,
  makeStorageClass,
  makeUnboundClaim,
  makeWorkload,
  zoneName,
} from '#testing/cluster-objects.ts'
import type { ModelGroup, ModelPod } from '../model.ts'
import type { Target } from '../target.ts'
import { startTargets } from './compile-targets.ts'

const AT = 'designs[0].clusters[0]'

function compileOne(cluster: Cluster, name: string): Target {
  const target = startTargets(compileCluster(cluster, AT)).compile({
    kind: 'Pod',
    namespace: 'default',
    name,
  })
  if (target === undefined) throw new Error(`no target ${name}`)
  return target
}

function withObjects(resources: readonly KubeObject[], parts: Partial<Cluster> = {}): Cluster {
  return makeCluster({ ...parts, resources })
}

function podOf(target: Target): ModelPod {
  const model = target.variants[0]?.model
  const found = model?.pods.find((pod) => pod.name === model.target)
  if (found === undefined) throw new Error('no target class')
  return found
}

function groupOf(target: Target, name = 'workers'): ModelGroup {
  const found = target.variants[0]?.model.groups.find((group) => group.name === name)
  if (found === undefined) throw new Error(`no group ${name}`)
  return found
}

const TWO_NODES = [makeNode('n-a', 'a'), makeNode('n-b', 'b')]
const DB = [makePod('db-0', { claims: ['data-db-0'] }), ...makeBoundClaim('data-db-0', 'c')]

/** Replicas of a StatefulSet, each with a volume. */
function makeReplicas(where: {
  readonly nodes: readonly (string | undefined)[]
  readonly zones: readonly string[]
}): readonly KubeObject[] {
  const pods = where.nodes.flatMap((nodeName, index) => [
    makePod(`db-${index}`, {
      owner: { kind: 'StatefulSet', name: 'db' },
      claims: [`data-db-${index}`],
      ...(nodeName === undefined ? {} : { nodeName }),
    }),
    ...makeBoundClaim(`data-db-${index}`, where.zones[index] ?? 'a'),
  ])
  const replicas = where.nodes.length
  return [makeWorkload('StatefulSet', 'db', { replicas, claimTemplate: 'data' }), ...pods]
}

describe('targets (XC1)', () => {
  it.each([
    { name: 'a pod with a bound zonal claim', objects: [...TWO_NODES, ...DB], subjects: ['db-0'] },
    {
      name: 'a running pod without claims is none',
      objects: [...TWO_NODES, makePod('web', { nodeName: 'n-a' })],
      subjects: [],
    },
    { name: 'a pod without a node', objects: [...TWO_NODES, makePod('web')], subjects: ['web'] },
    {
      name: 'of a class that waits, its first pod',
      objects: [...TWO_NODES, makeWorkload('Deployment', 'web', { replicas: 3 })],
      subjects: ['web-1'],
    },
    {
      name: 'ordinals with claims one by one',
      objects: [
        makeStorageClass(),
        makeWorkload('StatefulSet', 'db', { replicas: 2, claimTemplate: 'data' }),
      ],
      subjects: ['db-0', 'db-1'],
    },
    {
      name: 'equal ordinals on one node share a result',
      objects: [...TWO_NODES, ...makeReplicas({ nodes: ['n-a', 'n-a'], zones: ['a', 'a'] })],
      subjects: ['db-0'],
    },
    {
      name: 'so do those that wait',
      objects: [
        ...TWO_NODES,
        ...makeReplicas({ nodes: [undefined, undefined], zones: ['c', 'c'] }),
      ],
      subjects: ['db-0'],
    },
    {
      name: 'ordinals on two nodes do not',
      objects: [
        ...TWO_NODES,
        makeNode('n-c', 'a'),
        ...makeReplicas({ nodes: ['n-a', 'n-c'], zones: ['a', 'a'] }),
      ],
      subjects: ['db-0', 'db-1'],
    },
    {
      name: 'ordinals with volumes in two zones do not',
      objects: [
        ...TWO_NODES,
        ...makeReplicas({ nodes: [undefined, undefined], zones: ['a', 'c'] }),
      ],
      subjects: ['db-0', 'db-1'],
    },
    { name: 'nothing in an empty cluster', objects: [], subjects: [] },
    {
      name: 'no DaemonSet pod and no finished pod',
      objects: [
        ...TWO_NODES,
        makePod('agent-x', { owner: { kind: 'DaemonSet', name: 'agent' } }),
        { ...makePod('done'), status: { phase: 'Succeeded' } },
      ],
      subjects: [],
    },
  ])('$name', ({ objects, subjects }) => {
    const compiler = startTargets(compileCluster(withObjects(objects), AT))
    expect(compiler.subjects.map((subject) => subject.name)).toEqual(subjects)
  })

  it('names the ordinals that share a result', () => {
    const objects = [...TWO_NODES, ...makeReplicas({ nodes: ['n-a', 'n-a'], zones: ['a', 'a'] })]
    const { alsoFor } = compileOne(withObjects(objects), 'db-0')
    expect(alsoFor.map((subject) => subject.name)).toEqual(['db-1'])
  })
})

describe('classes (XC3)', () => {
  it('counts pods of one Deployment as one class, through a ReplicaSet that is not there', () => {
    const owner = { kind: 'ReplicaSet', name: 'web-7c9f8d' }
    const target = compileOne(
      withObjects([
        ...TWO_NODES,
        ...DB,
        makeWorkload('Deployment', 'web', { replicas: 3 }),
        makePod('web-7c9f8d-a', { owner, nodeName: 'n-a' }),
        makePod('web-7c9f8d-b', { owner, nodeName: 'n-b' }),
      ]),
      'db-0',
    )
    const web = target.variants[0]?.model.pods.find((pod) => pod.name === 'web')
    expect(web?.count).toBe(3)
    expect(target.variants[0]?.model.nodes.map((node) => node.pods)).toEqual([['web'], ['web']])
  })

  it('orders ordinals that do not exist yet after the one before', () => {
    const cluster = withObjects([
      makeStorageClass(),
      makeWorkload('StatefulSet', 'db', { replicas: 2, claimTemplate: 'data' }),
    ])
    expect(podOf(compileOne(cluster, 'db-1')).after).toBe('db-0')
    expect(podOf(compileOne(cluster, 'db-0')).after).toBeUndefined()
  })

  it('does not order them under Parallel', () => {
    const cluster = withObjects([
      makeStorageClass(),
      makeWorkload('StatefulSet', 'db', {
        replicas: 2,
        claimTemplate: 'data',
        fields: { podManagementPolicy: 'Parallel' },
      }),
    ])
    expect(podOf(compileOne(cluster, 'db-1')).after).toBeUndefined()
  })
})

describe('claims (XC7)', () => {
  const claimed = (extra: readonly KubeObject[]) =>
    withObjects([...TWO_NODES, makePod('db-0', { claims: ['data'] }), ...extra])

  it('a bound claim gives the zone', () => {
    expect(podOf(compileOne(claimed(makeBoundClaim('data', 'c')), 'db-0'))).toMatchObject({
      zone: zoneName('c'),
      volumes: 1,
    })
  })

  it('a claim that waits for its first consumer may be made in any zone of the cluster', () => {
    const target = compileOne(claimed([makeStorageClass(), makeUnboundClaim('data')]), 'db-0')
    expect(podOf(target).binds).toEqual(['a', 'b', 'c'].map(zoneName))
  })

  it('or in those its class allows', () => {
    const allowedTopologies = [
      {
        matchLabelExpressions: [{ key: 'topology.ebs.csi.aws.com/zone', values: [zoneName('b')] }],
      },
    ]
    const target = compileOne(
      claimed([makeStorageClass({ allowedTopologies }), makeUnboundClaim('data')]),
      'db-0',
    )
    expect(podOf(target).binds).toEqual([zoneName('b')])
  })

  it('Z2, Z3: an Immediate claim gets the zone of the rule where nodes are known', () => {
    const objects = [
      makeStorageClass({ volumeBindingMode: 'Immediate' }),
      makeUnboundClaim('data-web-1'),
    ]
    const cluster = withObjects([
      ...TWO_NODES,
      makeNode('n-c', 'c'),
      makePod('db-0', { claims: ['data-web-1'] }),
      ...objects,
    ])
    expect(podOf(compileOne(cluster, 'db-0')).zone).toBe(zoneName('b'))
  })

  it('and one model for each zone where no node is known', () => {
    const cluster = withObjects([
      makePod('db-0', { claims: ['data'] }),
      makeStorageClass({ volumeBindingMode: 'Immediate' }),
      makeUnboundClaim('data'),
    ])
    const target = compileOne(cluster, 'db-0')
    expect(target.combine).toBe('worst')
    expect(target.variants).toHaveLength(3)
  })

  const compute = { key: 'eks.amazonaws.com/compute-type', values: ['auto'] }
  it.each([
    { name: 'every node has', kind: 'auto-mode' as const, binds: ['a', 'b', 'c'], reasons: [] },
    {
      name: 'not every node has',
      kind: 'asg' as const,
      binds: undefined,
      reasons: ['it asks for nodes with eks.amazonaws.com/compute-type, which not every group has'],
    },
  ])('C13: a class may ask for a label that $name', ({ kind, binds, reasons }) => {
    const cluster = withObjects(
      [
        makePod('db-0', { claims: ['data'] }),
        makeStorageClass({
          provisioner: 'ebs.csi.eks.amazonaws.com',
          allowedTopologies: [{ matchLabelExpressions: [compute] }],
        }),
        makeUnboundClaim('data'),
      ],
      { nodeGroups: [makeGroup({ kind, min: 0 })] },
    )
    const target = compileOne(cluster, 'db-0')
    expect(target.doubts.map((doubt) => doubt.reason)).toEqual(reasons)
    expect(podOf(target).binds).toEqual(binds?.map(zoneName))
  })

  it('AT1: volumes in two zones settle it', () => {
    const cluster = withObjects([
      ...TWO_NODES,
      makePod('db-0', { claims: ['one', 'two'] }),
      ...makeBoundClaim('one', 'a'),
      ...makeBoundClaim('two', 'b'),
    ])
    expect(compileOne(cluster, 'db-0').settled).toMatchObject({
      verdict: 'pending-forever',
      id: 'AT1',
    })
  })

  it.each([
    {
      name: 'AT1: a volume in one zone and a class that makes none there',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
    { name: 'AT1: or makes one elsewhere at once', volumeBindingMode: 'Immediate' },
  ])('$name settle it', ({ volumeBindingMode }) => {
    const allowedTopologies = [
      { matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: [zoneName('b')] }] },
    ]
    const cluster = withObjects([
      ...TWO_NODES,
      makePod('db-0', { claims: ['one', 'two'] }),
      ...makeBoundClaim('one', 'a'),
      makeStorageClass({ volumeBindingMode, allowedTopologies }),
      makeUnboundClaim('two'),
    ])
    expect(compileOne(cluster, 'db-0').settled).toMatchObject({
      verdict: 'pending-forever',
      id: 'AT1',
    })
  })

  it('V1: a pod of the cone whose claim is lost takes no place', () => {
    const lost = { ...makeUnboundClaim('lost'), status: { phase: 'Lost' } }
    const cluster = withObjects([
      ...TWO_NODES,
      ...DB,
      makePod('other', { claims: ['lost'], labels: { app: 'db' } }),
      lost,
    ])
    const names = compileOne(cluster, 'db-0').variants[0]?.model.pods.map((pod) => pod.name)
    expect(names).toEqual(['db-0'])
  })

  it('V1: of a pod that runs it is a doubt', () => {
    const lost = { ...makeUnboundClaim('data'), status: { phase: 'Lost' } }
    const cluster = withObjects([
      ...TWO_NODES,
      makePod('db-0', { claims: ['data'], nodeName: 'n-a' }),
      lost,
    ])
    const { settled, doubts } = compileOne(cluster, 'db-0')
    expect(settled).toBeUndefined()
    expect(doubts.map((doubt) => doubt.path)).toEqual([
      `${AT}.resources[PersistentVolumeClaim default/data]`,
    ])
  })

  it('V1: a claim that is missing among other claims settles it', () => {
    const target = compileOne(claimed([makeStorageClass(), makeUnboundClaim('other')]), 'db-0')
    expect(target.settled).toMatchObject({
      id: 'V1',
      facts: { reason: 'persistentvolumeclaim "data" not found' },
    })
  })

  it.each([
    {
      name: 'no claim among the files',
      extra: [],
      reason: 'the claim data is not among the files',
    },
    {
      name: 'no binding mode',
      extra: [makeStorageClass({ volumeBindingMode: undefined }), makeUnboundClaim('data')],
      reason: 'the storage class gp3 does not say when its volumes are made',
    },
    {
      name: 'no storage class',
      extra: [makeUnboundClaim('data')],
      reason: 'no storage class gp3 is among the files, and claim data has no volume yet',
    },
  ])('$name is a doubt that names its place', ({ extra, reason }) => {
    const { doubts } = compileOne(claimed(extra), 'db-0')
    expect(doubts.map((doubt) => doubt.reason)).toContain(reason)
  })
})

describe('groups (XC4, XC5, XC9)', () => {
  const compileGroupOf = (parts: Partial<Cluster>, extra: readonly KubeObject[] = []) =>
    groupOf(compileOne(withObjects([...TWO_NODES, ...DB, ...extra], parts), 'db-0'))

  it('capacity is the nodes’ allocatable less the DaemonSets, whether their pods are listed or not', () => {
    const group = compileGroupOf({}, [makeWorkload('DaemonSet', 'agent', { cpu: '100m' })])
    expect(group.capacity).toEqual({ cpu: 1900, pods: 28 })
    expect(group.overhead).toEqual({ cpu: 100 })
  })

  it('A7.3: the provider’s template has nominal capacity and 110 pods, less DaemonSets and kube-proxy', () => {
    const group = compileGroupOf({}, [makeWorkload('DaemonSet', 'agent', { cpu: '100m' })])
    expect(group.templateCapacity).toEqual({ cpu: 1800, pods: 108 })
  })

  it.each([
    {
      name: 'named by the autoscaler',
      owns: ['workers'],
      kind: 'asg' as const,
      scaler: 'cluster-autoscaler',
    },
    { name: 'not named', owns: ['others'], kind: 'asg' as const, scaler: 'none' },
  ])('$name', ({ owns, kind, scaler }) => {
    const parts = {
      nodeGroups: [makeGroup({ kind })],
      autoscalers: [{ kind: 'cluster-autoscaler' as const, owns }],
    }
    expect(compileGroupOf(parts).scaler).toBe(scaler)
  })

  it('an autoscaler without a replica owns nothing', () => {
    const autoscalers = [{ kind: 'cluster-autoscaler' as const, running: false, owns: ['workers'] }]
    expect(compileGroupOf({ autoscalers }).scaler).toBe('none')
  })

  it('more nodes than desired and max raise them', () => {
    expect(
      compileGroupOf({ nodeGroups: [makeGroup({ min: 0, desired: 1, max: 1 })] }),
    ).toMatchObject({
      min: 0,
      desired: 2,
      max: 2,
    })
  })

  it('rebalances unless AZRebalance is suspended, and launches nothing when Launch is', () => {
    expect(compileGroupOf({}).rebalance).toBe(true)
    const suspended = makeGroup({ suspendedProcesses: ['AZRebalance', 'Launch'] })
    const group = compileGroupOf({ nodeGroups: [suspended] })
    expect(group.rebalance).toBeUndefined()
    expect(group.offered).toEqual([])
  })

  it('scale-down switched off removes nothing', () => {
    const autoscalers = [
      {
        kind: 'cluster-autoscaler' as const,
        owns: ['workers'],
        flags: { scaleDownEnabled: false },
      },
    ]
    expect(compileGroupOf({ autoscalers }).removableBelow).toBe(-1)
  })

  it('a designed plan has no nodes', () => {
    const target = compileOne(withObjects(DB), 'db-0')
    expect(target.variants[0]?.model.nodes).toEqual([])
    expect(groupOf(target).desired).toBe(2)
  })

  it('XC6: unequal types are judged at their smallest and their largest', () => {
    const nodeGroups = [makeGroup({ instanceTypes: ['m5.large', 'm5.xlarge'] })]
    const target = compileOne(withObjects(DB, { nodeGroups }), 'db-0')
    expect(target.combine).toBe('all-equal')
    expect(target.variants.map((variant) => variant.label)).toEqual([
      'the smallest of m5.large, m5.xlarge',
      'the largest of m5.large, m5.xlarge',
    ])
  })

  it.each([
    { field: 'min', group: makeGroup({ min: undefined }) },
    { field: 'max', group: makeGroup({ max: undefined }) },
  ])('$field that is not known is a doubt', ({ field, group }) => {
    const { doubts } = compileOne(
      withObjects([...TWO_NODES, ...DB], { nodeGroups: [group] }),
      'db-0',
    )
    expect(doubts.map((doubt) => doubt.path)).toContain(`${AT}.nodeGroups[0].${field}`)
  })

  it('sizes do not matter where no autoscaler owns the group', () => {
    const nodeGroups = [makeGroup({ min: undefined, max: undefined, desired: undefined })]
    const { doubts } = compileOne(
      withObjects([...TWO_NODES, ...DB], { nodeGroups, autoscalers: [] }),
      'db-0',
    )
    expect(doubts).toEqual([])
  })
})

describe('a cluster without groups', () => {
  it('is a doubt: workloads alone do not say where they run', () => {
    const cluster = withObjects([makePod('web')], { nodeGroups: [] })
    expect(compileOne(cluster, 'web').doubts.map((doubt) => doubt.path)).toEqual([
      `${AT}.nodeGroups`,
    ])
  })
})

describe('nodes', () => {
  it('takes the zone of providerID where the label is missing', () => {
    const nodes = [
      makeNode('n-a', 'a', { providerOnly: true }),
      makeNode('n-b', 'b', { providerOnly: true }),
    ]
    const target = compileOne(withObjects([...nodes, ...DB]), 'db-0')
    expect(target.variants[0]?.model.nodes.map((node) => node.zone)).toEqual([
      zoneName('a'),
      zoneName('b'),
    ])
    expect(target.doubts).toEqual([])
  })

  it.each([
    {
      name: 'cordoned',
      node: makeNode('n-c', 'c', { spec: { unschedulable: true } }),
      reason: 'node n-c is cordoned',
    },
    {
      name: 'not Ready',
      node: makeNode('n-c', 'c', { isReady: false }),
      reason: 'node n-c is not Ready',
    },
    {
      name: 'under pressure',
      node: makeNode('n-c', 'c', {
        spec: { taints: [{ key: 'node.kubernetes.io/disk-pressure', effect: 'NoSchedule' }] },
      }),
      reason:
        'node n-c has the taint node.kubernetes.io/disk-pressure and takes no pods while it has',
    },
    {
      name: 'of other taints than the rest',
      node: makeNode('n-c', 'c', { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }),
      reason: 'the nodes of group workers have different taints',
    },
    {
      name: 'of no group',
      node: makeNode('n-c', 'c', { group: '' }),
      reason:
        'node n-c belongs to no node group of the plan: whether it is replaced when it goes is not known',
    },
  ])('a node that is $name is a doubt', ({ node, reason }) => {
    const { doubts } = compileOne(withObjects([...TWO_NODES, node, ...DB]), 'db-0')
    expect(doubts.map((doubt) => doubt.reason)).toContain(reason)
  })
})

describe('taints that are only a preference', () => {
  it.each(['DeletionCandidateOfClusterAutoscaler', 'spare'])('%s keeps nothing off', (key) => {
    const node = makeNode('n-c', 'c', { spec: { taints: [{ key, effect: 'PreferNoSchedule' }] } })
    expect(compileOne(withObjects([...TWO_NODES, node, ...DB]), 'db-0').doubts).toEqual([])
  })
})

describe('zones of a pool (XC10)', () => {
  it.each([
    { operator: 'In' as const, zones: ['c'] },
    { operator: 'NotIn' as const, zones: ['a', 'b'] },
  ])('are those that $operator leaves', ({ operator, zones }) => {
    const pool = makeGroup({
      kind: 'karpenter',
      zones: undefined,
      requirements: [{ key: 'topology.kubernetes.io/zone', operator, values: [zoneName('c')] }],
    })
    const autoscalers = [{ kind: 'karpenter' as const, owns: 'auto-discovery' as const }]
    const compiled = compileCluster(makeCluster({ nodeGroups: [pool], autoscalers }), AT)
    expect(compiled.groups.map((group) => group.zones)).toEqual([zones.map(zoneName)])
  })

  it('AT19: a static pool launches nothing for a pod that waits', () => {
    const pool = makeGroup({ kind: 'karpenter', min: 2, desired: undefined, max: undefined })
    const autoscalers = [{ kind: 'karpenter' as const, owns: 'auto-discovery' as const }]
    const { doubts } = compileOne(withObjects(DB, { nodeGroups: [pool], autoscalers }), 'db-0')
    expect(doubts.map((doubt) => doubt.path)).toEqual([`${AT}.nodeGroups[0].min`])
  })
})

describe('the cone (XC2)', () => {
  it('leaves out groups whose taint is not tolerated, and the pods that run only there', () => {
    const others = makeGroup({
      name: 'others',
      taints: [{ key: 'dedicated', effect: 'NoSchedule' }],
    })
    const taints = [{ key: 'dedicated', effect: 'NoSchedule' }]
    const cluster = withObjects(
      [
        ...TWO_NODES,
        ...DB,
        makeNode('o-a', 'a', { group: 'others', spec: { taints } }),
        makePod('other', {
          nodeName: 'o-a',
          spec: {
            tolerations: [{ operator: 'Exists' }],
            nodeSelector: { 'alpha.eksctl.io/nodegroup-name': 'others' },
          },
        }),
      ],
      { nodeGroups: [makeGroup(), others] },
    )
    const model = compileOne(cluster, 'db-0').variants[0]?.model
    expect(model?.groups.map((group) => group.name)).toEqual(['workers'])
    expect(model?.pods.map((pod) => pod.name)).toEqual(['db-0'])
  })
})

describe('pods of a Fargate profile', () => {
  const taints = [{ key: 'eks.amazonaws.com/compute-type', value: 'fargate', effect: 'NoSchedule' }]
  const labels = { 'eks.amazonaws.com/compute-type': 'fargate' }
  const spec = { schedulerName: 'fargate-scheduler' }

  it.each([
    { name: 'running', pod: makePod('web', { spec, nodeName: 'fargate-1' }) },
    { name: 'pending', pod: makePod('web', { spec }) },
  ])('are in nobody’s way: $name', ({ pod }) => {
    const node = makeNode('fargate-1', 'a', { group: '', labels, spec: { taints } })
    const target = compileOne(withObjects([...TWO_NODES, node, pod, ...DB]), 'db-0')
    expect(target.variants[0]?.model.pods.map((one) => one.name)).toEqual(['db-0'])
    expect(target.doubts).toEqual([])
  })

  it('are not judged by kube-scheduler’s rules', () => {
    const { doubts } = compileOne(withObjects([...TWO_NODES, makePod('web', { spec })]), 'web')
    expect(doubts.map((doubt) => doubt.reason)).toEqual([
      'the scheduler fargate-scheduler is not kube-scheduler',
    ])
  })
})

describe('what the model has no place for (XC8)', () => {
  const shared = (accessModes: readonly string[], bound: boolean) => [
    makeStorageClass(),
    ...(bound ? makeBoundClaim('data', 'a') : [makeUnboundClaim('data')]).map((object) =>
      object.kind === 'PersistentVolumeClaim'
        ? { ...object, spec: { ...(object['spec'] as object), accessModes } }
        : object,
    ),
    makePod('one', { claims: ['data'] }),
    makePod('two', { claims: ['data'] }),
  ]
  const ports = { containers: [{ name: 'main', ports: [{ containerPort: 1, hostPort: 9100 }] }] }

  it.each([
    {
      name: 'a claim for one pod at a time that two use',
      objects: shared(['ReadWriteOncePod'], true),
      reasons: ['several pods use the claim data, which is for one at a time'],
    },
    {
      name: 'a claim to be made that two wait for',
      objects: shared(['ReadWriteOnce'], false),
      reasons: ['several pods use the claim data, and the first of them decides its zone'],
    },
    { name: 'a claim that two use is none', objects: shared(['ReadWriteOnce'], true), reasons: [] },
    {
      name: 'a port of the host that a DaemonSet has',
      objects: [
        makePod('one', { spec: ports }),
        makeWorkload('DaemonSet', 'agent', { spec: ports }),
      ],
      reasons: ['the DaemonSet agent takes a port of the host that it wants'],
    },
    {
      name: 'a port of the host that nobody has is none',
      objects: [makePod('one', { spec: ports }), makeWorkload('DaemonSet', 'agent')],
      reasons: [],
    },
  ])('$name', ({ objects, reasons }) => {
    const { doubts } = compileOne(withObjects([...TWO_NODES, ...objects]), 'one')
    expect(doubts.map((doubt) => doubt.reason)).toEqual(reasons)
    expect(doubts.every((doubt) => doubt.harmlessFor.includes('RT4'))).toBe(true)
  })
})

describe('the order of documents', () => {
  it('changes nothing', () => {
    const objects = [
      ...TWO_NODES,
      ...DB,
      makeStorageClass(),
      makeWorkload('Deployment', 'web', { replicas: 3 }),
      makeWorkload('DaemonSet', 'agent', { cpu: '100m' }),
    ]
    const compileAll = (list: readonly KubeObject[]) => {
      const compiler = startTargets(compileCluster(withObjects(list), AT))
      return JSON.stringify(compiler.subjects.map(compiler.compile))
    }
    expect(compileAll([...objects].reverse())).toBe(compileAll(objects))
  })
})
