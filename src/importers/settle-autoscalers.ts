import { compareText } from '#base/compare.ts'
import type { Autoscaler, NodeGroup } from '#plan/schema.ts'
import { isGroupTagKept } from './aws-tags.ts'
import { decide, report, type ImportContext } from './import-context.ts'

/**
 * Which groups each autoscaler owns, and the question that is asked where no sign of one was found,
 * because every verdict turns on it (import specification I10.5).
 */
export function settleAutoscalers(
  context: ImportContext,
  autoscalers: readonly Autoscaler[],
  groups: readonly NodeGroup[],
): readonly Autoscaler[] {
  if (autoscalers.length === 0) return askForOne(context, groups)
  return autoscalers.map((autoscaler) =>
    autoscaler.kind === 'cluster-autoscaler'
      ? settleOwned(context, autoscaler, groups)
      : autoscaler,
  )
}

function askForOne(context: ImportContext, groups: readonly NodeGroup[]): readonly Autoscaler[] {
  const answer = decide(
    context,
    {
      id: 'autoscaler',
      code: 'no-autoscaler',
      subject: 'autoscaler',
      message: 'no sign of an autoscaler: none is taken; verdicts turn on it',
      value: 'none',
      label: 'No autoscaler runs here',
      alternatives: [
        { value: 'cluster-autoscaler', label: 'Cluster Autoscaler runs here' },
        { value: 'karpenter', label: 'Karpenter runs here' },
      ],
    },
    { file: '' },
  )
  switch (answer) {
    case 'cluster-autoscaler':
      return [{ kind: 'cluster-autoscaler', owns: listScalable(groups).map(({ name }) => name) }]
    case 'karpenter':
      return [{ kind: 'karpenter', owns: 'auto-discovery' }]
    default:
      return []
  }
}

function listScalable(groups: readonly NodeGroup[]): readonly NodeGroup[] {
  return groups.filter(
    ({ kind, role }) =>
      (kind === 'asg' || kind === 'eks-managed') && (role ?? 'worker') === 'worker',
  )
}

function settleOwned(
  context: ImportContext,
  autoscaler: Autoscaler & { readonly kind: 'cluster-autoscaler' },
  groups: readonly NodeGroup[],
): Autoscaler {
  const specs = autoscaler.flags?.nodes ?? []
  if (autoscaler.owns === 'auto-discovery' || specs.length === 0)
    return keepKnown(autoscaler, groups)
  const scalable = listScalable(groups)
  const owns = new Set(autoscaler.owns)
  for (const spec of specs) {
    const name = /^\d+:\d+:(.+)$/.exec(spec)?.[1] ?? spec
    const matches = scalable.filter((group) => isGroupOf(name, group.name))
    const [match] = matches
    if (match !== undefined && matches.length === 1) {
      owns.add(match.name)
      continue
    }
    const message = `--nodes=${spec.slice(0, 120)} names ${matches.length === 0 ? 'no node group of the import' : `one of ${matches.map((group) => group.name).join(', ')}`}; left out of what the autoscaler owns`
    report(context, { code: 'autoscaler-group', severity: 'ambiguous', message }, { file: '' })
  }
  return keepKnown({ ...autoscaler, owns: [...owns].sort(compareText) }, groups)
}

/** The name of an Auto Scaling group: the group's own, or as EKS and eksctl make it of the group's. */
function isGroupOf(asgName: string, group: string): boolean {
  return (
    asgName === group ||
    asgName.startsWith(`eks-${group}-`) ||
    asgName.includes(`-nodegroup-${group}-NodeGroup-`) ||
    asgName.startsWith(`${group}.`)
  )
}

/** A plan names only groups that it has. */
function keepKnown(autoscaler: Autoscaler, groups: readonly NodeGroup[]): Autoscaler {
  if (autoscaler.owns === 'auto-discovery') return autoscaler
  const { owns } = autoscaler
  const known = owns.filter((name) => groups.some((group) => group.name === name))
  return known.length === owns.length ? autoscaler : { ...autoscaler, owns: known }
}

/**
 * Tags by which Cluster Autoscaler discovers groups, for groups whose tags no file says: EKS tags those
 * of managed groups by itself; of others they are not known, and asked for where they decide.
 */
export function settleTags(
  context: ImportContext,
  autoscalers: readonly Autoscaler[],
  cluster: {
    readonly name: string
    readonly nodeGroups: readonly NodeGroup[]
    /** Groups of whose tags only those of a list were read (I12.1). */
    readonly partlyTagged: ReadonlySet<string>
  },
): readonly NodeGroup[] {
  const discovery = autoscalers.flatMap((autoscaler) =>
    autoscaler.kind === 'cluster-autoscaler' && autoscaler.owns === 'auto-discovery'
      ? (autoscaler.flags?.nodeGroupAutoDiscovery ?? [])
      : [],
  )
  if (discovery.length === 0) return cluster.nodeGroups
  return cluster.nodeGroups.map((group) => {
    const isPartial = cluster.partlyTagged.has(group.name) && discovery.some(asksUnreadTag)
    if (group.tags !== undefined && !isPartial) return group
    if (group.kind === 'eks-managed' && group.tags === undefined) {
      const tags = {
        'k8s.io/cluster-autoscaler/enabled': 'true',
        [`k8s.io/cluster-autoscaler/${cluster.name}`]: 'owned',
      }
      return { ...group, tags }
    }
    if (group.kind !== 'asg' && group.kind !== 'eks-managed') return group
    const answer = decide(
      context,
      {
        id: `${group.name}.tags`,
        code: 'tags-not-said',
        subject: `Cluster Autoscaler owns ${group.name}`,
        message: `no file says the tags of ${group.name}, by which Cluster Autoscaler finds its groups`,
        value: 'not known',
        alternatives: [
          { value: 'yes', label: 'Its tags are those of --node-group-auto-discovery' },
          { value: 'no', label: 'It has none of these tags' },
        ],
      },
      { file: '' },
    )
    if (answer === 'no') return { ...group, tags: group.tags ?? {} }
    const { tags, ...untagged } = group
    return answer === 'yes'
      ? { ...group, tags: { ...tags, ...readDiscoveryTags(discovery[0] ?? '') } }
      : untagged
  })
}

/** True where a group is found by a tag that an inventory leaves out unread. */
function asksUnreadTag(spec: string): boolean {
  return Object.keys(readDiscoveryTags(spec)).some((key) => !isGroupTagKept(key))
}

/** `asg:tag=k1,k2=v2` as tags that satisfy it. */
function readDiscoveryTags(spec: string): Readonly<Record<string, string>> {
  const list = /^[a-z]+:tag=(.*)$/.exec(spec)?.[1] ?? ''
  const pairs = list.split(',').flatMap((part): (readonly [string, string])[] => {
    const [key, value] = part.split('=')
    return key === undefined || key === '' || key === '__proto__' ? [] : [[key, value ?? 'true']]
  })
  return Object.fromEntries(pairs)
}
