import { describe, expect, it } from 'vitest'
import type { Cluster } from '#plan/schema.ts'
import { importFiles } from '../import-files.ts'
import type { ImportResult } from '../importer.ts'

const POOL = {
  apiVersion: 'karpenter.sh/v1',
  kind: 'NodePool',
  metadata: { name: 'default' },
  spec: {
    limits: { cpu: 100 },
    weight: 10,
    disruption: { consolidationPolicy: 'WhenEmptyOrUnderutilized', consolidateAfter: '1m' },
    template: {
      metadata: { labels: { team: 'a' } },
      spec: {
        nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'default' },
        taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
        requirements: [
          { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm', 'r'] },
          { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gt', values: ['2'] },
          { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot'] },
        ],
      },
    },
  },
}

const CLASS = {
  apiVersion: 'karpenter.k8s.aws/v1',
  kind: 'EC2NodeClass',
  metadata: { name: 'default' },
  spec: {
    role: 'secret-role',
    userData: 'secret-data',
    amiSelectorTerms: [{ alias: 'al2023@latest' }],
    subnetSelectorTerms: [{ tags: { 'karpenter.sh/discovery': 'shop' } }],
    kubelet: { maxPods: 110, kubeReserved: { cpu: '200m' } },
    blockDeviceMappings: [
      { deviceName: '/dev/xvda', ebs: { volumeSize: '100Gi', volumeType: 'gp3' } },
    ],
  },
}

const CONFIG = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: eu-west-1}
availabilityZones: [eu-west-1a, eu-west-1b]
`

function importObjects(...objects: readonly object[]): ImportResult {
  const text = objects.map((object) => JSON.stringify(object)).join('\n')
  return importFiles(
    [
      { label: 'cluster.yaml', text: CONFIG },
      { label: 'pools.json', text },
    ],
    {},
  )
}

function getCluster(result: ImportResult): Cluster | undefined {
  return result.plan?.designs[0]?.clusters[0]
}

function withZones(operator: string, values: readonly string[]): typeof POOL {
  const { template } = POOL.spec
  const zones = { key: 'topology.kubernetes.io/zone', operator, values: [...values] }
  const requirements = [...template.spec.requirements, zones]
  return {
    ...POOL,
    spec: { ...POOL.spec, template: { ...template, spec: { ...template.spec, requirements } } },
  }
}

describe('Karpenter', () => {
  it('E8 gives a group with requirements, limits and candidates', () => {
    const result = importObjects(POOL, CLASS)
    expect(getCluster(result)?.nodeGroups).toMatchObject([
      {
        name: 'default',
        kind: 'karpenter',
        min: 0,
        requirements: POOL.spec.template.spec.requirements,
        limits: { cpu: '100' },
        weight: 10,
        labels: { team: 'a' },
        taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
        purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 },
        disruption: { consolidationPolicy: 'WhenEmptyOrUnderutilized', consolidateAfter: '1m' },
        maxPods: 110,
        kubelet: { kubeReserved: { cpu: '200m' } },
        rootVolume: { sizeGiB: 100, type: 'gp3' },
      },
    ])
    expect(getCluster(result)?.nodeGroups[0]).not.toHaveProperty('desired')
    expect(result.findings).toContainEqual(
      expect.objectContaining({ code: 'karpenter-types', severity: 'info' }),
    )
  })

  it('AT19: a static pool keeps its number of nodes', () => {
    const result = importObjects({ ...POOL, spec: { ...POOL.spec, replicas: 3 } }, CLASS)
    expect(getCluster(result)?.nodeGroups[0]).toMatchObject({ min: 3 })
  })

  it('keeps the objects among the resources, without role and user data', () => {
    const result = importObjects(POOL, CLASS)
    expect(getCluster(result)?.resources.map(({ kind }) => kind)).toEqual([
      'EC2NodeClass',
      'NodePool',
    ])
    expect(JSON.stringify(result)).not.toContain('secret')
  })

  it.each([
    {
      name: 'from its requirement',
      objects: [withZones('In', ['eu-west-1c']), CLASS],
      zones: ['eu-west-1c'],
    },
    {
      name: 'from the class’ subnets',
      objects: [
        POOL,
        { ...CLASS, status: { subnets: [{ id: 's', zone: 'eu-west-1b', zoneID: 'z' }] } },
      ],
      zones: ['eu-west-1b'],
    },
    {
      name: 'all of the cluster, told',
      objects: [POOL, CLASS],
      zones: ['eu-west-1a', 'eu-west-1b'],
    },
  ])('zones $name', ({ objects, zones }) => {
    expect(getCluster(importObjects(...objects))?.nodeGroups[0]?.zones).toEqual(zones)
  })

  it.each([
    { name: 'a class that is there', objects: [POOL, CLASS], code: 'karpenter-subnets' },
    { name: 'a class that is not', objects: [POOL], code: 'karpenter-no-class' },
  ])('says why all zones are taken: $name', ({ objects, code }) => {
    const { findings } = importObjects(...objects)
    expect(findings).toContainEqual(
      expect.objectContaining({
        code,
        severity: 'assumed',
        guess: expect.objectContaining({ id: 'default.zones' }),
      }),
    )
  })

  it('the controller’s image gives the version', () => {
    const container = { name: 'c', image: 'public.ecr.aws/karpenter/controller:1.14.1@sha256:00' }
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'karpenter', namespace: 'kube-system' },
      spec: { replicas: 2, template: { spec: { containers: [container] } } },
    }
    expect(getCluster(importObjects(POOL, CLASS, deployment))?.autoscalers).toEqual([
      { kind: 'karpenter', version: '1.14.1', owns: 'auto-discovery' },
    ])
  })

  it('v1beta1 with the kubelet on the pool', () => {
    const { template } = POOL.spec
    const spec = { ...template.spec, kubelet: { maxPods: 42 } }
    const pool = {
      ...POOL,
      apiVersion: 'karpenter.sh/v1beta1',
      spec: { ...POOL.spec, template: { ...template, spec } },
    }
    expect(getCluster(importObjects(pool))?.nodeGroups[0]?.maxPods).toBe(42)
  })

  it('a pool and a managed group of one name stay two groups', () => {
    const text = CONFIG + 'managedNodeGroups: [{name: default}]\n'
    const files = [
      { label: 'cluster.yaml', text },
      { label: 'pools.json', text: JSON.stringify(POOL) },
    ]
    expect(
      getCluster(importFiles(files, {}))?.nodeGroups.map(({ name, kind }) => [name, kind]),
    ).toEqual([
      ['default', 'eks-managed'],
      ['default-nodepool', 'karpenter'],
    ])
  })

  it('pools of EKS Auto Mode', () => {
    const { template } = POOL.spec
    const nodeClassRef = { group: 'eks.amazonaws.com', kind: 'NodeClass', name: 'default' }
    const spec = { ...template.spec, nodeClassRef }
    const pool = { ...POOL, spec: { ...POOL.spec, template: { ...template, spec } } }
    expect(getCluster(importObjects(pool))?.nodeGroups[0]?.kind).toBe('auto-mode')
  })
})
