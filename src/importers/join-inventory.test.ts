import { describe, expect, it } from 'vitest'
import { getAt } from '#base/assert.ts'
import type { KubeObject } from '#kube/object.ts'
import type { Cluster } from '#plan/schema.ts'
import {
  makeInstance,
  makeLines,
  makeScalingGroup,
  makeVolume,
  REGION,
  renderLines,
  type AccountAnswers,
} from '#testing/inventory-lines.ts'
import { importFiles } from './import-files.ts'
import type { ImportOptions, ImportResult } from './importer.ts'

function makeNode(name: string, instanceId: string, parts: Readonly<Record<string, string>> = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'topology.kubernetes.io/zone': `${REGION}a`, ...parts } },
    spec: { providerID: `aws:///${REGION}a/${instanceId}` },
    status: { allocatable: { cpu: '1930m', memory: '7Gi', pods: '29' } },
  }
}

function makePersistentVolume(name: string, spec: Readonly<Record<string, unknown>>) {
  const capacity = { storage: '20Gi' }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: { capacity, accessModes: ['ReadWriteOnce'], ...spec },
  }
}

function inZone(letter: string) {
  const expression = {
    key: 'topology.kubernetes.io/zone',
    operator: 'In',
    values: [REGION + letter],
  }
  return { required: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } }
}

function importBoth(
  account: AccountAnswers,
  objects: readonly unknown[],
  options: ImportOptions = {},
): ImportResult {
  const files = [
    { label: 'aws.jsonl', text: renderLines(makeLines(account)) },
    {
      label: 'objects.json',
      text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
    },
  ]
  return importFiles(files, options)
}

function listClusters({ plan }: ImportResult): readonly Cluster[] {
  return plan?.designs[0]?.clusters ?? []
}

function listOf(cluster: Cluster, kind: string): readonly KubeObject[] {
  return cluster.resources.filter((one) => one.kind === kind)
}

function listNames(cluster: Cluster, kind: string): readonly string[] {
  return listOf(cluster, kind).map(({ metadata }) => metadata.name)
}

function listCodes({ findings }: ImportResult): readonly string[] {
  return findings.map(({ code }) => code)
}

const SHOP = { 'kubernetes.io/cluster/shop': 'owned' }

describe('nodes and instances', () => {
  it('I1.6 matches them by instance: one node, with the labels of the Node and the group of AWS', () => {
    const group = makeScalingGroup('machines', SHOP, { Instances: [{ InstanceId: 'i-1' }] })
    const account = { instances: [makeInstance('i-1', 'a', SHOP)], AutoScalingGroups: [group] }
    const result = importBoth(account, [makeNode('ip-1', 'i-1', { team: 'red' })])
    const [cluster] = listClusters(result)
    const [node] = listOf(getAt([cluster], 0) as Cluster, 'Node')
    expect(cluster?.name).toBe('shop')
    expect(cluster === undefined ? [] : listNames(cluster, 'Node')).toEqual(['ip-1'])
    expect(node?.metadata.labels?.['neverpending/node-group']).toBe('machines')
    expect(cluster?.nodeGroups).toMatchObject([
      { name: 'machines', min: 1, desired: 2, max: 5, labels: { team: 'red' } },
    ])
    expect(listCodes(result)).not.toContain('node-group')
  })

  it('leaves a node alone whose own labels name the group', () => {
    const tags = { ...SHOP, 'eks:nodegroup-name': 'ng' }
    const account = { instances: [makeInstance('i-1', 'a', tags)] }
    const result = importBoth(account, [
      makeNode('ip-1', 'i-1', { 'eks.amazonaws.com/nodegroup': 'ng' }),
    ])
    const labels = listClusters(result).flatMap((cluster) => listOf(cluster, 'Node'))[0]?.metadata
      .labels
    expect(labels).not.toHaveProperty('neverpending/node-group')
  })

  it('adds no node for an instance that the list of nodes lacks', () => {
    const account = { instances: ['i-1', 'i-2'].map((id) => makeInstance(id, 'a', SHOP)) }
    const result = importBoth(account, [makeNode('ip-1', 'i-1')])
    expect(listClusters(result).map((cluster) => listNames(cluster, 'Node'))).toEqual([['ip-1']])
    expect(listCodes(result)).toContain('instances-not-nodes')
  })

  it('takes the nodes of AWS where the files hold none', () => {
    const account = { instances: [makeInstance('i-1', 'a', SHOP)] }
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'db' } }
    const result = importBoth(account, [namespace])
    expect(listClusters(result).map((cluster) => listNames(cluster, 'Node'))).toEqual([['node-1']])
  })

  it('finds of which of two clusters the files are', () => {
    const account = {
      instances: [
        makeInstance('i-1', 'a', { 'kubernetes.io/cluster/alpha': 'owned' }),
        makeInstance('i-2', 'a', { 'kubernetes.io/cluster/beta': 'owned' }),
      ],
    }
    const result = importBoth(account, [makeNode('ip-2', 'i-2')])
    expect(
      listClusters(result).map((cluster) => [cluster.name, ...listNames(cluster, 'Node')]),
    ).toEqual([
      ['alpha', 'node-1'],
      ['beta', 'ip-2'],
    ])
    expect(listCodes(result)).not.toContain('several-clusters')
  })

  it('takes instances without tags into the cluster whose nodes they are, with their whole group', () => {
    const group = makeScalingGroup(
      'plain',
      {},
      {
        Instances: [{ InstanceId: 'i-1' }, { InstanceId: 'i-2' }],
      },
    )
    const account = {
      instances: ['i-1', 'i-2', 'i-9'].map((id) => makeInstance(id, 'a', {})),
      AutoScalingGroups: [group],
    }
    const result = importBoth(account, [makeNode('ip-1', 'i-1')], {
      choices: { 'cluster-name': 'own' },
    })
    const [cluster] = listClusters(result)
    expect(cluster?.name).toBe('own')
    expect(cluster?.nodeGroups).toMatchObject([{ name: 'plain', min: 1, max: 5 }])
    expect(listCodes(result)).toContain('aws-unassigned')
  })
})

describe('volumes', () => {
  const attached = { Attachments: [{ InstanceId: 'i-1', Device: '/dev/xvdba', State: 'attached' }] }
  const account = {
    instances: [makeInstance('i-1', 'a', SHOP)],
    Volumes: [
      makeVolume('vol-1', 'a', { ...SHOP, CSIVolumeName: 'pvc-1' }, attached),
      makeVolume('vol-2', 'b', { ...SHOP, CSIVolumeName: 'pvc-2' }),
    ],
  }

  it.each([
    {
      name: 'the driver’s handle',
      spec: { csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' } },
    },
    { name: 'an old id', spec: { awsElasticBlockStore: { volumeID: `aws://${REGION}a/vol-1` } } },
    { name: 'an old id without a zone', spec: { awsElasticBlockStore: { volumeID: 'vol-1' } } },
  ])('are never doubled: $name', ({ spec }) => {
    const result = importBoth(account, [makePersistentVolume('mine', spec)])
    const [cluster] = listClusters(result)
    expect(cluster === undefined ? [] : listNames(cluster, 'PersistentVolume')).toEqual(['mine'])
    expect(listCodes(result)).toContain('volumes-without-object')
    const zone = JSON.stringify(cluster?.resources).includes(`${REGION}a`)
    expect(zone).toBe(true)
  })

  it('tells a volume that Kubernetes believes in another zone', () => {
    const csi = { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' }
    const said = { csi, nodeAffinity: inZone('c') }
    const result = importBoth(account, [makePersistentVolume('mine', said)])
    expect(listCodes(result)).toContain('volume-zone-differs')
  })

  it('comes in with the account where the files hold none, attached to the node of the files', () => {
    const result = importBoth(account, [makeNode('ip-1', 'i-1')])
    const [cluster] = listClusters(result)
    const [attachment] = cluster === undefined ? [] : listOf(cluster, 'VolumeAttachment')
    expect(attachment?.['spec']).toMatchObject({ nodeName: 'ip-1' })
  })
})

describe('I1.5 one after the other', () => {
  it('an account after kubectl output keeps its nodes and volumes and adds the sizes', () => {
    const csi = { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' }
    const objects = [
      makeNode('ip-1', 'i-1', { 'eks.amazonaws.com/nodegroup': 'ng' }),
      makePersistentVolume('mine', { csi, nodeAffinity: inZone('a') }),
    ]
    const kubectl = importFiles([{ label: 'objects.json', text: JSON.stringify(objects) }], {
      choices: { 'cluster-name': 'shop' },
    })
    const tags = { ...SHOP, 'eks:nodegroup-name': 'ng' }
    const account = {
      instances: [makeInstance('i-1', 'a', tags)],
      AutoScalingGroups: [makeScalingGroup('eks-ng', tags, { Instances: [{ InstanceId: 'i-1' }] })],
      Volumes: [makeVolume('vol-1', 'a', { ...SHOP, CSIVolumeName: 'pvc-1' })],
    }
    const text = renderLines(makeLines(account))
    const { plan } = kubectl
    const result = importFiles(
      [{ label: 'aws.jsonl', text }],
      plan === undefined ? {} : { base: plan },
    )
    const [cluster] = listClusters(result)
    expect(cluster === undefined ? [] : listNames(cluster, 'Node')).toEqual(['ip-1'])
    expect(cluster === undefined ? [] : listNames(cluster, 'PersistentVolume')).toEqual(['mine'])
    expect(cluster?.nodeGroups).toMatchObject([{ name: 'ng', min: 1, desired: 2, max: 5 }])
  })
})
