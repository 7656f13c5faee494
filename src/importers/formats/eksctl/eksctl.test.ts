import { describe, expect, it } from 'vitest'
import type { Cluster } from '#plan/schema.ts'
import { importFiles } from '../../import-files.ts'
import type { ImportResult } from '../../importer.ts'

const HEAD =
  'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a, region: eu-west-1}\n'

function importConfig(body: string, head = HEAD): ImportResult {
  return importFiles([{ label: 'cluster.yaml', text: head + body }], {})
}

function getCluster(result: ImportResult): Cluster | undefined {
  return result.plan?.designs[0]?.clusters[0]
}

function listCodes(result: ImportResult): string[] {
  return result.findings.map(({ code }) => code)
}

describe('eksctl: acceptance examples', () => {
  it('E1 fills everything from eksctl’s defaults, each told', () => {
    const result = importConfig('nodeGroups: [{name: ng}]\n')
    expect(getCluster(result)).toMatchObject({
      name: 'a',
      provisioner: 'eks',
      zones: [{ name: 'eu-west-1a' }, { name: 'eu-west-1b' }, { name: 'eu-west-1c' }],
      nodeGroups: [
        {
          name: 'ng',
          kind: 'asg',
          instanceTypes: ['m5.large'],
          min: 2,
          desired: 2,
          max: 2,
          rootVolume: { sizeGiB: 80, type: 'gp3' },
        },
      ],
    })
    expect(listCodes(result)).toEqual(
      expect.arrayContaining(['eksctl-random-zones', 'eksctl-default-size', 'eksctl-default-type']),
    )
  })

  it('E2 a group in one zone of three', () => {
    const result = importConfig(
      'availabilityZones: [eu-west-2a, eu-west-2b, eu-west-2c]\nnodeGroups: [{name: ng, availabilityZones: [eu-west-2a]}]\n',
      HEAD.replace('eu-west-1', 'eu-west-2'),
    )
    expect(getCluster(result)?.zones).toHaveLength(3)
    expect(getCluster(result)?.nodeGroups[0]?.zones).toEqual(['eu-west-2a'])
  })

  it.each([
    { name: 'E3 only desiredCapacity', fields: 'desiredCapacity: 4', sizes: [4, 4, 4] },
    { name: 'E3 minimum and maximum', fields: 'minSize: 2, maxSize: 8', sizes: [2, 2, 8] },
    { name: 'only the minimum', fields: 'minSize: 3', sizes: [3, 3, 3] },
    { name: 'a maximum of 0 becomes 1', fields: 'minSize: 0, maxSize: 0', sizes: [0, 0, 1] },
    { name: 'nothing wanted', fields: 'desiredCapacity: 0', sizes: [0, 0, 1] },
    { name: 'all three', fields: 'minSize: 1, desiredCapacity: 2, maxSize: 3', sizes: [1, 2, 3] },
  ])('$name', ({ fields, sizes }) => {
    const group = getCluster(importConfig(`nodeGroups: [{name: ng, ${fields}}]\n`))?.nodeGroups[0]
    expect([group?.min, group?.desired, group?.max]).toEqual(sizes)
  })

  it.each(['minSize: 3, desiredCapacity: 2', 'desiredCapacity: 9, maxSize: 8'])(
    'sizes that cannot be are an error and not known: %s',
    (fields) => {
      const result = importConfig(`nodeGroups: [{name: ng, ${fields}}]\n`)
      expect(listCodes(result)).toContain('eksctl-sizes')
      expect(getCluster(result)?.nodeGroups[0]).not.toHaveProperty('min')
    },
  )
})

describe('eksctl: fields', () => {
  it('us-east-1 has two random zones, and not use1-az3', () => {
    const result = importConfig('nodeGroups: []\n', HEAD.replace('eu-west-1', 'us-east-1'))
    expect(getCluster(result)?.zones).toHaveLength(2)
  })

  it.each([
    {
      name: 'types of a distribution, in order, with its purchase',
      fields:
        'instancesDistribution: {instanceTypes: [t3.small, t3.medium], onDemandBaseCapacity: 1, onDemandPercentageAboveBaseCapacity: 50}',
      group: {
        instanceTypes: ['t3.small', 't3.medium'],
        purchase: { onDemandBase: 1, onDemandPercentageAboveBase: 50 },
      },
    },
    {
      name: 'a distribution’s defaults are those of Auto Scaling: all on demand',
      fields: 'instancesDistribution: {instanceTypes: [t3.small]}',
      group: { instanceTypes: ['t3.small'] },
    },
    {
      name: 'spot',
      fields: 'instanceTypes: [c5.large, c4.large], spot: true',
      group: {
        instanceTypes: ['c5.large', 'c4.large'],
        purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 },
      },
    },
    {
      name: 'taints as a list',
      fields: 'taints: [{key: a, value: b, effect: NoSchedule}]',
      group: { taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] },
    },
    {
      name: 'taints as a map',
      fields: 'taints: {a: "b:NoSchedule"}',
      group: { taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] },
    },
    {
      name: 'root disk',
      fields: 'volumeSize: 100, volumeType: io1, volumeIOPS: 4000',
      group: { rootVolume: { sizeGiB: 100, type: 'io1', iops: 4000 } },
    },
    {
      name: 'pods and reserves',
      fields: 'maxPodsPerNode: 50, kubeletExtraConfig: {kubeReserved: {cpu: 300m}}',
      group: { maxPods: 50, kubelet: { kubeReserved: { cpu: '300m' } } },
    },
    {
      name: 'Windows',
      fields: 'amiFamily: WindowsServer2022FullContainer',
      group: { os: 'windows' },
    },
    {
      name: 'suspended processes',
      fields: 'asgSuspendProcesses: [AZRebalance]',
      group: { suspendedProcesses: ['AZRebalance'] },
    },
    {
      name: 'labels, with eksctl’s own',
      fields: 'labels: {role: web}',
      group: { labels: { role: 'web', 'alpha.eksctl.io/nodegroup-name': 'ng' } },
    },
  ])('$name', ({ fields, group }) => {
    const result = importConfig(`nodeGroups: [{name: ng, ${fields}}]\n`)
    expect(getCluster(result)?.nodeGroups[0]).toMatchObject(group)
  })

  it.each([
    { name: 'no tags: none, which is known', list: 'nodeGroups: [{name: ng}]', tags: {} },
    {
      name: 'the autoscaler’s policy makes eksctl tag the group',
      list: 'nodeGroups: [{name: ng, iam: {withAddonPolicies: {autoScaler: true}}}]',
      tags: { 'k8s.io/cluster-autoscaler/enabled': 'true', 'k8s.io/cluster-autoscaler/a': 'owned' },
    },
    {
      name: 'EKS tags managed groups by itself',
      list: 'managedNodeGroups: [{name: ng}]',
      tags: { 'k8s.io/cluster-autoscaler/enabled': 'true', 'k8s.io/cluster-autoscaler/a': 'owned' },
    },
  ])('tags: $name', ({ list, tags }) => {
    expect(getCluster(importConfig(`${list}\n`))?.nodeGroups[0]?.tags).toEqual(tags)
  })

  it('zones through subnets', () => {
    const body =
      'vpc: {subnets: {private: {eu-west-1a: {id: s-1}, two: {id: s-2, az: eu-west-1b}, three: {id: s-3}}}}\nnodeGroups: [{name: x, subnets: [s-1, two]}, {name: y, subnets: [three]}]\n'
    const result = importConfig(body)
    expect(getCluster(result)?.nodeGroups.map(({ zones }) => zones)).toEqual([
      ['eu-west-1a', 'eu-west-1b'],
      undefined,
    ])
    expect(getCluster(result)?.zones).toMatchObject([
      { name: 'eu-west-1a', subnets: [{ id: 's-1' }] },
      { name: 'eu-west-1b', subnets: [{ id: 's-2' }] },
    ])
    expect(listCodes(result)).toContain('eksctl-subnet-zone')
  })

  it('Fargate, Auto Mode and Karpenter', () => {
    const result = importConfig(
      'fargateProfiles: [{name: fp, selectors: [{namespace: dev, labels: {a: b}}]}]\nautoModeConfig: {enabled: true}\nkarpenter: {version: v1.2.0}\n',
    )
    expect(getCluster(result)?.nodeGroups).toMatchObject([
      { name: 'fp', kind: 'fargate', selectors: [{ namespace: 'dev', labels: { a: 'b' } }] },
      { name: 'general-purpose', kind: 'auto-mode' },
      { name: 'system', kind: 'auto-mode' },
    ])
    expect(getCluster(result)?.autoscalers).toEqual([
      { kind: 'karpenter', version: '1.2.0', owns: 'auto-discovery' },
    ])
  })

  it('an instance selector chooses from the catalogue', () => {
    const result = importConfig(
      'nodeGroups: [{name: ng, instanceSelector: {vCPUs: 2, memory: 8, allow: "^m5"}}]\n',
    )
    expect(getCluster(result)?.nodeGroups[0]?.instanceTypes).toContain('m5.large')
    expect(listCodes(result)).toContain('eksctl-instance-selector')
  })

  it.each([
    { name: 'no name', head: HEAD.replace('name: a, ', ''), code: 'eksctl-no-name' },
    { name: 'no region', head: HEAD.replace(', region: eu-west-1', ''), code: 'eksctl-no-region' },
    { name: 'another kind', head: HEAD.replace('ClusterConfig', 'Widget'), code: 'eksctl-kind' },
  ])('tells of $name', ({ head, code }) => {
    expect(listCodes(importConfig('nodeGroups: []\n', head))).toContain(code)
  })

  it('removing an optional field adds one assumed finding or none', () => {
    const fields = [
      'instanceType: m5.large',
      'minSize: 1',
      'maxSize: 3',
      'desiredCapacity: 2',
      'volumeSize: 80',
      'availabilityZones: [eu-west-1a]',
      'labels: {a: b}',
    ]
    const countAssumed = (kept: readonly string[]): number =>
      importConfig(
        `availabilityZones: [eu-west-1a]\nnodeGroups: [{name: ng, ${kept.join(', ')}}]\n`,
      ).findings.filter(({ severity }) => severity === 'assumed').length
    const whole = countAssumed(fields)
    const added = fields.map((field) => countAssumed(fields.filter((one) => one !== field)) - whole)
    expect(added).toEqual([1, 1, 1, 1, 1, 1, 0])
  })
})
