import { compareText } from '#base/compare.ts'
import type { NodeGroup } from '#plan/schema.ts'
import { guess, type GroupTask } from './group-task.ts'

/**
 * Instance types in order: those of the overrides, else the template's, else EKS' own list, else those
 * that run; a group that chooses by attributes keeps its attributes (I12.8).
 */
export function mapTypes(task: GroupTask): Pick<NodeGroup, 'instanceTypes' | 'requirements'> {
  const { group, template } = task
  const overrides = group.scalingGroup?.overrides ?? []
  const listed = [...new Set(overrides.flatMap(({ type }) => type ?? []))]
  if (listed.length > 0) return { instanceTypes: listed }
  const requirements =
    overrides.find((override) => override.requirements !== undefined)?.requirements ??
    template?.requirements
  if (requirements !== undefined) return { requirements }
  if (template?.type !== undefined) return { instanceTypes: [template.type] }
  const types = group.eksGroup?.types ?? []
  if (types.length > 0) return { instanceTypes: types }
  // A pool says itself what its next node is; its nodes do not.
  if (group.kind === 'karpenter' || group.kind === 'auto-mode') return {}
  const seen = rank(group.members.map(({ type }) => type))
  if (seen.length === 0) return {}
  guess(task, 'instanceTypes', {
    code: 'group-types-seen',
    strength: 'seen',
    message: `nothing says the instance types of ${group.name}: those of its ${group.members.length} ${group.members.length === 1 ? 'instance' : 'instances'} are taken`,
  })
  return { instanceTypes: seen }
}

/** The most frequent first. */
function rank(types: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1)
  return [...counts]
    .toSorted(([a, many], [b, few]) => few - many || compareText(a, b))
    .map(([type]) => type)
}
