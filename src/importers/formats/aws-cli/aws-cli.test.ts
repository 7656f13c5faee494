import { describe, expect, it } from 'vitest'
import { getAt } from '#base/assert.ts'
import { renderPlanYaml } from '#plan/canonical.ts'
import type { Cluster, Plan } from '#plan/schema.ts'
import {
  CALLS,
  makeInstance,
  makeLine,
  makeLines,
  makeScalingGroup,
  makeSubnet,
  makeTags,
  makeVolume,
  REGION,
  renderLines,
  type AccountAnswers,
} from '#testing/inventory-lines.ts'
import { importFiles } from '../../import-files.ts'
import type { ImportOptions, ImportResult } from '../../importer.ts'

const SHOP = { 'eks:cluster-name': 'shop' }
const NG1 = { ...SHOP, 'eks:nodegroup-name': 'ng1', 'aws:autoscaling:groupName': 'eks-ng1' }

function importLines(lines: readonly unknown[], options: ImportOptions = {}): ImportResult {
  return importFiles([{ label: 'aws.jsonl', text: renderLines(lines) }], options)
}

function importAccount(answers: AccountAnswers, options: ImportOptions = {}): ImportResult {
  return importLines(makeLines(answers), options)
}

function getClusters({ plan }: ImportResult): readonly Cluster[] {
  return plan?.designs[0]?.clusters ?? []
}

function getCluster(result: ImportResult): Cluster {
  return getAt(getClusters(result), 0)
}

function listNames(cluster: Cluster, kind: string): readonly string[] {
  return cluster.resources.flatMap((one) => (one.kind === kind ? [one.metadata.name] : []))
}

function listCodes({ findings }: ImportResult, severity?: string): readonly string[] {
  const told = findings.filter((one) => severity === undefined || one.severity === severity)
  return told.map(({ code }) => code)
}

function say(result: ImportResult, code: string): string {
  return result.findings.find((finding) => finding.code === code)?.message ?? ''
}

const EKS_GROUP = makeScalingGroup('eks-ng1', NG1, {
  MixedInstancesPolicy: {
    LaunchTemplate: {
      LaunchTemplateSpecification: { LaunchTemplateId: 'lt-1', Version: '3' },
      Overrides: [{ InstanceType: 'm6i.large' }, { InstanceType: 'm5.large' }],
    },
    InstancesDistribution: { OnDemandBaseCapacity: 1, OnDemandPercentageAboveBaseCapacity: 0 },
  },
})
const THREE = ['a', 'b', 'c'].map((letter, index) => makeInstance(`i-${index}`, letter, NG1))

describe('acceptance examples of the import specification', () => {
  it('E15 inventory, EKS', () => {
    const cluster = getCluster(importAccount({ instances: THREE, AutoScalingGroups: [EKS_GROUP] }))
    expect(cluster).toMatchObject({
      name: 'shop',
      provisioner: 'eks',
      region: REGION,
      controlPlane: { kind: 'managed' },
    })
    expect(cluster.nodeGroups).toEqual([
      expect.objectContaining({
        name: 'ng1',
        kind: 'eks-managed',
        instanceTypes: ['m6i.large', 'm5.large'],
        purchase: { onDemandBase: 1, onDemandPercentageAboveBase: 0 },
        zones: [`${REGION}a`, `${REGION}b`, `${REGION}c`],
        min: 1,
        desired: 2,
        max: 5,
      }),
    ])
    expect(listNames(cluster, 'Node')).toHaveLength(3)
  })

  it('E16 inventory, Karpenter', () => {
    const tags = { 'karpenter.sh/nodepool': 'default', 'eks:eks-cluster-name': 'shop' }
    const parts = { InstanceLifecycle: 'spot' }
    const instances = ['i-1', 'i-2'].map((id) => makeInstance(id, 'a', tags, parts))
    const cluster = getCluster(importAccount({ instances }))
    expect(cluster.name).toBe('shop')
    expect(cluster.nodeGroups).toMatchObject([
      { name: 'default', kind: 'karpenter', purchase: { onDemandPercentageAboveBase: 0 } },
    ])
    const nodes = cluster.resources.filter(({ kind }) => kind === 'Node')
    expect(nodes.map(({ metadata }) => metadata.labels?.['karpenter.sh/capacity-type'])).toEqual([
      'spot',
      'spot',
    ])
    expect(cluster.autoscalers).toEqual([{ kind: 'karpenter', owns: 'auto-discovery' }])
  })

  it('E17 inventory, volume', () => {
    const disk = {
      DeviceName: '/dev/xvda',
      Ebs: { VolumeId: 'vol-root', DeleteOnTermination: true },
    }
    const instance = makeInstance('i-1', 'b', SHOP, { BlockDeviceMappings: [disk] })
    const attach = (Device: string) => [{ InstanceId: 'i-1', Device, State: 'attached' }]
    const claim = {
      CSIVolumeName: 'pvc-1',
      'kubernetes.io/created-for/pvc/namespace': 'db',
      'kubernetes.io/created-for/pvc/name': 'data-0',
    }
    const cluster = getCluster(
      importAccount({
        instances: [instance],
        Volumes: [
          makeVolume('vol-1', 'b', claim, { Attachments: attach('/dev/xvdba') }),
          makeVolume('vol-root', 'b', {}, { Size: 80, Attachments: attach('/dev/xvda') }),
        ],
      }),
    )
    expect(listNames(cluster, 'PersistentVolume')).toEqual(['pvc-1'])
    const volume = cluster.resources.find(({ kind }) => kind === 'PersistentVolume')
    expect(volume?.['spec']).toMatchObject({
      capacity: { storage: '20Gi' },
      claimRef: { namespace: 'db', name: 'data-0' },
      csi: { volumeAttributes: { type: 'gp3' } },
      nodeAffinity: {
        required: { nodeSelectorTerms: [{ matchExpressions: [{ values: [`${REGION}b`] }] }] },
      },
    })
    const attachment = cluster.resources.find(({ kind }) => kind === 'VolumeAttachment')
    expect(attachment?.['spec']).toMatchObject({ nodeName: 'node-1' })
  })

  it('E18 inventory, etcd', () => {
    const member = (name: string) => ({
      KubernetesCluster: 'old',
      'k8s.io/etcd/main': `${name}/a,b,c`,
    })
    const result = importAccount({
      Volumes: ['a', 'b'].map((name) => makeVolume(`vol-${name}`, name, member(name))),
    })
    const cluster = getCluster(result)
    expect(cluster.provisioner).toBe('kops')
    const volume = { sizeGiB: 20, type: 'gp3', iops: 3000, throughputMiBps: 125 }
    expect(cluster.controlPlane).toMatchObject({
      kind: 'self-managed',
      etcd: {
        clusters: [
          {
            name: 'main',
            members: [
              { name: 'a', zone: `${REGION}a`, volume },
              { name: 'b', zone: `${REGION}b`, volume },
            ],
          },
        ],
      },
    })
    expect(listCodes(result, 'error')).toEqual(['aws-etcd-member'])
    expect(say(result, 'aws-etcd-member')).toBe('member c of main not found')
    expect(listNames(cluster, 'PersistentVolume')).toEqual([])
  })

  it('E19 shared subnet', () => {
    const shared = makeTags({
      'kubernetes.io/cluster/one': 'shared',
      'kubernetes.io/cluster/two': 'shared',
    })
    const result = importAccount({
      instances: [
        makeInstance('i-1', 'a', { 'kubernetes.io/cluster/one': 'owned' }),
        makeInstance('i-2', 'b', { 'kubernetes.io/cluster/two': 'owned' }),
        makeInstance('i-3', 'a', {
          'kubernetes.io/cluster/one': 'owned',
          'kubernetes.io/cluster/two': 'owned',
        }),
      ],
      Subnets: [makeSubnet('c', { Tags: shared, AvailableIpAddressCount: 7 })],
    })
    const clusters = getClusters(result)
    expect(clusters.map(({ name }) => name)).toEqual(['one', 'two'])
    expect(
      clusters.map(({ zones }) => zones.find(({ name }) => name === `${REGION}c`)?.subnets),
    ).toEqual([[{ cidr: '/24', freeIPs: 7 }], [{ cidr: '/24', freeIPs: 7 }]])
    expect(listCodes(result, 'ambiguous')).toContain('aws-several-clusters')
    expect(say(result, 'aws-several-clusters')).toContain('one and two; one is taken')
  })

  it('E20 hidden EKS', () => {
    const plane = {
      Description: 'Amazon EKS lab',
      SubnetId: 'subnet-a',
      AvailabilityZone: `${REGION}a`,
    }
    const addOn = {
      Description: 'aws-K8S-i-1',
      SubnetId: 'subnet-b',
      AvailabilityZone: `${REGION}b`,
    }
    const clusters = getClusters(importAccount({ NetworkInterfaces: [plane, addOn] }))
    expect(clusters).toMatchObject([
      { name: 'lab', provisioner: 'eks', controlPlane: { kind: 'managed' }, nodeGroups: [] },
    ])
  })

  it('E21 weights', () => {
    const weigh = (...weights: readonly string[]) =>
      importAccount({
        AutoScalingGroups: [
          makeScalingGroup('eks-ng1', NG1, {
            MinSize: 4,
            DesiredCapacity: 6,
            MaxSize: 9,
            MixedInstancesPolicy: {
              LaunchTemplate: {
                Overrides: weights.map((WeightedCapacity, index) => ({
                  InstanceType: ['m5.large', 'm5.xlarge'][index],
                  WeightedCapacity,
                })),
              },
            },
          }),
        ],
      })
    const kept = weigh('1', '2')
    expect(getCluster(kept).nodeGroups).toMatchObject([{ min: 4, desired: 6, max: 9 }])
    expect(listCodes(kept, 'ambiguous')).toEqual(['aws-capacity-units'])
    const converted = weigh('2', '2')
    expect(getCluster(converted).nodeGroups).toMatchObject([{ min: 2, desired: 3, max: 5 }])
    expect(listCodes(converted, 'ambiguous')).toEqual([])
  })

  it.each([
    {
      name: 'as the live client says it',
      Error: {
        Code: 'AccessDenied',
        Message: 'no',
        Action: 'autoscaling:DescribeAutoScalingGroups',
      },
    },
    {
      name: 'as the script says it',
      Error:
        'An error occurred (AccessDenied) when calling the DescribeAutoScalingGroups operation: User: arn:aws:iam::123456789012:user/bob is not authorized to perform: autoscaling:DescribeAutoScalingGroups because',
    },
  ])('E22 partial, $name', ({ Error }) => {
    const lines = makeLines({
      instances: THREE,
      Volumes: [
        makeVolume('vol-1', 'c', {
          ...SHOP,
          CSIVolumeName: 'pvc-1',
          'kubernetes.io/cluster/shop': 'owned',
        }),
      ],
    })
    const without = lines.filter(({ Call }) => Call !== CALLS.AutoScalingGroups)
    const result = importLines([
      ...without,
      { Call: CALLS.AutoScalingGroups, Region: REGION, Error },
    ])
    const cluster = getCluster(result)
    expect(cluster.nodeGroups).toMatchObject([{ name: 'ng1', kind: 'eks-managed' }])
    expect(cluster.nodeGroups[0]).not.toHaveProperty('min')
    expect(listNames(cluster, 'Node')).toHaveLength(3)
    expect(listNames(cluster, 'PersistentVolume')).toEqual(['pvc-1'])
    expect(result.missing).toMatchObject([
      { action: 'autoscaling:DescribeAutoScalingGroups', code: 'AccessDenied', region: REGION },
    ])
    expect(say(result, 'aws-call-denied')).toMatch(
      /partial result: the role may not call autoscaling:DescribeAutoScalingGroups.*sizes unknown/,
    )
    expect(JSON.stringify(result)).not.toMatch(/123456789012|bob/)
  })

  it('E23 paging', () => {
    const page = (ids: readonly string[], NextToken?: string) =>
      makeLine(CALLS.Reservations, {
        Reservations: ids.map((id) => ({ Instances: [makeInstance(id, 'a', NG1)] })),
        ...(NextToken === undefined ? {} : { NextToken }),
      })
    const pages = [page(['i-1', 'i-2'], 't1'), page([], 't2'), page(['i-3', 'i-4', 'i-5'])]
    const whole = importLines(pages)
    expect(listNames(getCluster(whole), 'Node')).toHaveLength(5)
    expect(listCodes(whole)).not.toContain('aws-incomplete')
    const cut = importLines(pages.slice(0, 2))
    expect(listNames(getCluster(cut), 'Node')).toHaveLength(2)
    expect(listCodes(cut, 'error')).toContain('aws-incomplete')
  })

  it('E30 repeat', () => {
    const answers = { instances: THREE, AutoScalingGroups: [EKS_GROUP], Volumes: SET_VOLUMES }
    const first = importAccount(answers)
    const again = importAccount(answers, { base: getPlan(first) })
    expect(renderPlanYaml(getPlan(again))).toBe(renderPlanYaml(getPlan(first)))
    const text = renderLines(makeLines(answers))
    const twice = importFiles(
      ['a', 'b'].map((label) => ({ label, text: label === 'a' ? text : `${text}\n` })),
      {},
    )
    expect(renderPlanYaml(getPlan(twice))).toBe(renderPlanYaml(getPlan(first)))
  })
})

function getPlan({ plan }: ImportResult): Plan {
  return getAt(plan === undefined ? [] : [plan], 0)
}

const SET_VOLUMES = ['a', 'c'].map((letter, index) =>
  makeVolume(
    `vol-${index}`,
    letter,
    {
      CSIVolumeName: `pvc-${index}`,
      'kubernetes.io/cluster/shop': 'owned',
      'kubernetes.io/created-for/pvc/namespace': 'db',
      'kubernetes.io/created-for/pvc/name': `data-pg-main-${index}`,
    },
    index === 0
      ? { Attachments: [{ InstanceId: 'i-0', Device: '/dev/xvdba', State: 'attached' }] }
      : {},
  ),
)

describe('I11.1 every form of the same answers', () => {
  const lines = makeLines({
    instances: THREE,
    AutoScalingGroups: [EKS_GROUP],
    LaunchTemplateVersions: [
      {
        LaunchTemplateId: 'lt-1',
        VersionNumber: 3,
        LaunchTemplateData: { BlockDeviceMappings: [{ Ebs: { VolumeSize: 55 } }] },
      },
    ],
  })
  const answers = lines.map(({ Answer }) => Answer)
  const expected = renderPlanYaml(getPlan(importLines(lines)))

  it('says the disk of the template', () => {
    expect(expected).toContain('sizeGiB: 55')
  })

  it.each([
    { name: 'lines', texts: [renderLines(lines)] },
    {
      name: 'outputs of the command line, one file each',
      texts: answers.map((one) => JSON.stringify(one)),
    },
    { name: 'outputs in a list', texts: [JSON.stringify(answers)] },
    {
      name: 'outputs one after the other',
      texts: [answers.map((one) => JSON.stringify(one, undefined, 4)).join('\n')],
    },
  ])('$name', ({ texts }) => {
    const result = importFiles(
      texts.map((text, index) => ({ label: `${index}.json`, text })),
      {},
    )
    expect(renderPlanYaml(getPlan(result))).toBe(expected)
  })
})

describe('I11.2 what is not kept', () => {
  it('never lets addresses, keys, user data or foreign tags into the plan or a finding', () => {
    const secret = 'SECRET-MARK'
    const instance = makeInstance(
      'i-1',
      'a',
      { ...NG1, CostCenter: secret, Name: 'web' },
      {
        PrivateIpAddress: secret,
        KeyName: secret,
        UserData: secret,
        IamInstanceProfile: { Arn: secret },
        NetworkInterfaces: [{ Description: secret, Attachment: { DeviceIndex: 0 } }],
        SecurityGroups: [{ GroupName: secret }],
      },
    )
    const version = {
      LaunchTemplateId: 'lt-1',
      VersionNumber: 3,
      LaunchTemplateData: { InstanceType: 'm5.large', UserData: secret, KeyName: secret },
    }
    const result = importAccount({
      instances: [instance],
      AutoScalingGroups: [EKS_GROUP],
      LaunchTemplateVersions: [version],
    })
    expect(JSON.stringify(result)).not.toMatch(/SECRET-MARK|i-1|lt-1|subnet-|vol-/)
    // The ids go to the worker's memory, which no text is made of.
    expect([...(result.localNames?.keys() ?? [])]).toEqual(['i-1'])
  })

  it('I11.4 names nodes and volumes as a person asks', () => {
    const instances = [makeInstance('i-1', 'a', { ...NG1, Name: 'Web server' })]
    const name = (answer: string) =>
      listNames(
        getCluster(importAccount({ instances }, { choices: { 'aws.names': answer } })),
        'Node',
      )
    expect(name('labels')).toEqual(['node-1'])
    expect(name('names')).toEqual(['web-server'])
    expect(name('ids')).toEqual(['i-1'])
  })
})

describe('I11.4 labels of a session', () => {
  const importIds = (ids: readonly string[], localNames: ReadonlyMap<string, string>) =>
    importAccount({ instances: ids.map((id) => makeInstance(id, 'a', NG1)) }, { localNames })

  it('stay with the machine, and a machine that is new takes a new one', () => {
    const first = importIds(['i-1', 'i-2', 'i-3'], new Map())
    const second = importIds(['i-0', 'i-2', 'i-3'], first.localNames ?? new Map())
    expect([...(first.localNames ?? [])]).toEqual([
      ['i-1', 'node-1'],
      ['i-2', 'node-2'],
      ['i-3', 'node-3'],
    ])
    expect(second.localNames?.get('i-2')).toBe('node-2')
    expect(second.localNames?.get('i-0')).toBe('node-4')
    expect(listNames(getCluster(second), 'Node')).toEqual(['node-2', 'node-3', 'node-4'])
  })
})

describe('I12 details', () => {
  it('I11.3 leaves out what is gone, and marks what is stopped', () => {
    const states = ['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated']
    const instances = states.map((Name, index) =>
      makeInstance(`i-${index}`, 'a', NG1, { State: { Name } }),
    )
    const { resources } = getCluster(importAccount({ instances }))
    const ready = resources.map((node) => JSON.stringify(node['status']).includes('"True"'))
    expect(ready).toEqual([true, true, false, false])
  })

  it('I12.2 shows what belongs to no cluster, and imports it if chosen', () => {
    const instances = [...THREE, makeInstance('i-9', 'a', { Name: 'web' })]
    const shown = importAccount({ instances })
    expect(listNames(getCluster(shown), 'Node')).toHaveLength(3)
    expect(say(shown, 'aws-unassigned')).toContain('1 instances')
    const chosen = importAccount({ instances }, { choices: { 'aws.unassigned': 'shop' } })
    expect(listNames(getCluster(chosen), 'Node')).toHaveLength(4)
  })

  it('I12.5 EKS Auto Mode, Cluster API and what remains', () => {
    const auto = { 'eks:eks-cluster-name': 'shop', 'karpenter.sh/nodepool': 'system' }
    const capi = {
      'sigs.k8s.io/cluster-api-provider-aws/cluster/shop': 'owned',
      'sigs.k8s.io/cluster-api-provider-aws/role': 'node',
    }
    const { nodeGroups } = getCluster(
      importAccount({
        instances: [
          makeInstance('i-1', 'a', auto, {
            Operator: { Managed: true, Principal: 'eks.amazonaws.com' },
          }),
          makeInstance('i-2', 'a', capi),
          makeInstance('i-3', 'b', SHOP, { InstanceType: 'c5.large' }),
        ],
      }),
    )
    expect(nodeGroups.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'auto-mode system',
      'asg ungrouped-c5.large',
      'asg worker-m5.large',
    ])
  })

  it('I12.5 keeps a group without instances, and two groups of one tag apart', () => {
    const tags = { 'kubernetes.io/cluster/shop': 'owned', 'alpha.eksctl.io/nodegroup-name': 'ng' }
    const groups = ['one', 'two'].map((name) => makeScalingGroup(name, tags))
    const { nodeGroups } = getCluster(importAccount({ AutoScalingGroups: groups }))
    expect(nodeGroups.map(({ name }) => name)).toEqual(['one', 'two'])
  })

  it('I12.7 leaves out what is in standby, going, or only warmed', () => {
    const Instances = ['InService', 'Standby', 'Terminating:Wait', 'Warmed:Stopped'].map(
      (LifecycleState, index) => ({ InstanceId: `i-${index}`, LifecycleState }),
    )
    const instances = Instances.map(({ InstanceId }) => makeInstance(InstanceId, 'a', NG1))
    const group = makeScalingGroup('eks-ng1', NG1, { Instances })
    const cluster = getCluster(importAccount({ instances, AutoScalingGroups: [group] }))
    expect(listNames(cluster, 'Node')).toHaveLength(1)
  })

  it.each([
    { version: '$Default', type: 'm5.large' },
    { version: '$Latest', type: 'r5.large' },
    { version: '1', type: 'c5.large' },
  ])('I12.8 the template in version $version', ({ version, type }) => {
    const LaunchTemplateVersions = ['c5.large', 'm5.large', 'r5.large'].map(
      (InstanceType, index) => ({
        LaunchTemplateId: 'lt-1',
        VersionNumber: index + 1,
        DefaultVersion: index === 1,
        LaunchTemplateData: {
          InstanceType,
          BlockDeviceMappings: [
            { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 50, VolumeType: 'gp3' } },
          ],
          InstanceMarketOptions: { MarketType: 'spot' },
        },
      }),
    )
    const group = makeScalingGroup('eks-ng1', NG1, {
      LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: version },
    })
    const { nodeGroups } = getCluster(
      importAccount({ AutoScalingGroups: [group], LaunchTemplateVersions }),
    )
    expect(nodeGroups).toMatchObject([
      {
        instanceTypes: [type],
        rootVolume: { sizeGiB: 50, type: 'gp3' },
        purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 },
      },
    ])
  })

  it('A7.1 keeps the order of the zones of the answer, whose first is the template’s', () => {
    const group = makeScalingGroup('eks-ng1', NG1, {
      AvailabilityZones: ['c', 'a'].map((letter) => REGION + letter),
      VPCZoneIdentifier: 'subnet-a,subnet-c',
    })
    const { nodeGroups } = getCluster(importAccount({ AutoScalingGroups: [group] }))
    expect(nodeGroups[0]?.zones).toEqual([`${REGION}c`, `${REGION}a`])
  })

  it('I12.10 says when addresses were read, and which groups share them', () => {
    const groups = ['one', 'two'].map((name) =>
      makeScalingGroup(name, { 'kubernetes.io/cluster/shop': 'owned' }),
    )
    const told = say(importAccount({ AutoScalingGroups: groups }), 'aws-free-addresses')
    expect(told).toContain('read at 2026-11-24T12:00:00Z')
    expect(told).toContain(`${REGION}a 100`)
    expect(told).toContain('one, two share subnets')
  })

  it('I12.10 tells a subnet that is not in the answer', () => {
    const group = makeScalingGroup('eks-ng1', NG1, {
      VPCZoneIdentifier: 'subnet-a,subnet-x',
      AvailabilityZones: [],
    })
    const result = importAccount({ AutoScalingGroups: [group] })
    expect(getCluster(result).nodeGroups[0]).not.toHaveProperty('zones')
    expect(listCodes(result, 'ambiguous')).toContain('aws-subnet-not-seen')
  })

  it('I12.11 labels and taints from tags, on the group and its nodes', () => {
    const tags = {
      ...NG1,
      'k8s.io/cluster-autoscaler/node-template/label/team': 'red',
      'k8s.io/cluster-autoscaler/node-template/taint/dedicated': 'gpu:NoSchedule',
      'k8s.io/cluster-autoscaler/node-template/taint/broken': 'NoSchedule',
    }
    const group = makeScalingGroup('eks-ng1', tags, { Instances: [{ InstanceId: 'i-0' }] })
    const result = importAccount({ instances: THREE.slice(0, 1), AutoScalingGroups: [group] })
    const { nodeGroups, resources } = getCluster(result)
    const taints = [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }]
    expect(nodeGroups).toMatchObject([{ labels: { team: 'red' }, taints }])
    expect(resources[0]?.['spec']).toEqual({ taints })
    expect(say(result, 'labels-from-tags')).toContain('from autoscaler tags, not from the nodes')
    expect(listCodes(result, 'error')).toEqual(['aws-template-tag'])
  })

  it('I12.13 three masters hold etcd themselves, which is asked', () => {
    const master = { 'kubernetes.io/cluster/own': 'owned', 'k8s.io/role/master': '1' }
    const instances = ['a', 'b', 'c'].map((letter) => makeInstance(`i-${letter}`, letter, master))
    const result = importAccount({ instances })
    expect(getCluster(result)).toMatchObject({
      provisioner: 'kubeadm',
      controlPlane: {
        kind: 'self-managed',
        members: [{ zone: `${REGION}a` }, { zone: `${REGION}b` }, { zone: `${REGION}c` }],
        etcd: { topology: 'stacked', clusters: [{ name: 'main' }] },
      },
    })
    expect(listCodes(result, 'assumed')).toContain('aws-etcd-stacked')
  })

  it('I12.14 guesses a StatefulSet from two claims, its pod where its volume is attached', () => {
    const result = importAccount({
      instances: THREE,
      Volumes: SET_VOLUMES,
      AutoScalingGroups: [EKS_GROUP],
    })
    const { resources } = getCluster(result)
    const set = resources.find(({ kind }) => kind === 'StatefulSet')
    expect(set?.metadata).toMatchObject({ namespace: 'db', name: 'pg-main' })
    expect(set?.['spec']).toMatchObject({ replicas: 2 })
    const pods = resources.filter(({ kind }) => kind === 'Pod')
    expect(pods.map(({ metadata }) => metadata.name)).toEqual(['pg-main-0'])
    expect(listCodes(result, 'assumed')).toContain('aws-sets-guessed')
    const one = importAccount({ instances: THREE, Volumes: SET_VOLUMES.slice(0, 1) })
    expect(listNames(getCluster(one), 'StatefulSet')).toEqual([])
  })

  it.each([
    {
      name: 'attached',
      attachments: [{ InstanceId: 'i-0', Device: '/dev/xvdba' }],
      phase: 'Bound',
    },
    { name: 'detached', attachments: [], phase: 'Released' },
  ])(
    'I12.14 gives a volume without a claim, $name, to no claim that waits',
    ({ attachments, phase }) => {
      const tags = { ...SHOP, CSIVolumeName: 'pvc-9', 'kubernetes.io/cluster/shop': 'owned' }
      const volume = makeVolume('vol-9', 'a', tags, { Attachments: attachments })
      const { resources } = getCluster(importAccount({ instances: THREE, Volumes: [volume] }))
      const made = resources.find(({ kind }) => kind === 'PersistentVolume')
      expect(made?.['status']).toEqual({ phase })
    },
  )

  it.each([
    { LaunchTime: '2026-11-24T16:56:05.000Z' },
    { LaunchTime: '2026-11-24T16:56:05+00:00' },
    { LaunchTime: Date.UTC(2026, 10, 24, 16, 56, 5) / 1000 },
  ])('I11.1 reads $LaunchTime as Kubernetes writes it', (parts) => {
    const instances = [makeInstance('i-1', 'a', NG1, parts)]
    const [node] = getCluster(importAccount({ instances })).resources
    expect(node?.metadata['creationTimestamp']).toBe('2026-11-24T16:56:05Z')
  })

  it('I12.15 takes a type that the catalogue lacks from the account, and tells one that nobody knows', () => {
    const facts = {
      InstanceType: 'x9.large',
      VCpuInfo: { DefaultVCpus: 2 },
      MemoryInfo: { SizeInMiB: 8192 },
      NetworkInfo: { MaximumNetworkInterfaces: 3, Ipv4AddressesPerInterface: 10 },
    }
    const instances = [makeInstance('i-1', 'a', NG1, { InstanceType: 'x9.large' })]
    const known = importAccount({ instances, InstanceTypes: [facts] })
    expect(getCluster(known).resources[0]?.['status']).toMatchObject({
      capacity: { cpu: '2000m', pods: '29' },
    })
    expect(listCodes(known, 'info')).toContain('aws-type-added')
    expect(listCodes(importAccount({ instances }), 'error')).toContain('aws-type-unknown')
  })
})

describe('I13.5 what was read before a call failed', () => {
  const refuse = (parts: object) => ({
    Call: CALLS.Reservations,
    Region: REGION,
    Error: { Code: 'RequestExpired', Message: 'expired' },
    ...parts,
  })

  it.each([
    { name: 'is kept', parts: {}, told: 'what was read before is kept' },
    {
      name: 'in other zones too',
      parts: { Zone: `${REGION}b` },
      told: `what stands in ${REGION}b`,
    },
    {
      name: 'may lack what a provider manages',
      parts: {
        Error: { Code: 'UnknownParameter', Message: 'IncludeManagedResources is not known' },
      },
      told: 'a provider manages may be missing',
    },
  ])('$name', ({ parts, told }) => {
    const result = importLines([...makeLines({ instances: THREE }), refuse(parts)])
    expect(listNames(getCluster(result), 'Node')).toHaveLength(3)
    expect(result.missing?.map(({ consequence }) => consequence).join()).toContain(told)
  })
})

describe('I13.5 instances that could not be read', () => {
  it('are those that their Auto Scaling groups list', () => {
    const Instances = ['a', 'b'].map((letter, index) => ({
      InstanceId: `i-${index}`,
      InstanceType: 'm5.large',
      AvailabilityZone: REGION + letter,
      LifecycleState: index === 0 ? 'InService' : 'Terminating',
    }))
    const group = makeScalingGroup('eks-ng1', NG1, { Instances })
    const lines = makeLines({ AutoScalingGroups: [group] })
    const Error = { Code: 'UnauthorizedOperation', Action: 'ec2:DescribeInstances' }
    const result = importLines([
      ...lines.filter(({ Call }) => Call !== CALLS.Reservations),
      { Call: CALLS.Reservations, Region: REGION, Error },
    ])
    const nodes = getCluster(result).resources.filter(({ kind }) => kind === 'Node')
    expect(nodes.map(({ metadata }) => metadata.labels)).toMatchObject([
      { 'topology.kubernetes.io/zone': `${REGION}a`, 'eks.amazonaws.com/nodegroup': 'ng1' },
    ])
    expect(result.missing).toMatchObject([{ action: 'ec2:DescribeInstances' }])
  })
})

describe('I10.5 tags by which an autoscaler finds its groups', () => {
  const DEPLOYMENT = (tag: string) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'cluster-autoscaler', namespace: 'kube-system' },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'main',
              image: 'registry.k8s.io/autoscaling/cluster-autoscaler:v1.34.0',
              command: ['./cluster-autoscaler', `--node-group-auto-discovery=asg:tag=${tag}`],
            },
          ],
        },
      },
    },
  })
  const importWith = (tag: string) =>
    importFiles(
      [
        { label: 'aws', text: renderLines(makeLines({ AutoScalingGroups: [EKS_GROUP] })) },
        { label: 'objects', text: JSON.stringify([DEPLOYMENT(tag)]) },
      ],
      {},
    )

  it('are those of the account', () => {
    const result = importWith('k8s.io/cluster-autoscaler/enabled')
    expect(getCluster(result).nodeGroups[0]?.tags).toMatchObject(SHOP)
    expect(listCodes(result)).not.toContain('tags-not-said')
  })

  it('are asked for where the autoscaler asks for a tag that is never read', () => {
    const result = importWith('my-team/scaled')
    expect(getCluster(result).nodeGroups[0]).not.toHaveProperty('tags')
    expect(listCodes(result)).toContain('tags-not-said')
  })
})

describe('I1.6 with files of tools', () => {
  it('kOps and its account say the same masters, and nothing is asked', () => {
    const kops = [
      {
        apiVersion: 'kops.k8s.io/v1alpha2',
        kind: 'Cluster',
        metadata: { name: 'own.example.com' },
        spec: {
          cloudProvider: 'aws',
          api: { loadBalancer: { type: 'Public' } },
          subnets: [{ name: 'a', zone: `${REGION}a` }],
          etcdClusters: [
            {
              name: 'main',
              etcdMembers: [{ name: 'a', instanceGroup: 'master-a', volumeSize: 20 }],
            },
          ],
        },
      },
      {
        apiVersion: 'kops.k8s.io/v1alpha2',
        kind: 'InstanceGroup',
        metadata: { name: 'master-a', labels: { 'kops.k8s.io/cluster': 'own.example.com' } },
        spec: { role: 'Master', machineType: 'm5.large', minSize: 1, maxSize: 1, subnets: ['a'] },
      },
    ]
    const tags = {
      KubernetesCluster: 'own.example.com',
      'kops.k8s.io/instancegroup': 'master-a',
      'k8s.io/role/master': '1',
    }
    const account = makeLines({
      instances: [makeInstance('i-1', 'a', tags)],
      AutoScalingGroups: [
        makeScalingGroup('master-a.masters.own', tags, {
          MinSize: 1,
          MaxSize: 1,
          DesiredCapacity: 1,
          AvailabilityZones: [`${REGION}a`],
          VPCZoneIdentifier: 'subnet-a',
          Instances: [{ InstanceId: 'i-1', LifecycleState: 'InService' }],
        }),
      ],
      Volumes: [
        makeVolume(
          'vol-1',
          'a',
          { KubernetesCluster: 'own.example.com', 'k8s.io/etcd/main': 'a/a' },
          {
            Attachments: [{ InstanceId: 'i-1', Device: '/dev/xvdu', State: 'attached' }],
          },
        ),
      ],
    })
    const result = importFiles(
      [
        { label: 'aws', text: renderLines(account) },
        { label: 'kops', text: JSON.stringify(kops) },
      ],
      {},
    )
    expect(result.conflicts).toEqual([])
    expect(getCluster(result)).toMatchObject({
      provisioner: 'kops',
      controlPlane: { apiEndpoint: 'load-balancer', etcd: { topology: 'stacked' } },
    })
  })
})

describe('I13.1 where types are offered', () => {
  it('by the ids of the zones, where the account was asked', () => {
    const zoned = ['a', 'b', 'c'].map((letter, index) =>
      makeSubnet(letter, { AvailabilityZoneId: `euw1-az${index + 1}` }),
    )
    const offer = (Location: string) => ({
      InstanceType: 'm5.large',
      LocationType: 'availability-zone-id',
      Location,
    })
    const group = makeScalingGroup('eks-ng1', NG1, {
      MixedInstancesPolicy: { LaunchTemplate: { Overrides: [{ InstanceType: 'm5.large' }] } },
    })
    const lines = [
      ...makeLines({ AutoScalingGroups: [group], Subnets: zoned }),
      makeLine('ec2:DescribeInstanceTypeOfferings', {
        InstanceTypeOfferings: ['euw1-az1', 'euw1-az3'].map(offer),
      }),
    ]
    expect(getCluster(importLines(lines)).nodeGroups[0]?.offeredZones).toEqual([
      `${REGION}a`,
      `${REGION}c`,
    ])
  })
})

describe('I1.5 clusters of one name', () => {
  it('in two Regions are two clusters, each with its Region in its name', () => {
    const move = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value).replaceAll(REGION, 'us-east-1').replaceAll('i-', 'i-9'))
    const lines = makeLines({ instances: THREE.slice(0, 1) })
    const result = importLines([...lines, ...lines.map(move)])
    expect(getClusters(result).map(({ name, region }) => [name, region])).toEqual([
      [`shop (${REGION})`, REGION],
      ['shop (us-east-1)', 'us-east-1'],
    ])
    expect(listCodes(result, 'ambiguous')).toContain('aws-same-name')
  })

  it('E18 without any tag of a cluster asks for its name', () => {
    const Volumes = [makeVolume('vol-a', 'a', { 'k8s.io/etcd/main': 'a/a' })]
    const result = importAccount({ Volumes })
    expect(getCluster(result).controlPlane).toMatchObject({
      etcd: { clusters: [{ name: 'main' }] },
    })
    expect(listCodes(result, 'assumed')).toContain('cluster-name')
  })
})

describe('E28 hostile inventories', () => {
  const importText = (text: string) => importFiles([{ label: 'a.json', text }], {})

  it('keys that reach a prototype change nothing', () => {
    const text = renderLines(
      makeLines({
        instances: [
          makeInstance('i-1', 'a', { ...NG1, 'kubernetes.io/cluster/__proto__': 'owned' }),
        ],
      }),
    ).replaceAll('"SubnetId"', '"__proto__":{"polluted":true},"SubnetId"')
    const group = makeScalingGroup('eks-ng1', {
      ...NG1,
      'k8s.io/cluster-autoscaler/node-template/label/__proto__': 'x',
      'k8s.io/cluster-autoscaler/__proto__': 'x',
    })
    const result = importText(`${text}\n${renderLines(makeLines({ AutoScalingGroups: [group] }))}`)
    expect(getCluster(result).name).toBe('shop')
    expect('polluted' in {}).toBe(false)
  })

  it.each([
    {
      name: 'lists 10,000 deep',
      text: `{"Reservations":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      code: 'limit-depth',
    },
    {
      name: 'a text of 2 MiB',
      text: `{"Volumes":[{"VolumeId":"${'x'.repeat(2 ** 21)}"}]}`,
      code: 'limit-string',
    },
    {
      name: 'a line without an answer',
      text: '{"Call":"ec2:DescribeVolumes","Answer":null}',
      code: 'aws-line',
    },
    { name: 'a cut file', text: '{"Volumes":[{"VolumeId":"vol-1"', code: 'json-syntax' },
  ])('$name', ({ text, code }) => {
    const result = importText(text)
    expect(result.plan).toBeUndefined()
    expect(listCodes(result, 'error')).toContain(code)
  })
})
