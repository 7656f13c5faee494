import { compareText } from '#base/compare.ts'
import type { NodeGroup } from '#plan/schema.ts'
import {
  findTaggedGroup,
  findTaggedRole,
  readTag,
  type TaggedGroup,
  type TaggedRole,
} from '../../aws-tags.ts'
import { OWN_GROUP_LABEL } from '#kube/node.ts'
import type { ClusterDraft, Mapping } from './draft.ts'
import type { EksGroup, Instance, ScalingGroup } from './inventory.ts'

/** What shows that machines belong together (I12.5). */
export interface GroupDraft {
  /** As the plan calls it: no other of the cluster has it, but for a pool and a group (they are told apart). */
  readonly name: string
  readonly kind: NodeGroup['kind']
  readonly evidence: 'auto-mode' | 'karpenter' | 'scaling-group' | 'tag' | 'cluster-api' | 'type'
  /** The label by which nodes say that they are of it. */
  readonly label: string
  readonly role: NonNullable<NodeGroup['role']>
  readonly isApiServerOnly: boolean
  readonly scalingGroup: ScalingGroup | undefined
  readonly eksGroup: EksGroup | undefined
  /** Instances that count (I12.7). */
  readonly members: readonly Instance[]
}

/** The groups of a cluster, in order of their names; every instance is in one of them. */
export function findGroups(mapping: Mapping, draft: ClusterDraft): readonly GroupDraft[] {
  const builders = new Map<string, Builder>()
  for (const instance of draft.instances) {
    const found = findEvidence(mapping, instance)
    const builder = getBuilder(builders, found)
    builder.instances.push(instance)
    builder.scalingGroup ??= found.scalingGroup
  }
  for (const group of draft.scalingGroups) {
    const builder = getBuilder(builders, {
      key: toGroupKey(group.name),
      evidence: 'scaling-group',
      fallback: group.name,
    })
    builder.scalingGroup = group
  }
  for (const group of draft.eksGroups) addEksGroup(builders, group)
  for (const pool of draft.eksCluster?.isAutoMode === true ? draft.eksCluster.pools : []) {
    getBuilder(builders, { key: `auto ${pool}`, evidence: 'auto-mode', fallback: pool })
  }
  const sorted = [...builders.values()].toSorted((a, b) => compareText(a.key, b.key))
  return nameApart(sorted.map(finishGroup)).toSorted(
    (a, b) => compareText(a.name, b.name) || compareText(a.kind, b.kind),
  )
}

interface Evidence {
  readonly key: string
  readonly evidence: GroupDraft['evidence']
  /** The name where no tag says one. */
  readonly fallback: string
  readonly scalingGroup?: ScalingGroup | undefined
}

interface Builder extends Omit<Evidence, 'scalingGroup'> {
  readonly instances: Instance[]
  scalingGroup: ScalingGroup | undefined
  eksGroup: EksGroup | undefined
}

function getBuilder(builders: Map<string, Builder>, evidence: Evidence): Builder {
  const known = builders.get(evidence.key)
  if (known !== undefined) return known
  const builder: Builder = {
    ...evidence,
    instances: [],
    scalingGroup: evidence.scalingGroup,
    eksGroup: undefined,
  }
  builders.set(evidence.key, builder)
  return builder
}

function toGroupKey(name: string): string {
  return `group ${name}`
}

/** The table of I12.5, its first line that fits. */
function findEvidence(mapping: Mapping, instance: Instance): Evidence {
  const { tags, type } = instance
  const tagged = findTaggedGroup(tags)
  const pool = tagged?.kind === 'karpenter' ? tagged.name : undefined
  const isAuto =
    instance.manager === 'eks' ||
    (instance.manager !== undefined && pool !== undefined && tags.has('eks:eks-cluster-name'))
  if (isAuto) {
    const name = pool ?? 'auto-mode'
    return { key: `auto ${name}`, evidence: 'auto-mode', fallback: name }
  }
  if (pool !== undefined) return { key: `pool ${pool}`, evidence: 'karpenter', fallback: pool }
  const scalingGroup = mapping.groupOfInstance.get(instance.id)
  const groupName = scalingGroup?.name ?? readTag(tags, 'aws:autoscaling:groupName')
  if (groupName !== undefined) {
    return {
      key: toGroupKey(groupName),
      evidence: 'scaling-group',
      fallback: groupName,
      scalingGroup,
    }
  }
  if (tagged !== undefined) {
    return { key: `tag ${tagged.kind} ${tagged.name}`, evidence: 'tag', fallback: tagged.name }
  }
  const isClusterApi = [...tags.keys()].some((key) =>
    key.startsWith('sigs.k8s.io/cluster-api-provider-aws/'),
  )
  if (isClusterApi) {
    const role = findTaggedRole(tags)?.role ?? 'worker'
    const template = readTag(tags, 'aws:ec2launchtemplate:id') ?? type
    return {
      key: `machines ${role} ${template}`,
      evidence: 'cluster-api',
      fallback: `${role}-${type}`,
    }
  }
  return { key: `type ${type}`, evidence: 'type', fallback: `ungrouped-${type}` }
}

/** EKS' own word on a group joins it with its Auto Scaling group, by that group's name or by the tag. */
function addEksGroup(builders: Map<string, Builder>, group: EksGroup): void {
  const all = [...builders.values()]
  const known =
    all.find(
      ({ scalingGroup, fallback, evidence }) =>
        evidence === 'scaling-group' &&
        group.scalingGroupNames.includes(scalingGroup?.name ?? fallback),
    ) ??
    all.find(
      (builder) =>
        findName(builder)?.kind === 'eks-managed' && findName(builder)?.name === group.name,
    )
  const builder =
    known ??
    getBuilder(builders, { key: `eks ${group.name}`, evidence: 'tag', fallback: group.name })
  builder.eksGroup = group
}

/** The tags of the Auto Scaling group come first: they are what its next instance gets. */
function findName({ scalingGroup, instances }: Builder): TaggedGroup | undefined {
  const own = scalingGroup === undefined ? undefined : findTaggedGroup(scalingGroup.tags)
  if (own !== undefined) return own
  for (const { tags } of instances) {
    const found = findTaggedGroup(tags)
    if (found !== undefined) return found
  }
  return undefined
}

/** The group's own role, else that of its instances, which are alike. */
function findRole({ scalingGroup, instances }: Builder): TaggedRole | undefined {
  const own = scalingGroup === undefined ? undefined : findTaggedRole(scalingGroup.tags)
  if (own !== undefined) return own
  for (const { tags } of instances) {
    const found = findTaggedRole(tags)
    if (found !== undefined) return found
  }
  return undefined
}

interface NamedGroup extends GroupDraft {
  readonly fallback: string
}

function finishGroup(builder: Builder): NamedGroup {
  const { evidence, fallback, scalingGroup, eksGroup } = builder
  const tagged = findName(builder)
  const role = findRole(builder)
  const isPool = evidence === 'auto-mode' || evidence === 'karpenter'
  const isManaged = eksGroup !== undefined || tagged?.kind === 'eks-managed'
  const kind = isPool ? evidence : isManaged ? 'eks-managed' : 'asg'
  const name = isPool ? fallback : (eksGroup?.name ?? tagged?.name ?? fallback)
  const label = isPool
    ? 'karpenter.sh/nodepool'
    : isManaged
      ? 'eks.amazonaws.com/nodegroup'
      : tagged?.name === name
        ? tagged.label
        : undefined
  return {
    name,
    fallback,
    kind,
    evidence,
    label: label ?? OWN_GROUP_LABEL,
    role: role?.role ?? 'worker',
    isApiServerOnly: role?.isApiServerOnly ?? false,
    scalingGroup,
    eksGroup,
    members: listMembers(builder),
  }
}

/** I12.7: in standby, on its way out, or warmed only, an instance does not count. */
function listMembers(builder: Builder): readonly Instance[] {
  const members = builder.scalingGroup?.members ?? []
  const absent = new Set(
    members.flatMap(({ instanceId, lifecycle }) =>
      /^(?:Standby|EnteringStandby|Terminat|Detach|Warmed:)/.test(lifecycle) ? [instanceId] : [],
    ),
  )
  return builder.instances.filter(({ id }) => !absent.has(id))
}

/** One group per Auto Scaling group, also where tags give several the same name. */
function nameApart(groups: readonly NamedGroup[]): readonly GroupDraft[] {
  const isPool = ({ kind }: NamedGroup): boolean => kind === 'karpenter' || kind === 'auto-mode'
  const taken = new Set<string>()
  return groups.map(({ fallback, ...group }) => {
    const alike = groups.filter(
      (other) => other.name === group.name && isPool(other) === isPool({ ...group, fallback }),
    )
    const base = alike.length === 1 || isPool({ ...group, fallback }) ? group.name : fallback
    const key = (name: string): string =>
      `${isPool({ ...group, fallback }) ? 'pool' : 'group'} ${name}`
    let name = base
    for (let next = 2; taken.has(key(name)); next += 1) name = `${base}-${next}`
    taken.add(key(name))
    if (name === group.name) return group
    return { ...group, name, label: OWN_GROUP_LABEL }
  })
}
