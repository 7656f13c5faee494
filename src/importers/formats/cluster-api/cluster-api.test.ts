import { describe, expect, it } from 'vitest'
import type { Cluster, NodeGroup } from '#plan/schema.ts'
import { importFiles } from '../../import-files.ts'
import type { ImportOptions, ImportResult } from '../../importer.ts'

const CORE = 'cluster.x-k8s.io/v1beta1'
const AWS = 'infrastructure.cluster.x-k8s.io/v1beta2'
const PLANE = 'controlplane.cluster.x-k8s.io/v1beta1'
const BOOT = 'bootstrap.cluster.x-k8s.io/v1beta1'

type Json = Readonly<Record<string, unknown>>

function make(
  apiVersion: string,
  kind: string,
  name: string,
  spec: unknown,
  meta: Json = {},
): Json {
  return { apiVersion, kind, metadata: { name, ...meta }, spec }
}

function makeCluster(infrastructure: string, controlPlane: string, name = 'a'): Json {
  return make(CORE, 'Cluster', name, {
    infrastructureRef: { kind: infrastructure, name },
    controlPlaneRef: { kind: controlPlane, name: `${name}-cp` },
  })
}

const SUBNETS = [
  { id: 'subnet-1', availabilityZone: 'eu-west-1b', cidrBlock: '10.0.1.0/24' },
  { id: 'subnet-2', availabilityZone: 'eu-west-1a', cidrBlock: '10.0.0.0/24' },
  { id: 'subnet-3', availabilityZone: 'eu-west-1c', isPublic: true },
]
const NETWORK = make(AWS, 'AWSCluster', 'a', {
  region: 'eu-west-1',
  network: { vpc: { cidrBlock: '10.0.0.0/16' }, subnets: SUBNETS },
})
const MASTERS = make(AWS, 'AWSMachineTemplate', 'm', {
  template: { spec: { instanceType: 't3.large', rootVolume: { size: 50, type: 'gp3' } } },
})

function makePlane(spec: Json): Json {
  return make(PLANE, 'KubeadmControlPlane', 'a-cp', {
    version: 'v1.32.1',
    machineTemplate: { infrastructureRef: { kind: 'AWSMachineTemplate', name: 'm' } },
    ...spec,
  })
}

const SELF_MANAGED = [
  makeCluster('AWSCluster', 'KubeadmControlPlane'),
  NETWORK,
  MASTERS,
  makePlane({ replicas: 3 }),
]
const EKS = [
  makeCluster('AWSManagedCluster', 'AWSManagedControlPlane'),
  make(AWS, 'AWSManagedCluster', 'a', {}),
  make('controlplane.cluster.x-k8s.io/v1beta2', 'AWSManagedControlPlane', 'a-cp', {
    region: 'eu-west-1',
    version: '1.32',
  }),
]

function makeDeployment(spec: Json = {}, template: Json = {}, meta: Json = {}): Json {
  return make(
    CORE,
    'MachineDeployment',
    'md',
    {
      clusterName: 'a',
      replicas: 2,
      template: {
        spec: {
          infrastructureRef: { kind: 'AWSMachineTemplate', name: 'w' },
          bootstrap: { configRef: { kind: 'KubeadmConfigTemplate', name: 'w' } },
          ...template,
        },
      },
      ...spec,
    },
    meta,
  )
}

function makeMachine(spec: Json = {}): Json {
  return make(AWS, 'AWSMachineTemplate', 'w', {
    template: { spec: { instanceType: 'm5.large', ...spec } },
  })
}

function makePool(kind: string, spec: Json, pool: Json = {}): readonly Json[] {
  return [
    make(CORE, 'MachinePool', 'mp', {
      clusterName: 'a',
      replicas: 2,
      template: { spec: { infrastructureRef: { kind, name: 'p' } } },
      ...pool,
    }),
    make(AWS, kind, 'p', spec),
  ]
}

function importObjects(objects: readonly unknown[], options: ImportOptions = {}): ImportResult {
  const text = objects.map((object) => JSON.stringify(object)).join('\n')
  return importFiles([{ label: 'capi.yaml', text }], options)
}

function getCluster(result: ImportResult): Cluster | undefined {
  return result.plan?.designs[0]?.clusters[0]
}

function findGroup(result: ImportResult, name: string): NodeGroup | undefined {
  return getCluster(result)?.nodeGroups.find((group) => group.name === name)
}

function listCodes(result: ImportResult): readonly string[] {
  return result.findings.map(({ severity, code }) => `${severity} ${code}`)
}

describe('Cluster API: clusters (section 9)', () => {
  it('a self-managed control plane: members spread over the private zones, etcd stacked', () => {
    const result = importObjects(SELF_MANAGED)
    const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1a']
    const members = zones.map((zone, index) => ({
      name: `a-cp-${index + 1}`,
      zone,
      instanceType: 't3.large',
    }))
    const volume = { sizeGiB: 50, type: 'gp3' }
    expect(getCluster(result)).toMatchObject({
      name: 'a',
      region: 'eu-west-1',
      provisioner: 'capa',
      kubernetesVersion: '1.32.1',
      network: { vpcCidr: '10.0.0.0/16' },
      zones: [
        { name: 'eu-west-1a', subnets: [{ id: 'subnet-2', cidr: '10.0.0.0/24' }] },
        { name: 'eu-west-1b', subnets: [{ id: 'subnet-1', cidr: '10.0.1.0/24' }] },
        { name: 'eu-west-1c' },
      ],
      controlPlane: {
        kind: 'self-managed',
        members,
        etcd: {
          topology: 'stacked',
          clusters: [{ name: 'main', members: members.map((one) => ({ ...one, volume })) }],
        },
        apiEndpoint: 'load-balancer',
      },
    })
    expect(listCodes(result)).toContain('assumed capi-control-plane-zones')
  })

  it('machines that stand tell their zones, and nothing is guessed of them', () => {
    const makeRunning = (name: string, spec: Json, labels: Json): Json =>
      make(CORE, 'Machine', name, { clusterName: 'a', ...spec }, { labels })
    const plane = { 'cluster.x-k8s.io/control-plane': '' }
    const result = importObjects([
      ...SELF_MANAGED,
      makeDeployment(),
      makeMachine(),
      makeRunning('a-cp-x', { failureDomain: 'eu-west-1b' }, plane),
      makeRunning('a-cp-y', { providerID: 'aws:///eu-west-1a/i-1' }, plane),
      makeRunning(
        'md-z',
        { providerID: 'aws:///eu-west-1b/i-2' },
        { 'cluster.x-k8s.io/deployment-name': 'md' },
      ),
      {
        ...make(BOOT, 'KubeadmConfig', 'a-cp-x', {}),
        metadata: { name: 'a-cp-x', ownerReferences: [{ kind: 'Machine', name: 'a-cp-x' }] },
      },
    ])
    expect(getCluster(result)?.controlPlane).toMatchObject({
      members: [
        { name: 'a-cp-x', zone: 'eu-west-1b', instanceType: 't3.large' },
        { name: 'a-cp-y', zone: 'eu-west-1a', instanceType: 't3.large' },
      ],
    })
    expect(findGroup(result, 'md')?.zones).toEqual(['eu-west-1b'])
    const guessed = listCodes(result).filter((code) => /zone|no-cluster/.test(code))
    expect(guessed).toEqual([])
  })

  it('etcd outside of the cluster: its members are not known', () => {
    const external = { endpoints: ['https://10.0.0.1:2379'], caFile: '/etc/ca' }
    const result = importObjects([
      ...SELF_MANAGED.slice(0, 3),
      makePlane({
        replicas: 3,
        kubeadmConfigSpec: { clusterConfiguration: { etcd: { external } } },
      }),
    ])
    expect(getCluster(result)?.controlPlane).toMatchObject({
      etcd: { topology: 'external', clusters: [] },
    })
    expect(listCodes(result)).toContain('ambiguous capi-external-etcd')
    expect(JSON.stringify(result.plan)).not.toContain('10.0.0.1')
  })

  it('EKS: a managed control plane, and three zones assumed where no subnets are told', () => {
    const result = importObjects(EKS)
    expect(getCluster(result)).toMatchObject({
      provisioner: 'eks',
      kubernetesVersion: '1.32',
      controlPlane: { kind: 'managed' },
      zones: ['a', 'b', 'c'].map((letter) => ({ name: `eu-west-1${letter}` })),
    })
    expect(listCodes(result)).toContain('assumed capi-default-zones')
  })

  it('no replicas of the control plane: one, assumed', () => {
    const result = importObjects([...SELF_MANAGED.slice(0, 3), makePlane({})])
    expect(getCluster(result)?.controlPlane).toMatchObject({ members: [{ name: 'a-cp-1' }] })
    expect(listCodes(result)).toContain('assumed capi-control-plane-size')
  })

  it('v1beta2 of the control plane nests its machines one deeper', () => {
    const plane = make('controlplane.cluster.x-k8s.io/v1beta2', 'KubeadmControlPlane', 'a-cp', {
      replicas: 1,
      version: 'v1.33.0',
      machineTemplate: {
        spec: { infrastructureRef: { apiGroup: 'x', kind: 'AWSMachineTemplate', name: 'm' } },
      },
    })
    const result = importObjects([...SELF_MANAGED.slice(0, 3), plane])
    expect(getCluster(result)?.controlPlane).toMatchObject({
      members: [{ instanceType: 't3.large' }],
    })
  })

  it.each([
    ['ROSACluster', 'error capi-provider'],
    ['AzureCluster', 'error capi-provider'],
  ])('%s: one error, and nothing is imported', (kind, code) => {
    const result = importObjects([
      makeCluster(kind, 'ROSAControlPlane'),
      makeDeployment(),
      makeMachine(),
    ])
    expect(result.plan).toBeUndefined()
    expect(listCodes(result)).toContain(code)
  })

  it('identities and add-ons are left out, and what they install is not read', () => {
    const result = importObjects([
      ...SELF_MANAGED,
      make(AWS, 'AWSClusterRoleIdentity', 'i', { roleARN: 'arn:aws:iam::1:role/secret' }),
      make('addons.cluster.x-k8s.io/v1beta1', 'ClusterResourceSet', 'crs', { resources: [] }),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cm' }, data: { a: 'kind: Pod' } },
    ])
    expect(listCodes(result)).toContain('dropped capi-left-out')
    expect(getCluster(result)?.resources).toEqual([])
    expect(JSON.stringify(result)).not.toContain('arn:aws')
  })

  it('templates alone describe no cluster, and say so', () => {
    const result = importObjects([makeMachine()])
    expect(result.plan).toBeUndefined()
    expect(listCodes(result)).toContain('ambiguous capi-no-cluster')
  })

  it('machines without their Cluster join the name that they give', () => {
    const result = importObjects([makeDeployment(), makeMachine()])
    expect(getCluster(result)?.name).toBe('a')
    expect(findGroup(result, 'md')?.instanceTypes).toEqual(['m5.large'])
  })
})

describe('Cluster API: MachineDeployment', () => {
  const importDeployment = (
    spec: Json = {},
    template: Json = {},
    machine: Json = {},
    meta: Json = {},
  ): ImportResult =>
    importObjects([...SELF_MANAGED, makeDeployment(spec, template, meta), makeMachine(machine)])

  it('as many as its replicas, all in the zone of the first private subnet', () => {
    const result = importDeployment()
    expect(findGroup(result, 'md')).toMatchObject({
      kind: 'asg',
      min: 2,
      desired: 2,
      max: 2,
      zones: ['eu-west-1a'],
      instanceTypes: ['m5.large'],
    })
    expect(result.findings.find(({ code }) => code === 'capi-one-zone')?.guess).toMatchObject({
      taken: 'eu-west-1a',
    })
  })

  it.each([
    {
      name: 'a failureDomain',
      template: { failureDomain: 'eu-west-1c' },
      machine: {},
      zones: ['eu-west-1c'],
    },
    {
      name: 'a subnet, which wins',
      template: { failureDomain: 'eu-west-1c' },
      machine: { subnet: { id: 'subnet-1' } },
      zones: ['eu-west-1b'],
    },
    {
      name: 'a subnet chosen by filters',
      template: {},
      machine: { subnet: { filters: [{ name: 'x', values: ['y'] }] } },
      zones: undefined,
    },
    {
      name: 'a subnet of another file',
      template: {},
      machine: { subnet: { id: 'subnet-9' } },
      zones: undefined,
    },
  ])('zone by $name', ({ template, machine, zones }) => {
    expect(findGroup(importDeployment({}, template, machine), 'md')?.zones).toEqual(zones)
  })

  it.each([
    {
      name: 'the annotations of the autoscaler',
      min: '1',
      max: '9',
      sizes: [1, 2, 9],
      code: 'assumed capi-autoscaler',
    },
    {
      name: 'one annotation alone',
      min: '1',
      max: undefined,
      sizes: [2, 2, 2],
      code: 'error capi-annotations',
    },
    { name: 'words', min: 'few', max: 'many', sizes: [2, 2, 2], code: 'error capi-annotations' },
    {
      name: 'bounds that the replicas do not keep',
      min: '3',
      max: '9',
      sizes: [undefined, undefined, undefined],
      code: 'error capi-sizes',
    },
  ])('sizes by $name', ({ min, max, sizes, code }) => {
    const prefix = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group'
    const annotations = {
      [`${prefix}-min-size`]: min,
      ...(max === undefined ? {} : { [`${prefix}-max-size`]: max }),
    }
    const result = importDeployment({}, {}, {}, { annotations })
    const group = findGroup(result, 'md')
    expect([group?.min, group?.desired, group?.max]).toEqual(sizes)
    expect(listCodes(result)).toContain(code)
  })

  it('the autoscaler of the annotations owns the groups that have them', () => {
    const prefix = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group'
    const annotations = { [`${prefix}-min-size`]: '1', [`${prefix}-max-size`]: '5' }
    const result = importDeployment({}, {}, {}, { annotations })
    expect(getCluster(result)?.autoscalers).toEqual([{ kind: 'cluster-autoscaler', owns: ['md'] }])
    expect(listCodes(result)).not.toContain('assumed no-autoscaler')
  })

  it('no replicas: one, assumed', () => {
    const result = importDeployment({ replicas: undefined })
    expect(findGroup(result, 'md')).toMatchObject({ min: 1, desired: 1, max: 1 })
    expect(listCodes(result)).toContain('assumed capi-default-size')
  })

  it.each([{ spotMarketOptions: {} }, { marketType: 'Spot' }])('spot: %j', (machine) => {
    expect(findGroup(importDeployment({}, {}, machine), 'md')?.purchase).toEqual({
      onDemandBase: 0,
      onDemandPercentageAboveBase: 0,
    })
  })

  it('the root disk, and a word on the others', () => {
    const result = importDeployment(
      {},
      {},
      {
        rootVolume: { size: 30, type: 'io2', iops: 4000, encrypted: true },
        nonRootVolumes: [{ deviceName: '/dev/sdb', size: 100 }],
      },
    )
    expect(findGroup(result, 'md')?.rootVolume).toEqual({ sizeGiB: 30, type: 'io2', iops: 4000 })
    expect(listCodes(result)).toContain('info capi-more-disks')
  })

  const REGISTRATIONS = [
    [
      'KubeadmConfigTemplate',
      {
        joinConfiguration: {
          nodeRegistration: {
            kubeletExtraArgs: { 'node-labels': 'team=x,tier', 'max-pods': '58' },
            taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
          },
        },
      },
    ],
    [
      'KubeadmConfigTemplate',
      {
        joinConfiguration: {
          nodeRegistration: {
            kubeletExtraArgs: [
              { name: 'node-labels', value: 'team=x,tier' },
              { name: 'register-with-taints', value: 'a=b:NoSchedule' },
              { name: 'max-pods', value: '58' },
            ],
          },
        },
      },
    ],
    [
      'EKSConfigTemplate',
      {
        kubeletExtraArgs: {
          'node-labels': 'team=x,tier',
          'register-with-taints': 'a=b:NoSchedule',
          'max-pods': '58',
        },
      },
    ],
    [
      'NodeadmConfigTemplate',
      {
        kubelet: {
          flags: ['--node-labels=team=x,tier', '--register-with-taints=a=b:NoSchedule'],
          config: { maxPods: 58 },
        },
      },
    ],
  ] as const

  it.each(REGISTRATIONS)('labels, taints and pods of a node from %s', (kind, spec) => {
    const result = importObjects([
      ...SELF_MANAGED,
      makeDeployment({}, { bootstrap: { configRef: { kind, name: 'w' } } }),
      makeMachine(),
      make(BOOT, kind, 'w', { template: { spec: { ...spec, users: [{ passwd: 'sesame' }] } } }),
    ])
    expect(findGroup(result, 'md')).toMatchObject({
      labels: { team: 'x', tier: '' },
      taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
      maxPods: 58,
    })
    expect(JSON.stringify(result)).not.toContain('sesame')
  })

  it('labels of machines reach nodes only in the domains that Cluster API keeps in step', () => {
    const labels = {
      'node-role.kubernetes.io/gpu': '',
      'x.node.cluster.x-k8s.io/a': '1',
      team: 'x',
    }
    const result = importDeployment({
      template: {
        metadata: { labels },
        spec: { infrastructureRef: { kind: 'AWSMachineTemplate', name: 'w' } },
      },
    })
    const { team: _team, ...kept } = labels
    expect(findGroup(result, 'md')?.labels).toEqual(kept)
  })

  it('a machine template that is in no file: types not known, and told', () => {
    const result = importObjects([...SELF_MANAGED, makeDeployment()])
    expect(findGroup(result, 'md')?.instanceTypes).toBeUndefined()
    expect(listCodes(result)).toContain('ambiguous capi-no-machine')
  })
})

describe('Cluster API: MachinePool', () => {
  it('of Auto Scaling: bounds of its own, desired from the replicas', () => {
    const result = importObjects([
      ...SELF_MANAGED,
      ...makePool('AWSMachinePool', {
        minSize: 1,
        maxSize: 9,
        subnets: [{ id: 'subnet-1' }, { id: 'subnet-2' }],
        awsLaunchTemplate: { instanceType: 'm5.large', rootVolume: { size: 40 } },
        mixedInstancesPolicy: {
          instancesDistribution: {
            onDemandBaseCapacity: 1,
            onDemandPercentageAboveBaseCapacity: 0,
          },
          overrides: [{ instanceType: 'm6i.large' }, { instanceType: 'm5.large' }],
        },
        suspendProcesses: { processes: { azRebalance: true, launch: false } },
      }),
    ])
    expect(findGroup(result, 'mp')).toMatchObject({
      kind: 'asg',
      min: 1,
      desired: 2,
      max: 9,
      zones: ['eu-west-1a', 'eu-west-1b'],
      instanceTypes: ['m6i.large', 'm5.large'],
      purchase: { onDemandBase: 1, onDemandPercentageAboveBase: 0 },
      suspendedProcesses: ['AZRebalance'],
      rootVolume: { sizeGiB: 40 },
    })
  })

  it('of EKS: labels, taints in EKS’ spelling, spot, and t3.medium where no type is named', () => {
    const result = importObjects([
      ...EKS,
      ...makePool('AWSManagedMachinePool', {
        eksNodegroupName: 'ng',
        scaling: { minSize: 1, maxSize: 4 },
        capacityType: 'spot',
        availabilityZones: ['eu-west-1a'],
        labels: { team: 'x' },
        taints: [{ key: 'a', value: 'b', effect: 'no-schedule' }],
        diskSize: 60,
      }),
    ])
    expect(findGroup(result, 'ng')).toMatchObject({
      kind: 'eks-managed',
      min: 1,
      desired: 2,
      max: 4,
      zones: ['eu-west-1a'],
      instanceTypes: ['t3.medium'],
      purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 },
      labels: { team: 'x' },
      taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
      rootVolume: { sizeGiB: 60 },
    })
    expect(listCodes(result)).toContain('assumed eks-default-type')
  })

  it('the type of the launch template, and all zones where none are named', () => {
    const result = importObjects([
      ...EKS,
      ...makePool('AWSManagedMachinePool', {
        awsLaunchTemplate: { instanceType: 'c7g.xlarge', rootVolume: { size: 90 } },
      }),
    ])
    expect(findGroup(result, 'mp')).toMatchObject({
      instanceTypes: ['c7g.xlarge'],
      rootVolume: { sizeGiB: 90 },
      zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
      min: 2,
      max: 2,
    })
    expect(listCodes(result)).toContain('assumed capi-pool-zones')
  })

  it('a Fargate profile', () => {
    const profile = make(AWS, 'AWSFargateProfile', 'fp', {
      clusterName: 'a',
      selectors: [{ namespace: 'default', labels: { run: 'here' } }],
    })
    expect(findGroup(importObjects([...EKS, profile]), 'fp')).toMatchObject({
      kind: 'fargate',
      selectors: [{ namespace: 'default', labels: { run: 'here' } }],
    })
  })
})

describe('Cluster API: clusters by their class', () => {
  const patch = (kind: string, match: Json, path: string, valueFrom: Json, enabledIf?: string) => ({
    ...(enabledIf === undefined ? {} : { enabledIf }),
    definitions: [
      {
        selector: { kind, matchResources: match },
        jsonPatches: [{ op: 'replace', path, valueFrom }],
      },
    ],
  })
  const TYPE_PATH = '/spec/template/spec/instanceType'
  const WORKERS = { machineDeploymentClass: { names: ['default'] } }
  const makeClass = (patches: readonly unknown[]): Json =>
    make(CORE, 'ClusterClass', 'k', {
      controlPlane: {
        ref: { kind: 'KubeadmControlPlaneTemplate', name: 'k' },
        machineInfrastructure: { ref: { kind: 'AWSMachineTemplate', name: 'm' } },
      },
      infrastructure: { ref: { kind: 'AWSClusterTemplate', name: 'k' } },
      workers: {
        machineDeployments: [
          {
            class: 'default',
            template: { infrastructure: { ref: { kind: 'AWSMachineTemplate', name: 'w' } } },
          },
        ],
      },
      variables: [
        {
          name: 'workerType',
          schema: { openAPIV3Schema: { type: 'string', default: 'm5.xlarge' } },
        },
      ],
      patches,
    })
  const makeTopology = (variables: readonly unknown[]): Json =>
    make(CORE, 'Cluster', 'a', {
      topology: {
        class: 'k',
        version: 'v1.31.4',
        controlPlane: { replicas: 3 },
        variables,
        workers: {
          machineDeployments: [
            { name: 'md-0', class: 'default', replicas: 4, failureDomain: 'eu-west-1b' },
          ],
        },
      },
    })
  const TEMPLATES = [
    make(AWS, 'AWSClusterTemplate', 'k', { template: { spec: {} } }),
    make(PLANE, 'KubeadmControlPlaneTemplate', 'k', { template: { spec: {} } }),
    MASTERS,
    makeMachine({ instanceType: 'REPLACEME' }),
  ]
  const REGION = patch(
    'AWSClusterTemplate',
    { infrastructureCluster: true },
    '/spec/template/spec/region',
    { variable: 'region' },
  )
  const TYPE = patch('AWSMachineTemplate', WORKERS, TYPE_PATH, { variable: 'workerType' })
  const region = { name: 'region', value: 'eu-west-1' }

  it('version, replicas and zones of the topology, types by the variables of its patches', () => {
    const result = importObjects([
      ...TEMPLATES,
      makeClass([REGION, TYPE]),
      makeTopology([region, { name: 'workerType', value: 'c5.large' }]),
    ])
    expect(getCluster(result)).toMatchObject({
      name: 'a',
      region: 'eu-west-1',
      kubernetesVersion: '1.31.4',
      provisioner: 'capa',
      controlPlane: { kind: 'self-managed', members: [{ instanceType: 't3.large' }, {}, {}] },
    })
    expect(findGroup(result, 'md-0')).toMatchObject({
      min: 4,
      max: 4,
      zones: ['eu-west-1b'],
      instanceTypes: ['c5.large'],
    })
  })

  it.each([
    { name: 'the class’ default', patches: [TYPE], variables: [], types: ['m5.xlarge'] },
    {
      name: 'an open placeholder',
      patches: [TYPE],
      variables: [{ name: 'workerType', value: '${TYPE}' }],
      types: undefined,
    },
    {
      name: 'a template of one variable',
      patches: [patch('AWSMachineTemplate', WORKERS, TYPE_PATH, { template: '{{ .workerType }}' })],
      variables: [],
      types: ['m5.xlarge'],
    },
    {
      name: 'a condition that holds',
      patches: [
        patch(
          'AWSMachineTemplate',
          WORKERS,
          TYPE_PATH,
          { variable: 'workerType' },
          '{{ ne .workerType "" }}',
        ),
      ],
      variables: [],
      types: ['m5.xlarge'],
    },
    {
      name: 'a condition that does not hold',
      patches: [
        patch(
          'AWSMachineTemplate',
          WORKERS,
          TYPE_PATH,
          { variable: 'workerType' },
          '{{ eq .workerType "" }}',
        ),
      ],
      variables: [],
      types: ['REPLACEME'],
    },
    {
      name: 'a computed value, not known',
      patches: [patch('AWSMachineTemplate', WORKERS, TYPE_PATH, { template: '{{ .a }}.large' })],
      variables: [],
      types: undefined,
    },
  ])('the type by $name', ({ patches, variables, types }) => {
    const result = importObjects([
      ...TEMPLATES,
      makeClass([REGION, ...patches]),
      makeTopology([region, ...variables]),
    ])
    expect(findGroup(result, 'md-0')?.instanceTypes).toEqual(types)
  })

  it('a variable that reaches nothing of a plan is not asked for', () => {
    const key = { name: 'sshKeyName', value: '${SSH_KEY}' }
    const result = importObjects([
      ...TEMPLATES,
      makeClass([REGION, TYPE]),
      makeTopology([region, key]),
    ])
    expect(result.placeholders).toEqual([])
    expect(listCodes(result)).toContain('dropped capi-unread')
  })

  it('a class of another provider is an error, and nothing of it is imported', () => {
    const foreign = make(CORE, 'ClusterClass', 'k', {
      infrastructure: { ref: { kind: 'DockerClusterTemplate', name: 'k' } },
    })
    const result = importObjects([foreign, makeTopology([])])
    expect(result.plan).toBeUndefined()
    expect(listCodes(result)).toContain('error capi-provider')
  })

  it('a class that is in no file is told', () => {
    const result = importObjects([makeTopology([region])])
    expect(listCodes(result)).toContain('ambiguous capi-no-class')
    expect(getCluster(result)).toMatchObject({ region: 'eu-west-1', kubernetesVersion: '1.31.4' })
    expect(findGroup(result, 'md-0')).toMatchObject({ desired: 4, zones: ['eu-west-1b'] })
  })
})

describe('Cluster API: placeholders (I4.4)', () => {
  const TEMPLATE = [
    makeCluster('AWSManagedCluster', 'AWSManagedControlPlane', '${CLUSTER_NAME}'),
    make('controlplane.cluster.x-k8s.io/v1beta2', 'AWSManagedControlPlane', '${CLUSTER_NAME}-cp', {
      region: '${AWS_REGION}',
      sshKeyName: '${AWS_SSH_KEY_NAME}',
      version: '${KUBERNETES_VERSION:=v1.30.0}',
    }),
    make(CORE, 'MachineDeployment', '${CLUSTER_NAME}-md-0', {
      clusterName: '${CLUSTER_NAME}',
      replicas: '${COUNT}',
      template: {
        spec: { infrastructureRef: { kind: 'AWSMachineTemplate', name: '${CLUSTER_NAME}-md-0' } },
      },
    }),
    make(AWS, 'AWSMachineTemplate', '${CLUSTER_NAME}-md-0', {
      template: { spec: { instanceType: '${TYPE}', sshKeyName: '${AWS_SSH_KEY_NAME}' } },
    }),
  ]

  it('each variable of a field that is used is asked for once; others are not', () => {
    const result = importObjects(TEMPLATE)
    expect(result.placeholders.map(({ variable }) => variable)).toEqual([
      'AWS_REGION',
      'CLUSTER_NAME',
      'COUNT',
      'TYPE',
    ])
    expect(getCluster(result)?.kubernetesVersion).toBe('1.30.0')
    expect(findGroup(result, 'md-0')).toMatchObject({ kind: 'asg', desired: 1 })
  })

  it('filled, the template joins as a cluster', () => {
    const variables = {
      CLUSTER_NAME: 'shop',
      AWS_REGION: 'eu-west-1',
      COUNT: '3',
      TYPE: 'm5.large',
    }
    const result = importObjects(TEMPLATE, { variables })
    expect(result.placeholders).toEqual([])
    expect(getCluster(result)).toMatchObject({ name: 'shop', region: 'eu-west-1' })
    expect(findGroup(result, 'shop-md-0')).toMatchObject({
      desired: 3,
      instanceTypes: ['m5.large'],
    })
  })
})

it('E30 importing twice changes nothing the second time', () => {
  const objects = [...SELF_MANAGED, makeDeployment(), makeMachine()]
  const first = importObjects(objects).plan
  const second = importObjects(objects, first === undefined ? {} : { base: first }).plan
  expect(second).toEqual(first)
})
