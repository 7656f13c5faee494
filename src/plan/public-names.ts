import { isReadLabel } from './read-labels.ts'

/**
 * Names that everybody's cluster has, so that they tell nothing of whose it is: they stay where neutral
 * names stand for all others (share links L7.4).
 */
const NAMES: ReadonlySet<string> = new Set([
  '',
  'true',
  'false',
  'default',
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'default-scheduler',
  'gp2',
  'gp3',
  'system-cluster-critical',
  'system-node-critical',
  'metadata.name',
])

/** Numbers are no names: rules compare them (`Gt`, ordinals). A single letter names nobody. */
export function isPublicName(name: string): boolean {
  return NAMES.has(name) || /^(?:\d{1,9}|[a-z])$/.test(name)
}

const KEY_DOMAINS =
  /(?:^|\.)(?:kubernetes\.io|k8s\.io|k8s\.aws|aws\.com|amazonaws\.com|eksctl\.io|karpenter\.sh|nvidia\.com|x-k8s\.io)\//

/** Keys of Kubernetes, AWS and their tools, and the words that charts use as keys. */
const WORDS: ReadonlySet<string> = new Set([
  'app',
  'arch',
  'component',
  'dedicated',
  'env',
  'environment',
  'instance',
  'job-name',
  'k8s-app',
  'name',
  'node-type',
  'nodegroup',
  'pod-template-hash',
  'release',
  'role',
  'tier',
  'version',
  'workload',
  'zone',
])

export function isPublicKey(key: string): boolean {
  return isPublicName(key) || WORDS.has(key) || KEY_DOMAINS.test(key) || isReadLabel(key, NO_OTHERS)
}

const NO_OTHERS = { has: () => false }

const OWN_VALUES: ReadonlySet<string> = new Set([
  'alpha.eksctl.io/nodegroup-name',
  'eks.amazonaws.com/fargate-profile',
  'eks.amazonaws.com/nodegroup',
  'karpenter.sh/nodepool',
  'kops.k8s.io/instancegroup',
  'kubernetes.io/hostname',
  'kubernetes.io/metadata.name',
  'metadata.name',
  'neverpending/node-group',
  'statefulset.kubernetes.io/pod-name',
])
const PUBLIC_VALUES =
  /^(?:(?:beta\.)?kubernetes\.io\/(?:os|arch)|(?:beta\.|node\.)kubernetes\.io\/|topology\.|failure-domain\.|karpenter\.(?:sh|k8s\.aws)\/|eks\.amazonaws\.com\/|node-role\.)/

/** Whether the values of a key are Kubernetes' or AWS' own: zones, types, ways of buying. */
export function hasPublicValues(key: string): boolean {
  return PUBLIC_VALUES.test(key) && !OWN_VALUES.has(key)
}
