import { describe, expect, it } from 'vitest'
import type { Cluster, NodeGroup } from '#plan/schema.ts'
import { importFiles } from '../../import-files.ts'
import type { ImportOptions, ImportResult } from '../../importer.ts'

type Json = Readonly<Record<string, unknown>>

function makeResource(type: string, name: string, values: Json, more: Json = {}): Json {
  return { address: `${type}.${name}`, mode: 'managed', type, name, values, ...more }
}

function makeState(resources: readonly Json[], more: Json = {}): Json {
  return { format_version: '1.0', values: { root_module: { resources } }, ...more }
}

function importJson(document: unknown, options: ImportOptions = {}): ImportResult {
  return importFiles([{ label: 'tf.json', text: JSON.stringify(document) }], options)
}

function importState(...resources: readonly Json[]): ImportResult {
  return importJson(makeState(resources))
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

const SUBNETS = ['a', 'b'].map((letter, index) =>
  makeResource('aws_subnet', letter, {
    id: `subnet-${letter}`,
    availability_zone: `eu-west-1${letter}`,
    availability_zone_id: `euw1-az${index + 1}`,
    cidr_block: `10.0.${index}.0/24`,
  }),
)
const EKS = makeResource('aws_eks_cluster', 'this', {
  name: 'shop',
  version: '1.33',
  vpc_config: [{ subnet_ids: ['subnet-a', 'subnet-b'] }],
})

function makeNodeGroup(values: Json, more: Json = {}): Json {
  const group = {
    cluster_name: 'shop',
    node_group_name: 'ng',
    scaling_config: [{ min_size: 1, max_size: 4, desired_size: 2 }],
    subnet_ids: ['subnet-b', 'subnet-a'],
    ...values,
  }
  return makeResource('aws_eks_node_group', 'ng', group, more)
}

const KOPS_TAGS = {
  KubernetesCluster: 'k.example.com',
  'kubernetes.io/cluster/k.example.com': 'owned',
}

function makeScalingGroup(name: string, values: Json, tags: Json = KOPS_TAGS): Json {
  return makeResource('aws_autoscaling_group', name, {
    name: `${name}.k.example.com`,
    min_size: 1,
    max_size: 3,
    vpc_zone_identifier: ['subnet-a'],
    launch_template: [{ id: `lt-${name}`, version: '1' }],
    tag: Object.entries({ 'kops.k8s.io/instancegroup': name, ...tags }).map(([key, value]) => ({
      key,
      value,
      propagate_at_launch: true,
    })),
    ...values,
  })
}

function makeTemplate(name: string, values: Json = {}): Json {
  return makeResource('aws_launch_template', name, {
    id: `lt-${name}`,
    instance_type: 'm5.large',
    block_device_mappings: [
      { device_name: '/dev/sdc', virtual_name: 'ephemeral0' },
      { device_name: '/dev/sdb', ebs: [{ volume_size: 500 }] },
      { device_name: '/dev/xvda', ebs: [{ volume_size: 64, volume_type: 'gp3', iops: 3000 }] },
    ],
    ...values,
  })
}

describe('Terraform: EKS (I8.2)', () => {
  it('E29 a plan with a node group 1/1/1 without types: t3.medium, assumed', () => {
    const group = makeNodeGroup({
      scaling_config: [{ min_size: 1, max_size: 1, desired_size: 1 }],
      labels: null,
    })
    const result = importJson({
      format_version: '0.1',
      planned_values: { root_module: { resources: [group] } },
    })
    expect(getCluster(result)).toMatchObject({ name: 'shop', provisioner: 'eks' })
    expect(findGroup(result, 'ng')).toMatchObject({
      kind: 'eks-managed',
      min: 1,
      desired: 1,
      max: 1,
      instanceTypes: ['t3.medium'],
    })
    expect(listCodes(result)).toContain('assumed eks-default-type')
    expect(listCodes(result)).toContain('info tf-ignore-changes')
  })

  it('E29 user data is nowhere, nor any other value that is not read', () => {
    const secret = 'c2VzYW1l'
    const result = importState(
      EKS,
      makeTemplate('ng', { user_data: secret, key_name: secret, description: secret }),
      makeNodeGroup({
        launch_template: [{ id: 'lt-ng' }],
        tags: { owner: secret, Name: 'x' },
        remote_access: [{ ec2_ssh_key: secret }],
      }),
      makeResource('aws_db_instance', 'db', { password: secret }),
      makeResource('aws_instance', 'i', {
        user_data: secret,
        tags: { 'eks:cluster-name': 'shop' },
      }),
    )
    expect(JSON.stringify(result)).not.toContain(secret)
    expect(listCodes(result)).toEqual(
      expect.arrayContaining(['dropped field-left-out', 'dropped tf-tags', 'unknown tf-type']),
    )
  })

  it('cluster, zones of its subnets and a node group with all of its attributes', () => {
    const result = importState(
      EKS,
      ...SUBNETS,
      makeResource('aws_vpc', 'v', { id: 'vpc-1', cidr_block: '10.0.0.0/16' }),
      makeNodeGroup({
        instance_types: ['m6i.large', 'm5.large'],
        capacity_type: 'SPOT',
        disk_size: 50,
        labels: { team: 'x' },
        taint: [
          { key: 'a', value: 'b', effect: 'PREFER_NO_SCHEDULE' },
          { key: 'c', effect: 'NO_EXECUTE' },
        ],
        ami_type: 'WINDOWS_CORE_2022_x86_64',
      }),
    )
    expect(getCluster(result)).toMatchObject({
      name: 'shop',
      region: 'eu-west-1',
      kubernetesVersion: '1.33',
      provisioner: 'eks',
      network: { vpcCidr: '10.0.0.0/16' },
      controlPlane: { kind: 'managed' },
      zones: [
        { name: 'eu-west-1a', zoneId: 'euw1-az1', subnets: [{ cidr: '10.0.0.0/24' }] },
        { name: 'eu-west-1b', zoneId: 'euw1-az2', subnets: [{ cidr: '10.0.1.0/24' }] },
      ],
    })
    expect(findGroup(result, 'ng')).toMatchObject({
      min: 1,
      desired: 2,
      max: 4,
      zones: ['eu-west-1a', 'eu-west-1b'],
      instanceTypes: ['m6i.large', 'm5.large'],
      purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 },
      labels: { team: 'x' },
      taints: [
        { key: 'a', value: 'b', effect: 'PreferNoSchedule' },
        { key: 'c', effect: 'NoExecute' },
      ],
      rootVolume: { sizeGiB: 50 },
      os: 'windows',
    })
  })

  it.each([
    {
      name: 'the launch template by id',
      ref: { id: 'lt-ng' },
      type: 'c5.large',
      found: ['c5.large'],
    },
    {
      name: 'the launch template by name',
      ref: { name: 'named' },
      type: 'c5.large',
      found: ['c5.large'],
    },
    {
      name: 'EKS where the template has none',
      ref: { id: 'lt-ng' },
      type: null,
      found: ['t3.medium'],
    },
    {
      name: 'EKS where the template is elsewhere',
      ref: { id: 'lt-9' },
      type: 'c5.large',
      found: ['t3.medium'],
    },
  ])('the type comes from $name', ({ ref, type, found }) => {
    const result = importState(
      EKS,
      makeTemplate('ng', { instance_type: type, name: 'named' }),
      makeNodeGroup({ launch_template: [ref], disk_size: 0 }),
    )
    expect(findGroup(result, 'ng')?.instanceTypes).toEqual(found)
  })

  it('Fargate, and the pools of Auto Mode', () => {
    const result = importState(
      makeResource('aws_eks_cluster', 'this', {
        name: 'shop',
        compute_config: [{ enabled: true, node_pools: ['general-purpose'] }],
      }),
      makeResource('aws_eks_fargate_profile', 'fp', {
        cluster_name: 'shop',
        fargate_profile_name: 'fp',
        selector: [{ namespace: 'default', labels: { a: 'b' } }],
      }),
    )
    expect(findGroup(result, 'fp')).toMatchObject({
      kind: 'fargate',
      selectors: [{ namespace: 'default', labels: { a: 'b' } }],
    })
    expect(findGroup(result, 'general-purpose')?.kind).toBe('auto-mode')
    expect(getCluster(result)?.autoscalers).toEqual([{ kind: 'karpenter', owns: 'auto-discovery' }])
  })

  it('values marked sensitive are dropped, in plans and in states', () => {
    const group = makeNodeGroup(
      { instance_types: ['m5.large'], labels: { a: 'b' } },
      { sensitive_values: { labels: true, scaling_config: [{ max_size: true }] } },
    )
    const shown = importState(EKS, group)
    expect(findGroup(shown, 'ng')).toMatchObject({ min: 1, desired: 2 })
    expect(findGroup(shown, 'ng')?.max).toBeUndefined()
    expect(findGroup(shown, 'ng')?.labels ?? {}).toEqual({})
    expect(listCodes(shown)).toContain('dropped tf-sensitive')
    const steps = [{ type: 'get_attr', value: 'labels' }]
    const instance = { attributes: group['values'], sensitive_attributes: [steps] }
    const state = importJson({
      version: 4,
      lineage: 'x',
      resources: [
        { mode: 'managed', type: 'aws_eks_node_group', name: 'ng', instances: [instance] },
      ],
    })
    expect(findGroup(state, 'ng')).toMatchObject({ max: 4 })
    expect(findGroup(state, 'ng')?.labels ?? {}).toEqual({})
  })

  it.each([
    [{ min_size: 3, max_size: 2, desired_size: 2 }],
    [{ min_size: 1, max_size: 2, desired_size: 3 }],
  ])('sizes that cannot be count as not known: %j', (sizes) => {
    const result = importState(EKS, makeNodeGroup({ scaling_config: [sizes] }))
    expect(findGroup(result, 'ng')?.max).toBeUndefined()
    expect(listCodes(result)).toContain('error tf-sizes')
  })

  it('I8.3 a subnet that is nowhere: the zones are not known, and told', () => {
    const result = importState(EKS, ...SUBNETS, makeNodeGroup({ subnet_ids: ['subnet-z'] }))
    expect(findGroup(result, 'ng')?.zones).toBeUndefined()
    expect(listCodes(result)).toContain('ambiguous tf-subnet-zone')
  })
})

describe('Terraform: plans, states and modules (I8.1)', () => {
  const TREE = {
    address: 'module.eks',
    resources: [{ ...EKS, address: 'module.eks.aws_eks_cluster.this[0]', index: 0 }],
    child_modules: ['blue', 'green'].map((key) => ({
      address: `module.eks.module.pool["${key}"]`,
      resources: [
        {
          ...makeNodeGroup({
            node_group_name: undefined,
            subnet_ids: undefined,
            launch_template: [{}],
          }),
          name: 'this',
          index: 0,
        },
        {
          ...makeTemplate('lt', {
            id: undefined,
            instance_type: `${key === 'blue' ? 'm' : 'c'}5.large`,
          }),
        },
      ],
    })),
  }
  const NET = {
    address: 'module.vpc',
    resources: SUBNETS.map((one, index) => ({
      ...one,
      name: 'private',
      index,
      values: { ...(one['values'] as Json), id: undefined },
    })),
  }
  const CONFIGURATION = {
    root_module: {
      module_calls: {
        vpc: {
          module: {
            outputs: { private_subnets: { expression: { references: ['aws_subnet.private'] } } },
          },
        },
        eks: {
          expressions: { subnet_ids: { references: ['module.vpc.private_subnets', 'module.vpc'] } },
          module: {
            module_calls: {
              pool: {
                expressions: {
                  subnet_ids: {
                    references: ['each.value.subnet_ids', 'each.value', 'var.subnet_ids'],
                  },
                },
                module: {
                  resources: [
                    {
                      address: 'aws_eks_node_group.this',
                      mode: 'managed',
                      type: 'aws_eks_node_group',
                      name: 'this',
                      expressions: { subnet_ids: { references: ['var.subnet_ids'] } },
                    },
                  ],
                },
              },
            },
          },
        },
      },
    },
  }

  it('I8.5 nested modules: groups by the key of their address while names are not known', () => {
    const result = importJson({
      format_version: '1.2',
      planned_values: { root_module: { child_modules: [TREE, NET] } },
      configuration: CONFIGURATION,
    })
    expect(getCluster(result)?.nodeGroups.map(({ name }) => name)).toEqual(['blue', 'green'])
    expect(findGroup(result, 'green')).toMatchObject({
      instanceTypes: ['c5.large'],
      rootVolume: { sizeGiB: 64 },
      zones: ['eu-west-1a', 'eu-west-1b'],
    })
    const named = result.findings.find(({ code }) => code === 'tf-name')
    expect(named?.path).toBe('module.eks.module.pool["blue"].aws_eks_node_group.this[0]')
  })

  it('I8.3 without a way to its subnets a group takes all zones, assumed', () => {
    const result = importJson({
      format_version: '1.2',
      planned_values: { root_module: { child_modules: [TREE, NET] } },
    })
    expect(findGroup(result, 'green')?.zones).toEqual(['eu-west-1a', 'eu-west-1b'])
    expect(listCodes(result)).toEqual(
      expect.arrayContaining(['assumed tf-group-zones', 'assumed tf-zones']),
    )
  })

  it('a state of version 4 gives the same as what show prints of it', () => {
    const resources = [EKS, ...SUBNETS, makeNodeGroup({ instance_types: ['m5.large'] })]
    const state = {
      version: 4,
      terraform_version: '1.9.0',
      lineage: 'x',
      outputs: { token: { value: 'sesame' } },
      resources: resources.map(({ type, name, values, mode }) => ({
        mode,
        type,
        name,
        instances: [{ attributes: values }],
      })),
    }
    const result = importJson(state)
    expect(result.plan).toEqual(importState(...resources).plan)
    expect(JSON.stringify(result)).not.toContain('sesame')
    expect(listCodes(result)).toContain('dropped tf-parts')
  })

  it.each([
    [{ version: 3, lineage: 'x', modules: [] }, 'error tf-version'],
    [{ format_version: '2.0', values: {} }, 'error tf-version'],
    [{ format_version: '1.0', values: { root_module: {} } }, 'ambiguous tf-no-cluster'],
  ])('%j: told, and nothing is imported', (document, code) => {
    const result = importJson(document)
    expect(result.plan).toBeUndefined()
    expect(listCodes(result)).toContain(code)
  })

  it('what a plan deletes is told, and what it makes anew is imported as it will be', () => {
    const change = (address: string, type: string, ...actions: readonly string[]): Json => ({
      address,
      type,
      change: { actions },
    })
    const result = importJson({
      format_version: '1.2',
      planned_values: { root_module: { resources: [EKS] } },
      resource_changes: [
        change('aws_eks_node_group.old', 'aws_eks_node_group', 'delete'),
        change('aws_eks_cluster.this', 'aws_eks_cluster', 'delete', 'create'),
        change('aws_s3_bucket.b', 'aws_s3_bucket', 'delete'),
      ],
    })
    const told = result.findings.filter(({ code }) => /^tf-(?:deleted|replaced)$/.test(code))
    expect(told.map(({ code, path }) => `${code} ${path ?? ''}`)).toEqual([
      'tf-replaced aws_eks_cluster.this',
      'tf-deleted aws_eks_node_group.old',
    ])
  })

  it('an old object that waits to be destroyed is not imported beside the new one', () => {
    const old = makeNodeGroup({ node_group_name: 'old' }, { deposed_key: 'a1b2c3d4' })
    const result = importState(EKS, old, makeNodeGroup({}))
    expect(getCluster(result)?.nodeGroups.map(({ name }) => name)).toEqual(['ng'])
    expect(listCodes(result)).toContain('info tf-deposed')
  })

  it('types that are not read are counted, each once', () => {
    const result = importState(
      EKS,
      makeResource('helm_release', 'a', { values: ['x'] }),
      makeResource('helm_release', 'b', {}),
      makeResource('aws_s3_bucket', 'c', {}),
    )
    const told = result.findings.filter(({ code }) => code === 'tf-type')
    expect(told.map(({ message, count }) => `${count ?? 0} ${message}`)).toEqual([
      '1 1 aws_s3_bucket: a type that a plan does not use; not stored',
      '2 2 helm_release: what runs in the cluster is read from kubectl output; not stored',
    ])
  })

  it('E30 importing twice changes nothing the second time', () => {
    const state = makeState([EKS, ...SUBNETS, makeNodeGroup({})])
    const first = importJson(state).plan
    expect(importJson(state, first === undefined ? {} : { base: first }).plan).toEqual(first)
  })
})

describe('Terraform: groups by their tags (section 12)', () => {
  const MASTER_TAGS = { ...KOPS_TAGS, 'k8s.io/role/control-plane': '1', 'k8s.io/role/master': '1' }
  const VOLUMES = ['a', 'b'].flatMap((letter) =>
    ['main', 'events'].map((etcd) =>
      makeResource('aws_ebs_volume', `${letter}-${etcd}`, {
        availability_zone: `eu-west-1${letter}`,
        size: 20,
        type: 'gp3',
        iops: 3000,
        throughput: 125,
        tags: { ...KOPS_TAGS, [`k8s.io/etcd/${etcd}`]: `${letter}/a,b`, Name: 'x' },
      }),
    ),
  )

  it('what kOps writes: groups by their instance group, masters, and members of etcd by volume', () => {
    const result = importState(
      ...SUBNETS,
      makeTemplate('master-a', { instance_type: 't3.medium' }),
      makeTemplate('master-b', { instance_type: 't3.medium' }),
      makeTemplate('nodes'),
      makeScalingGroup('master-a', { max_size: 1 }, MASTER_TAGS),
      makeScalingGroup('master-b', { max_size: 1, vpc_zone_identifier: ['subnet-b'] }, MASTER_TAGS),
      makeScalingGroup(
        'nodes',
        { vpc_zone_identifier: ['subnet-b', 'subnet-a'] },
        {
          ...KOPS_TAGS,
          'k8s.io/cluster-autoscaler/node-template/label/team': 'x',
          'k8s.io/cluster-autoscaler/node-template/taint/dedicated': 'db:NoSchedule',
        },
      ),
      ...VOLUMES,
    )
    const volume = { sizeGiB: 20, type: 'gp3', iops: 3000, throughputMiBps: 125 }
    const members = ['a', 'b'].map((name) => ({
      name,
      zone: `eu-west-1${name}`,
      instanceType: 't3.medium',
      volume,
    }))
    expect(getCluster(result)).toMatchObject({
      name: 'k.example.com',
      provisioner: 'kops',
      controlPlane: {
        kind: 'self-managed',
        members: ['a', 'b'].map((letter) => ({
          name: `master-${letter}`,
          zone: `eu-west-1${letter}`,
          instanceType: 't3.medium',
          group: `master-${letter}`,
        })),
        etcd: {
          topology: 'stacked',
          clusters: [
            { name: 'main', members },
            { name: 'events', members },
          ],
        },
      },
    })
    expect(findGroup(result, 'nodes')).toMatchObject({
      kind: 'asg',
      min: 1,
      desired: 1,
      max: 3,
      zones: ['eu-west-1a', 'eu-west-1b'],
      instanceTypes: ['m5.large'],
      labels: { team: 'x' },
      taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }],
      rootVolume: { sizeGiB: 64, type: 'gp3', iops: 3000 },
    })
    expect(findGroup(result, 'master-a')).toMatchObject({
      role: 'control-plane',
      taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
    })
    expect(listCodes(result)).toContain('assumed tf-desired')
  })

  it('E18 a member of etcd without its volume is an error by name', () => {
    const result = importState(
      makeScalingGroup('nodes', {}),
      ...VOLUMES.filter((one) => one['name'] !== 'b-main'),
    )
    expect(result.findings.find(({ code }) => code === 'tf-etcd-member')).toMatchObject({
      severity: 'error',
      message: 'member b of main not found',
    })
  })

  it.each([
    {
      name: 'overrides in order, with a base on demand',
      policy: {
        instances_distribution: [
          { on_demand_base_capacity: 1, on_demand_percentage_above_base_capacity: 0 },
        ],
        launch_template: [
          {
            launch_template_specification: [{ launch_template_id: 'lt-nodes' }],
            override: [{ instance_type: 'm6i.large' }, { instance_type: 'm5.large' }],
          },
        ],
      },
      types: ['m6i.large', 'm5.large'],
      purchase: { onDemandBase: 1, onDemandPercentageAboveBase: 0 },
      sizes: [1, 1, 3],
    },
    {
      name: 'no distribution: all on demand',
      policy: {
        launch_template: [{ launch_template_specification: [{ launch_template_id: 'lt-nodes' }] }],
      },
      types: ['m5.large'],
      purchase: undefined,
      sizes: [1, 1, 3],
    },
    {
      name: 'one weight for all types: sizes in instances',
      policy: {
        launch_template: [{ override: [{ instance_type: 'm5.xlarge', weighted_capacity: '2' }] }],
      },
      types: ['m5.xlarge'],
      purchase: undefined,
      sizes: [1, 1, 2],
    },
  ])('I12.7 to I12.9 $name', ({ policy, types, purchase, sizes }) => {
    const result = importState(
      ...SUBNETS,
      makeTemplate('nodes'),
      makeScalingGroup('nodes', { launch_template: [], mixed_instances_policy: [policy] }),
    )
    const group = findGroup(result, 'nodes')
    expect(group?.instanceTypes).toEqual(types)
    // All on demand is what a plan has where it says nothing.
    expect(group?.purchase).toEqual(purchase)
    expect([group?.min, group?.desired, group?.max]).toEqual(sizes)
  })

  it('E21 weights 1 and 2: sizes stay units, and that is told', () => {
    const override = [
      { instance_type: 'm5.large', weighted_capacity: '1' },
      { instance_type: 'm5.xlarge', weighted_capacity: '2' },
    ]
    const result = importState(
      makeScalingGroup('nodes', { mixed_instances_policy: [{ launch_template: [{ override }] }] }),
    )
    expect(findGroup(result, 'nodes')).toMatchObject({ min: 1, max: 3 })
    expect(listCodes(result)).toContain('ambiguous tf-capacity-units')
  })

  it('types by their attributes', () => {
    const result = importState(
      ...SUBNETS,
      makeTemplate('nodes', {
        instance_type: '',
        instance_requirements: [
          {
            vcpu_count: [{ min: 4, max: 8 }],
            memory_mib: [{ min: 16384, max: 0 }],
            bare_metal: '',
          },
        ],
      }),
      makeScalingGroup('nodes', {}),
    )
    expect(findGroup(result, 'nodes')?.requirements).toEqual([
      { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Gte', values: ['4'] },
      { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Lte', values: ['8'] },
      { key: 'karpenter.k8s.aws/instance-memory', operator: 'Gte', values: ['16384'] },
      { key: 'karpenter.k8s.aws/instance-category', operator: 'NotIn', values: ['t'] },
      { key: 'karpenter.k8s.aws/instance-hypervisor', operator: 'NotIn', values: [''] },
    ])
  })

  it('tags in the old form, a map, and those that the template gives', () => {
    const owned = { 'kubernetes.io/cluster/shop': 'owned' }
    const old = [{ key: 'kubernetes.io/cluster/shop', value: 'owned', propagate_at_launch: true }]
    const result = importState(
      ...SUBNETS,
      makeTemplate('c', { tag_specifications: [{ resource_type: 'instance', tags: owned }] }),
      makeScalingGroup('a', { tag: [], tags: old }, {}),
      makeScalingGroup('b', { tag: [], tags: owned }, {}),
      makeScalingGroup('c', { tag: [] }, {}),
    )
    expect(getCluster(result)?.nodeGroups.map(({ name }) => name)).toEqual([
      'a.k.example.com',
      'b.k.example.com',
      'c.k.example.com',
    ])
  })

  it('I12.2 what names no cluster is shown, and imported when its cluster is named', () => {
    const resources = [EKS, makeScalingGroup('lone', { tag: [] }, {})]
    const result = importState(...resources)
    const asked = result.findings.find(({ code }) => code === 'tf-unassigned')
    expect(asked).toMatchObject({
      severity: 'dropped',
      guess: { taken: 'left out', alternatives: [{ value: 'shop' }] },
    })
    expect(findGroup(result, 'lone.k.example.com')).toBeUndefined()
    const choices = { [asked?.guess?.id ?? '']: 'shop' }
    const chosen = importJson(makeState(resources), { choices })
    expect(findGroup(chosen, 'lone.k.example.com')?.kind).toBe('asg')
  })

  it('instances: machines of the control plane, and a group of exactly as many of the others', () => {
    const own = { 'sigs.k8s.io/cluster-api-provider-aws/cluster/capi': 'owned' }
    const role = 'sigs.k8s.io/cluster-api-provider-aws/role'
    const make = (name: string, tags: Json): Json =>
      makeResource('aws_instance', name, {
        instance_type: 'm5.large',
        subnet_id: 'subnet-a',
        root_block_device: [{ volume_size: 40, volume_type: 'gp3' }],
        tags,
      })
    const result = importState(
      ...SUBNETS,
      make('cp', { ...own, [role]: 'control-plane' }),
      make('w1', { ...own, [role]: 'node' }),
      make('w2', { ...own, [role]: 'node' }),
    )
    expect(getCluster(result)).toMatchObject({
      name: 'capi',
      provisioner: 'capa',
      controlPlane: {
        members: [{ name: 'cp', zone: 'eu-west-1a', instanceType: 'm5.large' }],
        etcd: { topology: 'stacked' },
      },
    })
    expect(findGroup(result, 'worker-m5.large')).toMatchObject({
      min: 2,
      desired: 2,
      max: 2,
      zones: ['eu-west-1a'],
      rootVolume: { sizeGiB: 40 },
    })
    expect(listCodes(result)).toEqual(
      expect.arrayContaining(['ambiguous tf-ungrouped', 'assumed tf-etcd-stacked']),
    )
  })
})

describe('Terraform: volumes (I12.14)', () => {
  const OWN = { 'kubernetes.io/cluster/shop': 'owned' }
  const makeDisk = (name: string, tags: Json, values: Json = {}): Json =>
    makeResource('aws_ebs_volume', name, {
      id: `vol-${name}`,
      availability_zone: 'eu-west-1b',
      size: 20,
      type: 'gp3',
      iops: 3000,
      tags,
      ...values,
    })
  const listVolumes = (result: ImportResult) =>
    (getCluster(result)?.resources ?? []).map(({ kind, metadata }) => `${kind} ${metadata.name}`)

  it('E17 a volume in its zone, with the claim that its tags name', () => {
    const claim = {
      'kubernetes.io/created-for/pvc/namespace': 'db',
      'kubernetes.io/created-for/pvc/name': 'data-0',
      CSIVolumeName: 'pvc-1',
    }
    const result = importState(EKS, ...SUBNETS, makeDisk('a', { ...OWN, ...claim }))
    expect(listVolumes(result)).toEqual(['PersistentVolume pvc-1', 'PersistentVolumeClaim data-0'])
    expect(getCluster(result)?.resources[0]).toMatchObject({
      spec: {
        capacity: { storage: '20Gi' },
        claimRef: { namespace: 'db', name: 'data-0' },
        csi: { volumeAttributes: { type: 'gp3', iops: '3000' } },
        nodeAffinity: {
          required: { nodeSelectorTerms: [{ matchExpressions: [{ values: ['eu-west-1b'] }] }] },
        },
      },
    })
  })

  it('one that is attached to an instance of the cluster, and none that nothing gives a cluster', () => {
    const result = importState(
      EKS,
      ...SUBNETS,
      makeResource('aws_instance', 'w', { id: 'i-1', instance_type: 'm5.large', tags: OWN }),
      makeDisk('data', {}),
      makeDisk('lone', {}),
      makeResource('aws_volume_attachment', 'x', { volume_id: 'vol-data', instance_id: 'i-1' }),
    )
    expect(listVolumes(result)).toEqual(['PersistentVolume data'])
    expect(listCodes(result)).toContain('dropped tf-volumes-left')
  })

  it('in a plan the attachment is found by what it refers to', () => {
    const refer = (address: string): Json => ({ references: [`${address}.id`, address] })
    const result = importJson({
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: [
            EKS,
            makeResource('aws_instance', 'w', { instance_type: 'm5.large', tags: OWN }),
            makeDisk('data', {}, { id: undefined }),
            makeResource('aws_volume_attachment', 'x', { device_name: '/dev/sdf' }),
          ],
        },
      },
      configuration: {
        root_module: {
          resources: [
            {
              mode: 'managed',
              type: 'aws_volume_attachment',
              name: 'x',
              expressions: {
                volume_id: refer('aws_ebs_volume.data'),
                instance_id: refer('aws_instance.w'),
              },
            },
          ],
        },
      },
    })
    expect(listVolumes(result)).toEqual(['PersistentVolume data'])
  })

  it('without a zone it is an error by its address', () => {
    const result = importState(EKS, ...SUBNETS, makeDisk('a', OWN, { availability_zone: null }))
    expect(result.findings.find(({ code }) => code === 'tf-volume-incomplete')).toMatchObject({
      severity: 'error',
      path: 'aws_ebs_volume.a',
    })
  })
})
