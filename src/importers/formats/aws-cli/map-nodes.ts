import { computeAllocatable } from '#aws/allocatable.ts'
import { findInstanceType, type InstanceType } from '#aws/instance-type.ts'
import { findZoneRegion } from '#aws/zone.ts'
import { compareText } from '#base/compare.ts'
import type { KubeObject } from '#kube/object.ts'
import type { ObservedNode } from '../../format-importer.ts'
import { placeOf, report } from '../../import-context.ts'
import type { ClusterDraft, Mapping } from './draft.ts'
import type { Instance, TypeFacts } from './inventory.ts'
import { giveLabel } from './local-labels.ts'
import type { MappedGroup } from './map-group.ts'

/**
 * Instances as the Nodes that they are: labels that their tools and the group give them, and what Amazon's
 * images leave to pods. A Node of a Kubernetes file is surer, and takes the place of its own (I1.6).
 */
export function mapNodes(
  mapping: Mapping,
  draft: ClusterDraft,
  groups: readonly MappedGroup[],
): readonly ObservedNode[] {
  // Bastions and machines of etcd alone are no nodes.
  const hosts = groups.filter(
    ({ draft: { role } }) => role === 'worker' || role === 'control-plane',
  )
  const pairs = hosts
    .flatMap((group) => group.draft.members.map((instance) => ({ group, instance })))
    .toSorted(
      (a, b) =>
        compareText(a.group.group.name, b.group.group.name) ||
        compareText(a.instance.zone ?? '', b.instance.zone ?? '') ||
        compareText(a.instance.id, b.instance.id),
    )
  reportTypes(
    mapping,
    draft,
    pairs.map(({ instance }) => instance),
  )
  const taken = new Set<string>()
  return pairs.map(({ group, instance }, index) => {
    const name = nameNode(mapping, instance, { number: index + 1, taken })
    return {
      instanceId: instance.id,
      group: group.group.name,
      object: makeNode(mapping, { draft, group, instance, name }),
      document: instance.document,
    }
  })
}

/** I11.4: a local label, unless a person asks for names or ids. */
function nameNode(
  { names, labels }: Mapping,
  { id, tags }: Instance,
  place: { readonly number: number; readonly taken: Set<string> },
): string {
  const wanted = names === 'ids' ? id : names === 'names' ? tags.get('Name') : undefined
  const base = toObjectName(wanted ?? '') || giveLabel(labels, { id, kind: 'node', ...place })
  let name = base
  for (let next = 2; place.taken.has(name); next += 1) name = `${base}-${next}`
  place.taken.add(name)
  return name
}

/** A text as a name that Kubernetes allows; empty where nothing of it is left. */
export function toObjectName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .slice(0, 200)
    .replaceAll(/^[-.]+|[-.]+$/g, '')
}

function makeNode(
  mapping: Mapping,
  node: {
    readonly draft: ClusterDraft
    readonly group: MappedGroup
    readonly instance: Instance
    readonly name: string
  },
): KubeObject {
  const { draft, group, instance, name } = node
  const { zone } = instance
  const isReady = instance.state === 'pending' || instance.state === 'running'
  const taints = [
    ...(group.group.taints ?? []),
    ...(isReady ? [] : [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }]),
  ]
  const spec = {
    ...(mapping.names === 'ids' ? { providerID: `aws:///${zone ?? ''}/${instance.id}` } : {}),
    ...(taints.length === 0 ? {} : { taints }),
  }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: makeLabels(draft, group, instance, name),
      ...(instance.launchTime === undefined ? {} : { creationTimestamp: instance.launchTime }),
    },
    spec,
    status: {
      ...makeResources(mapping, group, instance.type),
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
    },
  }
}

function makeLabels(
  draft: ClusterDraft,
  { group, draft: { label } }: MappedGroup,
  instance: Instance,
  name: string,
): Readonly<Record<string, string>> {
  const { zone, zoneId, type } = instance
  const region = instance.region ?? (zone === undefined ? undefined : findZoneRegion(zone))
  const arch = instance.arch ?? findInstanceType(type)?.arch
  const labels = {
    ...group.labels,
    ...(arch === undefined ? {} : { 'kubernetes.io/arch': arch }),
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': instance.isWindows ? 'windows' : 'linux',
    'node.kubernetes.io/instance-type': type,
    ...(zone === undefined
      ? {}
      : { 'topology.kubernetes.io/zone': zone, 'topology.ebs.csi.aws.com/zone': zone }),
    ...(region === undefined ? {} : { 'topology.kubernetes.io/region': region }),
    ...(zoneId === undefined ? {} : { 'topology.k8s.aws/zone-id': zoneId }),
    ...makePurchaseLabel(group.kind, instance),
    ...(group.kind === 'auto-mode' ? { 'eks.amazonaws.com/compute-type': 'auto' } : {}),
    ...(instance.tags.has('alpha.eksctl.io/cluster-name')
      ? { 'alpha.eksctl.io/cluster-name': draft.name }
      : {}),
    [label]: group.name,
  }
  return Object.fromEntries(Object.entries(labels).toSorted(([a], [b]) => compareText(a, b)))
}

function makePurchaseLabel(
  kind: MappedGroup['group']['kind'],
  { isSpot }: Instance,
): Readonly<Record<string, string>> {
  if (isSpot === undefined) return {}
  if (kind === 'eks-managed') {
    return { 'eks.amazonaws.com/capacityType': isSpot ? 'SPOT' : 'ON_DEMAND' }
  }
  if (kind === 'asg' || kind === 'fargate') return {}
  return { 'karpenter.sh/capacity-type': isSpot ? 'spot' : 'on-demand' }
}

/** What Amazon's images leave to pods (C9); nothing for a type that neither catalogue nor account tells. */
function makeResources(
  mapping: Mapping,
  { group }: MappedGroup,
  typeName: string,
): Readonly<Record<string, unknown>> {
  const instanceType =
    findInstanceType(typeName) ?? toInstanceType(mapping.inventory.types.get(typeName))
  if (instanceType === undefined) return {}
  const { capacity, allocatable } = computeAllocatable({
    instanceType,
    rootVolumeGiB: group.rootVolume?.sizeGiB,
  })
  return { allocatable: renderResources(allocatable), capacity: renderResources(capacity) }
}

/** I12.15: what the account tells of a type that the catalogue lacks. */
function toInstanceType(facts: TypeFacts | undefined): InstanceType | undefined {
  if (facts === undefined) return undefined
  const { name, vcpu, memoryMiB, arch, interfaces, ipv4PerInterface } = facts
  const dot = name.indexOf('.')
  return {
    name,
    family: name.slice(0, Math.max(0, dot)),
    size: name.slice(dot + 1),
    vcpu,
    memoryMiB,
    arch,
    cpuMaker: '',
    hypervisor: 'nitro',
    interfaces,
    ipv4PerInterface,
    eniMaxPods: Math.max(4, interfaces * (ipv4PerInterface - 1) + 2),
    attachments: { kind: 'shared', max: 28 },
    isCurrentGeneration: true,
    isMetal: false,
    isBurstable: false,
    isFlex: false,
    isSoldAsSpot: true,
  }
}

/** Millicores as such, memory in KiB, the rest as it is. */
function renderResources(
  resources: Readonly<Record<string, number>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(resources).map(([name, amount]) => [
      name,
      name === 'cpu'
        ? `${amount}m`
        : name === 'memory'
          ? `${Math.trunc(amount / 1024)}Ki`
          : String(amount),
    ]),
  )
}

function reportTypes(
  { task, inventory }: Mapping,
  draft: ClusterDraft,
  instances: readonly Instance[],
): void {
  const missing = new Map<string, { readonly first: Instance; count: number }>()
  for (const instance of instances) {
    if (findInstanceType(instance.type) !== undefined) continue
    const known = missing.get(instance.type)
    if (known === undefined) missing.set(instance.type, { first: instance, count: 1 })
    else known.count += 1
  }
  for (const [type, { first, count }] of [...missing].toSorted(([a], [b]) => compareText(a, b))) {
    const isTold = inventory.types.has(type)
    const message = isTold
      ? `${type} is not in the bundled catalogue: its capacity is what ec2:DescribeInstanceTypes says`
      : `${type}, of ${count} ${count === 1 ? 'instance' : 'instances'} of ${draft.name}, is neither in the bundled catalogue nor among the answers: what its nodes give to pods is not known (ec2:DescribeInstanceTypes tells)`
    report(
      task.context,
      {
        code: isTold ? 'aws-type-added' : 'aws-type-unknown',
        severity: isTold ? 'info' : 'error',
        message,
      },
      placeOf(first.document, ''),
    )
  }
}
