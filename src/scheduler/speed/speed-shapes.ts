/**
 * Clusters to measure the scheduler with, given by formulae: N nodes in three zones, ten pods on each, and pods to be
 * placed one after the other, ten of an application.
 */
import { HOSTNAME_LABEL, EBS_ZONE_LABEL, ZONE_LABEL } from '#kube/labels.ts'
import type { KubeObject } from '#kube/object.ts'

/** What is asked of the pods beside room. */
export type SpeedShape = 'plain' | 'deployment' | 'spread-zone' | 'anti-host' | 'ebs'

export const SPEED_SHAPES: readonly SpeedShape[] = [
  'plain',
  'deployment',
  'spread-zone',
  'anti-host',
  'ebs',
]

const ZONES = 3
const PODS_PER_NODE = 10
const PODS_PER_APP = 10
const DRIVER = 'ebs.csi.aws.com'

/** Objects of the cluster, and the pods to place, in order. */
export interface SpeedWorld {
  readonly objects: readonly KubeObject[]
  readonly pods: readonly KubeObject[]
}

/** @param nodes how many nodes; @param pods how many pods to place */
export function makeSpeedWorld(shape: SpeedShape, nodes: number, pods: number): SpeedWorld {
  const placed = nodes * PODS_PER_NODE
  const numbers = Array.from({ length: placed + pods }, (_, index) => index)
  const all = numbers.map((index) =>
    makePod(shape, index, index < placed ? makeNodeName(index % nodes) : undefined),
  )
  return {
    objects: [
      ...Array.from({ length: nodes }, (_, index) => makeNode(index)),
      ...(shape === 'deployment' ? makeReplicaSets(placed + pods) : []),
      ...(shape === 'ebs' ? makeStorage(nodes, numbers) : []),
      ...all.slice(0, placed),
    ],
    pods: all.slice(placed),
  }
}

function makeNode(index: number): KubeObject {
  const name = makeNodeName(index)
  const zone = makeZone(index)
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { [HOSTNAME_LABEL]: name, [ZONE_LABEL]: zone, [EBS_ZONE_LABEL]: zone },
    },
    status: { allocatable: { cpu: '8', memory: '32Gi', pods: '110' } },
  }
}

function makePod(shape: SpeedShape, index: number, nodeName: string | undefined): KubeObject {
  const name = makePodName(index)
  const app = makeApp(index)
  const uid = `u-${name}`
  const requests = { cpu: '100m', memory: '200Mi' }
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    name: app,
    uid: `rs-${app}`,
    controller: true,
  }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid,
      labels: { app },
      ...(shape === 'deployment' ? { ownerReferences: [owner] } : {}),
    },
    spec: {
      containers: [{ name: 'c', image: 'registry.example.com/app:v1', resources: { requests } }],
      ...makeDemand(shape, index),
      ...(nodeName === undefined ? {} : { nodeName }),
    },
    status: { phase: nodeName === undefined ? 'Pending' : 'Running' },
  }
}

function makeDemand(shape: SpeedShape, index: number): object {
  const labelSelector = { matchLabels: { app: makeApp(index) } }
  switch (shape) {
    case 'plain':
    case 'deployment':
      return {}
    case 'spread-zone':
      return {
        topologySpreadConstraints: [
          {
            topologyKey: ZONE_LABEL,
            maxSkew: 1,
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector,
          },
        ],
      }
    case 'anti-host':
      return {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: HOSTNAME_LABEL, labelSelector },
            ],
          },
        },
      }
    case 'ebs':
      return {
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: makeClaimName(index) } }],
      }
  }
}

function makeReplicaSets(pods: number): readonly KubeObject[] {
  return Array.from({ length: Math.ceil(pods / PODS_PER_APP) }, (_, index): KubeObject => {
    const app = makeApp(index * PODS_PER_APP)
    return {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: app, namespace: 'default', uid: `rs-${app}` },
      spec: { selector: { matchLabels: { app } } },
    }
  })
}

function makeStorage(nodes: number, pods: readonly number[]): readonly KubeObject[] {
  const placed = nodes * PODS_PER_NODE
  return [
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'gp3' },
      provisioner: DRIVER,
      volumeBindingMode: 'WaitForFirstConsumer',
    },
    { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: DRIVER }, spec: {} },
    ...Array.from({ length: nodes }, (_, index): KubeObject => ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSINode',
      metadata: { name: makeNodeName(index) },
      spec: {
        drivers: [
          {
            name: DRIVER,
            nodeID: `i-${index}`,
            allocatable: { count: 25 },
            topologyKeys: [EBS_ZONE_LABEL],
          },
        ],
      },
    })),
    ...pods.flatMap((index) => makeVolume(index, makeZone(index < placed ? index % nodes : index))),
  ]
}

/** A volume in a zone, bound to the claim of its pod. */
function makeVolume(index: number, zone: string): readonly KubeObject[] {
  const name = `pv-${makePodName(index)}`
  const claim = makeClaimName(index)
  const uid = `uid-${claim}`
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name },
      spec: {
        accessModes: ['ReadWriteOnce'],
        capacity: { storage: '20Gi' },
        claimRef: { kind: 'PersistentVolumeClaim', namespace: 'default', name: claim, uid },
        csi: { driver: DRIVER, volumeHandle: `vol-${makePodName(index)}` },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: EBS_ZONE_LABEL, operator: 'In', values: [zone] }] },
            ],
          },
        },
        storageClassName: 'gp3',
      },
      status: { phase: 'Bound' },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: claim,
        namespace: 'default',
        uid,
        annotations: { 'pv.kubernetes.io/bind-completed': 'yes' },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '20Gi' } },
        storageClassName: 'gp3',
        volumeName: name,
      },
      status: { phase: 'Bound' },
    },
  ]
}

function makeNodeName(index: number): string {
  return `node-${pad(index, 5)}`
}

function makePodName(index: number): string {
  return `pod-${pad(index, 6)}`
}

function makeClaimName(index: number): string {
  return `claim-${makePodName(index)}`
}

function makeApp(index: number): string {
  return `app-${pad(Math.trunc(index / PODS_PER_APP), 5)}`
}

function makeZone(index: number): string {
  return `zone-${index % ZONES}`
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
