import {
  BETA_INSTANCE_TYPE_LABEL,
  BETA_REGION_LABEL,
  BETA_ZONE_LABEL,
  INSTANCE_TYPE_LABEL,
  REGION_LABEL,
  ZONE_LABEL,
  findLabel,
} from './labels.ts'
import {
  mapList,
  readBoolean,
  readField,
  readList,
  readText,
  readTexts,
  readWhole,
} from './field.ts'
import { readMetadata } from './metadata.ts'
import { readNodeResources } from './resources.ts'
import { isStateTaint, readTaints } from './taint.ts'
import type { KubeObject } from './object.ts'
import type { Labels } from './labels.ts'
import type { Metadata } from './metadata.ts'
import type { Resources } from './resources.ts'
import type { Taint } from './taint.ts'

/** A Node object: the observation of a live cluster (I10.3). */
export interface Node extends Metadata {
  /** By label, else from `providerID`; absent: not told. */
  readonly zone?: string | undefined
  readonly region?: string | undefined
  readonly providerId?: string | undefined
  readonly instanceType?: string | undefined
  /** The node group by the first label that names one. */
  readonly group?: { readonly label: string; readonly name: string } | undefined
  readonly purchase?: 'on-demand' | 'spot' | undefined
  /** The condition Ready; absent: not told. */
  readonly isReady?: boolean | undefined
  /** False when cordoned. */
  readonly isSchedulable: boolean
  readonly isControlPlane: boolean
  /** All taints, as the scheduler sees them. */
  readonly taints: readonly Taint[]
  /** Taints without those that tell the node's present state. */
  readonly configuredTaints: readonly Taint[]
  readonly allocatable: Resources
  readonly capacity: Resources
  readonly kubeletVersion?: string | undefined
  /** Features its kubelet declares (NF-2). */
  readonly declaredFeatures: readonly string[]
  /** Images it has pulled already. */
  readonly images: readonly NodeImage[]
}

/** An image on a node's disk. */
export interface NodeImage {
  readonly names: readonly string[]
  readonly sizeBytes: number
}

/**
 * Set by the import, where AWS tells the group of a node and no label of the cluster does (import
 * specification I12.5): the surest of all.
 */
export const OWN_GROUP_LABEL = 'neverpending/node-group'

/** Labels that name a node's group, in the order they are asked (I10.3). */
export const NODE_GROUP_LABELS: readonly string[] = [
  OWN_GROUP_LABEL,
  'eks.amazonaws.com/nodegroup',
  'alpha.eksctl.io/nodegroup-name',
  'karpenter.sh/nodepool',
  'kops.k8s.io/instancegroup',
]

const CONTROL_PLANE_LABELS: readonly string[] = [
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/master',
]

export function readNode(object: KubeObject): Node {
  const metadata = readMetadata(object)
  const { labels } = metadata
  const providerId = readText(object, 'spec', 'providerID')
  const taints = readTaints(readField(object, 'spec', 'taints'))
  return {
    zone: findNodeZone(labels, providerId),
    region: findLabel(labels, REGION_LABEL) ?? findLabel(labels, BETA_REGION_LABEL),
    providerId,
    instanceType:
      findLabel(labels, INSTANCE_TYPE_LABEL) ?? findLabel(labels, BETA_INSTANCE_TYPE_LABEL),
    group: findNodeGroup(labels),
    purchase: findPurchase(labels),
    isReady: findReadiness(object),
    isSchedulable: readBoolean(object, 'spec', 'unschedulable') !== true,
    isControlPlane: CONTROL_PLANE_LABELS.some((key) => findLabel(labels, key) !== undefined),
    taints,
    configuredTaints: taints.filter((taint) => !isStateTaint(taint)),
    allocatable: readNodeResources(readField(object, 'status', 'allocatable')),
    capacity: readNodeResources(readField(object, 'status', 'capacity')),
    kubeletVersion: readText(object, 'status', 'nodeInfo', 'kubeletVersion'),
    declaredFeatures: readTexts(object, 'status', 'declaredFeatures'),
    images: mapList(readList(object, 'status', 'images'), (image) => ({
      names: readTexts(image, 'names'),
      sizeBytes: readWhole(image, 'sizeBytes') ?? 0,
    })),
    ...metadata,
  }
}

/** I10.3: the zone label, else the old one, else `aws:///<zone>/<instance>`. */
export function findNodeZone(labels: Labels, providerId: string | undefined): string | undefined {
  const label = findLabel(labels, ZONE_LABEL) || findLabel(labels, BETA_ZONE_LABEL)
  if (label !== undefined && label !== '') return label
  return /^aws:\/\/\/([a-z0-9-]+)\/i-[0-9a-f]+$/.exec(providerId ?? '')?.[1]
}

function findNodeGroup(labels: Labels): Node['group'] {
  for (const label of NODE_GROUP_LABELS) {
    const name = findLabel(labels, label)
    if (name !== undefined && name !== '') return { label, name }
  }
  return undefined
}

function findPurchase(labels: Labels): Node['purchase'] {
  const text =
    findLabel(labels, 'karpenter.sh/capacity-type') ??
    findLabel(labels, 'eks.amazonaws.com/capacityType')
  switch (text) {
    case 'spot':
    case 'SPOT':
      return 'spot'
    case 'on-demand':
    case 'ON_DEMAND':
      return 'on-demand'
    default:
      return undefined
  }
}

function findReadiness(object: KubeObject): boolean | undefined {
  const conditions = readList(object, 'status', 'conditions')
  const ready = conditions.find((condition) => readText(condition, 'type') === 'Ready')
  const status = readText(ready, 'status')
  return status === undefined ? undefined : status === 'True'
}
