import { compareText } from '#base/compare.ts'
import { parseUnits } from '#kube/quantity.ts'
import { parseTaint } from '#kube/taint.ts'
import type { Cluster, NodeGroup, Taint } from '#plan/schema.ts'

/**
 * What tags of EC2 and Auto Scaling say of clusters, groups, roles, labels and volumes (import
 * specification section 12). Every other tag is never read.
 */
export type AwsTags = ReadonlyMap<string, string>

/** Tags that are read (I12.1), by their whole key. */
export const READ_TAGS: ReadonlySet<string> = new Set([
  'Name',
  'aws:eks:cluster-name',
  'eks:cluster-name',
  'eks:nodegroup-name',
  'eks:eks-cluster-name',
  'alpha.eksctl.io/cluster-name',
  'alpha.eksctl.io/nodegroup-name',
  'alpha.eksctl.io/nodegroup-type',
  'eksctl.cluster.k8s.io/v1alpha1/cluster-name',
  'eksctl.io/v1alpha2/nodegroup-name',
  'KubernetesCluster',
  'kops.k8s.io/instancegroup',
  'kubernetes.io/role/elb',
  'kubernetes.io/role/internal-elb',
  'sigs.k8s.io/cluster-api-provider-aws/role',
  'karpenter.sh/nodepool',
  'karpenter.sh/provisioner-name',
  'karpenter.sh/nodeclaim',
  'karpenter.k8s.aws/ec2nodeclass',
  'aws:autoscaling:groupName',
  'aws:ec2launchtemplate:id',
  'aws:ec2launchtemplate:version',
  'CSIVolumeName',
  'ebs.csi.aws.com/cluster',
  'ebs.csi.aws.com/cluster-name',
  'kubernetes.io/created-for/pvc/name',
  'kubernetes.io/created-for/pvc/namespace',
  'kubernetes.io/created-for/pv/name',
])

const CLUSTER_TAG = 'kubernetes.io/cluster/'
const CLUSTER_API_TAG = 'sigs.k8s.io/cluster-api-provider-aws/cluster/'
const ROLE_TAG = 'k8s.io/role/'
const ETCD_TAG = 'k8s.io/etcd/'
const AUTOSCALER_TAG = 'k8s.io/cluster-autoscaler/'
const TEMPLATE_TAG = `${AUTOSCALER_TAG}node-template/`

/** And by how the key begins. */
export const READ_PREFIXES: readonly string[] = [
  CLUSTER_TAG,
  CLUSTER_API_TAG,
  ROLE_TAG,
  ETCD_TAG,
  AUTOSCALER_TAG,
]

/** I12.1: true for a tag that may be read at all. */
export function isAwsTagRead(key: string): boolean {
  return READ_TAGS.has(key) || READ_PREFIXES.some((prefix) => key.startsWith(prefix))
}

export interface TaggedCluster {
  readonly name: string
  /** Other clusters that the tags name: which is meant is ambiguous. */
  readonly others: readonly string[]
}

/** Tags that name a cluster by their value, in their order (I12.2, steps 1 to 4). */
const NAMING_TAGS: readonly string[] = [
  'aws:eks:cluster-name',
  'eks:cluster-name',
  'eks:eks-cluster-name',
  'alpha.eksctl.io/cluster-name',
  'eksctl.cluster.k8s.io/v1alpha1/cluster-name',
]

/**
 * The cluster of an instance or a group, by the first of steps 1 to 7 that names one (I12.2).
 * Several `kubernetes.io/cluster/*` name none by themselves; where nothing else does, the first of
 * them is taken, and the others are told.
 */
export function findTaggedCluster(tags: AwsTags): TaggedCluster | undefined {
  if (tags.size === 0) return undefined
  const names = new Set<string>()
  for (const key of NAMING_TAGS) addTag(names, tags, key)
  const owned = listKeys(tags, CLUSTER_TAG, isOwned)
  const marked = owned.length > 0 ? owned : listKeys(tags, CLUSTER_TAG, isAny)
  for (const name of listKeys(tags, CLUSTER_API_TAG, isOwned)) names.add(name)
  if (marked.length === 1) names.add(marked[0] ?? '')
  addTag(names, tags, 'KubernetesCluster')
  for (const name of marked) names.add(name)
  const [name, ...rest] = names
  return name === undefined ? undefined : { name, others: rest.toSorted(compareText) }
}

function addTag(names: Set<string>, tags: AwsTags, key: string): void {
  const value = readTag(tags, key)
  if (value !== undefined) names.add(value)
}

function isOwned(value: string): boolean {
  return value === 'owned'
}

function isAny(): boolean {
  return true
}

/** Clusters that a subnet belongs to: all that its tags name, owned or shared (E19). */
export function listSubnetClusters(tags: AwsTags): readonly string[] {
  return listKeys(tags, CLUSTER_TAG, isAny)
}

/** The cluster of a volume by its own tags (I12.14). */
export function findVolumeCluster(tags: AwsTags): TaggedCluster | undefined {
  const marked = listKeys(tags, CLUSTER_TAG, isAny)
  const named = ['ebs.csi.aws.com/cluster-name', 'KubernetesCluster', 'eks:eks-cluster-name']
  const [name, ...rest] = new Set([...marked, ...named.flatMap((key) => readTag(tags, key) ?? [])])
  return name === undefined ? undefined : { name, others: rest.toSorted(compareText) }
}

/** What made a cluster, as the tags of one thing that belongs to it show (I12.3); the surest sign of them. */
export function findProvisionerSign(
  tags: AwsTags,
): Exclude<Cluster['provisioner'], 'unknown'> | undefined {
  let isKops = false
  let isCapa = false
  for (const key of tags.keys()) {
    // eksctl makes clusters of EKS and no others.
    if (EKS_TAG.test(key)) return 'eks'
    isKops ||= key === 'kops.k8s.io/instancegroup' || key.startsWith(ETCD_TAG)
    isCapa ||= key.startsWith('sigs.k8s.io/cluster-api-provider-aws/')
  }
  if (isKops) return 'kops'
  if (isCapa) return 'capa'
  return findTaggedRole(tags)?.role === 'control-plane' ? 'kubeadm' : undefined
}

const EKS_TAG = /^(?:(?:aws:)?eks:|(?:alpha\.)?eksctl\.)/

export interface TaggedRole {
  readonly role: NonNullable<NodeGroup['role']>
  /** An API server without a member of etcd. */
  readonly isApiServerOnly: boolean
}

/** I12.6; `undefined`: the tags say none, which means a worker. */
export function findTaggedRole(tags: AwsTags): TaggedRole | undefined {
  const capi = readTag(tags, 'sigs.k8s.io/cluster-api-provider-aws/role')
  const hasRole = (role: string): boolean => tags.has(ROLE_TAG + role)
  if (hasRole('control-plane') || hasRole('master') || capi === 'control-plane') {
    return { role: 'control-plane', isApiServerOnly: false }
  }
  if (hasRole('apiserver')) return { role: 'control-plane', isApiServerOnly: true }
  if (hasRole('etcd')) return { role: 'etcd', isApiServerOnly: false }
  if (hasRole('bastion') || capi === 'bastion') return { role: 'bastion', isApiServerOnly: false }
  return undefined
}

export interface TaggedGroup {
  readonly kind: 'asg' | 'eks-managed' | 'karpenter'
  readonly name: string
  /** The label by which nodes name the group (I10.3). */
  readonly label?: string
}

/** Tags that name a group, and the label by which its nodes do. */
const GROUP_TAGS: readonly (readonly [tag: string, label: string])[] = [
  ['eks:nodegroup-name', 'eks.amazonaws.com/nodegroup'],
  ['alpha.eksctl.io/nodegroup-name', 'alpha.eksctl.io/nodegroup-name'],
  ['eksctl.io/v1alpha2/nodegroup-name', 'alpha.eksctl.io/nodegroup-name'],
  ['kops.k8s.io/instancegroup', 'kops.k8s.io/instancegroup'],
]

/** The NodePool or the named group of an instance or an Auto Scaling group (I12.5). */
export function findTaggedGroup(tags: AwsTags): TaggedGroup | undefined {
  const pool =
    readTag(tags, 'karpenter.sh/nodepool') ?? readTag(tags, 'karpenter.sh/provisioner-name')
  if (pool !== undefined) return { kind: 'karpenter', name: pool, label: 'karpenter.sh/nodepool' }
  for (const [tag, label] of GROUP_TAGS) {
    const name = readTag(tags, tag)
    if (name === undefined) continue
    // eksctl tags its managed groups with its own name too; EKS's comes first.
    return { kind: tag === 'eks:nodegroup-name' ? 'eks-managed' : 'asg', name, label }
  }
  return undefined
}

/** What `k8s.io/cluster-autoscaler/node-template/…` describes: no node was asked (I12.11). */
export interface TaggedTemplate {
  readonly labels: Readonly<Record<string, string>>
  readonly taints: readonly Taint[]
  readonly problems: readonly { readonly key: string; readonly message: string }[]
}

export function readTaggedTemplate(tags: AwsTags): TaggedTemplate {
  const labels: [string, string][] = []
  const taints: Taint[] = []
  const problems: { readonly key: string; readonly message: string }[] = []
  for (const [key, value] of [...tags].toSorted(([a], [b]) => compareText(a, b))) {
    if (!key.startsWith(TEMPLATE_TAG)) continue
    const [what, ...rest] = key.slice(TEMPLATE_TAG.length).split('/')
    const name = rest.join('/')
    if (name === '' || isUnsafe(name)) continue
    if (what === 'label') labels.push([name, value])
    if (what === 'taint') {
      const parsed = parseTaint(`${name}=${value}`, key)
      if (parsed.kind === 'ok') taints.push(toPlanTaint(parsed.value))
      else
        problems.push({
          key,
          message: `"${value.slice(0, 60)}" says no effect: value:Effect is read`,
        })
    }
    if (what === 'resources' && parseUnits(value, key).kind !== 'ok') {
      problems.push({ key, message: `"${value.slice(0, 60)}" is not a quantity such as 4 or 16Gi` })
    }
  }
  return { labels: Object.fromEntries(labels), taints, problems }
}

/** True for tags by which an autoscaler may find its groups (I10.5): all that are read but AWS' own and Name. */
export function isGroupTagKept(key: string): boolean {
  return isAwsTagRead(key) && key !== 'Name' && !key.startsWith('aws:')
}

/** A member of etcd that a volume of kOps holds, and all members that it expects (I12.12). */
export interface TaggedEtcdMember {
  readonly cluster: string
  readonly member: string
  readonly expected: readonly string[]
}

export function readEtcdMembers(tags: AwsTags): readonly TaggedEtcdMember[] {
  const found: TaggedEtcdMember[] = []
  for (const [key, value] of tags) {
    if (!key.startsWith(ETCD_TAG)) continue
    const cluster = key.slice(ETCD_TAG.length)
    const [member = '', list = ''] = value.split('/')
    if (cluster === '' || member === '') continue
    found.push({ cluster, member, expected: list.split(',').filter((name) => name !== '') })
  }
  return found.sort((a, b) => compareText(a.cluster, b.cluster))
}

/** What a volume's tags say of its claim and its PersistentVolume (I12.14). */
export interface TaggedVolume {
  readonly claim?: { readonly namespace: string; readonly name: string }
  readonly volumeName?: string
  /** Made by a driver or an in-tree plugin of Kubernetes. */
  readonly isOfKubernetes: boolean
}

export function readTaggedVolume(tags: AwsTags): TaggedVolume {
  const namespace = readTag(tags, 'kubernetes.io/created-for/pvc/namespace')
  const name = readTag(tags, 'kubernetes.io/created-for/pvc/name')
  const volumeName =
    readTag(tags, 'CSIVolumeName') ?? readTag(tags, 'kubernetes.io/created-for/pv/name')
  let isOfKubernetes = false
  for (const key of tags.keys()) {
    isOfKubernetes ||=
      key === 'CSIVolumeName' ||
      key.startsWith('ebs.csi.aws.com/') ||
      key.startsWith('kubernetes.io/created-for/')
  }
  const isClaim = NAMESPACE.test(namespace ?? '') && CLAIM.test(name ?? '')
  return {
    ...(isClaim && namespace !== undefined && name !== undefined
      ? { claim: { namespace, name } }
      : {}),
    ...(volumeName === undefined ? {} : { volumeName }),
    isOfKubernetes,
  }
}

/** Names as Kubernetes allows them; a tag with another is no claim's. */
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/
const CLAIM = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/

/** A tag with a value. */
export function readTag(tags: AwsTags, key: string): string | undefined {
  const value = tags.get(key)
  return value === '' ? undefined : value
}

/** What follows the prefix in the keys of tags with such a value, in order. */
function listKeys(
  tags: AwsTags,
  prefix: string,
  hasValue: (value: string) => boolean,
): readonly string[] {
  const found: string[] = []
  for (const [key, value] of tags) {
    if (key.startsWith(prefix) && key.length > prefix.length && hasValue(value)) {
      found.push(key.slice(prefix.length))
    }
  }
  return found.length < 2 ? found : found.sort(compareText)
}

function isUnsafe(key: string): boolean {
  return key === '__proto__' || key === 'prototype' || key === 'constructor'
}

function toPlanTaint({
  key,
  value,
  effect,
}: {
  readonly key: string
  readonly value?: string | undefined
  readonly effect: Taint['effect']
}): Taint {
  return value === undefined || value === '' ? { key, effect } : { key, value, effect }
}
