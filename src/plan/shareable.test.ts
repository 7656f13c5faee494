import { describe, expect, it } from 'vitest'
import { getAt } from '#base/assert.ts'
import { makePlan, SAMPLE_GROUP, SAMPLE_PLAN } from '#testing/sample-plan.ts'
import type { Cluster, Plan } from './schema.ts'
import { shareable } from './shareable.ts'

type KubeResource = Cluster['resources'][number]

/** The first object of that kind in what may be shared of the plan. */
function shareObject(objects: readonly KubeResource[], kind: string): unknown {
  const plan = shareable(makePlan({ resources: objects }))
  return getAt(getAt(plan.designs, 0).clusters, 0).resources.find((one) => one.kind === kind)
}

const NODE = 'ip-10-0-1-2.eu-west-1.compute.internal'

const node = (labels: Readonly<Record<string, string>>, more: object = {}): KubeResource => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: NODE, labels },
  spec: { providerID: 'aws:///eu-west-1a/i-0123456789abcdef0', ...more },
})

const volume = (spec: object, name = 'pv'): KubeResource => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec,
})

const claim = (uid: string, volumeName?: string): KubeResource => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'shop', uid },
  ...(volumeName === undefined ? {} : { spec: { volumeName } }),
})

const CLAIM_UID = 'pvc-6d1c0f52-9a1e-4f0b-8a77-0e0f6b1d2c3a'

const IN_ZONE_A = {
  csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' },
  nodeAffinity: {
    required: {
      nodeSelectorTerms: [
        {
          matchExpressions: [
            { key: 'topology.ebs.csi.aws.com/zone', operator: 'In', values: ['eu-west-1a'] },
          ],
        },
      ],
    },
  },
}

const pod = (metadata: object, spec: object): KubeResource => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', ...metadata },
  spec,
})

describe('shareable', () => {
  it.each([
    {
      name: 'a node named after its address gets a stand-in, and so does who names it',
      objects: [
        node({ 'topology.kubernetes.io/zone': 'eu-west-1a' }),
        pod({}, { nodeName: NODE, containers: [] }),
      ],
      kind: 'Pod',
      shared: pod({}, { nodeName: 'node-1', containers: [] }),
    },
    {
      name: 'an instance id stays behind where a label says the zone',
      objects: [node({ 'topology.kubernetes.io/zone': 'eu-west-1a' })],
      kind: 'Node',
      shared: {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'node-1', labels: { 'topology.kubernetes.io/zone': 'eu-west-1a' } },
        spec: {},
      },
    },
    {
      name: 'the zone of an instance id goes along where no label says it',
      objects: [node({})],
      kind: 'Node',
      shared: {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'node-1', labels: {} },
        spec: { providerID: 'aws:///eu-west-1a/i-0' },
      },
    },
    {
      name: 'a volume id gets a stand-in',
      objects: [
        volume({ csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-0123456789abcdef0' } }),
      ],
      kind: 'PersistentVolume',
      shared: volume({ csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' } }),
    },
    {
      name: 'the zone within an old volume id stays',
      objects: [
        volume({ awsElasticBlockStore: { volumeID: 'aws://eu-west-1b/vol-0123456789abcdef0' } }),
      ],
      kind: 'PersistentVolume',
      shared: volume({ awsElasticBlockStore: { volumeID: 'aws://eu-west-1b/vol-1' } }),
    },
    {
      name: 'a volume that is named after its claim gets a stand-in',
      objects: [
        volume({ ...IN_ZONE_A, claimRef: { namespace: 'shop', name: 'data' } }, CLAIM_UID),
        claim('a', CLAIM_UID),
      ],
      kind: 'PersistentVolume',
      shared: volume({ ...IN_ZONE_A, claimRef: { namespace: 'shop', name: 'data' } }, 'pvc-1'),
    },
    {
      name: 'a volume of no zone keeps its name, which verdicts may say',
      objects: [volume({ storageClassName: 'gp3' }, CLAIM_UID), claim('a', CLAIM_UID)],
      kind: 'PersistentVolume',
      shared: volume({ storageClassName: 'gp3' }, CLAIM_UID),
    },
    {
      name: 'ids that agree say nothing',
      objects: [volume({ claimRef: { namespace: 'shop', name: 'data', uid: 'a' } }), claim('a')],
      kind: 'PersistentVolume',
      shared: volume({ claimRef: { namespace: 'shop', name: 'data' } }),
    },
    {
      name: 'that a volume is kept for an older claim is a fact',
      objects: [volume({ claimRef: { namespace: 'shop', name: 'data', uid: 'a' } }), claim('b')],
      kind: 'PersistentVolume',
      shared: volume({ claimRef: { namespace: 'shop', name: 'data', uid: 'uid-1' } }),
    },
    {
      name: 'labels that no rule reads stay behind',
      objects: [
        pod(
          { labels: { app: 'web', owner: 'someone' } },
          {
            containers: [],
            topologySpreadConstraints: [
              { maxSkew: 1, topologyKey: 'a', labelSelector: { matchLabels: { app: 'web' } } },
            ],
          },
        ),
      ],
      kind: 'Pod',
      shared: pod(
        { labels: { app: 'web' } },
        {
          containers: [],
          topologySpreadConstraints: [
            { maxSkew: 1, topologyKey: 'a', labelSelector: { matchLabels: { app: 'web' } } },
          ],
        },
      ),
    },
    {
      name: 'annotations stay behind but for those that are facts',
      objects: [
        pod(
          {
            annotations: {
              'example.org/note': 'hello',
              'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
              'kubernetes.io/config.mirror': 'a1b2c3',
            },
          },
          { containers: [] },
        ),
      ],
      kind: 'Pod',
      shared: pod(
        {
          annotations: {
            'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
            'kubernetes.io/config.mirror': 'mirror',
          },
        },
        { containers: [] },
      ),
    },
    {
      name: 'kinds that no rule reads stay behind',
      objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } }],
      kind: 'ConfigMap',
      shared: undefined,
    },
  ])('L7.1 $name', ({ objects, kind, shared }) => {
    expect(shareObject(objects, kind)).toEqual(shared)
  })

  it('L7.2, S12 leaves no mark of what never leaves', () => {
    expect(JSON.stringify(shareable(MARKED))).not.toMatch(
      /mark-|111122223333|10\.9\.8|ip-10-|i-0123|csi-0123/,
    )
  })

  it('L3.7 composes text and takes out what controls its direction', () => {
    const { name, notes } = shareable({
      ...SAMPLE_PLAN,
      name: 'e\u0301\u202e',
      notes: 'a\r\nb\u0007',
    })
    expect({ name, notes }).toEqual({ name: '\u00e9\ufffd', notes: 'a\nb\ufffd' })
  })
})

/** Every kind of text that L7.1 forbids, once each, where a file may have it. */
const MARKED: Plan = {
  ...makePlan({
    zones: [
      { name: 'eu-west-1a', subnets: [{ id: 'subnet-mark-1', cidr: '10.9.8.0/24', freeIPs: 9 }] },
    ],
    network: { vpcCidr: '10.9.8.0/16' },
    nodeGroups: [
      {
        ...SAMPLE_GROUP,
        zones: ['eu-west-1a'],
        labels: { 'example.org/image': 'ami-mark-2' },
        tags: {
          'aws:cloudformation:stack-id': 'arn:aws:cloudformation:eu-west-1:111122223333:mark-3',
        },
      },
    ],
    resources: [
      node({ 'example.org/subnet': 'subnet-mark-4' }, { podCIDR: '10.9.8.0/26' }),
      pod(
        {
          uid: 'mark-5',
          annotations: { 'kubectl.kubernetes.io/last-applied-configuration': 'mark-6' },
          managedFields: [{ manager: 'mark-7' }],
          creationTimestamp: 'mark-8',
          ownerReferences: [{ kind: 'Node', name: NODE, uid: 'mark-9', controller: true }],
        },
        {
          nodeName: NODE,
          serviceAccountName: 'mark-10',
          imagePullSecrets: [{ name: 'mark-11' }],
          containers: [
            {
              name: 'web',
              image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/mark-12@sha256:mark',
              env: [{ name: 'PASSWORD', value: 'mark-13' }],
              command: ['mark-14'],
              args: ['mark-15'],
              ports: [{ hostPort: 80, hostIP: '10.9.8.7' }],
            },
          ],
          volumes: [
            { name: 'a', secret: { secretName: 'mark-16' } },
            { name: 'b', hostPath: { path: '/mark-17' } },
            { name: 'c', nfs: { server: 'mark-18.example.org', path: '/mark-19' } },
            { name: 'd', awsElasticBlockStore: { volumeID: 'vol-mark-25' } },
          ],
          status: { podIP: '10.9.8.7' },
        },
      ),
      volume({
        csi: {
          driver: 'ebs.csi.aws.com',
          volumeHandle: 'vol-mark-20',
          volumeAttributes: { 'storage.kubernetes.io/csiProvisionerIdentity': 'mark-21' },
        },
      }),
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'gp3' },
        provisioner: 'ebs.csi.aws.com',
        parameters: { kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/mark-22' },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'shop' },
        spec: {
          template: {
            spec: { volumes: [{ name: 'd', awsElasticBlockStore: { volumeID: 'vol-mark-26' } }] },
          },
        },
      },
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'VolumeAttachment',
        metadata: { name: `csi-${'0123456789abcdef'.repeat(4)}` },
        spec: { attacher: 'ebs.csi.aws.com', nodeName: NODE },
      },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mark-23' }, data: { a: 'mark-24' } },
    ],
  }),
}
