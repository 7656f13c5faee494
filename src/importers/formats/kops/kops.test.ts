import { describe, expect, it } from 'vitest'
import { compileCluster } from '#cluster/compile.ts'
import { drawPicture } from '#cluster/draw-picture.ts'
import type { Cluster, NodeGroup } from '#plan/schema.ts'
import { importFiles } from '../../import-files.ts'
import type { ImportResult } from '../../importer.ts'

const GROUP_HEAD = 'apiVersion: kops.k8s.io/v1alpha2\nkind: InstanceGroup\n'

function writeCluster(spec: string, name = 'a.example.com', version = 'v1alpha2'): string {
  return `apiVersion: kops.k8s.io/${version}\nkind: Cluster\nmetadata: {name: ${name}}\nspec: {kubernetesVersion: v1.32.0, ${spec}}\n`
}

function writeGroup(name: string, spec: string, cluster = 'a.example.com'): string {
  const label = cluster === '' ? '' : `, labels: {kops.k8s.io/cluster: ${cluster}}`
  return `${GROUP_HEAD}metadata: {name: ${name}${label}}\nspec: {${spec}}\n`
}

function importDocuments(...documents: readonly string[]): ImportResult {
  return importFiles([{ label: 'kops.yaml', text: documents.join('---\n') }], {})
}

function getCluster(result: ImportResult, name = 'a.example.com'): Cluster | undefined {
  return result.plan?.designs[0]?.clusters.find((cluster) => cluster.name === name)
}

function findGroup(result: ImportResult, name: string): NodeGroup | undefined {
  return getCluster(result)?.nodeGroups.find((group) => group.name === name)
}

function listCodes(result: ImportResult): string[] {
  return result.findings.map(({ code }) => code)
}

const LETTERS = ['a', 'b', 'c']
const SUBNETS = `subnets: [${LETTERS.map((letter) => `{name: net-${letter}, zone: us-test-1${letter}, type: Private}`).join(', ')}]`
const MEMBERS = `etcdMembers: [${LETTERS.map((letter) => `{name: ${letter}, instanceGroup: master-${letter}}`).join(', ')}]`
const ETCD = `etcdClusters: [{name: main, ${MEMBERS}}, {name: events, ${MEMBERS}}]`
const CLUSTER = writeCluster(`cloudProvider: aws, ${SUBNETS}, ${ETCD}`)
const MASTERS = LETTERS.map((letter) =>
  writeGroup(
    `master-${letter}`,
    `role: Master, machineType: m5.large, minSize: 1, maxSize: 1, subnets: [net-${letter}]`,
  ),
)
const NODES = writeGroup(
  'nodes',
  'role: Node, machineType: t3.large, minSize: 2, maxSize: 2, subnets: [net-a, net-b, net-c]',
)

/** Only the groups and the cluster's subnets: etcd is not what the test is about. */
function importGroup(spec: string): ImportResult {
  return importDocuments(
    writeCluster(`cloudProvider: aws, ${SUBNETS}`),
    writeGroup('ng', spec.startsWith('role:') ? spec : `role: Node, ${spec}`),
  )
}

describe('kOps: acceptance examples', () => {
  it('E4 three masters, six members of etcd, one group over three zones', () => {
    const result = importDocuments(CLUSTER, ...MASTERS, NODES)
    const cluster = getCluster(result)
    const volume = { sizeGiB: 20, type: 'gp3', iops: 3000, throughputMiBps: 125 }
    const members = LETTERS.map((letter) => ({ name: letter, zone: `us-test-1${letter}`, volume }))
    expect(cluster).toMatchObject({
      name: 'a.example.com',
      region: 'us-test-1',
      provisioner: 'kops',
      kubernetesVersion: '1.32.0',
      zones: LETTERS.map((letter) => ({ name: `us-test-1${letter}` })),
      controlPlane: {
        kind: 'self-managed',
        members: LETTERS.map((letter) => ({
          name: `master-${letter}`,
          group: `master-${letter}`,
          zone: `us-test-1${letter}`,
          instanceType: 'm5.large',
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
      min: 2,
      max: 2,
      zones: LETTERS.map((letter) => `us-test-1${letter}`),
      instanceTypes: ['t3.large'],
      rootVolume: { sizeGiB: 128, type: 'gp3' },
    })
    expect(listCodes(result)).toContain('kops-etcd-volume')
    expect(result.sources[0]).toMatchObject({
      format: 'kOps',
      detail: '1 cluster, 4 instance groups',
    })
  })

  it('E5 a subnet’s name is never a zone, whatever it looks like', () => {
    const result = importDocuments(
      writeCluster(
        'cloudProvider: aws, subnets: [{name: us-east-1a-private, zone: us-test-1a}, {name: us-test-1b, zone: us-test-1c}]',
      ),
      writeGroup('nodes', 'role: Node, minSize: 1, subnets: [us-east-1a-private, us-test-1b]'),
    )
    expect(getCluster(result)?.zones.map(({ name }) => name)).toEqual(['us-test-1a', 'us-test-1c'])
    expect(findGroup(result, 'nodes')?.zones).toEqual(['us-test-1a', 'us-test-1c'])
    expect(JSON.stringify(result.plan)).not.toContain('private')
  })

  it.each(['cloudProvider: gce', 'cloudProvider: {gce: {project: p}}'])(
    'E6 not AWS is one error and nothing else: %s',
    (provider) => {
      const foreign = [
        writeCluster(`${provider}, ${SUBNETS}`, 'g'),
        writeGroup('nodes', 'role: Node, subnets: [us-central1]', 'g'),
      ]
      const alone = importDocuments(...foreign)
      expect(alone.plan).toBeUndefined()
      expect(alone.problems).toMatchObject([{ code: 'import/kops-cloud-provider' }])
      expect(alone.problems[0]?.message).toContain('gce')

      const beside = importDocuments(...foreign, CLUSTER, ...MASTERS, NODES)
      expect(beside.plan?.designs[0]?.clusters).toEqual([
        getCluster(importDocuments(CLUSTER, ...MASTERS, NODES)),
      ])
    },
  )

  it('E7 Karpenter’s group: no minimum, and told', () => {
    const result = importGroup(
      'manager: Karpenter, machineType: "t3.medium,t3.large", minSize: 2, maxSize: 9, subnets: [net-a]',
    )
    const group = findGroup(result, 'ng')
    expect(group).toMatchObject({
      kind: 'karpenter',
      min: 0,
      labels: { 'kops.k8s.io/instancegroup': 'ng' },
      requirements: [
        {
          key: 'node.kubernetes.io/instance-type',
          operator: 'In',
          values: ['t3.medium', 't3.large'],
        },
      ],
    })
    expect(group).not.toHaveProperty('max')
    expect(listCodes(result)).toContain('kops-karpenter-sizes')
  })

  it('E30 a second import changes nothing, nor does another order of the documents', () => {
    const first = importDocuments(CLUSTER, ...MASTERS, NODES)
    expect(importDocuments(NODES, ...MASTERS.toReversed(), CLUSTER).plan).toEqual(first.plan)
    const files = [{ label: 'kops.yaml', text: [CLUSTER, ...MASTERS, NODES].join('---\n') }]
    const again = importFiles(files, first.plan === undefined ? {} : { base: first.plan })
    expect(again.plan).toEqual(first.plan)
    expect(again.conflicts).toEqual([])
  })
})

describe('kOps: instance groups (I6.1)', () => {
  it.each([
    { name: 'a group of nodes', spec: 'role: Node', sizes: [2, 2, 2] },
    { name: 'a master', spec: 'role: Master', sizes: [1, 1, 1] },
    { name: 'a bastion', spec: 'role: Bastion', sizes: [1, 1, 1] },
    { name: 'only the maximum', spec: 'role: Node, maxSize: 20', sizes: [2, 2, 20] },
    { name: 'a maximum below the default', spec: 'role: Node, maxSize: 1', sizes: [1, 1, 1] },
    { name: 'only the minimum', spec: 'role: Node, minSize: 3', sizes: [3, 3, 3] },
    { name: 'both', spec: 'role: Node, minSize: 1, maxSize: 5', sizes: [1, 1, 5] },
  ])('sizes of $name', ({ spec, sizes }) => {
    const group = findGroup(importGroup(spec), 'ng')
    expect([group?.min, group?.desired, group?.max]).toEqual(sizes)
  })

  it('sizes that cannot be are an error and not known', () => {
    const result = importGroup('minSize: 5, maxSize: 2')
    expect(listCodes(result)).toContain('kops-sizes')
    expect(findGroup(result, 'ng')).not.toHaveProperty('min')
  })

  it.each([
    { spec: 'role: Node', role: undefined, gib: 128 },
    { spec: 'role: Master', role: 'control-plane', gib: 64 },
    { spec: 'role: ControlPlane', role: 'control-plane', gib: 64 },
    { spec: 'role: Bastion', role: 'bastion', gib: 32 },
  ])('role and root volume of $spec', ({ spec, role, gib }) => {
    const group = findGroup(importGroup(spec), 'ng')
    expect(group?.role).toBe(role)
    expect(group?.rootVolume).toEqual({ sizeGiB: gib, type: 'gp3' })
  })

  it.each([
    {
      name: 'v1alpha2',
      volume: 'rootVolumeSize: 50, rootVolumeType: io2, rootVolumeIops: 4000',
      found: { sizeGiB: 50, type: 'io2', iops: 4000 },
    },
    {
      name: 'v1alpha3',
      volume: 'rootVolume: {size: 50, type: gp3, throughput: 200}',
      found: { sizeGiB: 50, type: 'gp3', throughputMiBps: 200 },
    },
  ])('root volume as $name has it', ({ volume, found }) => {
    expect(findGroup(importGroup(volume), 'ng')?.rootVolume).toEqual(found)
  })

  it.each([
    {
      name: 'a policy with its types in order',
      spec: 'machineType: t2.medium, mixedInstancesPolicy: {instances: [m5.xlarge, m5.large], onDemandAboveBase: 5}',
      found: {
        instanceTypes: ['m5.xlarge', 'm5.large'],
        purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 5 },
      },
    },
    {
      name: 'a policy with a base',
      spec: 'mixedInstancesPolicy: {instances: [m5.large], onDemandBase: 1, onDemandAboveBase: 0}',
      found: { purchase: { onDemandBase: 1, onDemandPercentageAboveBase: 0 } },
    },
    {
      name: 'a price',
      spec: 'machineType: m5.large, maxPrice: "0.05"',
      found: {
        instanceTypes: ['m5.large'],
        purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 },
      },
    },
    {
      name: 'attributes',
      spec: 'mixedInstancesPolicy: {instanceRequirements: {cpu: {min: "2", max: "16"}, memory: {min: "2Gi"}}}',
      found: {
        requirements: [
          { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Gte', values: ['2'] },
          { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Lte', values: ['16'] },
          { key: 'karpenter.k8s.aws/instance-memory', operator: 'Gte', values: ['2048'] },
        ],
      },
    },
  ])('types and purchase by $name', ({ spec, found }) => {
    expect(findGroup(importGroup(spec), 'ng')).toMatchObject(found)
  })

  it('labels of the role and of the group, taints, and the tags that Cluster Autoscaler reads', () => {
    const spec = 'nodeLabels: {team: data}, taints: ["dedicated=data:NoSchedule", "x:NoExecute"]'
    expect(findGroup(importGroup(spec), 'ng')).toMatchObject({
      labels: { team: 'data', 'node-role.kubernetes.io/node': '' },
      taints: [
        { key: 'dedicated', value: 'data', effect: 'NoSchedule' },
        { key: 'x', effect: 'NoExecute' },
      ],
      tags: {
        'k8s.io/cluster-autoscaler/node-template/label/team': 'data',
        'k8s.io/cluster-autoscaler/node-template/taint/dedicated': 'data:NoSchedule',
        'kops.k8s.io/instancegroup': 'ng',
      },
    })
  })

  it('a taint that is none is an error', () => {
    expect(listCodes(importGroup('taints: ["dedicated"]'))).toContain('kops-taint')
  })

  it('the group’s kubelet wins over the cluster’s', () => {
    const result = importDocuments(
      writeCluster(
        `cloudProvider: aws, ${SUBNETS}, kubelet: {maxPods: 110, kubeReserved: {cpu: 100m}, evictionHard: "memory.available<100Mi,nodefs.available<10%"}`,
      ),
      writeGroup('ng', 'role: Node, kubelet: {maxPods: 50}'),
    )
    expect(findGroup(result, 'ng')).toMatchObject({
      maxPods: 50,
      kubelet: {
        kubeReserved: { cpu: '100m' },
        evictionHard: { 'memory.available': '100Mi', 'nodefs.available': '10%' },
      },
    })
  })

  it.each([
    { name: 'no subnets', spec: 'minSize: 1', zones: LETTERS, code: 'kops-group-zones' },
    { name: 'zones', spec: 'zones: [us-test-1b]', zones: ['b'], code: undefined },
    { name: 'a subnet that is none', spec: 'subnets: [net-a, x]', code: 'kops-group-subnet' },
  ])('zones of a group with $name', ({ spec, zones, code }) => {
    const result = importGroup(spec)
    expect(findGroup(result, 'ng')?.zones).toEqual(zones?.map((letter) => `us-test-1${letter}`))
    if (code !== undefined) expect(listCodes(result)).toContain(code)
  })

  it('nodes are never in utility subnets, bastions are', () => {
    const head = writeCluster(
      'cloudProvider: aws, subnets: [{name: u, zone: us-test-1a, type: Utility}, {name: p, zone: us-test-1b, type: Private}]',
    )
    const result = importDocuments(
      head,
      writeGroup('ng', 'role: Node, subnets: [u]'),
      writeGroup('bastions', 'role: Bastion, subnets: [u]'),
    )
    expect(findGroup(result, 'ng')?.zones).toBeUndefined()
    expect(findGroup(result, 'bastions')?.zones).toEqual(['us-test-1a'])
  })

  it('a subnet known only by its id has no zone, and that is told', () => {
    const result = importDocuments(
      writeCluster(
        'cloudProvider: aws, subnets: [{name: p, id: subnet-1}, {name: q, zone: us-test-1b}]',
      ),
      writeGroup('ng', 'role: Node, subnets: [p]'),
    )
    expect(listCodes(result)).toEqual(
      expect.arrayContaining(['kops-subnet-zone', 'kops-group-subnet']),
    )
    expect(findGroup(result, 'ng')?.zones).toBeUndefined()
  })
})

describe('kOps: clusters (I6.1)', () => {
  it('v1alpha3 has its subnets and its provider elsewhere', () => {
    const result = importDocuments(
      writeCluster(
        `cloudProvider: {aws: {}}, networking: {networkCIDR: 10.0.0.0/16, ${SUBNETS}}`,
        'a.example.com',
        'v1alpha3',
      ),
      NODES.replace('v1alpha2', 'v1alpha3'),
    )
    expect(getCluster(result)).toMatchObject({
      region: 'us-test-1',
      network: { vpcCidr: '10.0.0.0/16' },
    })
    expect(findGroup(result, 'nodes')?.zones).toHaveLength(3)
  })

  it('several clusters in one file, each with its groups', () => {
    const result = importDocuments(
      CLUSTER,
      NODES,
      writeCluster(`cloudProvider: aws, ${SUBNETS}`, 'b.example.com'),
      writeGroup('nodes', 'role: Node, minSize: 5, maxSize: 5, subnets: [net-b]', 'b.example.com'),
      writeGroup('stray', 'role: Node', ''),
    )
    expect(getCluster(result)?.nodeGroups.map(({ min }) => min)).toEqual([2])
    expect(getCluster(result, 'b.example.com')?.nodeGroups.map(({ min }) => min)).toEqual([5])
    expect(listCodes(result)).toContain('kops-no-cluster')
  })

  it('a group without the label is of the only cluster', () => {
    const result = importDocuments(CLUSTER, writeGroup('nodes', 'role: Node', ''))
    expect(findGroup(result, 'nodes')?.min).toBe(2)
  })

  it.each([
    { name: 'two members', used: ['a', 'b'], code: 'kops-etcd-even' },
    { name: 'members of one zone', used: ['a', 'a', 'b'], code: 'kops-etcd-shared-zone' },
  ])('I6.3 tells of $name, and takes them as they are', ({ used, code }) => {
    const list = used
      .map((letter, index) => `{name: m${index}, instanceGroup: master-${letter}}`)
      .join(', ')
    const result = importDocuments(
      writeCluster(
        `cloudProvider: aws, ${SUBNETS}, etcdClusters: [{name: main, etcdMembers: [${list}]}]`,
      ),
      ...MASTERS,
    )
    const plane = getCluster(result)?.controlPlane
    const members = plane?.kind === 'self-managed' ? plane.etcd.clusters[0]?.members : undefined
    expect(members?.map(({ zone }) => zone?.slice(-1))).toEqual(used)
    expect(result.findings.find((finding) => finding.code === code)?.severity).toBe('info')
  })

  it('a member whose group has several zones has none that is known', () => {
    const result = importDocuments(
      writeCluster(
        `cloudProvider: aws, ${SUBNETS}, etcdClusters: [{name: main, etcdMembers: [{name: a, instanceGroup: m, volumeSize: 50, volumeType: io2}]}]`,
      ),
      writeGroup('m', 'role: Master, subnets: [net-a, net-b]'),
    )
    expect(getCluster(result)?.controlPlane).toMatchObject({
      etcd: { clusters: [{ members: [{ name: 'a', volume: { sizeGiB: 50, type: 'io2' } }] }] },
    })
    expect(JSON.stringify(getCluster(result)?.controlPlane)).not.toContain('us-test')
    expect(listCodes(result)).toEqual(
      expect.arrayContaining(['kops-etcd-zone', 'kops-master-zone']),
    )
  })

  it('members in groups of the role Etcd stand outside the masters', () => {
    const result = importDocuments(
      writeCluster(
        `cloudProvider: aws, ${SUBNETS}, etcdClusters: [{name: main, etcdMembers: [{name: a, instanceGroup: etcd-a}]}]`,
      ),
      writeGroup('etcd-a', 'role: Etcd, subnets: [net-a]'),
      ...MASTERS,
    )
    expect(getCluster(result)?.controlPlane).toMatchObject({ etcd: { topology: 'external' } })
    expect(findGroup(result, 'etcd-a')?.role).toBe('etcd')
  })

  it('I10.5 Cluster Autoscaler owns the groups of nodes that do not refuse, Karpenter is there', () => {
    const result = importDocuments(
      writeCluster(
        `cloudProvider: aws, ${SUBNETS}, clusterAutoscaler: {enabled: true, expander: least-waste, scaleDownUtilizationThreshold: "0.6"}, karpenter: {enabled: true}`,
      ),
      ...MASTERS,
      NODES,
      writeGroup('fixed', 'role: Node, autoscale: false'),
      writeGroup('pool', 'role: Node, manager: Karpenter'),
    )
    expect(getCluster(result)?.autoscalers).toEqual([
      {
        kind: 'cluster-autoscaler',
        version: '1.32',
        flags: { expander: 'least-waste', scaleDownUtilizationThreshold: 0.6 },
        owns: ['nodes'],
      },
      { kind: 'karpenter', owns: 'auto-discovery' },
    ])
  })

  it('answering that Cluster Autoscaler runs gives it the nodes, and not the masters', () => {
    const text = [CLUSTER, ...MASTERS, NODES].join('---\n')
    const choices = { autoscaler: 'cluster-autoscaler' }
    const result = importFiles([{ label: 'kops.yaml', text }], { choices })
    expect(getCluster(result)?.autoscalers).toMatchObject([{ owns: ['nodes'] }])
  })

  it('I1.7 nodes that are seen do not take the place of the masters and of etcd', () => {
    const node = (name: string, zone: string) =>
      `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}, labels: {kops.k8s.io/instancegroup: master-a, node-role.kubernetes.io/control-plane: "", topology.kubernetes.io/zone: ${zone}}}\nspec: {taints: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]}\n`
    const alone = importDocuments(CLUSTER, ...MASTERS, NODES)
    const result = importDocuments(CLUSTER, ...MASTERS, NODES, node('m-1', 'us-test-1a'))
    expect(getCluster(result)?.controlPlane).toEqual(getCluster(alone)?.controlPlane)
    expect(result.conflicts).toEqual([])
    expect(getCluster(result)?.resources.map(({ kind }) => kind)).toEqual(['Node'])
  })

  it.each([
    { kind: 'SSHCredential', version: 'v1alpha2', code: 'unknown-kind' },
    { kind: 'Cluster', version: 'v1alpha1', code: 'kops-version' },
  ])('$kind of $version is told and not taken', ({ kind, version, code }) => {
    const result = importDocuments(
      `apiVersion: kops.k8s.io/${version}\nkind: ${kind}\nmetadata: {name: a}\nspec: {publicKey: ssh-rsa AAAA}\n`,
    )
    expect(result.plan).toBeUndefined()
    expect(listCodes(result)).toEqual([code])
  })

  it.each([
    { name: 'no role', text: writeGroup('ng', 'minSize: 1'), code: 'kops-role' },
    { name: 'no name', text: `${GROUP_HEAD}spec: {role: Node}\n`, code: 'no-name' },
    { name: 'the same group again', text: NODES, code: 'kops-repeated-group' },
  ])('a group with $name is an error, and the rest is imported', ({ text, code }) => {
    const result = importDocuments(CLUSTER, ...MASTERS, NODES, text)
    expect(listCodes(result)).toContain(code)
    expect(getCluster(result)?.nodeGroups).toHaveLength(4)
  })
})

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: default}
spec: {containers: [{name: a, image: a, resources: {requests: {cpu: 100m}}}]}
status: {phase: Pending}
`

describe('kOps: what the engine makes of it', () => {
  it('the board shows both etcd clusters on each master', () => {
    const cluster = getCluster(importDocuments(CLUSTER, ...MASTERS, NODES))
    if (cluster === undefined) throw new Error('the import gave no cluster')
    const compiled = compileCluster(cluster, 'designs[0].clusters[0]')
    const picture = drawPicture(cluster, compiled, () => ({ message: '', reasons: [] }))
    expect(picture.controlPlane).toMatchObject({
      kind: 'self-managed',
      members: LETTERS.map((letter) => ({
        name: `master-${letter}`,
        zone: `us-test-1${letter}`,
        etcd: ['main', 'events'],
      })),
      external: [],
    })
  })

  it.each([
    { name: 'the default', master: '', places: ['nodes'] },
    {
      name: 'other taints',
      master: ', taints: ["x=y:PreferNoSchedule"]',
      places: ['master-a', 'nodes'],
    },
  ])('an ordinary pod finds no place on masters, with $name taint', ({ master, places }) => {
    const result = importDocuments(
      writeCluster(`cloudProvider: aws, ${SUBNETS}`),
      writeGroup('master-a', `role: Master, machineType: m5.large, subnets: [net-a]${master}`),
      writeGroup('bastions', 'role: Bastion, machineType: t3.micro, subnets: [net-a]'),
      NODES,
      POD,
    )
    const cluster = getCluster(result)
    if (cluster === undefined) throw new Error('the import gave no cluster')
    const compiled = compileCluster(cluster, 'designs[0].clusters[0]')
    const pod = compiled.pods.find(({ name }) => name === 'web')
    const groups = pod?.rules.groups.map((index) => compiled.groups[index]?.name)
    expect(groups).toEqual(places)
    const nodes = compiled.groups.find(({ name }) => name === 'nodes')
    expect(nodes?.labels['kops.k8s.io/instancegroup']).toBe('nodes')
  })
})
