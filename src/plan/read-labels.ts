/**
 * Which labels, tags and annotations a rule reads. All others stay behind when a plan is shared (share links
 * L7.1): they are of no use to a verdict and often name people, tools and accounts.
 */

export interface KeySet {
  readonly has: (key: string) => boolean
}

/** Keys that rules ask for by themselves. */
const WELL_KNOWN_LABELS: ReadonlySet<string> = new Set([
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'topology.ebs.csi.aws.com/zone',
  'topology.k8s.aws/zone-id',
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'node.kubernetes.io/instance-type',
  'beta.kubernetes.io/instance-type',
  'eks.amazonaws.com/nodegroup',
  'eks.amazonaws.com/capacityType',
  'eks.amazonaws.com/compute-type',
  'eks.amazonaws.com/fargate-profile',
  'alpha.eksctl.io/nodegroup-name',
  'karpenter.sh/nodepool',
  'karpenter.sh/capacity-type',
  'kops.k8s.io/instancegroup',
  'neverpending/node-group',
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/master',
  'kubernetes.io/metadata.name',
])

/** Annotations that are facts for a verdict, and the values that are. */
const FACTS: ReadonlyMap<string, RegExp> = new Map([
  ['cluster-autoscaler.kubernetes.io/safe-to-evict', /^(?:true|false|on-completion)$/],
  [
    'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes',
    /^[a-z0-9-]+(?:, ?[a-z0-9-]+)*$/,
  ],
  ['storageclass.kubernetes.io/is-default-class', /^(?:true|false)$/],
  ['storageclass.beta.kubernetes.io/is-default-class', /^(?:true|false)$/],
  ['karpenter.sh/do-not-disrupt', /^(?:true|false|[0-9hms]{1,16})$/],
  // Its value is a digest; that it is there is the fact.
  ['kubernetes.io/config.mirror', /^mirror$/],
  ['pv.kubernetes.io/bind-completed', /^yes$/],
  ['volume.beta.kubernetes.io/storage-class', /^[a-z0-9.-]{1,253}$/],
  ['volume.kubernetes.io/selected-node', /^[a-z0-9.-]{1,253}$/],
  ['storage.alpha.kubernetes.io/migrated-plugins', /^[a-z0-9./,-]{1,253}$/],
])

export function isFact(key: string, value: string): boolean {
  return FACTS.get(key)?.test(value) === true
}

/** Tags of an Auto Scaling group that Cluster Autoscaler reads, beside those its own flags name. */
export function isReadTag(key: string, named: KeySet): boolean {
  return key.startsWith('k8s.io/cluster-autoscaler/') || named.has(key)
}

export function isReadLabel(key: string, named: KeySet): boolean {
  return (
    WELL_KNOWN_LABELS.has(key) ||
    key.startsWith('karpenter.k8s.aws/instance-') ||
    key.startsWith('topology.k8s.aws/network-node-layer-') ||
    named.has(key)
  )
}

/** Members of a plan whose texts are label keys, and those whose own keys are. */
const KEY_FIELDS: ReadonlySet<string> = new Set(['key', 'topologyKey'])
const KEY_LISTS: ReadonlySet<string> = new Set(['matchLabelKeys', 'mismatchLabelKeys'])
const KEY_MAPS: ReadonlySet<string> = new Set(['matchLabels', 'nodeSelector', 'selector'])

/** Maps whose members are texts of a person's choice. */
const OWN_KEYS: ReadonlySet<string> = new Set(['labels', 'annotations', 'tags'])

/** The label keys that any selector, term or constraint of the plan names, and the tags of flags. */
export function findNamedKeys(plan: unknown): ReadonlySet<string> {
  const keys = new Set<string>()
  const visit = (value: unknown, name: string): void => {
    if (typeof value === 'string') {
      if (KEY_FIELDS.has(name) || KEY_LISTS.has(name)) keys.add(value)
      if (name === 'nodeGroupAutoDiscovery') for (const tag of listFlagTags(value)) keys.add(tag)
    } else if (Array.isArray(value)) {
      for (const item of value) visit(item, name)
    } else if (typeof value === 'object' && value !== null) {
      if (OWN_KEYS.has(name)) return
      if (KEY_MAPS.has(name)) for (const key of Object.keys(value)) keys.add(key)
      for (const [key, member] of Object.entries(value)) visit(member, key)
    }
  }
  visit(plan, '')
  return keys
}

/** `asg:tag=one,two=value` names the tags `one` and `two`. */
function listFlagTags(flag: string): readonly string[] {
  return flag
    .slice(flag.indexOf('tag=') + 'tag='.length)
    .split(',')
    .flatMap((tag) => tag.split('=')[0] ?? [])
}
