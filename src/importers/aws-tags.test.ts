import { describe, expect, it } from 'vitest'
import {
  findProvisionerSign,
  findTaggedCluster,
  findTaggedGroup,
  findTaggedRole,
  findVolumeCluster,
  isAwsTagRead,
  isGroupTagKept,
  listSubnetClusters,
  readEtcdMembers,
  readTaggedTemplate,
  readTaggedVolume,
} from './aws-tags.ts'

type Tags = Readonly<Record<string, string>>
const toMap = (tags: Tags) => new Map(Object.entries(tags))

describe('I12.1 tags that are read', () => {
  it.each([
    { key: 'Name', isRead: true },
    { key: 'kubernetes.io/cluster/shop', isRead: true },
    { key: 'k8s.io/cluster-autoscaler/node-template/label/team', isRead: true },
    { key: 'k8s.io/etcd/main', isRead: true },
    { key: 'CostCenter', isRead: false },
    { key: 'aws:cloudformation:stack-id', isRead: false },
    { key: 'kubernetes.io/service-name', isRead: false },
    { key: '__proto__', isRead: false },
  ])('$key: $isRead', ({ key, isRead }) => {
    expect(isAwsTagRead(key)).toBe(isRead)
  })

  it('I10.5 keeps the tags by which autoscalers find groups, AWS’ own and names left out', () => {
    const keys = [
      'k8s.io/cluster-autoscaler/enabled',
      'kubernetes.io/cluster/shop',
      'Name',
      'aws:autoscaling:groupName',
      'Team',
    ]
    expect(keys.filter(isGroupTagKept)).toEqual([
      'k8s.io/cluster-autoscaler/enabled',
      'kubernetes.io/cluster/shop',
    ])
  })
})

describe('I12.2 the cluster of an instance', () => {
  it.each<{ name: string; tags: Tags; cluster: string | undefined; others?: readonly string[] }>([
    { name: 'no tag', tags: {}, cluster: undefined },
    { name: 'another tag', tags: { Cluster: 'a' }, cluster: undefined },
    { name: 'an empty value', tags: { 'eks:cluster-name': '' }, cluster: undefined },
    {
      name: 'step 1',
      tags: { 'aws:eks:cluster-name': 'a', 'eks:cluster-name': 'a' },
      cluster: 'a',
    },
    {
      name: 'step 1 before step 2',
      tags: { 'eks:cluster-name': 'b', 'aws:eks:cluster-name': 'a' },
      cluster: 'a',
      others: ['b'],
    },
    { name: 'step 3', tags: { 'eks:eks-cluster-name': 'a' }, cluster: 'a' },
    { name: 'step 4', tags: { 'alpha.eksctl.io/cluster-name': 'a' }, cluster: 'a' },
    {
      name: 'step 4, old form',
      tags: { 'eksctl.cluster.k8s.io/v1alpha1/cluster-name': 'a' },
      cluster: 'a',
    },
    {
      name: 'step 5',
      tags: { 'sigs.k8s.io/cluster-api-provider-aws/cluster/a': 'owned' },
      cluster: 'a',
    },
    {
      name: 'step 5 needs owned',
      tags: { 'sigs.k8s.io/cluster-api-provider-aws/cluster/a': 'shared' },
      cluster: undefined,
    },
    {
      name: 'step 6, owned before shared',
      tags: { 'kubernetes.io/cluster/a': 'shared', 'kubernetes.io/cluster/b': 'owned' },
      cluster: 'b',
    },
    {
      name: 'step 6, the only one that is not owned',
      tags: { 'kubernetes.io/cluster/a': 'shared' },
      cluster: 'a',
    },
    {
      name: 'step 6 before step 7',
      tags: { 'kubernetes.io/cluster/a': 'owned', KubernetesCluster: 'b' },
      cluster: 'a',
      others: ['b'],
    },
    { name: 'step 7', tags: { KubernetesCluster: 'a' }, cluster: 'a' },
    {
      name: 'E19 two owned and nothing stronger',
      tags: { 'kubernetes.io/cluster/b': 'owned', 'kubernetes.io/cluster/a': 'owned' },
      cluster: 'a',
      others: ['b'],
    },
    {
      name: 'two owned, step 7 decides',
      tags: {
        'kubernetes.io/cluster/a': 'owned',
        'kubernetes.io/cluster/b': 'owned',
        KubernetesCluster: 'b',
      },
      cluster: 'b',
      others: ['a'],
    },
    {
      name: 'two owned, step 2 decides',
      tags: {
        'kubernetes.io/cluster/a': 'owned',
        'kubernetes.io/cluster/b': 'owned',
        'eks:cluster-name': 'b',
      },
      cluster: 'b',
      others: ['a'],
    },
  ])('$name', ({ tags, cluster, others = [] }) => {
    const expected = cluster === undefined ? undefined : { name: cluster, others }
    expect(findTaggedCluster(toMap(tags))).toEqual(expected)
  })

  it('E19 a subnet belongs to all clusters that share it', () => {
    const tags = toMap({ 'kubernetes.io/cluster/b': 'shared', 'kubernetes.io/cluster/a': 'shared' })
    expect(listSubnetClusters(tags)).toEqual(['a', 'b'])
  })

  it('I12.14 a volume asks its own tags', () => {
    expect(findVolumeCluster(toMap({ 'ebs.csi.aws.com/cluster-name': 'a' }))?.name).toBe('a')
    expect(findVolumeCluster(toMap({ CSIVolumeName: 'pvc-1' }))).toBe(undefined)
  })
})

describe('I12.3 what made a cluster', () => {
  it.each<{ tags: Tags; sign: string | undefined }>([
    { tags: { 'eks:nodegroup-name': 'ng' }, sign: 'eks' },
    { tags: { 'aws:eks:cluster-name': 'a', 'kops.k8s.io/instancegroup': 'n' }, sign: 'eks' },
    { tags: { 'alpha.eksctl.io/nodegroup-name': 'ng' }, sign: 'eks' },
    { tags: { 'kops.k8s.io/instancegroup': 'nodes' }, sign: 'kops' },
    { tags: { 'k8s.io/etcd/main': 'a/a' }, sign: 'kops' },
    { tags: { 'sigs.k8s.io/cluster-api-provider-aws/role': 'node' }, sign: 'capa' },
    { tags: { 'k8s.io/role/master': '1' }, sign: 'kubeadm' },
    { tags: { 'kubernetes.io/cluster/a': 'owned' }, sign: undefined },
  ])('$tags: $sign', ({ tags, sign }) => {
    expect(findProvisionerSign(toMap(tags))).toBe(sign)
  })
})

describe('I12.5 and I12.6 groups and roles', () => {
  it.each<{ tags: Tags; group: unknown }>([
    {
      tags: { 'karpenter.sh/nodepool': 'p', 'eks:nodegroup-name': 'n' },
      group: { kind: 'karpenter', name: 'p' },
    },
    { tags: { 'karpenter.sh/provisioner-name': 'p' }, group: { kind: 'karpenter', name: 'p' } },
    {
      tags: { 'eks:nodegroup-name': 'n', 'alpha.eksctl.io/nodegroup-name': 'e' },
      group: { kind: 'eks-managed', name: 'n' },
    },
    {
      tags: { 'alpha.eksctl.io/nodegroup-name': 'e' },
      group: { kind: 'asg', name: 'e', label: 'alpha.eksctl.io/nodegroup-name' },
    },
    {
      tags: { 'kops.k8s.io/instancegroup': 'k' },
      group: { kind: 'asg', name: 'k', label: 'kops.k8s.io/instancegroup' },
    },
  ])('$tags', ({ tags, group }) => {
    expect(findTaggedGroup(toMap(tags))).toMatchObject(group as object)
  })

  it('knows no group of an instance without these tags', () => {
    expect(findTaggedGroup(toMap({ Name: 'web' }))).toBe(undefined)
  })

  it.each<{ tags: Tags; role: string | undefined; isApiServerOnly?: boolean }>([
    { tags: { 'k8s.io/role/control-plane': '1' }, role: 'control-plane' },
    { tags: { 'k8s.io/role/master': '1' }, role: 'control-plane' },
    { tags: { 'k8s.io/role/apiserver': '1' }, role: 'control-plane', isApiServerOnly: true },
    { tags: { 'k8s.io/role/etcd': '1' }, role: 'etcd' },
    { tags: { 'k8s.io/role/bastion': '1' }, role: 'bastion' },
    { tags: { 'sigs.k8s.io/cluster-api-provider-aws/role': 'bastion' }, role: 'bastion' },
    { tags: { 'sigs.k8s.io/cluster-api-provider-aws/role': 'node' }, role: undefined },
    { tags: { 'k8s.io/role/node': '1' }, role: undefined },
  ])('$tags: $role', ({ tags, role, isApiServerOnly = false }) => {
    const expected = role === undefined ? undefined : { role, isApiServerOnly }
    expect(findTaggedRole(toMap(tags))).toEqual(expected)
  })
})

describe('I12.11 labels and taints from tags', () => {
  const prefix = 'k8s.io/cluster-autoscaler/node-template'

  it('reads labels with slashes, and taints with and without a value', () => {
    const tags = toMap({
      [`${prefix}/label/example.com/team`]: 'red',
      [`${prefix}/taint/dedicated`]: 'gpu:NoSchedule',
      [`${prefix}/taint/alone`]: ':NoExecute',
      [`${prefix}/resources/nvidia.com/gpu`]: '4',
    })
    expect(readTaggedTemplate(tags)).toEqual({
      labels: { 'example.com/team': 'red' },
      taints: [
        { key: 'alone', effect: 'NoExecute' },
        { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' },
      ],
      problems: [],
    })
  })

  it.each([
    { name: 'a taint without an effect', key: `${prefix}/taint/a`, value: 'NoSchedule' },
    { name: 'a taint with another effect', key: `${prefix}/taint/a`, value: 'x:Never' },
    { name: 'a quantity that is none', key: `${prefix}/resources/cpu`, value: 'many' },
  ])('tells $name', ({ key, value }) => {
    const template = readTaggedTemplate(toMap({ [key]: value }))
    expect(template.problems.map((problem) => problem.key)).toEqual([key])
    expect(template.taints).toEqual([])
  })

  it('I3.4 never makes a label of a key that could reach a prototype', () => {
    const { labels } = readTaggedTemplate(toMap({ [`${prefix}/label/__proto__`]: 'x' }))
    expect(Object.keys(labels)).toEqual([])
  })
})

describe('I12.12 and I12.14 volumes', () => {
  it('reads members of etcd with those they expect', () => {
    const tags = toMap({ 'k8s.io/etcd/main': 'a/a,b,c', 'k8s.io/etcd/events': 'b/' })
    expect(readEtcdMembers(tags)).toEqual([
      { cluster: 'events', member: 'b', expected: [] },
      { cluster: 'main', member: 'a', expected: ['a', 'b', 'c'] },
    ])
  })

  it('E17 reads the claim and the name of the volume', () => {
    const tags = toMap({
      CSIVolumeName: 'pvc-1',
      'kubernetes.io/created-for/pvc/namespace': 'db',
      'kubernetes.io/created-for/pvc/name': 'data-0',
    })
    expect(readTaggedVolume(tags)).toEqual({
      claim: { namespace: 'db', name: 'data-0' },
      volumeName: 'pvc-1',
      isOfKubernetes: true,
    })
    expect(readTaggedVolume(toMap({ Name: 'disk' }))).toEqual({ isOfKubernetes: false })
  })
})
