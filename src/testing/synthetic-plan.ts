import { getAt } from '#base/assert.ts'
import type { Cluster, NodeGroup, Plan } from '#plan/schema.ts'

/**
 * Plans of a given size with names of realistic length, for the budgets of links (share links L4.1): the
 * same size gives the same plan.
 */
export interface PlanSize {
  readonly groups: number
  readonly workloads: number
  readonly volumes: number
}

type KubeResource = Cluster['resources'][number]

const TEAMS = ['payments', 'checkout', 'search', 'catalog', 'identity', 'platform', 'data', 'edge']
const PARTS = ['api', 'worker', 'gateway', 'consumer', 'scheduler', 'web', 'indexer', 'cache']
const WORDS = ['order', 'invoice', 'session', 'price', 'stock', 'mail', 'report', 'audit', 'ledger']
const TYPES = ['m5.large', 'm6i.xlarge', 'c6i.2xlarge', 'r6i.xlarge', 'm7g.large', 'c7g.xlarge']
const CPUS = ['50m', '100m', '250m', '500m', '1', '2']
const MEMORIES = ['64Mi', '128Mi', '256Mi', '512Mi', '1Gi', '2Gi', '4Gi']
const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']

export function makeSyntheticPlan(size: PlanSize): Plan {
  const draw = makeDraw()
  const cluster: Cluster = {
    name: 'production',
    region: 'eu-west-1',
    provisioner: 'eks',
    kubernetesVersion: '1.35',
    zones: ZONES.map((name) => ({ name })),
    controlPlane: { kind: 'managed' },
    nodeGroups: Array.from({ length: size.groups }, (_, at) => makeGroup(at, draw)),
    autoscalers: [{ kind: 'cluster-autoscaler', version: '1.35.0', owns: 'auto-discovery' }],
    resources: [
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'gp3' },
        provisioner: 'ebs.csi.aws.com',
        volumeBindingMode: 'WaitForFirstConsumer',
      },
      ...Array.from({ length: size.workloads }, (_, at) =>
        makeWorkload(at, at < size.volumes, draw),
      ),
      ...Array.from({ length: size.volumes }, (_, at) => makeVolume(at, size, draw)).flat(),
    ],
  }
  return {
    apiVersion: 'neverpending/v1',
    kind: 'Plan',
    name: 'production',
    designs: [{ id: 'a', name: 'As it is', clusters: [cluster] }],
  }
}

type Draw = (list: readonly string[]) => string

/** Reproducible picks: a linear congruential generator. */
function makeDraw(): Draw {
  let state = 12_345
  return (list) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return getAt(list, (state >>> 16) % list.length)
  }
}

function makeGroup(at: number, draw: Draw): NodeGroup {
  return {
    name: `${draw(TEAMS)}-${at}`,
    kind: 'eks-managed',
    zones: at % 3 === 0 ? [draw(ZONES)] : ZONES,
    instanceTypes: [draw(TYPES)],
    min: at % 3,
    desired: (at % 3) + 1,
    max: ((at % 5) + 2) * 2,
    tags: { 'k8s.io/cluster-autoscaler/enabled': 'true' },
  }
}

const nameOf = (at: number) =>
  `${getAt(WORDS, at % WORDS.length)}-${getAt(PARTS, Math.trunc(at / 9) % PARTS.length)}${at < 72 ? '' : `-${Math.trunc(at / 72)}`}`
const namespaceOf = (at: number) => getAt(TEAMS, at % TEAMS.length)

function makeWorkload(at: number, isStateful: boolean, draw: Draw): KubeResource {
  const labels = { 'app.kubernetes.io/name': nameOf(at) }
  return {
    apiVersion: 'apps/v1',
    kind: isStateful ? 'StatefulSet' : 'Deployment',
    metadata: { name: nameOf(at), namespace: namespaceOf(at), labels },
    spec: {
      replicas: isStateful ? 1 : (at % 4) + 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: nameOf(at),
              image: `registry.example.org/team/${nameOf(at)}:1.2.3`,
              resources: {
                requests: { cpu: draw(CPUS), memory: draw(MEMORIES) },
                limits: { memory: '4Gi' },
              },
            },
          ],
        },
      },
      ...(isStateful
        ? {
            volumeClaimTemplates: [
              {
                metadata: { name: 'data' },
                spec: {
                  accessModes: ['ReadWriteOnce'],
                  storageClassName: 'gp3',
                  resources: { requests: { storage: '20Gi' } },
                },
              },
            ],
          }
        : {}),
    },
  }
}

function makeVolume(at: number, { workloads }: PlanSize, draw: Draw): readonly KubeResource[] {
  const owner = at % workloads
  const claim = {
    name: `data-${nameOf(owner)}-${Math.trunc(at / workloads)}`,
    namespace: namespaceOf(owner),
  }
  const digits = Array.from({ length: 4 }, () =>
    draw(['3f9a', 'b07c', '55d1', 'e8a2', '9c04', '17be']),
  )
  const volumeName = `pvc-${digits.join('')}-${at.toString(16).padStart(4, '0')}`
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: claim,
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'gp3',
        volumeName,
        resources: { requests: { storage: '20Gi' } },
      },
      status: { phase: 'Bound' },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: volumeName },
      spec: {
        capacity: { storage: '20Gi' },
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'gp3',
        claimRef: claim,
        csi: { driver: 'ebs.csi.aws.com', volumeHandle: `vol-0a1b2c3d4e5f${1000 + at}` },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: 'topology.ebs.csi.aws.com/zone', operator: 'In', values: [draw(ZONES)] },
                ],
              },
            ],
          },
        },
      },
      status: { phase: 'Bound' },
    },
  ]
}
