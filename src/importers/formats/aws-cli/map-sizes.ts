import type { NodeGroup } from '#plan/schema.ts'
import type { ScalingGroup } from './inventory.ts'
import { guess, type GroupTask } from './group-task.ts'

/**
 * Sizes by the Auto Scaling group, else by EKS; never by what runs (I1.7). Where they count units and one
 * weight holds for all types they are told in instances, otherwise they stay units, and that is asked (I12.7).
 */
export function mapSizes(task: GroupTask): Pick<NodeGroup, 'min' | 'desired' | 'max'> {
  const { group } = task
  const { scalingGroup, eksGroup } = group
  if (scalingGroup === undefined) {
    if (eksGroup !== undefined) return toSizes(eksGroup, 1)
    guess(task, 'sizes', {
      code: 'sizes-not-said',
      severity: 'ambiguous',
      strength: 'seen',
      message: `nothing says the sizes of ${group.name}: instances that run now are not its sizes`,
    })
    return {}
  }
  const weights = listWeights(scalingGroup)
  const [only] = weights.length === 1 ? weights : []
  if (!scalingGroup.countsUnits && weights.length === 0) return toSizes(scalingGroup, 1)
  if (!scalingGroup.countsUnits && only !== undefined) return toSizes(scalingGroup, only)
  const why = scalingGroup.countsUnits
    ? 'sizes count vCPUs or memory'
    : `its types weigh ${weights.join(' or ')} units`
  for (const field of ['min', 'desired', 'max']) {
    task.strengths.set(`nodeGroups/${group.name}/${field}`, 'follows')
  }
  guess(task, 'sizes', {
    code: 'aws-capacity-units',
    severity: 'ambiguous',
    strength: 'follows',
    message: `${why} in ${group.name}: min, desired and max are units, not instances`,
  })
  return toSizes(scalingGroup, 1)
}

/** Each weight once; empty where no type has one. A type without a weight counts one. */
function listWeights({ overrides }: ScalingGroup): readonly number[] {
  if (overrides.every(({ weight }) => weight === undefined)) return []
  return [...new Set(overrides.map(({ weight }) => weight ?? 1))].toSorted((a, b) => a - b)
}

/** Instances that so many units need; a group may pass its max by less than a weight. */
function toSizes(
  sizes: Pick<ScalingGroup, 'min' | 'desired' | 'max'>,
  weight: number,
): Pick<NodeGroup, 'min' | 'desired' | 'max'> {
  const fields = (['min', 'desired', 'max'] as const).flatMap((field) => {
    const size = sizes[field]
    return size === undefined ? [] : [[field, Math.ceil(size / weight)] as const]
  })
  return Object.fromEntries(fields)
}
