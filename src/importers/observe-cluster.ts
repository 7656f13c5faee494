import { compareText } from '#base/compare.ts'
import { findZoneRegion } from '#aws/zone.ts'
import { readMetadata } from '#kube/metadata.ts'
import { readNode, type Node } from '#kube/node.ts'
import { findVolumeZones, readPersistentVolume } from '#kube/volume.ts'
import type { Cluster, ControlPlane, NodeGroup, Taint } from '#plan/schema.ts'
import type { ImportedObject } from './format-importer.ts'
import { placeOf, report, type ImportContext } from './import-context.ts'
import type { Fragment, PendingGuess, Strength } from './importer.ts'

/**
 * What Kubernetes objects show of the cluster they come from: region, zones, versions, control plane,
 * and node groups by the labels of their nodes. Counts of nodes never become sizes (import I1.7): what
 * only nodes show of a group is `seen`, and gives way to what a configuration file says.
 */
export function observeCluster(
  context: ImportContext,
  objects: readonly ImportedObject[],
): Fragment | undefined {
  if (objects.length === 0) return undefined
  const nodes = objects
    .filter(({ object }) => object.kind === 'Node')
    .map((imported) => ({ ...imported, node: readNode(imported.object) }))
    .toSorted((a, b) => compareText(a.node.name, b.node.name))
  const strengths = new Map<string, Strength>()
  const guesses = new Map<string, PendingGuess>()
  const groups = groupNodes(nodes)
  const nodeGroups = groups.map((group) => observeGroup(group, strengths, guesses))
  const zones = listZones(nodes, objects)
  const region = findRegion(nodes, zones)
  const provisioner = findProvisioner(nodes)
  reportOddNodes(context, nodes)
  const kubernetesVersion = findVersion(context, nodes)
  const controlPlane = findControlPlane(nodes, objects, provisioner)
  const clusterName = findClusterName(nodes)
  strengths.set('kubernetesVersion', 'seen')
  // Nodes with masters among them may be of any tool that leaves no label.
  if (provisioner === 'kubeadm') strengths.set('provisioner', 'seen')
  return {
    ...(clusterName === undefined ? {} : { clusterName }),
    precedence: 40,
    source: listSources(objects),
    cluster: {
      ...(region === undefined ? {} : { region }),
      ...(zones.length === 0 ? {} : { zones: zones.map((name) => ({ name })) }),
      ...(provisioner === undefined ? {} : { provisioner }),
      ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
      ...(controlPlane === undefined ? {} : { controlPlane }),
      nodeGroups,
    },
    strengths,
    guesses,
  }
}

interface ObservedNode extends ImportedObject {
  readonly node: Node
}

interface ObservedGroup {
  readonly name: string
  readonly kind: NodeGroup['kind']
  readonly nodes: readonly ObservedNode[]
}

function listSources(objects: readonly ImportedObject[]): string {
  const files = new Set<string>()
  for (const { document } of objects) files.add(document.file)
  return [...files].sort(compareText).join(', ')
}

function groupNodes(nodes: readonly ObservedNode[]): readonly ObservedGroup[] {
  const groups = new Map<string, { name: string; kind: NodeGroup['kind']; nodes: ObservedNode[] }>()
  for (const observed of nodes) {
    const found = findGroup(observed.node)
    if (found === undefined) continue
    const key = `${found.name} ${found.kind}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { ...found, nodes: [observed] })
    else known.nodes.push(observed)
  }
  return [...groups.values()].toSorted(
    (a, b) => compareText(a.name, b.name) || compareText(a.kind, b.kind),
  )
}

function findGroup(
  node: Node,
): { readonly name: string; readonly kind: NodeGroup['kind'] } | undefined {
  const compute = readLabel(node, 'eks.amazonaws.com/compute-type')
  if (compute === 'fargate') {
    return {
      name: readLabel(node, 'eks.amazonaws.com/fargate-profile') ?? 'fargate',
      kind: 'fargate',
    }
  }
  if (node.group === undefined) return undefined
  const { name, label } = node.group
  if (label === 'eks.amazonaws.com/nodegroup') return { name, kind: 'eks-managed' }
  if (label === 'karpenter.sh/nodepool') {
    return { name, kind: compute === 'auto' ? 'auto-mode' : 'karpenter' }
  }
  return { name, kind: 'asg' }
}

function readLabel(node: Node, key: string): string | undefined {
  return Object.hasOwn(node.labels, key) ? node.labels[key] : undefined
}

function observeGroup(
  group: ObservedGroup,
  strengths: Map<string, Strength>,
  guesses: Map<string, PendingGuess>,
): NodeGroup {
  const path = `nodeGroups/${group.name}`
  const zones = [...new Set(group.nodes.flatMap(({ node }) => node.zone ?? []))].sort(compareText)
  const types = countTypes(group.nodes)
  const { labels, taints } = findShared(group.nodes)
  const [first] = group.nodes
  if (first !== undefined) {
    const place = placeOf(first.document, 'metadata.labels')
    const seen = `${group.nodes.length} ${group.nodes.length === 1 ? 'node' : 'nodes'}`
    guesses.set(`${path}/zones`, {
      code: 'group-zones-seen',
      message: `no file says the zones of ${group.name}: where its ${seen} run now is not all of them for sure`,
      place,
    })
    guesses.set(`${path}/instanceTypes`, {
      code: 'group-types-seen',
      message: `no file says the instance types of ${group.name}: those of its ${seen} are taken`,
      place,
    })
  }
  // A NodePool says what its next node gets; older nodes may have got something else.
  const isPool = group.kind === 'karpenter' || group.kind === 'auto-mode'
  const seenFields = ['zones', 'instanceTypes', 'purchase', 'labels', 'kind', 'role']
  for (const field of isPool ? [...seenFields, 'taints'] : seenFields) {
    strengths.set(`${path}/${field}`, 'seen')
  }
  const isSpot = group.nodes.every(({ node }) => node.purchase === 'spot')
  const isControlPlane = group.nodes.every(({ node }) => node.isControlPlane)
  return {
    name: group.name,
    kind: group.kind,
    ...(isControlPlane ? { role: 'control-plane' as const } : {}),
    ...(zones.length === 0 ? {} : { zones }),
    ...(types.length === 0 || group.kind === 'karpenter' || group.kind === 'auto-mode'
      ? {}
      : { instanceTypes: types }),
    ...(isSpot ? { purchase: { onDemandBase: 0, onDemandPercentageAboveBase: 0 } } : {}),
    labels,
    taints,
  }
}

/** Types seen, the most frequent first. */
function countTypes(nodes: readonly ObservedNode[]): readonly string[] {
  return rankValues(nodes.flatMap(({ node }) => node.instanceType ?? []))
}

function rankValues(values: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .toSorted(([a, many], [b, few]) => few - many || compareText(a, b))
    .map(([value]) => value)
}

/** Labels that a node has by itself, whatever group it is of. */
const OWN_LABELS =
  /^(?:(?:[a-z0-9.-]+\.)?(?:kubernetes\.io|k8s\.io|k8s\.aws|eksctl\.io|amazonaws\.com|karpenter\.sh)\/|topology\.)/
/** Labels of those domains that people set. */
const CHOSEN_LABELS = /^node-role\.kubernetes\.io\//

/** Labels and taints that all nodes of a group have, states and the nodes' own left out. */
function findShared(nodes: readonly ObservedNode[]): {
  readonly labels: Readonly<Record<string, string>>
  readonly taints: readonly Taint[]
} {
  const [first, ...others] = nodes.map(({ node }) => node)
  if (first === undefined) return { labels: {}, taints: [] }
  const labels = Object.entries(first.labels).filter(
    ([key, value]) =>
      (!OWN_LABELS.test(key) || CHOSEN_LABELS.test(key)) &&
      others.every((node) => readLabel(node, key) === value),
  )
  const taints = first.configuredTaints.filter((taint) =>
    others.every((node) =>
      node.configuredTaints.some(
        ({ key, value, effect }) =>
          key === taint.key && (value ?? '') === (taint.value ?? '') && effect === taint.effect,
      ),
    ),
  )
  return {
    labels: Object.fromEntries(labels.toSorted(([a], [b]) => compareText(a, b))),
    taints: taints
      .map(({ key, value, effect }): Taint =>
        value === undefined ? { key, effect } : { key, value, effect },
      )
      .toSorted((a, b) => compareText(a.key, b.key) || compareText(a.effect, b.effect)),
  }
}

function listZones(
  nodes: readonly ObservedNode[],
  objects: readonly ImportedObject[],
): readonly string[] {
  const zones = new Set(nodes.flatMap(({ node }) => node.zone ?? []))
  for (const { object } of objects) {
    if (object.kind !== 'PersistentVolume') continue
    for (const zone of findVolumeZones(readPersistentVolume(object)) ?? []) zones.add(zone)
  }
  return [...zones].sort(compareText)
}

function findRegion(nodes: readonly ObservedNode[], zones: readonly string[]): string | undefined {
  const labelled = rankValues(nodes.flatMap(({ node }) => node.region ?? []))
  const derived = rankValues(zones.flatMap((zone) => findZoneRegion(zone) ?? []))
  return labelled[0] ?? derived[0]
}

function findProvisioner(nodes: readonly ObservedNode[]): Cluster['provisioner'] | undefined {
  const hasLabel = (pattern: RegExp): boolean =>
    nodes.some(({ node }) => Object.keys(node.labels).some((key) => pattern.test(key)))
  if (hasLabel(/^eks\.amazonaws\.com\//)) return 'eks'
  if (nodes.some(({ node }) => node.kubeletVersion?.includes('-eks-') === true)) return 'eks'
  if (hasLabel(/^kops\.k8s\.io\//)) return 'kops'
  return nodes.some(({ node }) => node.isControlPlane) ? 'kubeadm' : undefined
}

/** The kubelets' minor version, the most frequent one. */
function findVersion(context: ImportContext, nodes: readonly ObservedNode[]): string | undefined {
  const versions = rankValues(
    nodes.flatMap(({ node }) => /^v?(\d+\.\d+)/.exec(node.kubeletVersion ?? '')?.[1] ?? []),
  )
  const [first] = nodes
  if (versions.length > 1 && first !== undefined) {
    const message = `the nodes run several versions (${versions.join(', ')}); the most frequent is taken`
    report(
      context,
      { code: 'kubelet-versions', severity: 'ambiguous', message },
      { file: first.document.file },
    )
  }
  return versions[0]
}

function findControlPlane(
  nodes: readonly ObservedNode[],
  objects: readonly ImportedObject[],
  provisioner: Cluster['provisioner'] | undefined,
): ControlPlane | undefined {
  if (provisioner === 'eks') return { kind: 'managed' }
  const masters = nodes.filter(({ node }) => node.isControlPlane)
  if (masters.length === 0) return undefined
  const members = masters.slice(0, 15).map(({ node }) => ({
    name: node.name,
    ...(node.zone === undefined ? {} : { zone: node.zone }),
    ...(node.instanceType === undefined ? {} : { instanceType: node.instanceType }),
    ...(node.group === undefined ? {} : { group: node.group.name }),
  }))
  const etcdPods = new Set(
    objects
      .filter(({ object }) => object.kind === 'Pod' && object.metadata.namespace === 'kube-system')
      .map(({ object }) => readMetadata(object))
      .filter(({ labels }) => labels['component'] === 'etcd')
      .map(({ name }) => name),
  )
  const stacked = members.filter(({ name }) => etcdPods.has(`etcd-${name}`))
  return {
    kind: 'self-managed',
    members,
    etcd:
      stacked.length === 0
        ? { topology: 'unknown', clusters: [] }
        : {
            topology: 'stacked',
            clusters: [{ name: 'main', members: stacked.map(({ group: _group, ...own }) => own) }],
          },
  }
}

/** The name that eksctl and Cluster API leave on every node, if all agree. */
function findClusterName(nodes: readonly ObservedNode[]): string | undefined {
  const names = new Set(
    nodes.flatMap(({ node }) => readLabel(node, 'alpha.eksctl.io/cluster-name') ?? []),
  )
  const [only] = names
  return names.size === 1 ? only : undefined
}

function reportOddNodes(context: ImportContext, nodes: readonly ObservedNode[]): void {
  const tell = (code: string, list: readonly ObservedNode[], told: string): void => {
    const [first] = list
    if (first === undefined) return
    context.findings.push({
      code,
      severity: 'ambiguous',
      message: `${list.length} ${list.length === 1 ? 'node' : 'nodes'} ${told}`,
      ...placeOf(first.document, 'metadata.labels'),
      count: list.length,
    })
  }
  tell(
    'node-zone',
    nodes.filter(({ node }) => node.zone === undefined),
    'without a zone: neither the label topology.kubernetes.io/zone nor spec.providerID tells it',
  )
  tell(
    'node-group',
    nodes.filter(({ node }) => findGroup(node) === undefined && !node.isControlPlane),
    'of no node group: no label tells which group they belong to',
  )
  tell(
    'not-aws',
    nodes.filter(({ node }) => /^(?:gce|azure|openstack|vsphere):/.test(node.providerId ?? '')),
    'not on AWS: what groups and autoscalers do there is not modelled',
  )
}
