import type { Cluster, NodeGroup, Plan } from '#plan/schema.ts'

/**
 * A plan of the size that reviews are about: 60 nodes and 500 pods in three zones, a group for each zone
 * with volumes and one over all zones without. As `kubectl` shows it, every pod on a node.
 */
export function makeReviewPlan(): Plan {
  const cluster: Cluster = {
    name: 'review',
    region: 'eu-west-1',
    provisioner: 'eks',
    kubernetesVersion: '1.35',
    zones: ZONES.map((name) => ({ name })),
    controlPlane: { kind: 'managed' },
    nodeGroups: [
      ...ZONES.map((zone) => makeGroup(`data-${zone.slice(-1)}`, [zone])),
      makeGroup('general', ZONES),
    ],
    autoscalers: [{ kind: 'cluster-autoscaler', version: '1.35.0', owns: 'auto-discovery' }],
    resources: [...makeNodes(), ...makeStateful(), ...makeStateless()],
  }
  return {
    apiVersion: 'neverpending/v1',
    kind: 'Plan',
    name: 'review',
    designs: [{ id: 'A', name: 'As it is', clusters: [cluster] }],
  }
}

type Resource = Cluster['resources'][number]

const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']
const NODES_PER_GROUP = 15
const STATEFUL_SETS = 20
const DEPLOYMENTS = 44
const PODS_PER_DEPLOYMENT = 10

function makeGroup(name: string, zones: readonly string[]): NodeGroup {
  return {
    name,
    kind: 'eks-managed',
    zones,
    instanceTypes: ['m5.xlarge'],
    min: 3,
    desired: NODES_PER_GROUP,
    max: 40,
    labels: { role: name.startsWith('data') ? 'data' : 'general' },
    tags: {},
  }
}

function makeNodes(): readonly Resource[] {
  return ['data-a', 'data-b', 'data-c', 'general'].flatMap((group, groupIndex) =>
    Array.from({ length: NODES_PER_GROUP }, (_, index): Resource => {
      const zone = zoneOf(group === 'general' ? index : groupIndex)
      const name = nodeName(group, index)
      return {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: {
          name,
          labels: {
            'eks.amazonaws.com/nodegroup': group,
            'kubernetes.io/hostname': name,
            'node.kubernetes.io/instance-type': 'm5.xlarge',
            role: group.startsWith('data') ? 'data' : 'general',
            'topology.kubernetes.io/region': 'eu-west-1',
            'topology.kubernetes.io/zone': zone,
          },
        },
        spec: { providerID: `aws:///${zone}/i-${groupIndex}${index}` },
        status: {
          allocatable: { cpu: '3920m', memory: '14900Mi', pods: '58' },
          capacity: { cpu: '4', memory: '15900Mi', pods: '58' },
          conditions: [{ type: 'Ready', status: 'True' }],
          nodeInfo: { kubeletVersion: 'v1.35.2-eks-113cf36' },
        },
      }
    }),
  )
}

/** Twenty StatefulSets of three pods, a volume each, one pod in each zone. */
function makeStateful(): readonly Resource[] {
  return Array.from({ length: STATEFUL_SETS }, (_, index) => {
    const name = `db-${index}`
    const template = makeTemplate(name, { role: 'data' }, { cpu: '500m', memory: '2Gi' })
    const set: Resource = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name, namespace: 'data' },
      spec: {
        replicas: 3,
        selector: { matchLabels: { app: name } },
        serviceName: name,
        template,
        volumeClaimTemplates: [
          { metadata: { name: 'data' }, spec: { resources: { requests: { storage: '50Gi' } } } },
        ],
      },
    }
    const pods = ZONES.flatMap((zone, ordinal) => makeOrdinal(name, { index, ordinal, zone }))
    return [set, ...pods]
  }).flat()
}

function makeOrdinal(
  set: string,
  {
    index,
    ordinal,
    zone,
  }: { readonly index: number; readonly ordinal: number; readonly zone: string },
): readonly Resource[] {
  const pod = `${set}-${ordinal}`
  const claim = `data-${pod}`
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `pv-${pod}` },
      spec: {
        capacity: { storage: '50Gi' },
        claimRef: { kind: 'PersistentVolumeClaim', namespace: 'data', name: claim },
        csi: { driver: 'ebs.csi.aws.com', volumeHandle: `vol-${pod}` },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: 'topology.kubernetes.io/zone', operator: 'In', values: [zone] },
                ],
              },
            ],
          },
        },
      },
      status: { phase: 'Bound' },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: claim, namespace: 'data' },
      spec: { volumeName: `pv-${pod}` },
      status: { phase: 'Bound' },
    },
    makePod(
      { namespace: 'data', name: pod, app: set, owner: { kind: 'StatefulSet', name: set } },
      {
        ...makeTemplate(set, { role: 'data' }, { cpu: '500m', memory: '2Gi' }).spec,
        nodeName: nodeName(`data-${zone.slice(-1)}`, index % NODES_PER_GROUP),
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: claim } }],
      },
    ),
  ]
}

function makeStateless(): readonly Resource[] {
  return Array.from({ length: DEPLOYMENTS }, (_, index) => {
    const name = `web-${index}`
    const template = makeTemplate(name, { role: 'general' }, { cpu: '100m', memory: '256Mi' })
    const replicaSet = `${name}-7c9f8d`
    const common = {
      replicas: PODS_PER_DEPLOYMENT,
      selector: { matchLabels: { app: name } },
      template,
    }
    const deployment: Resource = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: 'web' },
      spec: common,
    }
    const set: Resource = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: replicaSet,
        namespace: 'web',
        ownerReferences: [refer('Deployment', name)],
      },
      spec: common,
    }
    const pods = Array.from({ length: PODS_PER_DEPLOYMENT }, (_each, replica) =>
      makePod(
        {
          namespace: 'web',
          name: `${replicaSet}-${replica}`,
          app: name,
          owner: { kind: 'ReplicaSet', name: replicaSet },
        },
        {
          ...template.spec,
          nodeName: nodeName('general', (index * PODS_PER_DEPLOYMENT + replica) % NODES_PER_GROUP),
        },
      ),
    )
    return [deployment, set, ...pods]
  }).flat()
}

function makePod(
  pod: {
    readonly namespace: string
    readonly name: string
    readonly app: string
    readonly owner: { readonly kind: string; readonly name: string }
  },
  spec: Readonly<Record<string, unknown>>,
): Resource {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: pod.name,
      namespace: pod.namespace,
      labels: { app: pod.app },
      ownerReferences: [refer(pod.owner.kind, pod.owner.name)],
    },
    spec,
    status: { phase: 'Running' },
  }
}

function makeTemplate(
  app: string,
  nodeSelector: Readonly<Record<string, string>>,
  requests: Readonly<Record<string, string>>,
) {
  return {
    metadata: { labels: { app } },
    spec: { nodeSelector, containers: [{ name: app, image: app, resources: { requests } }] },
  }
}

function refer(kind: string, name: string) {
  return { apiVersion: 'apps/v1', kind, name, controller: true }
}

function nodeName(group: string, index: number): string {
  return `ip-${group}-${index}`
}

function zoneOf(index: number): string {
  return ZONES[index % ZONES.length] ?? ''
}
