import { describe, expect, it } from 'vitest'
import type { Cluster } from '#plan/schema.ts'
import { importFiles } from '../import-files.ts'
import type { ImportResult } from '../importer.ts'

function importObjects(...items: readonly object[]): ImportResult {
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items })
  return importFiles([{ label: 'objects.json', text }], {})
}

function getCluster(result: ImportResult): Cluster | undefined {
  return result.plan?.designs[0]?.clusters[0]
}

function listCodes(result: ImportResult): string[] {
  return result.findings.map(({ code }) => code)
}

function makeNode(
  name: string,
  fields: {
    readonly labels?: object
    readonly spec?: object
    readonly version?: string
  } = {},
): object {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: fields.labels ?? {} },
    spec: fields.spec ?? {},
    status: { nodeInfo: { kubeletVersion: fields.version ?? 'v1.35.2' } },
  }
}

const ZONE = 'topology.kubernetes.io/zone'
const IN_GROUP = { 'eks.amazonaws.com/nodegroup': 'ng', [ZONE]: 'eu-west-1a' }

describe('kubectl: the cluster that objects show (I10.3)', () => {
  it.each([
    { label: 'eks.amazonaws.com/nodegroup', kind: 'eks-managed', provisioner: 'eks' },
    { label: 'alpha.eksctl.io/nodegroup-name', kind: 'asg', provisioner: 'unknown' },
    { label: 'karpenter.sh/nodepool', kind: 'karpenter', provisioner: 'unknown' },
    { label: 'kops.k8s.io/instancegroup', kind: 'asg', provisioner: 'kops' },
  ])('a group by $label', ({ label, kind, provisioner }) => {
    const node = makeNode('n', { labels: { [label]: 'ng', [ZONE]: 'eu-west-1a' } })
    expect(getCluster(importObjects(node))).toMatchObject({
      provisioner,
      nodeGroups: [{ name: 'ng', kind }],
    })
  })

  it('labels and taints that all nodes of a group share, without states', () => {
    const taint = { key: 'gpu', value: 'true', effect: 'NoSchedule' }
    const state = { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' }
    const own = { key: 'own', effect: 'NoSchedule' }
    const result = importObjects(
      makeNode('a', {
        labels: { ...IN_GROUP, team: 'x', rack: '1' },
        spec: { taints: [taint, state] },
      }),
      makeNode('b', {
        labels: { ...IN_GROUP, team: 'x', rack: '2' },
        spec: { taints: [own, taint] },
      }),
    )
    expect(getCluster(result)?.nodeGroups[0]).toMatchObject({
      labels: { team: 'x' },
      taints: [taint],
    })
  })

  it('the zone of a node from its provider id, where labels are missing', () => {
    const node = makeNode('n', { spec: { providerID: 'aws:///eu-west-1b/i-0a1b' } })
    expect(getCluster(importObjects(node))?.zones).toEqual([{ name: 'eu-west-1b' }])
  })

  it('tells of nodes without zone or group', () => {
    const result = importObjects(makeNode('a'), makeNode('b'))
    expect(result.findings).toContainEqual(
      expect.objectContaining({ code: 'node-zone', severity: 'ambiguous', count: 2 }),
    )
    expect(listCodes(result)).toContain('node-group')
  })

  it.each([
    {
      name: 'E14 node affinity',
      spec: {
        csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: 'topology.ebs.csi.aws.com/zone', operator: 'In', values: ['eu-west-1b'] },
                ],
              },
            ],
          },
        },
      },
      zone: 'eu-west-1b',
    },
    {
      name: 'E14 a legacy id',
      spec: { awsElasticBlockStore: { volumeID: 'aws://eu-west-1c/vol-1' } },
      zone: 'eu-west-1c',
    },
  ])('$name gives the zone', ({ spec, zone }) => {
    const volume = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'v' }, spec }
    expect(getCluster(importObjects(volume))).toMatchObject({
      region: 'eu-west-1',
      zones: [{ name: zone }],
      resources: [{ ...volume }],
    })
  })

  it('the most frequent version, several being told', () => {
    const result = importObjects(
      makeNode('a', { version: 'v1.34.9-eks-1' }),
      makeNode('b', { version: 'v1.35.2-eks-1' }),
      makeNode('c', { version: 'v1.35.1-eks-1' }),
    )
    expect(getCluster(result)).toMatchObject({ kubernetesVersion: '1.35', provisioner: 'eks' })
    expect(listCodes(result)).toContain('kubelet-versions')
  })

  it('masters that are nodes, and the etcd members that run on them', () => {
    const labels = { 'node-role.kubernetes.io/control-plane': '', [ZONE]: 'eu-west-1a' }
    const etcd = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'etcd-m1', namespace: 'kube-system', labels: { component: 'etcd' } },
      spec: { nodeName: 'm1' },
    }
    const result = importObjects(makeNode('m1', { labels }), makeNode('w1'), etcd)
    expect(getCluster(result)).toMatchObject({
      provisioner: 'kubeadm',
      controlPlane: {
        kind: 'self-managed',
        members: [{ name: 'm1', zone: 'eu-west-1a' }],
        etcd: {
          topology: 'stacked',
          clusters: [{ name: 'main', members: [{ name: 'm1', zone: 'eu-west-1a' }] }],
        },
      },
    })
  })

  it('of one object that stands twice and differs, the same one in any order', () => {
    const before = makeNode('n', { labels: { a: '1' } })
    const after = makeNode('n', { labels: { a: '2' } })
    const [first, second] = [importObjects(before, after), importObjects(after, before)]
    expect(first.plan).toEqual(second.plan)
    expect(listCodes(first)).toContain('object-twice')
  })

  it('a pod that waits keeps what the scheduler said, and one that ends keeps its place', () => {
    const message =
      "0/2 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity."
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', namespace: 'n', deletionTimestamp: '2026-10-01T08:00:00Z' },
      spec: { nodeName: 'a', volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] },
      status: {
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
      },
    }
    expect(getCluster(importObjects(pod))?.resources).toEqual([pod])
  })

  it('kinds of other groups with a known name are not taken for them', () => {
    const service = {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: { name: 's' },
    }
    expect(importObjects(service).plan).toBeUndefined()
  })
})
