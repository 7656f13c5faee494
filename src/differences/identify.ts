import { readList, readText } from '#kube/field.ts'
import { readMetadata } from '#kube/metadata.ts'
import type { KubeObject } from '#kube/object.ts'
import type { NodeGroup } from '#plan/schema.ts'

/** By what an object is known in repeated imports (I1.5): its kind with its group, namespace and name. */
export function identifyObject({ apiVersion, kind, metadata }: KubeObject): string {
  const at = apiVersion.indexOf('/')
  const group = at === -1 ? '' : apiVersion.slice(0, at)
  const { namespace = '', name } = metadata
  // A manifest that names no namespace means this one.
  return `${group}/${kind}\n${namespace === 'default' ? '' : namespace}\n${name}`
}

/** Kinds that only a running cluster has (I1.7, I10.3). */
const OBSERVED_KINDS = new Set([
  'Node',
  'CSINode',
  'NodeClaim',
  'NodeMetrics',
  'CSIStorageCapacity',
  'VolumeAttachment',
  'ControllerRevision',
  'EndpointSlice',
  'Endpoints',
  'Event',
  'Lease',
  'ResourceSlice',
])

/** True for what was seen rather than designed: nodes, and what a controller or a kubelet has made. */
export function isObserved(object: KubeObject): boolean {
  if (OBSERVED_KINDS.has(object.kind)) return true
  if (object.kind === 'PersistentVolumeClaim' || object.kind === 'PersistentVolume') return false
  if (readList(object, 'metadata', 'ownerReferences').length === 0) return false
  return readMetadata(object).controller !== undefined
}

/**
 * What tells a volume under any name: the EBS volume behind it. In-tree volumes and the driver's write
 * it differently (`aws://eu-west-1a/vol-1`, `vol-1`).
 */
export function identifyVolume(object: KubeObject): string | undefined {
  if (object.kind !== 'PersistentVolume') return undefined
  const handle =
    readText(object, 'spec', 'csi', 'volumeHandle') ??
    readText(object, 'spec', 'awsElasticBlockStore', 'volumeID')
  return handle === undefined || handle === ''
    ? undefined
    : handle.slice(handle.lastIndexOf('/') + 1)
}

/** Tags and labels that name the group of the tool that made it. */
const GROUP_NAMES = [
  'eks:nodegroup-name',
  'eks.amazonaws.com/nodegroup',
  'alpha.eksctl.io/nodegroup-name',
  'kops.k8s.io/instancegroup',
  'aws:autoscaling:groupName',
]

/** Every name that a group certainly has. */
export function listGroupNames({ name, tags = {}, labels = {} }: NodeGroup): readonly string[] {
  const names = GROUP_NAMES.flatMap((key) => {
    const value = Object.hasOwn(tags, key)
      ? tags[key]
      : Object.hasOwn(labels, key)
        ? labels[key]
        : ''
    return value === undefined || value === '' ? [] : [value]
  })
  return [...new Set([name, ...names])]
}
